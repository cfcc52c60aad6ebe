import type { StoreOptions } from '../../sandbox/store';
import { list, record, SandboxClient, type Seen } from './sandboxClient';

const FIELD = { permission_set: 'app_only', namespace: 'n8n', key: 'claim-1', value: 'worker-a' };
const OTHER = { 'other-token': { clientId: 'other-client', scopes: ['store_v2_orders' as const] } };

function store(settings: StoreOptions = {}): SandboxClient {
	const rehearsal = new SandboxClient(settings);
	rehearsal.store.addOrders(5);
	Object.assign(rehearsal.store.settings.tokens, OTHER);
	return rehearsal;
}

const create = (rehearsal: SandboxClient, orderId: number, field: object = FIELD): Seen =>
	rehearsal.call('POST', `v3/orders/${orderId}/metafields`, field);

const createMany = (rehearsal: SandboxClient, orderIds: number[], field: object = FIELD): Seen =>
	rehearsal.call(
		'POST',
		'v3/orders/metafields',
		orderIds.map((resource_id) => ({ ...field, resource_id })),
	);

const data = (seen: Seen): Array<Record<string, unknown>> => list(record(seen.body).data).map(record);
const keys = (rehearsal: SandboxClient, query = ''): unknown[] =>
	data(rehearsal.get(`v3/orders/metafields${query}`)).map(({ key, resource_id }) => `${resource_id} ${key}`);

describe('one metafield', () => {
	test('is made, read, changed and deleted', () => {
		const rehearsal = store();
		const made = create(rehearsal, 101);
		expect([made.status, record(made.body)]).toEqual([
			200,
			{
				data: {
					id: 901,
					key: 'claim-1',
					value: 'worker-a',
					namespace: 'n8n',
					permission_set: 'app_only',
					resource_type: 'order',
					resource_id: 101,
					description: '',
					date_created: '2026-03-05T10:00:00+00:00',
					date_modified: '2026-03-05T10:00:00+00:00',
					owner_client_id: 'sandbox-client',
				},
				meta: {},
			},
		]);
		rehearsal.pass(5_000);
		const changed = rehearsal.call('PUT', 'v3/orders/101/metafields/901', { ...FIELD, value: 'done' });
		expect(record(changed.body).data).toMatchObject({ value: 'done', date_modified: '2026-03-05T10:00:05+00:00' });
		expect(record(rehearsal.get('v3/orders/101/metafields/901').body).data).toMatchObject({ value: 'done' });
		expect(rehearsal.get('v3/orders/102/metafields/901').status).toBe(404);
		expect(rehearsal.call('DELETE', 'v3/orders/101/metafields/901')).toMatchObject({ status: 204, text: '' });
		expect(rehearsal.call('DELETE', 'v3/orders/101/metafields/901')).toMatchObject({
			status: 404,
			body: { status: 404, errors: [] },
		});
	});

	test('is there once for an account, namespace, key and order', () => {
		const rehearsal = store();
		expect(create(rehearsal, 101).status).toBe(200);
		expect(create(rehearsal, 101, { ...FIELD, value: 'worker-b' })).toMatchObject({
			status: 409,
			body: { status: 409 },
		});
		expect(create(rehearsal, 102).status).toBe(200);
		expect(create(rehearsal, 101, { ...FIELD, key: 'claim-2' }).status).toBe(200);
		expect(create(rehearsal, 101, { ...FIELD, namespace: 'erp' }).status).toBe(200);
		rehearsal.token = 'other-token';
		expect(create(rehearsal, 101).status).toBe(200);
		rehearsal.token = 'sandbox-token';
		rehearsal.call('DELETE', 'v3/orders/101/metafields/901');
		expect(create(rehearsal, 101).status).toBe(200);
	});

	test('cannot take the key of another by a change', () => {
		const rehearsal = store();
		create(rehearsal, 101);
		create(rehearsal, 101, { ...FIELD, key: 'claim-2' });
		expect(rehearsal.call('PUT', 'v3/orders/101/metafields/902', FIELD).status).toBe(409);
		expect(rehearsal.call('PUT', 'v3/orders/101/metafields/902', { ...FIELD, key: 'claim-3' }).status).toBe(200);
		expect(create(rehearsal, 101, { ...FIELD, key: 'claim-2' }).status).toBe(200);
	});

	test('is refused where a field is missing or too long', () => {
		const rehearsal = store();
		const wrong = [
			{ body: { ...FIELD, permission_set: 'everyone' }, field: 'permission_set' },
			{ body: { permission_set: 'app_only', namespace: 'n8n', key: 'k' }, field: 'value' },
			{ body: { ...FIELD, key: 'k'.repeat(65) }, field: 'key' },
			{ body: { ...FIELD, value: 'v'.repeat(65_536) }, field: 'value' },
			{ body: { ...FIELD, namespace: '' }, field: 'namespace' },
			{ body: { ...FIELD, value: 7 }, field: 'value' },
		];
		for (const { body, field } of wrong) {
			const seen = create(rehearsal, 101, body);
			expect([field, seen.status, Object.keys(record(record(seen.body).errors))]).toEqual([field, 422, [field]]);
		}
		expect(rehearsal.call('POST', 'v3/orders/101/metafields', '{"broken')).toMatchObject({
			status: 400,
			body: { title: 'Input is invalid', detail: 'Syntax error' },
		});
	});

	test('is the 250th of an order at most, for each account', () => {
		const rehearsal = store({ quota: null });
		for (let n = 1; n <= 250; n++) expect(create(rehearsal, 101, { ...FIELD, key: `k${n}` }).status).toBe(200);
		expect(create(rehearsal, 101, { ...FIELD, key: 'k251' }).status).toBe(422);
		expect(create(rehearsal, 102, { ...FIELD, key: 'k251' }).status).toBe(200);
		rehearsal.token = 'other-token';
		expect(create(rehearsal, 101, { ...FIELD, key: 'k251' }).status).toBe(200);
	});

	test('is seen and changed by other accounts as its permission says', () => {
		const rehearsal = store();
		create(rehearsal, 101);
		create(rehearsal, 101, { ...FIELD, key: 'shown', permission_set: 'read' });
		create(rehearsal, 101, { ...FIELD, key: 'shared', permission_set: 'write' });
		rehearsal.token = 'other-token';
		expect(keys(rehearsal)).toEqual(['101 shown', '101 shared']);
		const answers = [901, 902, 903].map((id) => {
			const path = `v3/orders/101/metafields/${id}`;
			return [rehearsal.get(path).status, rehearsal.call('PUT', path, { value: 'x' }).status];
		});
		expect(answers).toEqual([
			[404, 404],
			[200, 403],
			[200, 200],
		]);
	});
});

