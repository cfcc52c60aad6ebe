import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { RunningSandbox } from '../../sandbox/server';
import type { OrderInput } from '../../sandbox/store';
import { capture, quickSandbox, voidPayments, PATIENT } from './harness';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

/** What became of one order: the success item, or the details of the error item. */
async function outcomeOf(order: OrderInput, more: INodeParameters = {}): Promise<IDataObject> {
	const { id } = sandbox.store.addOrder({ total: '25.00', ...order });
	const { outputs } = await capture(sandbox, [id], { options: PATIENT, ...more });
	const [good, bad] = [outputs[0]?.[0]?.json, outputs[1]?.[0]?.json];
	const details = bad?.details;
	return good ?? (typeof details === 'object' && details !== null && 'outcome' in details ? details : {});
}

function captureCalls(): number {
	return [...sandbox.store.orders.range()].reduce((sum, { id }) => sum + sandbox.store.truth(id).captureRequests, 0);
}

const LINES = [
	{ name: 'Lamp', price: '10.00', quantity: 2 },
	{ name: 'Bulb', price: '5.00', quantity: 1 },
];
const lines = (...shipped: number[]) => LINES.map((line, index) => ({ ...line, quantityShipped: shipped[index] ?? 0 }));

describe('what an order shows when it is read, and what is said of it', () => {
	test.each<{ what: string; order: OrderInput; says: IDataObject }>([
		{
			what: 'captured',
			order: { state: 'captured' },
			says: { outcome: 'captured', changed: false, amount: '25.00', refunded: '0.00', net: '25.00', currency: 'USD' },
		},
		{
			what: 'a part refunded since: what is left is there',
			order: { state: 'partiallyRefunded' },
			says: { outcome: 'captured', changed: false, amount: '25.00', refunded: '12.50', net: '12.50' },
		},
		{
			what: 'a part refunded since, in a currency without decimals',
			order: { state: 'partiallyRefunded', total: '2500', currency: 'JPY' },
			says: { outcome: 'captured', amount: '2500', refunded: '1250', net: '1250', currency: 'JPY' },
		},
		{
			what: 'a part refunded since, in a currency of three decimals',
			order: { state: 'partiallyRefunded', total: '1.500', currency: 'KWD' },
			says: { outcome: 'captured', amount: '1.500', refunded: '0.750', net: '0.750', currency: 'KWD' },
		},
		{
			what: 'a part refunded since, and the transactions cannot be read: it is captured, and how much is left is not known',
			order: { state: 'partiallyRefunded', faults: [{ kind: 'transactions503' }] },
			says: { outcome: 'captured', changed: false, amount: '25.00', refunded: null, net: null },
		},
		{
			what: 'all refunded since: nothing of it is there',
			order: { state: 'refunded' },
			says: { outcome: 'notCapturable', code: 'refundedSince', moneyMoved: 'yes', retriable: false },
		},
		{
			what: 'captured, and archived',
			order: { state: 'captured', archived: true },
			says: { outcome: 'captured', changed: false, note: expect.stringContaining('deleted (archived)') },
		},
		{
			what: 'held for review',
			order: { state: 'heldForReview' },
			says: { outcome: 'notCapturable', code: 'wrongState', moneyMoved: 'no' },
		},
		{
			what: 'never paid',
			order: { state: 'pending' },
			says: { outcome: 'notCapturable', code: 'wrongState', moneyMoved: 'no' },
		},
	])('$what', async ({ order, says }) => {
		expect(await outcomeOf(order)).toMatchObject(says);
		expect(captureCalls()).toBe(0);
	});

	test('a void after the capture gave the money back: it is not called captured', async () => {
		const { id } = sandbox.store.addOrder({ total: '25.00' });
		await capture(sandbox, [id], { options: PATIENT });
		sandbox.store.act(id, { does: 'refund' });
		const { outputs } = await capture(sandbox, [id], { options: PATIENT });
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.[0]?.json.details).toMatchObject({ code: 'refundedSince', moneyMoved: 'yes' });
		expect(sandbox.store.truth(id).captureRequests).toBe(1);
	});

	test('an archived order that is authorized is captured, and the item says that it is archived', async () => {
		const item = await outcomeOf({ archived: true });
		expect(item).toMatchObject({ outcome: 'captured', changed: true, note: expect.stringContaining('deleted') });
	});

	test('an archived order that cannot be captured says so in its error, too', async () => {
		const { id } = sandbox.store.addOrder({ state: 'voided', archived: true });
		const { outputs } = await capture(sandbox, [id], { options: PATIENT });
		expect(String(outputs[1]?.[0]?.json.error)).toContain('deleted (archived)');
	});
});

