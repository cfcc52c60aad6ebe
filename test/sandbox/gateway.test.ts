import { type Seen, SandboxClient } from './sandboxClient';

const STATUS_PAGE = 'https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes';

function ask(shop: SandboxClient, path: string, headers: Record<string, string>, method = 'GET'): Partial<Seen> {
	const reply = shop.store.handle({ method, path, query: {}, headers, body: '' });
	if (reply.kind !== 'answer') throw new Error(reply.kind);
	return { status: reply.status, headers: reply.headers, text: reply.body };
}

describe('who may come in', () => {
	const good = { 'x-auth-token': 'sandbox-token' };
	test.each<{ path: string; headers: Record<string, string>; status: number; type: string; body: string | RegExp }>([
		{
			path: '/stores/sandbox/v2/orders',
			headers: {},
			status: 401,
			type: 'text/plain',
			body: 'X-Auth-Token header is required',
		},
		{
			path: '/stores/sandbox/v2/orders',
			headers: { 'x-auth-token': ' ' },
			status: 401,
			type: 'text/plain',
			body: 'X-Auth-Token header should have correct format',
		},
		{
			path: '/stores/sandbox/v2/orders',
			headers: { 'x-auth-token': 'wrong' },
			status: 401,
			type: 'application/json',
			body: /^\{"status":401,"title":"Unauthorized/,
		},
		{
			path: '/stores/sandbox/v2/orders',
			headers: { 'x-auth-token': '__proto__' },
			status: 401,
			type: 'application/json',
			body: /"status":401/,
		},
		{ path: '/stores/elsewhere/v2/orders', headers: good, status: 403, type: 'application/json', body: /"status":403/ },
		{
			path: '/stores/sandbox/v2/nothing',
			headers: good,
			status: 404,
			type: 'text/plain',
			body: 'The route is not found, check the URL',
		},
		{
			path: '/stores/sandbox/v2/nothing',
			headers: {},
			status: 404,
			type: 'text/plain',
			body: 'The route is not found, check the URL',
		},
		{
			path: '/stores/sandbox/v3/orders/abc/transactions',
			headers: good,
			status: 404,
			type: 'text/plain',
			body: 'The route is not found, check the URL',
		},
		{
			path: '/stores/sandbox/stores/sandbox/v2/orders',
			headers: good,
			status: 404,
			type: 'text/plain',
			body: 'The route is not found, check the URL',
		},
		{
			path: '/v2/orders',
			headers: good,
			status: 404,
			type: 'text/plain',
			body: 'The route is not found, check the URL',
		},
	])('$path with $headers: $status', ({ path, headers, status, type, body }) => {
		const seen = ask(new SandboxClient(), path, headers);
		expect(seen.status).toBe(status);
		expect(seen.headers?.['content-type']).toContain(type);
		expect(seen.text).toEqual(typeof body === 'string' ? body : expect.stringMatching(body));
	});

	test('a known path with another method is 405', () => {
		expect(ask(new SandboxClient(), '/stores/sandbox/v3/orders/118/payment_actions/capture', good, 'GET').status).toBe(
			405,
		);
	});

	test('a token without the scope is told so, and has cost the order nothing', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118 });
		shop.token = 'orders-read-only-token';
		expect(shop.capture(118)).toMatchObject({
			status: 403,
			body: {
				status: 403,
				title: "You don't have a required scope to access the endpoint",
				type: STATUS_PAGE,
				errors: {},
			},
		});
		expect(shop.store.truth(118).captureRequests).toBe(0);
	});

	test('settings may add tokens', () => {
		const shop = new SandboxClient();
		shop.store.update({ tokens: { ...shop.store.settings.tokens, mine: { clientId: 'me', scopes: [] } } });
		shop.token = 'mine';
		expect(shop.get('v3/hooks').status).toBe(200);
		expect(shop.store.log.recent().at(-1)?.clientId).toBe('me');
	});
});

