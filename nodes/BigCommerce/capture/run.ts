import type { OrderSnapshot } from '../api/orders';
import type { OrderId } from '../model/orderId';
import { isFailure, type Settlement } from '../payment/outcome';
import { hasMovedIn } from '../payment/evidence';
import { paymentOfOrder } from '../payment/payment';
import { OrderTurns } from '../session/orderTurns';
import { PaymentReader } from '../reading/paymentReader';
import type { End } from './decisions';
import { failuresBefore, noteResult, nothingCounted, type Counted } from './counted';
import { Follower } from './follower';
import { Gate } from './gate';
import { OrderUpdates } from './orderUpdates';
import type { Dependencies, RunOptions } from './options';
import { settlementOf, type OrderState } from './orderState';
import { Permission } from './permission';
import { ReadAhead } from './readAhead';
import { Semaphore } from './semaphore';
import { countsNoMore, TotalLimit } from './totalLimit';

/** How long a Stop waits for the answer of a call that is on its way, in milliseconds. */
const STOP_GRACE_MS = 700;

/** What is done with one order, from its first read until it is settled. */
export type CaptureOne = (order: OrderState, run: Run) => Promise<void>;

/**
 * What the orders of a run share. Closing these is how a run ends early: whoever waits for one of them learns it at
 * once.
 */
export class Run {
	readonly reader: PaymentReader;
	readonly reads: ReadAhead;
	readonly follower: Follower;
	/** As many orders are sent at once as the run allows. */
	readonly senders: Semaphore;
	/** As many orders are under way as may still go wrong; one that went wrong never gives its permit back. */
	readonly failureBudget: Semaphore;
	/** 'Max Total'. */
	readonly total: TotalLimit;
	/** What is done with orders that are settled. */
	readonly updates: OrderUpdates;
	/** Ends other waits when the run is closed; that for the answer of a call that moves money, a moment later. */
	readonly untilClosed = new Gate();
	readonly untilGivenUp = new Gate();
	/** Why nothing more is sent; null while the run goes on. */
	closing: 'stopped' | 'failures' | 'abandoned' | null = null;
	/** Whether the token may do it, by the answers of this run: a refusal for want of rights holds for every order. */
	readonly permission = new Permission();
	/** Orders of which not all is done yet. */
	private unfinished = 0;
	private finish: () => void = () => {};
	private fail: (error: unknown) => void = () => {};

	/** What is counted towards the limits, with what earlier runs of the execution have counted. */
	readonly counted: Counted;
	/** Orders that may go wrong; none or fewer where as many have before. */
	readonly failuresLeft: number;
	/** Orders that are not settled yet. */
	private unsettled: number;
	private readonly byId: ReadonlyMap<OrderId, OrderState>;

	constructor(
		orders: OrderState[],
		readonly options: RunOptions,
		readonly deps: Dependencies,
		private readonly captureOne: CaptureOne,
	) {
		const { client, clock } = deps;
		const { maxConcurrency, stopAfterFailures, maxTotals } = options;
		this.unsettled = orders.length;
		this.byId = new Map(orders.map((order) => [order.orderId, order]));
		this.counted = deps.counted ?? nothingCounted();
		this.total = new TotalLimit(maxTotals ?? [], this.counted);
		this.reader = new PaymentReader(client, (row) => this.noteRow(row));
		const callsAnOrder = this.total.isSet || orders.some(({ needsJournal }) => needsJournal) ? 2 : 1;
		this.senders = new Semaphore(maxConcurrency);
		this.failuresLeft = (stopAfterFailures ?? Number.POSITIVE_INFINITY) - failuresBefore(this.counted, this.byId);
		this.failureBudget = new Semaphore(this.failuresLeft);
		this.reads = new ReadAhead(this.reader, maxConcurrency, callsAnOrder, {
			now: () => clock.now(),
			callsWithin: (ms) => client.callsWithin(ms),
			whenCallsMayLeave: (calls) => this.whenCallsMayLeave(calls),
			begin: (order) => void this.begin(order),
			onSeen: (order, read, readAt) => {
				order.observe(read, readAt, clock.wallTime());
				order.basedOn();
				this.updates.observe(order, read, readAt);
			},
			followed: () => this.follower.welcome(),
			onRead: (reads, readAt) => this.follower.onRead(reads, readAt),
			onBatchClosed: () => this.follower.onBatchClosed(),
		});
		this.follower = new Follower({
			reader: this.reader,
			clock,
			isHurried: stopAfterFailures !== null,
			isStillSending: () => this.reads.isStillSending,
			isQuotaShort: () => Number.isFinite(client.callsWithin(0)),
			showsNextFrom: () => this.reads.showsNextFrom,
			onSeen: (order, read, readAt) => this.updates.observe(order, read, readAt),
		});
		this.updates = new OrderUpdates({
			client,
			clock,
			reader: this.reader,
			untilClosed: this.untilClosed,
			turns: deps.turns ?? new OrderTurns(),
			maxConcurrency,
			orders: orders.length,
		});
	}