describe('Only If', () => {
	test.each<{ what: string; order: OrderInput; guards: INodeParameters; outcome: string }>([
		{ what: 'something shipped', order: { lines: lines(1, 0) }, guards: { shipped: 'anything' }, outcome: 'captured' },
		{ what: 'nothing shipped', order: { lines: lines(0, 0) }, guards: { shipped: 'anything' }, outcome: 'blocked' },
		{
			what: 'everything shipped',
			order: { lines: lines(2, 1) },
			guards: { shipped: 'everything' },
			outcome: 'captured',
		},
		{
			what: 'not everything shipped',
			order: { lines: lines(2, 0) },
			guards: { shipped: 'everything' },
			outcome: 'blocked',
		},
		{ what: 'no review', order: {}, guards: { notUnderReview: true }, outcome: 'captured' },
		{
			what: "a review that the gateway's transactions show",
			order: { fraudReview: true, statusId: 7 },
			guards: { notUnderReview: true },
			outcome: 'blocked',
		},
		{
			what: 'Manual Verification Required',
			order: { statusId: 12 },
			guards: { notUnderReview: true },
			outcome: 'blocked',
		},
		{
			what: 'a review that nobody asked about',
			order: { fraudReview: true, statusId: 7 },
			guards: {},
			outcome: 'captured',
		},
		{ what: 'a condition that yields nothing', order: {}, guards: { shipped: '={{ $json.no }}' }, outcome: 'blocked' },
		{
			what: 'a switch that yields nothing',
			order: {},
			guards: { notUnderReview: '={{ $json.no }}' },
			outcome: 'blocked',
		},
	])('$what: $outcome', async ({ order, guards, outcome }) => {
		const item = await outcomeOf(order, { guards });
		expect(item.outcome).toBe(outcome);
		expect(captureCalls()).toBe(outcome === 'captured' ? 1 : 0);
	});

	test.each<{ guards: INodeParameters; outcome: string; calls: number }>([
		{ guards: { maxAgeDays: 6 }, outcome: 'captured', calls: 4 },
		{ guards: { minAgeDays: 1 }, outcome: 'blocked', calls: 2 },
		// The order's dates tell enough.
		{ guards: { maxAgeDays: 9 }, outcome: 'captured', calls: 3 },
		{ guards: { minAgeDays: 9 }, outcome: 'blocked', calls: 1 },
	])('eight days old and authorized anew today, $guards: $outcome', async ({ guards, outcome, calls }) => {
		const { id } = sandbox.store.addOrder({ ageDays: 8 });
		sandbox.store.act(id, { does: 'authorize' });
		const { outputs } = await capture(sandbox, [id], { options: PATIENT, guards });
		const said = outputs[0]?.[0]?.json ?? outputs[1]?.[0]?.json.details;
		expect(said).toMatchObject({ outcome });
		expect(sandbox.store.truth(id).captureRequests).toBe(outcome === 'captured' ? 1 : 0);
		expect(sandbox.store.log.counters.total).toBe(calls);
	});

	test('a review cannot be ruled out where the transactions cannot be read: nothing is sent', async () => {
		const { id } = sandbox.store.addOrder({ faults: [{ kind: 'transactions503' }] });
		const { outputs } = await capture(sandbox, [id], { options: PATIENT, guards: { notUnderReview: true } });
		expect(outputs[1]?.[0]?.json.details).toMatchObject({ moneyMoved: 'no' });
		expect(sandbox.store.truth(id).captureRequests).toBe(0);
	});
});

test.each<INodeParameters>([
	{ claimOrders: '={{ $json.no }}' },
	{ claimOrders: '={{ "store" }}' },
	{ alreadySettled: '={{ $json.no }}' },
])('an option whose expression yields none of its choices is refused, and nothing is sent: %j', async (options) => {
	const { id } = sandbox.store.addOrder({});
	const { outputs } = await capture(sandbox, [id], { options: { ...PATIENT, ...options } });
	expect(outputs[1]?.[0]?.json.details).toMatchObject({ outcome: 'blocked', code: 'invalidParameter' });
	expect(sandbox.store.truth(id).captureRequests).toBe(0);
});

test('a void of what was captured says that a refund is meant', async () => {
	const { id } = sandbox.store.addOrder({ state: 'captured' });
	const { outputs } = await voidPayments(sandbox, [id], { options: PATIENT });
	expect(String(outputs[1]?.[0]?.json.message)).toContain('refund');
});
