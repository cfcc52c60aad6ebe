import type { Http } from '../../../nodes/BigCommerce/api/http';
import type { OrderInput } from '../../../sandbox/store';
import { Fixture } from './fixture';

describe('tried again at once, in the same process', () => {
	test('what was accepted and does not show yet is not sent again', async () => {
		const fixture = new Fixture({ secondCapture: 'accept201' }, [
			{ id: 118, captureDelayMs: 30_000, faults: [{ kind: 'lateVisibility', ms: 8_000 }] },
		]);
		await expect(fixture.run([118], { waitForResult: false })).resolves.toEqual(['118 accepted/notWaited changed']);
		await expect(fixture.run([118], { waitForResult: false })).resolves.toEqual(['118 accepted/notWaited']);
		await expect(fixture.run([118])).resolves.toEqual(['118 captured/done']);
		expect(fixture.posts()).toBe(1);
	});

	test('of what was accepted and does not show yet, nobody says that no money was moved', async () => {
		const hidden: OrderInput = { id: 118, captureDelayMs: 30_000, faults: [{ kind: 'lateVisibility', ms: 20_000 }] };
		const fixture = new Fixture({}, [hidden]);
		await expect(fixture.run([118], { waitForResult: false })).resolves.toEqual(['118 accepted/notWaited changed']);
		const [held] = await fixture.time.until(fixture.captureOrders([118], {}, { guards: { maxAmount: '10' } }));
		expect(held).toMatchObject({ outcome: 'blocked', code: 'guard', attempts: 0, moneyMoved: 'unknown' });
		const [limited] = await fixture.time.until(fixture.captureOrders([118], { maxTotals: ['10'] }));
		expect(limited).toMatchObject({ outcome: 'blocked', code: 'maxTotal', attempts: 0, moneyMoved: 'unknown' });
		await expect(fixture.run([118], { dryRun: true })).resolves.toEqual(['118 pending/dryRun']);
		await expect(fixture.run([118])).resolves.toEqual(['118 captured/done']);
		expect(fixture.posts()).toBe(1);
	});

	test('what is never shown as pending is not sent again either', async () => {
		const fixture = new Fixture({ secondCapture: 'accept201', pendingVisible: false }, [
			{ id: 118, captureDelayMs: 200_000 },
		]);
		await expect(fixture.run([118], { resultTimeout: 5_000 })).resolves.toEqual(['118 pending/notSeenYet changed']);
		await expect(fixture.run([118], { resultTimeout: 5_000 })).resolves.toEqual(['118 pending/notSeenYet']);
		await expect(fixture.run([118], { resultTimeout: 300_000 })).resolves.toEqual(['118 captured/done']);
		expect(fixture.posts()).toBe(1);
	});

	test('what reads authorized to the end is still under way, is never called declined, and is not sent again', async () => {
		const fixture = new Fixture({ secondCapture: 'accept201', pendingVisible: false }, [
			{ id: 118, captureDelayMs: 200_000 },
		]);
		await expect(fixture.run([118], { resultTimeout: 30_000 })).resolves.toEqual(['118 pending/notSeenYet changed']);
		await expect(fixture.run([118], { resultTimeout: 30_000 })).resolves.toEqual(['118 pending/notSeenYet']);
		await expect(fixture.run([118], { resultTimeout: 300_000 })).resolves.toEqual(['118 captured/done']);
		expect(fixture.posts()).toBe(1);
	});

	test('what was refused is sent again', async () => {
		const fixture = new Fixture({}, [{ id: 118, faults: [{ kind: 'decline', times: 1 }] }]);
		await expect(fixture.run([118])).resolves.toEqual(['118 declined/refusedByGateway']);
		await expect(fixture.run([118])).resolves.toEqual(['118 captured/done changed']);
	});
});

describe('another execution has the order', () => {
	test('its end is waited for, and then looked at', async () => {
		const fixture = new Fixture({}, [{ id: 118, captureDelayMs: 20_000 }]);
		const first = fixture.run([118]);
		const second = fixture.run([118]);
		await expect(first).resolves.toEqual(['118 captured/done changed']);
		await expect(second).resolves.toEqual(['118 captured/alreadyDone']);
		expect(fixture.posts()).toBe(1);
	});

	test('but no longer than a result is', async () => {
		const fixture = new Fixture({}, []);
		fixture.store.addOrder({ id: 118, faults: [{ kind: 'serverError', accepted: false }] });
		const long = fixture.captureOrders([118], { verificationWindow: 600_000 });
		const short = fixture.captureOrders([118], { resultTimeout: 20_000 });
		const [answer] = await fixture.time.until(short);
		expect(answer).toMatchObject({ outcome: 'blocked', code: 'heldByOther', attempts: 0 });
		expect(fixture.time.now).toBeLessThan(21_000);
		await fixture.time.until(long);
	});
});

test('a read that lags behind what this process has seen captured sends nothing again', async () => {
	const fixture = new Fixture();
	expect(await fixture.run([118])).toEqual(['118 captured/done changed']);
	let lagging = 3;
	const wire = fixture.wire();
	const http: Http = async (request) => {
		const answer = await wire(request);
		const isOrder = request.method === 'GET' && request.path.startsWith('/v2/orders');
		if (!isOrder || answer.kind !== 'answered' || lagging-- <= 0) return answer;
		const text = JSON.stringify(answer.body).replaceAll('"payment_status":"captured"', '"payment_status":"authorized"');
		return { ...answer, body: JSON.parse(text) };
	};
	expect(await fixture.run([118], {}, { http })).toEqual(['118 captured/alreadyDone']);
	expect(fixture.posts()).toBe(1);
});