	/**
	 * Works orders until every one is settled; each is begun when its turn to be read has come.
	 * @throws what one of them threw; then nothing more is sent
	 */
	async forEach(orders: OrderState[]): Promise<void> {
		this.unfinished = orders.length;
		if (orders.length === 0) return;
		await new Promise<void>((resolve, reject) => {
			this.finish = resolve;
			this.fail = reject;
			this.reads.start(orders);
		});
	}

	/** Settles an order. */
	settle(order: OrderState, end: End): Settlement {
		const settlement = settlementOf(order, end, this.deps.clock.wallTime(), this.mayStillCome(order));
		order.settlement = settlement;
		this.unsettled--;
		if (countsNoMore(settlement, order.counted !== null)) this.total.subtract(order.orderId);
		this.reads.leave(order);
		this.tell(settlement);
		return settlement;
	}

	/** Whether an earlier run of this process has sent a capture whose effect was not seen yet. */
	private mayStillCome({ orderId, attempts }: OrderState): boolean {
		const { claims, clock } = this.deps;
		return attempts === 0 && claims.unresolvedSend(orderId, clock.now())?.action === 'capture';
	}

	/** An order of which the budget has a permit is settled. */
	account(settlement: Settlement): void {
		// Without a limit nobody asks for them, and of tens of thousands the list would be long.
		if (this.options.stopAfterFailures !== null) noteResult(this.counted, settlement);
		if (!isFailure(settlement)) this.failureBudget.release();
		else if (this.failureBudget.discard()) this.close('failures');
	}

	/** Sends nothing more, and follows nothing more; the answers of calls on their way are waited for a moment. */
	async stop(): Promise<void> {
		this.close('stopped');
		await this.deps.clock.sleep(STOP_GRACE_MS);
		this.untilGivenUp.close();
	}

	/**
	 * A list that was read for other orders shows that this one's payment has moved, or what its conditions go by: it is
	 * read again before it is sent, or answered.
	 */
	private noteRow(row: OrderSnapshot): void {
		const order = this.byId.get(row.id);
		if (order === undefined || !hasMovedIn(order.model, paymentOfOrder(row))) return;
		order.noteOvertaken(this.deps.clock.now());
	}

	/** Resolves when the quota lets so many calls out, or the run is closed; null where it does now. */
	private whenCallsMayLeave(calls: number): Promise<void> | null {
		const { client, clock } = this.deps;
		const left = client.timeUntilCalls(calls);
		if (left <= 0) return null;
		const cancel = new AbortController();
		return this.untilClosed.orClosed(clock.sleep(left, cancel.signal)).then(() => cancel.abort('over'));
	}

	private async begin(order: OrderState): Promise<void> {
		try {
			await this.captureOne(order, this);
			this.unfinished--;
			if (this.unfinished === 0) this.finish();
		} catch (error) {
			this.close('abandoned');
			this.untilGivenUp.close();
			this.fail(error);
		}
	}

	private close(reason: 'stopped' | 'failures' | 'abandoned'): void {
		this.closing = reason;
		this.reads.close();
		this.failureBudget.close();
		if (reason === 'failures') return;
		this.senders.close();
		this.updates.close();
		this.follower.close();
		this.untilClosed.close();
	}

	private tell(settlement: Settlement): void {
		try {
			this.deps.onSettled?.(settlement, this.unsettled);
		} catch {
			// A report that fails must not cost the answers about money.
		}
	}
}
