import { HOOKS, ofNamed } from '../../scripts/probe/experiments/hooks';
import { openInbox } from '../../scripts/probe/inbox';

const post = (port: number, hook: string, body: string): Promise<number> =>
	fetch(`http://127.0.0.1:${port}/some/path/${hook}?x=1`, { method: 'POST', headers: { 'webhook-id': 'msg_1' }, body })
		.then(({ status }) => status)
		.catch(() => 0);

test('webhooks that arrive are kept with the hook that they came through, other orders are dropped', async () => {
	const inbox = await openInbox('https://probe.example.com', 0);
	const { port } = inbox;
	const body = (order: unknown): string => JSON.stringify({ scope: 'store/order/updated', data: { id: order } });
	expect(await post(port, 'updated', body(118))).toBe(200);
	await post(port, 'all', body(119));
	await post(port, 'transactionCreated', JSON.stringify({ data: { order_id: '118' } }));
	await post(port, 'all', 'x'.repeat(70_000));
	await post(port, 'all', 'no JSON');
	await inbox.close();
	const kept = ofNamed(inbox.arrived(), [118]);
	expect(kept.map(({ hook }) => hook)).toEqual(['updated', 'transactionCreated']);
	expect(kept.every(({ hook, headers }) => hook in HOOKS && headers['webhook-id'] === 'msg_1')).toBe(true);
	expect(inbox.arrived().every(({ text }) => text.length < 70_000)).toBe(true);
});

test('one delivery is left without an answer until its sender gives it up', async () => {
	const inbox = await openInbox('https://probe.example.com', 0);
	const { port } = inbox;
	inbox.holdNext('all');
	const body = JSON.stringify({ data: { id: 118 } });
	const url = `http://127.0.0.1:${port}/all`;
	const given = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(300) }).catch(() => 'given up');
	expect(given).toBe('given up');
	expect(await post(port, 'all', body)).toBe(200);
	await new Promise((resolve) => setTimeout(resolve, 50));
	await inbox.close();
	const [held, answered] = inbox.arrived();
	expect(held?.heldMs).toBeGreaterThan(200);
	expect(held?.heldMs).toBeLessThan(5_000);
	expect(answered?.heldMs).toBeUndefined();
});
