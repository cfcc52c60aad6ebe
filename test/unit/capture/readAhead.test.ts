import { ReadAhead, type Read } from '../../../nodes/BigCommerce/capture/readAhead';
import { distinctOrders, type OrderState } from '../../../nodes/BigCommerce/capture/orderState';
import type { OrderId } from '../../../nodes/BigCommerce/model/orderId';
import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import type { ReadResult } from '../../../nodes/BigCommerce/reading/readResult';
import { OPTIONS } from '../../builders/captures';
import { orderIds } from '../../builders/orderIds';
import { payment } from '../../builders/payments';

const ordersOf = (count: number): OrderState[] =>
	distinctOrders(
		orderIds(...Array.from({ length: count }, (_, index) => index + 1)).map((orderId) => ({
			orderId,
			guards: NO_GUARDS,
		})),
		{ ...OPTIONS, keepOrder: false },
	);

const seen: ReadResult = {
	kind: 'seen',
	payment: payment(),
	order: null,
	transactions: null,
	isSingle: false,
	isCurrent: false,
	serverTime: null,
};

/** A read-ahead whose reads are answered when the test says so. */
function rehearsal(least: number, callsWithin: (ms: number) => number = () => Number.POSITIVE_INFINITY) {
	const asked: OrderId[][] = [];
	const reads = new Map<OrderState, Promise<Read>>();
	const closedAt: number[] = [];
	let now = 5;
	let wait: Promise<void> | null = null;
	let followed: ReadonlySet<OrderId> = new Set();
	const waitedFor: number[] = [];
	const told: OrderId[][] = [];
	const welcome: OrderId[][] = [];
	const answers: Array<(error?: Error) => void> = [];
	const reader = {
		look: async (ids: OrderId[], _purpose: unknown, opportunistic: ReadonlySet<OrderId> = new Set()) => {
			asked.push(ids);
			welcome.push([...opportunistic]);
			await new Promise<void>((resolve, reject) => answers.push((error) => (error ? reject(error) : resolve())));
			return new Map([...ids, ...opportunistic].map((id) => [id, seen]));
		},
	};
	const ahead: ReadAhead = new ReadAhead(reader, least, 1, {
		now: () => now,
		callsWithin,
		whenCallsMayLeave: (calls) => {
			waitedFor.push(calls);
			return wait;
		},
		followed: () => followed,
		onRead: (read) => told.push([...read.keys()]),
		begin: (order) => reads.set(order, ahead.next(order)),
		onSeen: () => {},
		onBatchClosed: () => closedAt.push(now),
	});
	return {
		ahead,
		closedAt,
		/** Numbers of orders read at a time. */
		sizes: () => asked.map((ids) => ids.length),
		lastIds: () => asked[asked.length - 1],
		begun: () => reads.size,
		readOf: (order: OrderState) => reads.get(order),
		setNow: (time: number) => (now = time),
		setFollowed: (...ids: number[]) => (followed = new Set(orderIds(...ids))),
		setWait: (until: Promise<void> | null) => (wait = until),
		/** Calls that were waited for before each read. */
		waitedFor,
		/** What was welcome in each read, and what was told of it. */
		welcome,
		told,
		/** Answers the read that is under way. */
		answer: async (error?: Error) => {
			answers.shift()?.(error);
			await new Promise<void>((resolve) => setImmediate(resolve));
		},
	};
}

test('orders are begun as they are read, 250 at a time, and the next are read when few are left to send', async () => {
	const orders = ordersOf(600);
	const { ahead, sizes, begun, answer } = rehearsal(10);
	ahead.start(orders);
	expect({ sizes: sizes(), begun: begun() }).toEqual({ sizes: [250], begun: 250 });
	await answer();
	for (const order of orders.slice(0, 240)) ahead.turnCame(order);
	expect(sizes()).toEqual([250]);
	for (const order of orders.slice(240, 241)) ahead.turnCame(order);
	expect({ sizes: sizes(), begun: begun() }).toEqual({ sizes: [250, 250], begun: 500 });
});

