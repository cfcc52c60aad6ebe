import { readFileSync } from 'node:fs';
import { NamedOrders } from '../../scripts/probe/namedOrders';
import { EXPERIMENTS } from '../../scripts/probe/plan';
import { markdown, type Report } from '../../scripts/probe/report';
import { ask, asked, expectNothingForOthers, storeWith } from './askedStore';
import type { VirtualStore } from './virtualStore';

test('with one order it asks what one order can tell, and nothing for the others', async () => {
	const virtual = await storeWith({ secondCapture: 'accept201' });
	const report = await ask(virtual, { orders: [70118], declines: undefined, missing: undefined, isAlone: true });
	expect(report.findings.find(({ setting }) => setting === 'secondCapture')).toMatchObject({ seen: 'Not asked.' });
	expect(report.settings).toMatchObject({ captureBody: '{}', pendingVisible: true, overLimit: 'error413' });
	expectNothingForOthers(virtual, [70118]);
	expect(virtual.store.truth(70118)).toMatchObject({ captures: 1 });
});

describe('a store that is not in test mode', () => {
	const liveFrom = async (
		nth: number,
	): Promise<{ virtual: VirtualStore; report: Report; before: number; looks: number }> => {
		const virtual = await storeWith({});
		let [read, before] = [0, Number.POSITIVE_INFINITY];
		virtual.onAnswer = ({ path }, answer) => {
			if (!path.endsWith('/transactions') || answer.status !== 200) return answer;
			read += 1;
			if (read < nth) return answer;
			before = Math.min(before, virtual.calls.length);
			return { ...answer, text: answer.text.replace('"test":true', '"test":false') };
		};
		return { virtual, report: await ask(virtual), before, looks: read };
	};

	test.each([1, 2, 3, 4])('shown by named order %i: nothing is sent for any of them', async (nth) => {
		const { virtual, report } = await liveFrom(nth);
		expect(report.stopped).toContain('not made in test mode');
		expect(virtual.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	/** All that a run has, with every option. */
	const LOOKS = 12;

	test('in test mode every look at transactions says so, and it goes on to the end', async () => {
		const { report, looks } = await liveFrom(Number.POSITIVE_INFINITY);
		expect([report.stopped, looks]).toEqual([null, LOOKS]);
	});

	test.each(Array.from({ length: LOOKS - 4 }, (_, index) => index + 5))(
		'shown by the %ith look at transactions: nothing more is sent',
		async (nth) => {
			const { virtual, report, before } = await liveFrom(nth);
			expect(report.stopped).toContain('the store is live');
			const after = virtual.calls.slice(before);
			expect(after.length).toBeGreaterThan(0);
			expect(
				after.filter(
					({ method, path }) => method !== 'DELETE' || !/^v3\/(hooks\/|orders\/\d+\/metafields\/)/.test(path),
				),
			).toEqual([]);
			expect(virtual.store.hooks.all()).toEqual([]);
		},
	);

	test('an order that says nothing of its mode is not touched, nor are the others', async () => {
		const virtual = await storeWith({ transactionsRecorded: 'none' });
		virtual.store.addOrder({ id: 200, gateway: 'stripe' });
		const report = await ask(virtual, { orders: [70118, 200] });
		expect(report.stopped).toContain('nothing says that it was paid in test mode');
		expect(virtual.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	test('an order that is captured already is not touched, nor are the others', async () => {
		const virtual = await storeWith({});
		virtual.store.addOrder({ id: 200, gateway: 'testgateway', state: 'captured' });
		const report = await ask(virtual, { orders: [70118, 200] });
		expect(report.stopped).toContain("'captured', not 'authorized'");
		expect(virtual.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});

test('a call for an order that was not named is refused before it is sent', async () => {
	const virtual = await storeWith({});
	const store = new NamedOrders(virtual.connections, virtual, [70118]);
	await expect(store.act(70119, 'capture')).rejects.toThrow('not named');
	await expect(store.act(70118, 'capture')).rejects.toThrow('before its order was proved');
	expect(virtual.calls).toEqual([]);
});

test('the report has no token, no store, no order and no shopper in it', async () => {
	const virtual = await storeWith({ notAuthorizedStatus: 409 });
	const report = await ask(virtual);
	const text = `${markdown(report)}${JSON.stringify(report)}`;
	const secrets = [
		'sandbox-token',
		'sandbox-client-secret',
		'Lovelace',
		'@',
		'70118',
		'70119',
		'70120',
		'70121',
		'40.00',
		'stores/',
	];
	expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
	expect(text).toContain('| `notAuthorizedStatus` |');
});

test('the page says what each experiment costs and needs', () => {
	const page = readFileSync('docs/probe.md', 'utf8');
	for (const { does, calls, needs } of EXPERIMENTS) expect(page).toContain(`| ${does} | ${calls} | ${needs} |`);
});

test('an order that was named as missing and is there ends it before anything is sent', async () => {
	const virtual = await storeWith({});
	const report = await ask(virtual, { missing: 70130 });
	expect(report.stopped).toContain('named as missing answered 200');
	expect(virtual.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('staff notes and status stand as before, and the page of all orders is not kept', async () => {
	const virtual = await storeWith({
		statusAfterCapture: 'unchanged',
		statusAfterVoid: 'unchanged',
		statusAfterRefund: 'unchanged',
	});
	const { captured, log } = await beforeAndAfter(virtual);
	expect(captured.after).toEqual(captured.before);
	const pages = log.filter(({ call }) => call.path === 'v2/orders' && call.query?.page !== undefined);
	expect(pages.map(({ text, body }) => ({ text, body }))).toEqual([
		{ text: '', body: undefined },
		{ text: '', body: undefined },
	]);
});

async function beforeAndAfter(virtual: VirtualStore) {
	const look = (): unknown => {
		const order = virtual.store.orders.get(70118);
		return { notes: order?.staffNotes, status: order?.statusId };
	};
	const order = virtual.store.orders.get(70118);
	if (order) order.staffNotes = 'Call before delivery';
	const before = look();
	const { log } = await asked(virtual);
	return { captured: { before, after: look() }, log };
}
