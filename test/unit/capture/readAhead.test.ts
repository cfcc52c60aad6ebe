import { ReadAhead, type Read } from '../../../nodes/BigCommerce/capture/readAhead';
import { distinctOrders, type OrderState } from '../../../nodes/BigCommerce/capture/orderState';
import type { OrderId } from '../../../nodes/BigCommerce/model/orderId';
import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import type { ReadResult } from '../../../nodes/BigCommerce/reading/readResult';
import { orderIds, payment } from './samples';

const ordersOf = (count: number): OrderState[] =>
	distinctOrders(
		orderIds(...Array.from({ length: count }, (_, index) => index + 1)).map((orderId) => ({
			orderId,
			guards: NO_GUARDS,
		})),
	);

const seen: ReadResult = { kind: 'seen', payment: payment(), order: null, transactions: null, serverTime: null };

/** A read-ahead whose reads are answered when the test says so. */
function rehearsal(least: number) {
	const asked: OrderId[][] = [];
	const reads = new Map<OrderState, Promise<Read>>();
	const closedAt: number[] = [];
	let now = 5;
	const answers: Array<(error?: Error) => void> = [];
	const reader = {
		look: async (ids: OrderId[]) => {
			asked.push(ids);
			await new Promise<void>((resolve, reject) => answers.push((error) => (error ? reject(error) : resolve())));
			return new Map(ids.map((id) => [id, seen]));
		},
	};
	const ahead: ReadAhead = new ReadAhead(reader, least, {
		now: () => now,
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

test('batches get smaller where orders wait too long for their turn, and larger again', async () => {
	const orders = ordersOf(2_000);
	const { ahead, sizes, answer } = rehearsal(1);
	ahead.start(orders);
	let next = 0;
	/** Lets a batch pass of which so many come too late; whether they were read alone. */
	const pass = async (stale: number) => {
		await answer();
		const batch = orders.slice(next, (next += sizes()[sizes().length - 1] ?? 0));
		const alone = batch.slice(0, stale).map((order) => ahead.noteStale(order));
		for (const order of batch) ahead.leave(order);
		return alone;
	};
	await expect(pass(3)).resolves.toEqual([false, false, false]);
	for (let times = 0; times < 7; times++) await pass(1);
	expect(sizes()).toEqual([250, 125, 62, 31, 15, 7, 3, 1, 1]);
	await expect(pass(0)).resolves.toEqual([]);
	await pass(0);
	await pass(0);
	expect(sizes().slice(8)).toEqual([1, 2, 4, 8]);
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