describe('many metafields at once', () => {
	test('all are made', () => {
		const seen = createMany(store(), [101, 102, 103]);
		expect([seen.status, data(seen).map(({ resource_id }) => resource_id), record(seen.body).errors]).toEqual([
			200,
			[101, 102, 103],
			[],
		]);
		expect(record(seen.body).meta).toEqual({ total: 3, success: 3, failed: 0 });
	});

	test('what is taken fails, the rest is made: 422 with both', () => {
		const rehearsal = store();
		create(rehearsal, 102);
		const seen = createMany(rehearsal, [101, 102, 103, 103]);
		expect(seen.status).toBe(422);
		expect(data(seen).map(({ resource_id }) => resource_id)).toEqual([101, 103]);
		expect(record(seen.body)).toMatchObject({
			errors: [{ status: 422, errors: { 1: expect.stringContaining('exists'), 3: expect.stringContaining('exists') } }],
			meta: { total: 4, success: 2, failed: 2 },
		});
	});

	test.each([
		{ shape: 'byResource' as const, errors: [{ errors: { 102: expect.any(String) } }] },
		{ shape: 'each' as const, errors: [{ status: 409, errors: { key: 'error.duplicate' } }] },
	])('errors of a batch have the shape that is set: $shape', ({ shape, errors }) => {
		const rehearsal = store({ metafieldBatchErrors: shape });
		create(rehearsal, 102);
		expect(record(createMany(rehearsal, [101, 102]).body)).toMatchObject({ errors });
	});

	test('a batch in which all was taken is refused as set', () => {
		for (const status of [409, 422] as const) {
			const rehearsal = store({ metafieldAllConflictStatus: status });
			createMany(rehearsal, [101, 102]);
			expect(createMany(rehearsal, [101, 102])).toMatchObject({ status, body: { data: [] } });
		}
	});

	test('a batch above the limit is refused whole', () => {
		const rehearsal = store({ metafieldBatchLimit: 2, metafieldOverLimitStatus: 413 });
		expect(createMany(rehearsal, [101, 102, 103]).status).toBe(413);
		expect(keys(rehearsal)).toEqual([]);
		expect(createMany(rehearsal, [101, 102]).status).toBe(200);
	});

	test('several are changed, and several deleted', () => {
		const rehearsal = store();
		createMany(rehearsal, [101, 102]);
		const changed = rehearsal.call('PUT', 'v3/orders/metafields', [
			{ id: 901, value: 'done' },
			{ id: 999, value: 'done' },
		]);
		expect([changed.status, data(changed).map(({ id, value }) => [id, value])]).toEqual([422, [[901, 'done']]]);
		expect(rehearsal.call('DELETE', 'v3/orders/metafields', [901, 902])).toMatchObject({
			status: 200,
			body: { data: [901, 902], errors: [], meta: { success: 2 } },
		});
		expect(rehearsal.call('DELETE', 'v3/orders/metafields', [901])).toMatchObject({ status: 422, body: { data: [] } });
	});

	test('a body that is no list is a syntax error, an entry that is no object an error of its own', () => {
		const rehearsal = store();
		expect(rehearsal.call('POST', 'v3/orders/metafields', {}).status).toBe(400);
		expect(rehearsal.call('POST', 'v3/orders/metafields', [7]).status).toBe(422);
		expect(rehearsal.call('POST', 'v3/orders/metafields', [FIELD]).status).toBe(422);
	});

	test('a lost answer leaves them made', () => {
		const rehearsal = store();
		rehearsal.store.setStoreFault({ kind: 'lostAnswer', on: 'metafieldBatchCreate', times: 1 });
		const body = [{ ...FIELD, resource_id: 101 }];
		expect(rehearsal.reply('POST', 'v3/orders/metafields', body)).toMatchObject({ kind: 'reset' });
		expect(keys(rehearsal)).toEqual(['101 claim-1']);
	});

	test("an order's own faults meet its metafields", () => {
		const rehearsal = store();
		rehearsal.store.setFault(101, { kind: 'serverError', on: 'metafield', status: 503 });
		expect([create(rehearsal, 101).status, create(rehearsal, 102).status]).toEqual([503, 200]);
	});
});