test('a batch is closed when its last order is not to be sent any more', async () => {
	const [first, second] = ordersOf(2);
	if (!first || !second) throw new Error('two');
	const { ahead, closedAt, setNow, answer } = rehearsal(1);
	ahead.start([first, second]);
	await answer();
	expect(ahead.isStillSending).toBe(true);
	ahead.leave(first);
	ahead.leave(first);
	expect(first.batch).toMatchObject({ size: 2, open: 1, closedAt: null });
	setNow(9);
	ahead.leave(second);
	expect(first.batch).toMatchObject({ open: 0, closedAt: 9 });
	expect(ahead.isStillSending).toBe(false);
	expect(closedAt).toEqual([9]);
});

test('batches are as large as what was sent in time before, and grow where there was time to spare', async () => {
	const orders = ordersOf(2_000);
	const { ahead, sizes, answer, setNow } = rehearsal(1);
	ahead.start(orders);
	let next = 0;
	let now = 0;
	setNow(now);
	/**
	 * Lets a batch pass of which all but so many came in time, in so many seconds; whether the others were read alone.
	 */
	const pass = async (late: number, seconds = 100) => {
		await answer();
		const batch = orders.slice(next, (next += sizes()[sizes().length - 1] ?? 0));
		const inTime = batch.slice(0, batch.length - late);
		for (const order of inTime.slice(0, -1)) ahead.leave(order);
		setNow((now += seconds * 1_000));
		const alone = batch.slice(inTime.length).map((order) => ahead.noteStale(order));
		for (const order of batch) ahead.leave(order);
		return alone;
	};
	await expect(pass(3)).resolves.toEqual([false, false, false]);
	expect(sizes()).toEqual([250, 196]);
	await pass(96);
	await pass(70);
	expect(sizes()).toEqual([250, 196, 79, 6]);
	await pass(5);
	await expect(pass(1)).resolves.toEqual([true]);
	expect(sizes()).toEqual([250, 196, 79, 6, 1, 1]);
	// In 72 s it would have been just in time; in half of that, twice as many would be.
	await pass(0, 72);
	await pass(0, 36);
	await pass(0, 1);
	await pass(0, 60);
	expect(sizes().slice(6)).toEqual([1, 2, 4, 5]);
});

test('what is read again comes after the orders that were not begun', async () => {
	const orders = ordersOf(252);
	const [first] = orders;
	if (!first) throw new Error('one');
	const { ahead, lastIds, answer } = rehearsal(1);
	ahead.start(orders);
	await answer();
	ahead.leave(first);
	const again = ahead.next(first);
	for (const order of orders.slice(1)) ahead.leave(order);
	expect(lastIds()).toEqual([251, 252, 1]);
	await answer();
	await expect(again).resolves.toMatchObject({ kind: 'seen' });
});

test('when it is closed, whoever waits learns it, and so do orders that were not begun', async () => {
	const orders = ordersOf(300);
	const { ahead, begun, readOf, answer } = rehearsal(1);
	ahead.start(orders);
	ahead.close();
	expect(begun()).toBe(300);
	for (const order of orders) await expect(readOf(order)).resolves.toEqual({ kind: 'closed' });
	await answer();
	expect(ahead.isStillSending).toBe(true);
});

test('a reader that throws is not waited for', async () => {
	const [order] = ordersOf(1);
	if (!order) throw new Error('one');
	const { ahead, readOf, answer } = rehearsal(1);
	ahead.start([order]);
	const read = readOf(order);
	await Promise.all([expect(read).rejects.toThrow('oops'), answer(new Error('oops'))]);
});