describe('scopes', () => {
	const calls = {
		capture: (shop: SandboxClient) => shop.capture(118),
		refund: (shop: SandboxClient) => shop.call('POST', 'v3/orders/118/payment_actions/refunds', {}),
		quote: (shop: SandboxClient) => shop.call('POST', 'v3/orders/118/payment_actions/refund_quotes', {}),
		refunds: (shop: SandboxClient) => shop.get('v3/orders/118/payment_actions/refunds'),
		allRefunds: (shop: SandboxClient) => shop.get('v3/orders/payment_actions/refunds?limit=1'),
		transactions: (shop: SandboxClient) => shop.get('v3/orders/118/transactions'),
		order: (shop: SandboxClient) => shop.get('v2/orders/118'),
		orders: (shop: SandboxClient) => shop.get('v2/orders'),
		update: (shop: SandboxClient) => shop.call('PUT', 'v2/orders/118', {}),
		statuses: (shop: SandboxClient) => shop.get('v2/order_statuses'),
		hooks: (shop: SandboxClient) => shop.get('v3/hooks'),
	};
	const names = Object.keys(calls).filter((name): name is keyof typeof calls => name in calls);
	test.each([
		['sandbox-token', names],
		[
			'orders-only-token',
			['capture', 'refund', 'quote', 'refunds', 'allRefunds', 'order', 'orders', 'update', 'statuses', 'hooks'],
		],
		['transactions-only-token', ['capture', 'refund', 'quote', 'refunds', 'allRefunds', 'transactions', 'hooks']],
		['orders-read-only-token', ['refunds', 'allRefunds', 'order', 'orders', 'statuses', 'hooks']],
		['transactions-read-only-token', ['refunds', 'allRefunds', 'transactions', 'hooks']],
		['no-scope-token', ['hooks']],
	])('of %s allow %j', (token, allowed) => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118 });
		shop.token = token;
		expect(names.filter((name) => calls[name](shop).status !== 403)).toEqual(allowed);
	});
});

describe('quota', () => {
	const quotaOf = ({ headers }: Seen) => [
		headers['x-rate-limit-time-window-ms'],
		headers['x-rate-limit-time-reset-ms'],
		headers['x-rate-limit-requests-quota'],
		headers['x-rate-limit-requests-left'],
	];

	test('counts down, turns away with 429, and is whole again in the next window', () => {
		const shop = new SandboxClient({ quota: 2, windowMs: 30_000 });
		shop.store.addOrder({ id: 118 });
		expect(quotaOf(shop.get('v3/hooks'))).toEqual(['30000', '30000', '2', '1']);
		shop.pass(12_000);
		expect(quotaOf(shop.get('v3/hooks'))).toEqual(['30000', '18000', '2', '0']);
		const refused = shop.capture(118);
		expect([refused.status, ...quotaOf(refused)]).toEqual([429, '30000', '18000', '2', '0']);
		expect(shop.store.truth(118).captureRequests).toBe(0);
		expect(shop.store.log.counters.throttled).toBe(1);
		shop.pass(18_000);
		expect([shop.capture(118).status, shop.store.quotaState().left]).toEqual([201, 1]);
	});

	test.each([
		['none', undefined],
		['window', '18'],
		[60, '60'],
	] as const)('X-Retry-After: %s', (retryAfter, header) => {
		const shop = new SandboxClient({ quota: 0, retryAfter });
		shop.pass(12_500);
		expect(shop.get('v3/hooks').headers['x-retry-after']).toBe(header);
	});

	test.each([
		['none', [undefined, undefined, undefined, undefined]],
		['zero', ['0', '0', '0', '0']],
		['negative', ['-30000', '-1', '-150', '-5']],
		['text', ['soon', 'later', 'unlimited', 'plenty']],
	] as const)('headers: %s', (quotaHeaders, values) => {
		const shop = new SandboxClient({ quotaHeaders });
		expect(quotaOf(shop.get('v3/hooks'))).toEqual(values);
	});

	test('an unlimited plan sends no headers and no 429', () => {
		const shop = new SandboxClient({ quota: null });
		const answers = Array.from({ length: 500 }, () => shop.get('v3/hooks'));
		expect(answers.every(({ status }) => status === 200)).toBe(true);
		expect(quotaOf(shop.get('v3/hooks'))).toEqual([undefined, undefined, undefined, undefined]);
		expect(shop.store.quotaState()).toMatchObject({ quota: null, left: null });
	});

	test('is shared with other apps, spread over the window or all at once', () => {
		const shop = new SandboxClient({ quota: 100, windowMs: 10_000, otherAppsPerWindow: 60 });
		expect(quotaOf(shop.get('v3/hooks'))[3]).toBe('99');
		shop.pass(5_000);
		expect(quotaOf(shop.get('v3/hooks'))[3]).toBe('68');
		shop.store.useQuota(67);
		expect(quotaOf(shop.get('v3/hooks'))[3]).toBe('0');
		expect(shop.get('v3/hooks').status).toBe(429);
		shop.pass(5_000);
		expect(quotaOf(shop.get('v3/hooks'))[3]).toBe('99');
	});

	test('may change while it is being used', () => {
		const shop = new SandboxClient({ quota: 10 });
		shop.get('v3/hooks');
		shop.store.update({ quota: 5 });
		expect(quotaOf(shop.get('v3/hooks')).slice(2)).toEqual(['5', '3']);
	});

	test('a clock that jumps back lands in another window', () => {
		const shop = new SandboxClient({ quota: 1 });
		shop.get('v3/hooks');
		expect(shop.get('v3/hooks').status).toBe(429);
		shop.pass(-45_000);
		expect(quotaOf(shop.get('v3/hooks'))).toEqual(['30000', '15000', '1', '0']);
	});

	test('a request that has no token costs nothing', () => {
		const shop = new SandboxClient({ quota: 1 });
		ask(shop, '/stores/sandbox/v2/time', {});
		expect(shop.store.quotaState().left).toBe(1);
	});
});

