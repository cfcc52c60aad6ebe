import { hook, SINK } from './hookClient';
import { list, record, SandboxClient } from './sandboxClient';

describe('subscriptions', () => {
	test('are made, read, listed, changed and removed', () => {
		const shop = new SandboxClient();
		const id = hook(shop, 'store/order/*', { headers: { 'X-Secret': 's' } });
		const expected = {
			id,
			client_id: 'sandbox-client',
			store_hash: 'sandbox',
			scope: 'store/order/*',
			destination: SINK,
			headers: { 'X-Secret': 's' },
			is_active: true,
			created_at: 1_772_704_800,
			updated_at: 1_772_704_800,
		};
		expect(shop.get(`v3/hooks/${id}`)).toMatchObject({ status: 200, body: { data: expected, meta: {} } });
		expect(shop.get('v3/hooks').body).toMatchObject({ data: [expected], meta: { pagination: { total: 1 } } });
		shop.pass(5_000);
		const changed = { ...expected, is_active: false, headers: null, updated_at: 1_772_704_805 };
		expect(shop.call('PUT', `v3/hooks/${id}`, { is_active: false, headers: null }).body).toEqual({
			data: changed,
			meta: {},
		});
		expect(shop.call('DELETE', `v3/hooks/${id}`)).toMatchObject({ status: 200, body: { data: changed } });
		expect(shop.call('DELETE', `v3/hooks/${id}`)).toMatchObject({
			status: 404,
			body: { title: `Webhook with id [${id}] not found` },
		});
		expect([shop.get(`v3/hooks/${id}`).status, shop.call('PUT', `v3/hooks/${id}`, { is_active: true }).status]).toEqual(
			[404, 404],
		);
	});

	test('are invisible to other accounts', () => {
		const shop = new SandboxClient();
		const id = hook(shop, 'store/order/created');
		shop.token = 'no-scope-token';
		expect(list(record(shop.get('v3/hooks').body).data)).toEqual([]);
		expect(shop.get(`v3/hooks/${id}`).status).toBe(404);
		expect(shop.call('DELETE', `v3/hooks/${id}`).status).toBe(404);
		expect(hook(shop, 'store/order/created')).toBe(id + 1);
	});

	test('are filtered and paged', () => {
		const shop = new SandboxClient();
		hook(shop, 'store/order/created');
		hook(shop, 'store/order/updated', { is_active: false });
		hook(shop, 'store/order/updated', { destination: 'https://other.example/' });
		const count = (query: string): number => list(record(shop.get(`v3/hooks?${query}`).body).data).length;
		expect(
			[
				'',
				'is_active=true',
				'is_active=false',
				'scope=store/order/updated',
				`destination=${SINK}`,
				'limit=2&page=2',
			].map(count),
		).toEqual([3, 2, 1, 2, 2, 1]);
	});

	test('are one for a scope and destination, ten for a scope', () => {
		const shop = new SandboxClient();
		const id = hook(shop, 'store/order/created');
		expect(shop.call('POST', 'v3/hooks', { scope: 'store/order/created', destination: SINK }).status).toBe(422);
		const other = hook(shop, 'store/order/created', { destination: `${SINK}0` });
		expect(shop.call('PUT', `v3/hooks/${other}`, { destination: SINK }).status).toBe(422);
		expect(shop.call('PUT', `v3/hooks/${id}`, { destination: SINK }).status).toBe(200);
		for (let count = 2; count < 10; count++) hook(shop, 'store/order/created', { destination: `${SINK}${count}` });
		expect(shop.call('POST', 'v3/hooks', { scope: 'store/order/created', destination: `${SINK}11` })).toMatchObject({
			status: 422,
			body: { errors: {} },
		});
		hook(shop, 'store/order/updated');
	});

	test.each([
		[{ destination: SINK }, { scope: 'error.path.missing.' }],
		[{ scope: 'store/order/created' }, { destination: 'error.path.missing.' }],
		[{ scope: 'orders', destination: SINK }, { scope: 'error.invalid.scope' }],
		[{ scope: 'store/order/created', destination: 'http://n8n.example/' }, { destination: 'error.invalid.url' }],
		[{ scope: 'store/order/created', destination: 'https://n8n.example:8443/' }, { destination: 'error.invalid.url' }],
		[{ scope: 'store/order/created', destination: 'n8n' }, { destination: 'error.invalid.url' }],
		[{ scope: 'store/order/created', destination: SINK, is_active: 'yes' }, { is_active: 'error.expected.jsboolean' }],
		[{ scope: 'store/order/created', destination: SINK, headers: { a: 1 } }, { headers: 'error.expected.jsobject' }],
		[
			{ scope: 'store/order/created', destination: SINK, headers: { ['x'.repeat(65)]: 'a' } },
			{ headers: 'error.expected.jsobject' },
		],
		[
			{ scope: 'store/order/created', destination: SINK, headers: { a: 'x'.repeat(8_193) } },
			{ headers: 'error.expected.jsobject' },
		],
		[
			{ scope: 'store/order/created', destination: SINK, headers: { a: 'a\r\nb: c' } },
			{ headers: 'error.expected.jsobject' },
		],
	])('%j is a 422', (body, errors) => {
		expect(new SandboxClient().call('POST', 'v3/hooks', body)).toMatchObject({ status: 422, body: { errors } });
	});

	test('broken JSON is a 400, a change of nothing a 422', () => {
		const shop = new SandboxClient();
		expect(shop.call('POST', 'v3/hooks', '{').status).toBe(400);
		expect(shop.call('PUT', `v3/hooks/${hook(shop, 'store/order/created')}`, {}).status).toBe(422);
	});

	test.each(['http://127.0.0.1:5678/webhook', 'http://localhost:5678/x', 'http://[::1]:80/'])(
		'may go to %s in a rehearsal',
		(destination) => {
			expect(new SandboxClient().call('POST', 'v3/hooks', { scope: 'store/order/created', destination }).status).toBe(
				200,
			);
		},
	);
});

describe('the admin view', () => {
	test("shows an account's own e-mail addresses and how each of its hooks stands", () => {
		const shop = new SandboxClient();
		const id = hook(shop, 'store/order/created');
		hook(shop, 'store/order/updated', { is_active: false });
		expect(shop.call('PUT', 'v3/hooks/admin', { emails: ['ops@example.com'] })).toMatchObject({
			status: 204,
			text: '',
		});
		const all = { emails: ['ops@example.com'], hooks_list: [{ id, status: 'active' }, { status: 'inactive' }] };
		expect(shop.get('v3/hooks/admin').body).toMatchObject({
			data: { ...all, blocked_domains: [] },
			meta: { pagination: { total: 2, count: 2 } },
		});
		expect(shop.get('v3/hooks/admin?is_active=true').body).toMatchObject({ data: { hooks_list: [{ id }] } });
		shop.token = 'no-scope-token';
		expect(shop.get('v3/hooks/admin').body).toMatchObject({ data: { emails: [], hooks_list: [] } });
	});

	test.each([{ emails: 'ops@example.com' }, { emails: ['nobody'] }, { emails: [1] }, {}])(
		'refuses %j as addresses',
		(body) => {
			expect(new SandboxClient().call('PUT', 'v3/hooks/admin', body)).toMatchObject({
				status: 422,
				body: { errors: { emails: 'error.expected.emails' } },
			});
		},
	);
});