test('where the quota is small, as many orders are read as will be sent in time, and not before those ahead of them', async () => {
	const orders = ordersOf(100);
	const quota = { perMinute: 20 };
	const { ahead, sizes, answer } = rehearsal(10, (ms) => (quota.perMinute * ms) / 60_000);
	ahead.start(orders);
	await answer();
	// 72 s, of the 90 that a read may be old: 24 calls.
	expect(sizes()).toEqual([24]);
	// In five seconds there is one call, and the next list needs one more.
	for (const order of orders.slice(0, 23)) ahead.leave(order);
	expect(sizes()).toEqual([24]);
	for (const order of orders.slice(23, 24)) ahead.leave(order);
	expect(sizes()).toEqual([24, 24]);
});

test('where the calls of a window are used up, the next orders are read at the beginning of the next one', async () => {
	const orders = ordersOf(100);
	const { ahead, sizes, answer, setNow, setWait, waitedFor } = rehearsal(10, (ms) => Math.floor(ms / 1_000));
	ahead.start(orders);
	await answer();
	expect(sizes()).toEqual([72]);
	let open = () => {};
	setWait(new Promise((resolve) => (open = resolve)));
	for (const order of orders.slice(0, 69)) ahead.leave(order);
	// For the three that are left, for a list, and for one of its orders.
	expect({ sizes: sizes(), waitedFor }).toEqual({ sizes: [72], waitedFor: [2, 5] });
	for (const order of orders.slice(69, 72)) ahead.leave(order);
	setNow(20_000);
	open();
	await new Promise<void>((resolve) => setImmediate(resolve));
	expect(sizes()).toEqual([72, 28]);
	expect(orders[72]?.batch?.readAt).toBe(20_000);
});

test('an end before that window is one', async () => {
	const orders = ordersOf(100);
	const { ahead, sizes, answer, setWait, readOf } = rehearsal(10, (ms) => Math.floor(ms / 1_000));
	ahead.start(orders);
	await answer();
	let open = () => {};
	setWait(new Promise((resolve) => (open = resolve)));
	for (const order of orders.slice(0, 72)) ahead.leave(order);
	ahead.close();
	open();
	await new Promise<void>((resolve) => setImmediate(resolve));
	expect(sizes()).toEqual([72]);
	for (const order of orders.slice(72)) await expect(readOf(order)).resolves.toEqual({ kind: 'closed' });
});

test('a list shows those that are followed beside the next ones, and fewer of these where both fit then', async () => {
	const orders = ordersOf(1_000);
	const { ahead, sizes, answer, setFollowed, welcome, told } = rehearsal(10, (ms) => (150 * ms) / 72_000);
	ahead.start(orders);
	await answer();
	expect(sizes()).toEqual([150]);
	setFollowed(20, 100);
	for (const order of orders.slice(0, 150)) ahead.leave(order);
	expect({ sizes: sizes(), welcome: welcome[1] }).toEqual({ sizes: [150, 119], welcome: [20, 100] });
	await answer();
	expect(told[1]?.slice(-2)).toEqual([20, 100]);
	expect(ahead.showsNextFrom).toBe(51);
});

test('orders that were read before the quota was known are put back, as many as cannot be sent in time', async () => {
	const orders = ordersOf(100);
	let calls = Number.POSITIVE_INFINITY;
	const { ahead, sizes, lastIds, answer, readOf } = rehearsal(10, () => calls);
	ahead.start(orders);
	calls = 30;
	await answer();
	expect(sizes()).toEqual([100]);
	const answered: number[] = [];
	orders.forEach((order, index) => void readOf(order)?.then(() => answered.push(index)));
	await new Promise<void>((resolve) => setImmediate(resolve));
	expect(answered).toEqual(orders.slice(0, 30).map((_order, index) => index));
	for (const order of orders.slice(0, 30)) ahead.leave(order);
	// Those nine are still to be sent when the next are read.
	expect(lastIds()).toEqual(orders.slice(30, 51).map(({ orderId }) => orderId));
});