describe('every answer', () => {
	test('has a date and a request id', () => {
		const shop = new SandboxClient();
		const seen = [shop.get('v3/hooks'), shop.get('v2/orders/9'), shop.get('v2/nothing')];
		for (const { headers } of seen) {
			expect(headers.date).toBe('Thu, 05 Mar 2026 10:00:00 GMT');
			expect(headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
		}
		expect(new Set(seen.map(({ headers }) => headers['x-request-id'])).size).toBe(3);
	});

	test('is in the log, without the token', () => {
		const shop = new SandboxClient({ logSize: 3 });
		shop.store.addOrder({ id: 118, faults: [{ kind: 'reset', times: 1 }] });
		for (let count = 0; count < 10; count++) shop.get('v3/hooks');
		shop.reply('POST', 'v3/orders/118/payment_actions/capture', { a: 1 });
		shop.get('v2/nothing');
		const requests = shop.store.log.recent();
		expect(
			requests.map(({ seq, outcome, endpoint, orderId, fault }) => [seq, outcome, endpoint, orderId, fault]),
		).toEqual([
			[10, 200, 'hookList', null, null],
			[11, 'reset', 'capture', 118, 'reset'],
			[12, 404, null, null, null],
		]);
		expect(JSON.stringify(requests)).not.toContain('sandbox-token');
		expect(shop.store.log.counters).toEqual({
			total: 12,
			throttled: 0,
			connections: 0,
			byEndpoint: { hookList: 10, capture: 1 },
			byStatus: { '200': 10, '404': 1, reset: 1 },
		});
		expect(shop.store.log.countersOf(118)).toEqual({ capture: 1 });
	});
});

test('forgets everything but its settings when it is reset', () => {
	const shop = new SandboxClient({ quota: 7 });
	const seen: string[] = [];
	shop.store.addOrder({ id: 118 });
	shop.capture(118);
	const stop = shop.store.listen(({ type }) => seen.push(type));
	shop.store.reset();
	shop.pass(5_000);
	expect([shop.store.orders.size, shop.store.ledger.entries.length, shop.store.log.counters.total]).toEqual([0, 0, 0]);
	expect(shop.store.quotaState()).toMatchObject({ quota: 7, left: 7 });
	expect(shop.store.nextDueAt()).toBeUndefined();
	stop();
	shop.store.addOrder();
	expect(seen).toEqual(['reset']);
});
