import type { INodeParameters } from 'n8n-workflow';
import type { RunningSandbox } from '../../../sandbox/server';
import { quickSandbox } from '../harness';
import { lookUp } from './lookup';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

const OTHER_STORE = 'https://me@www.store-other99.mybigcommerce.com.:443/manage/orders/';

describe("the URL of another store's order is refused, and nothing is sent", () => {
	test.each<{ resource: string; operation: string; more?: INodeParameters }>([
		{ resource: 'order', operation: 'get' },
		{ resource: 'order', operation: 'update', more: { updateFields: { statusId: 2 } } },
		{ resource: 'payment', operation: 'get' },
		{ resource: 'payment', operation: 'capture' },
		{ resource: 'payment', operation: 'void' },
		{ resource: 'transaction', operation: 'getMany' },
		{ resource: 'refund', operation: 'getMany' },
		{ resource: 'refund', operation: 'createQuote' },
		{ resource: 'refund', operation: 'create' },
	])('$resource: $operation', async ({ resource, operation, more }) => {
		const order = sandbox.store.addOrder();
		const url = { orderId: { __rl: true, mode: 'url', value: `${OTHER_STORE}${order.id}` } };
		const { items, errors } = await lookUp(sandbox, resource, operation, { ...more, ...url });
		expect(items).toEqual([]);
		expect(errors).toMatchObject([
			{
				error: expect.stringContaining('the URL is of the store other99'),
				details: { outcome: 'invalidOrderId', moneyMoved: 'no' },
			},
		]);
		expect(sandbox.store.log.recent()).toEqual([]);
		expect(order.statusId).toBe(7);
	});
});

describe('a filter whose expression yields nothing is refused, never dropped', () => {
	const nothing = '={{ $json.nowhere }}';

	test.each<{ resource: string; operation: string; more: INodeParameters; named: string }>([
		...['email', 'customerId', 'createdAfter', 'statusId', 'minTotal', 'externalOrderId', 'channelId', 'minId'].map(
			(name) => ({
				resource: 'order',
				operation: 'getMany',
				more: { filters: { [name]: nothing } },
				named: "' is empty",
			}),
		),
		{
			resource: 'order',
			operation: 'getMany',
			more: { filters: { email: '={{ "" }}' } },
			named: "'Customer Email' is",
		},
		{
			resource: 'order',
			operation: 'getMany',
			more: { filters: { email: '={{ null }}' } },
			named: "'Customer Email' is",
		},
		{ resource: 'order', operation: 'getMany', more: { returnAll: nothing }, named: "'Return All' is empty" },
		...['events', 'statuses'].flatMap((name) =>
			[nothing, '={{ [] }}', '={{ "," }}'].map((value) => ({
				resource: 'transaction',
				operation: 'getMany',
				more: { filters: { [name]: value } },
				named: "' is empty",
			})),
		),
		...['currency', 'minAmount', 'maxAgeDays', 'orderStatusIds', 'expiresWithinDays', 'channelId'].map((name) => ({
			resource: 'payment',
			operation: 'getMany',
			more: { filters: { [name]: nothing } },
			named: "' is empty",
		})),
		{ resource: 'payment', operation: 'getMany', more: { states: nothing }, named: "'States' is empty" },
		{ resource: 'payment', operation: 'getMany', more: { states: '={{ [] }}' }, named: "'States' is empty" },
		...['orderIds', 'refundIds', 'transactionId', 'createdBefore'].map((name) => ({
			resource: 'refund',
			operation: 'getMany',
			more: { refundsOf: 'all', filters: { [name]: nothing } },
			named: "' is empty",
		})),
	])('$resource: $operation $more', async ({ resource, operation, more, named }) => {
		const order = sandbox.store.addOrder();
		const { items, errors } = await lookUp(sandbox, resource, operation, more, { ids: [order.id] });
		expect(items).toEqual([]);
		expect(errors).toMatchObject([
			{ error: expect.stringContaining(named), details: { outcome: 'blocked', code: 'invalidParameter' } },
		]);
		expect(sandbox.store.log.recent()).toEqual([]);
	});
});

describe('dates', () => {
	const filters = (createdAfter: string) => ({ filters: { createdAfter } });

	test("a time without an offset is in the workflow's time zone", async () => {
		const midnightInTokyo = Date.parse('2026-11-20T00:00:00+09:00');
		const before = sandbox.store.addOrder({ createdAt: midnightInTokyo - 60_000 });
		const after = sandbox.store.addOrder({ createdAt: midnightInTokyo + 60_000 });
		const created = filters('2026-11-20T00:00:00');
		const ids = async (timezone: string) => {
			const { items } = await lookUp(sandbox, 'order', 'getMany', created, { timezone });
			return items.map(({ orderId }) => orderId);
		};
		expect(await ids('Asia/Tokyo')).toEqual([after.id]);
		expect(await ids('America/New_York')).toEqual([]);
		expect(await ids('Pacific/Kiritimati')).toEqual([after.id, before.id]);
	});

	test.each(['5', '2026-02-31', '25.11.2026', '={{ 5 }}', '={{ $now.toMillis() }}'])(
		'%s is refused rather than guessed',
		async (given) => {
			expect((await lookUp(sandbox, 'order', 'getMany', filters(given))).errors).toMatchObject([
				{ error: expect.stringContaining("'Created After' is not a date"), details: { outcome: 'blocked' } },
			]);
		},
	);

	test("n8n's own DateTime is taken", async () => {
		const order = sandbox.store.addOrder({ ageDays: 1 });
		sandbox.store.addOrder({ ageDays: 3 });
		const { items } = await lookUp(sandbox, 'order', 'getMany', filters('={{ $now.minus({ days: 2 }) }}'));
		expect(items).toMatchObject([{ orderId: order.id }]);
	});
});