describe('the list', () => {
	test('is filtered, in pages, either way round', () => {
		const rehearsal = store();
		createMany(rehearsal, [101, 102, 103]);
		createMany(rehearsal, [101], { ...FIELD, key: 'claim-2' });
		createMany(rehearsal, [101], { ...FIELD, namespace: 'erp' });
		expect(keys(rehearsal, '?namespace=n8n&key:in=claim-2,claim-3')).toEqual(['101 claim-2']);
		expect(keys(rehearsal, '?namespace=n8n&key=claim-1&direction=desc&limit=2')).toEqual([
			'103 claim-1',
			'102 claim-1',
		]);
		expect(keys(rehearsal, '?namespace:in=erp,x')).toEqual(['101 claim-1']);
		expect(keys(rehearsal, '?resource_id:in=102,103')).toEqual(['102 claim-1', '103 claim-1']);
		expect(data(rehearsal.get('v3/orders/101/metafields'))).toHaveLength(3);
		expect(data(rehearsal.get('v3/orders/metafields?include_fields=value'))[0]).toEqual({ id: 901, value: 'worker-a' });
		rehearsal.store.update({ metafieldResourceFilter: 'ignored' });
		expect(keys(rehearsal, '?resource_id:in=102,103')).toHaveLength(5);
	});

	test('is filtered by date', () => {
		const rehearsal = store();
		create(rehearsal, 101);
		rehearsal.pass(60_000);
		create(rehearsal, 102);
		expect(keys(rehearsal, '?date_created:min=2026-03-05T10:01:00')).toEqual(['102 claim-1']);
		expect(keys(rehearsal, '?date_modified:max=2026-03-05T10:00:30Z')).toEqual(['101 claim-1']);
		expect(keys(rehearsal, '?date_created=2026-03-05')).toHaveLength(2);
		expect(rehearsal.get('v3/orders/metafields?date_created:min=soon').status).toBe(422);
	});

	test('is walked by cursor', () => {
		const rehearsal = store();
		createMany(rehearsal, [101, 102, 103, 104, 105]);
		const seen: unknown[] = [];
		let query = '?limit=2';
		for (let page = 0; page < 3; page++) {
			const answer = rehearsal.get(`v3/orders/metafields${query}`);
			seen.push(...data(answer).map(({ resource_id }) => resource_id));
			const cursor = record(record(record(answer.body).meta).cursor_pagination);
			query = String(record(cursor.links).next);
		}
		expect([seen, query]).toEqual([[101, 102, 103, 104, 105], 'undefined']);
		const back = rehearsal.get(`v3/orders/metafields?limit=2&before=${encodeURIComponent('aWQ6OTAz')}`);
		expect(data(back).map(({ id }) => id)).toEqual([901, 902]);
		expect(rehearsal.get('v3/orders/metafields?after=nonsense').status).toBe(422);
	});

	test('shows changes late where that is set; a single read does not', () => {
		const rehearsal = store({ metafieldListLateMs: 3_000 });
		create(rehearsal, 101);
		expect(keys(rehearsal)).toEqual([]);
		expect(rehearsal.get('v3/orders/101/metafields/901').status).toBe(200);
		expect(create(rehearsal, 101).status).toBe(409);
		rehearsal.pass(3_000);
		expect(keys(rehearsal)).toEqual(['101 claim-1']);
		rehearsal.call('PUT', 'v3/orders/101/metafields/901', { value: 'done' });
		expect(data(rehearsal.get('v3/orders/metafields'))[0]?.value).toBe('worker-a');
		rehearsal.call('DELETE', 'v3/orders/101/metafields/901');
		expect(keys(rehearsal)).toEqual(['101 claim-1']);
		rehearsal.pass(3_000);
		expect(keys(rehearsal)).toEqual([]);
	});
});

