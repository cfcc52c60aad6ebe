import type { Http } from '../../../nodes/BigCommerce/api/http';
import { Fixture } from './fixture';

describe('after the money', () => {
	const afterwards = { statusOnSuccess: 9, statusOnFailure: 6, staffNote: 'Captured by the ERP' };
	const puts = (fixture: Fixture, id = 118) => fixture.store.log.countersOf(id).orderUpdate ?? 0;

	test('status and note are set with one call as soon as an order is settled, while others are still followed', async () => {
		const fixture = new Fixture({}, [
			{ id: 118, captureDelayMs: 100 },
			{ id: 119, captureDelayMs: 30_000 },
		]);
		const settled = fixture.captureOrders([118, 119], { afterwards });
		await fixture.time.until(fixture.process.clock.sleep(5_000));
		expect(fixture.store.orders.get(118)).toMatchObject({ statusId: 9, staffNotes: 'Captured by the ERP' });
		const [first] = await fixture.time.until(settled);
		expect(first).toMatchObject({ outcome: 'captured', warning: null, payment: { orderStatusId: 9 } });
		expect(puts(fixture)).toBe(1);
	});

	test('run again, nothing is set a second time, and nothing goes backwards', async () => {
		const fixture = new Fixture();
		await fixture.run([118], { afterwards });
		const order = fixture.store.orders.get(118);
		if (order) order.statusId = 2;
		await fixture.run([118], { afterwards });
		expect(order).toMatchObject({ statusId: 2, staffNotes: 'Captured by the ERP' });
		expect(puts(fixture)).toBe(1);
	});

	test('what people write between the read and the call is kept', async () => {
		const fixture = new Fixture({ quota: 4, windowMs: 30_000 }, [{ id: 118 }]);
		const settled = fixture.captureOrders([118], { afterwards, resultTimeout: 300_000 });
		await fixture.time.until(fixture.process.clock.sleep(20_000));
		fixture.store.act(118, { does: 'edit', staffNotes: 'URGENT: do not ship' });
		await fixture.time.until(settled);
		expect(fixture.store.orders.get(118)?.staffNotes).toContain('URGENT: do not ship');
		expect(fixture.store.orders.get(118)?.staffNotes).toContain('Captured by the ERP');
	});

	test('what could not be set is a warning, and the outcome stands', async () => {
		const fixture = new Fixture();
		const wire = fixture.wire();
		const http: Http = async (request) =>
			request.method === 'PUT'
				? { kind: 'answered', status: 422, headers: {}, body: { title: 'no such status' } }
				: await wire(request);
		const [answer] = await fixture.time.until(fixture.captureOrders([118], { afterwards }, { http }));
		expect(answer).toMatchObject({ outcome: 'captured', changed: true });
		expect(answer?.warning).toBe(
			"The payment is as said, but the order's status and staff note may not have been set (HTTP 422: no such status).",
		);
	});

	test('an update in doubt is looked at before it is sent again', async () => {
		const fixture = new Fixture();
		const wire = fixture.wire();
		let lost = 0;
		const http: Http = async (request) => {
			const answer = await wire(request);
			if (request.method !== 'PUT' || lost++ > 0) return answer;
			return { kind: 'unclear', code: 'ECONNRESET', message: 'socket hang up' };
		};
		const [answer] = await fixture.time.until(fixture.captureOrders([118], { afterwards }, { http }));
		expect(answer?.warning).toBeNull();
		expect(puts(fixture)).toBe(1);
	});
});
