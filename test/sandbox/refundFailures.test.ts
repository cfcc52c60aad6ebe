import { list, record } from './sandboxClient';
import { captured } from './refundOrders';

describe('a refund that goes wrong', () => {
	test('may be a 201 that is declined', () => {
		const { shop, refundAmount } = captured({}, { faults: [{ kind: 'decline', message: 'No funds', times: 1 }] });
		const { status, body } = refundAmount(10);
		expect([status, record(record(body).data).payments]).toEqual([
			201,
			[expect.objectContaining({ is_declined: true, declined_message: 'No funds' })],
		]);
		expect(shop.store.truth(118)).toMatchObject({ refunded: 0, refundDeclines: 1, state: 'captured' });
		expect(shop.journal(118)).toEqual(['authorization:ok', 'capture:ok', 'refund:error']);
		expect(refundAmount(146.5).status).toBe(201);
	});

	test('may be declined after a while', () => {
		const { shop, refundAmount } = captured({ refundDelayMs: 500 }, { faults: [{ kind: 'decline' }] });
		const declined = () =>
			list(record(record(shop.get('v3/orders/payment_actions/refunds/1').body).data).payments).map(
				(payment) => record(payment).is_declined,
			);
		expect(refundAmount(10).status).toBe(201);
		expect(declined()).toEqual([false]);
		shop.pass(500);
		expect(declined()).toEqual([true]);
	});

	test.each([409, 422] as const)('is turned away with %s while another one runs', (refundBusyStatus) => {
		const { shop, refundAmount } = captured({ refundDelayMs: 500, refundBusyStatus });
		refundAmount(10);
		expect(refundAmount(10)).toMatchObject({
			status: refundBusyStatus,
			body: { data: [{ status: refundBusyStatus }] },
		});
		shop.pass(500);
		expect(refundAmount(10).status).toBe(201);
		shop.pass(500);
		expect(shop.store.truth(118).refunded).toBe(2_000);
	});

	test('finds the order busy for a while after a refund', () => {
		const { shop, refundAmount } = captured({ refundBusyMs: 200 });
		expect([refundAmount(10).status, refundAmount(10).status]).toEqual([201, 422]);
		shop.pass(200);
		expect(refundAmount(10).status).toBe(201);
	});

	test.each([
		{
			fault: { kind: 'taxServiceGone', times: 1 },
			status: 503,
			body: { data: [{ order_id: 118, status: 503, error: 'Tax service gone away' }], meta: {} },
		},
		{
			fault: { kind: 'refundBusy', times: 1 },
			status: 422,
			body: {
				data: [{ status: 422, title: 'Another refund of this order is being processed.', type: expect.any(String) }],
			},
		},
		{
			fault: { kind: 'quoteChanged', byMinor: -1, times: 1 },
			status: 422,
			body: { data: [{ status: 422, title: expect.stringContaining('do not match'), type: expect.any(String) }] },
		},
		{
			fault: { kind: 'serverError', status: 502, accepted: false, times: 1 },
			status: 502,
			body: expect.objectContaining({ status: 502 }),
		},
	] as const)('$fault moves nothing, and can be tried again', ({ fault, status, body }) => {
		const { shop, refundAmount } = captured({}, { faults: [fault] });
		expect(refundAmount(10)).toMatchObject({ status, body });
		expect(shop.store.truth(118).refunded).toBe(0);
		expect(refundAmount(10).status).toBe(201);
	});

	test('may have been taken although the answer is lost', () => {
		const { shop, refundAmount } = captured({}, { faults: [{ kind: 'lostAnswer', times: 1 }] });
		expect(() => refundAmount(10)).toThrow('reset');
		expect(shop.store.truth(118)).toMatchObject({ refunds: 1, refunded: 1_000 });
		expect(list(record(shop.get('v3/orders/118/payment_actions/refunds').body).data)).toHaveLength(1);
	});

	test('may show up late', () => {
		const { shop, refundAmount } = captured({}, { faults: [{ kind: 'lateVisibility', ms: 800, on: 'refundCreate' }] });
		refundAmount(10);
		const seen = () =>
			[shop.get('v3/orders/118/payment_actions/refunds').body, shop.get('v3/orders/payment_actions/refunds').body].map(
				(body) => list(record(body).data).length,
			);
		expect([seen(), shop.get('v3/orders/payment_actions/refunds/1').status]).toEqual([[0, 0], 404]);
		shop.pass(800);
		expect([seen(), shop.get('v3/orders/payment_actions/refunds/1').status]).toEqual([[1, 1], 200]);
	});
});