describe('who may', () => {
	test.each([
		{ token: 'orders-only-token', scope: 'orders' as const, read: 200, write: 200 },
		{ token: 'orders-read-only-token', scope: 'orders' as const, read: 200, write: 403 },
		{ token: 'transactions-only-token', scope: 'orders' as const, read: 403, write: 403 },
		{ token: 'transactions-only-token', scope: 'ordersOrTransactions' as const, read: 200, write: 200 },
		{ token: 'sandbox-token', scope: 'denied' as const, read: 403, write: 403 },
	])('$token where the scope is $scope: reads $read, writes $write', ({ token, scope, read, write }) => {
		const rehearsal = store({ metafieldScope: scope });
		rehearsal.token = token;
		expect([
			rehearsal.get('v3/orders/metafields').status,
			rehearsal.get('v3/orders/101/metafields').status,
			create(rehearsal, 101).status,
			createMany(rehearsal, [102]).status,
		]).toEqual([read, read, write, write]);
	});

	test('an order that is missing is taken or refused, as set', () => {
		expect(create(store(), 999).status).toBe(200);
		const strict = store({ metafieldMissingOrder: 'refused404' });
		expect([create(strict, 999).status, strict.get('v3/orders/999/metafields').status]).toEqual([404, 404]);
		expect(createMany(strict, [101, 999])).toMatchObject({ status: 422, body: { meta: { success: 1, failed: 1 } } });
	});
});

test('hooks hear of metafields', () => {
	const rehearsal = store();
	rehearsal.call('POST', 'v3/hooks', {
		scope: 'store/order/metafield/created',
		destination: 'https://n8n.example.com/hook',
		is_active: true,
	});
	create(rehearsal, 101);
	const [delivery] = rehearsal.store.deliveries.recent();
	expect(JSON.parse(delivery?.body ?? '{}')).toMatchObject({
		scope: 'store/order/metafield/created',
		data: { metafield_id: 901, resource_id: '101' },
	});
});

test('a v3 list refuses a bad page in the shape of v3, a v2 list in that of v2', () => {
	const rehearsal = store();
	const v3 = ['v3/orders/metafields', 'v3/hooks', 'v3/orders/payment_actions/refunds'];
	for (const path of v3)
		for (const query of ['limit=0', 'limit=x', 'page=0', 'limit=251'])
			expect([path, query, rehearsal.get(`${path}?${query}`).body]).toEqual([
				path,
				query,
				expect.objectContaining({ status: query === 'limit=251' ? 413 : 422, title: expect.any(String) }),
			]);
	for (const query of ['limit=0', 'page=0', 'limit=251'])
		expect(rehearsal.get(`v2/orders?${query}`).body).toEqual([
			{ status: query === 'limit=251' ? 413 : 400, message: expect.any(String) },
		]);
});
