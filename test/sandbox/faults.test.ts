import type { Fault } from '../../sandbox/store';
import { SandboxClient } from './sandboxClient';

const CAPTURE = 'v3/orders/118/payment_actions/capture';

/** A capture under one fault: how it ends for the caller, and whether the money moves all the same. */
const cases: Array<[Fault, { kind?: string; status?: number; text?: RegExp }, boolean]> = [
	[{ kind: 'lostAnswer' }, { kind: 'reset' }, true],
	[{ kind: 'reset' }, { kind: 'reset' }, false],
	[{ kind: 'hang' }, { kind: 'hang' }, false],
	[{ kind: 'hang', accepted: true }, { kind: 'hang' }, true],
	...([500, 502, 503, 504] as const).flatMap((status): typeof cases => [
		[{ kind: 'serverError', status, accepted: true }, { status, text: /"title"/ }, true],
		[{ kind: 'serverError', status, accepted: false }, { status, text: /"title"/ }, false],
	]),
	[{ kind: 'html' }, { status: 502, text: /<html>/ }, false],
	[{ kind: 'html', status: 200, accepted: true }, { status: 200, text: /<html>/ }, true],
	[{ kind: 'truncatedJson' }, { status: 201, text: /^\{"data":\{"id":1,"stat$/ }, true],
	[{ kind: 'textBody' }, { status: 201, text: /^OK$/ }, true],
	[{ kind: 'textBody', status: 200, accepted: false }, { status: 200, text: /^OK$/ }, false],
	[{ kind: 'arrayBody' }, { status: 201, text: /^\[\]$/ }, true],
	[{ kind: 'emptyBody' }, { status: 201, text: /^$/ }, true],
	[{ kind: 'redirect', to: 'https://elsewhere.example/' }, { status: 302, text: /^$/ }, false],
	[{ kind: 'redirect', to: 'https://elsewhere.example/', status: 307, accepted: true }, { status: 307 }, true],
	[{ kind: 'bare429' }, { status: 429, text: /^$/ }, false],
	[{ kind: 'throttle429', resetMs: 700 }, { status: 429 }, false],
	[{ kind: 'gatewayUnsupported' }, { status: 422, text: /does not support/ }, false],
	[{ kind: 'notFound' }, { status: 404, text: /not found/ }, false],
];

test.each(cases)('%j', (fault, seen, moves) => {
	const shop = new SandboxClient();
	shop.store.addOrder({ id: 118, faults: [fault] });
	const reply = shop.reply('POST', CAPTURE, {});
	expect(reply.kind).toBe(seen.kind ?? 'answer');
	if (reply.kind === 'answer') {
		expect(reply.status).toBe(seen.status);
		expect(reply.body).toMatch(seen.text ?? /.*/);
	}
	shop.pass(1_000);
	expect(shop.store.truth(118).captures).toBe(moves ? 1 : 0);
});

test('a 504 has shape C, the other server errors shape A', () => {
	const shop = new SandboxClient();
	shop.store.addOrder({
		id: 118,
		faults: [
			{ kind: 'serverError', status: 504, times: 1 },
			{ kind: 'serverError', status: 503 },
		],
	});
	expect(shop.capture(118).body).toEqual({
		status: 504,
		title: 'Gateway Timeout',
		type: expect.any(String),
		errors: {},
	});
	expect(shop.capture(118).body).toEqual({ status: 503, title: 'Service Unavailable', type: expect.any(String) });
});

test('a 429 without headers is not the quota’s, one with headers says when to come back', () => {
	const shop = new SandboxClient({ retryAfter: 'window' });
	shop.store.addOrder({
		id: 118,
		faults: [
			{ kind: 'bare429', times: 1 },
			{ kind: 'throttle429', resetMs: 700, times: 1 },
		],
	});
	expect(
		Object.keys(shop.capture(118).headers).filter((name) => name.startsWith('x-ra') || name.startsWith('x-re')),
	).toEqual(['x-request-id']);
	expect(shop.capture(118).headers).toMatchObject({
		'x-rate-limit-time-reset-ms': '700',
		'x-rate-limit-requests-left': '0',
	});
	expect(shop.capture(118).status).toBe(201);
	expect(shop.store.log.counters.throttled).toBe(2);
});

test('a redirect says where to', () => {
	const shop = new SandboxClient();
	shop.store.addOrder({ id: 118, faults: [{ kind: 'redirect', to: 'https://elsewhere.example/x' }] });
	expect(shop.capture(118).headers.location).toBe('https://elsewhere.example/x');
});

test('slow answers late, but does it at once', () => {
	const shop = new SandboxClient({ latencyMs: 20 });
	shop.store.addOrder({ id: 118, faults: [{ kind: 'slow', ms: 5_000 }] });
	expect(shop.capture(118).delayMs).toBe(5_020);
	expect(shop.get('v2/orders/118').delayMs).toBe(20);
	expect(shop.status(118)).toBe('capture pending');
});

test('a fault is used up after `times`, and waits for `after`', () => {
	const shop = new SandboxClient();
	shop.store.addOrder({ id: 118, faults: [{ kind: 'readError', status: 503, after: 1, times: 2 }] });
	expect([1, 2, 3, 4].map(() => shop.get('v2/orders/118').status)).toEqual([200, 503, 503, 200]);
});

test('faults of one order act one after the other, and side by side where they are about different things', () => {
	const shop = new SandboxClient();
	shop.store.addOrder({
		id: 118,
		faults: [
			{ kind: 'serverError', status: 503, accepted: false, times: 1 },
			{ kind: 'lostAnswer', times: 1 },
			{ kind: 'decline' },
			{ kind: 'lateVisibility', ms: 500 },
		],
	});
	expect(shop.capture(118).status).toBe(503);
	expect(shop.reply('POST', CAPTURE).kind).toBe('reset');
	expect(shop.status(118)).toBe('authorized');
	shop.pass(500);
	expect(shop.status(118)).toBe('capture pending');
	shop.pass(500);
	expect(shop.status(118)).toBe('authorized');
	expect(shop.store.truth(118)).toMatchObject({ captureRequestsAccepted: 1, declines: 1 });
});

test('a body that looks like success does not hide a refusal, a broken connection does', () => {
	const shop = new SandboxClient();
	shop.store.addOrder({ id: 118, state: 'voided', faults: [{ kind: 'emptyBody', times: 1 }, { kind: 'lostAnswer' }] });
	expect(shop.capture(118).status).toBe(422);
	expect(shop.reply('POST', CAPTURE).kind).toBe('reset');
});

test('faults are set, listed and cleared', () => {
	const shop = new SandboxClient();
	const { faults } = shop.store.addOrder({ id: 118 });
	shop.store.setFault(118, { kind: 'decline' });
	shop.store.addFault(118, { kind: 'reset', times: 2 });
	expect(faults.list()).toEqual([{ kind: 'decline' }, { kind: 'reset', times: 2 }]);
	shop.reply('POST', CAPTURE);
	expect(faults.list()).toEqual([{ kind: 'decline' }, { kind: 'reset', times: 1 }]);
	shop.store.clearFault(118, 'decline');
	expect(faults.list()).toEqual([{ kind: 'reset', times: 1 }]);
	shop.store.setFault(118, [{ kind: 'expired' }]);
	expect(faults.list()).toEqual([{ kind: 'expired' }]);
	shop.store.clearFault(118);
	expect(faults.isEmpty).toBe(true);
	expect(() => shop.store.setFault(999, { kind: 'decline' })).toThrow('no order 999');
});

test('the whole store can have faults, for lists as well', () => {
	const shop = new SandboxClient();
	shop.store.addOrders(3);
	shop.store.setStoreFault({ kind: 'serverError', status: 500, on: 'orderList', times: 1 });
	expect(shop.get('v2/orders').status).toBe(500);
	expect(shop.get('v2/orders').status).toBe(200);
	expect(shop.get('v2/orders/101').status).toBe(200);
});

describe('reads', () => {
	const reads: Array<[Fault, Record<string, number>]> = [
		[
			{ kind: 'readError', status: 503 },
			{ 'v2/orders/118': 503, 'v3/orders/118/transactions': 503, 'v2/orders': 200 },
		],
		[
			{ kind: 'readError', on: 'orderList' },
			{ 'v2/orders/118': 200, 'v2/orders': 500, 'v2/orders?min_id=200': 204 },
		],
		[{ kind: 'transactions503' }, { 'v2/orders/118': 200, 'v3/orders/118/transactions': 503 }],
		[{ kind: 'notFound' }, { 'v2/orders/118': 404, 'v3/orders/118/transactions': 404, 'v2/orders': 204 }],
		[{ kind: 'archived' }, { 'v2/orders/118': 200, 'v2/orders': 204, 'v3/orders/118/transactions': 200 }],
		[
			{ kind: 'html', status: 200, on: 'orderGet' },
			{ 'v2/orders/118': 200, 'v3/orders/118/transactions': 200 },
		],
	];
	test.each(reads)('%j', (fault, statuses) => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118, faults: [fault] });
		expect(Object.fromEntries(Object.keys(statuses).map((path) => [path, shop.get(path).status]))).toEqual(statuses);
	});

	test('can be cut short, and still be JSON that does not end', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118, faults: [{ kind: 'truncatedJson', on: 'orderGet', times: 1 }] });
		const whole = shop.store.orders.get(118);
		expect(whole).toBeDefined();
		const { status, text, body } = shop.get('v2/orders/118');
		expect([status, text.startsWith('{"id":118'), body]).toEqual([200, true, null]);
	});

	test('of an archived order say so', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118 });
		expect(shop.order(118).is_deleted).toBe(false);
		shop.store.setFault(118, { kind: 'archived' });
		expect(shop.order(118).is_deleted).toBe(true);
	});
});
