import { type ActorAction, actOn } from './actors';
import type { AdaptiveLimit } from './concurrency';
import type { StoreEvent } from './context';
import type { Fault, FaultKind } from './faults';
import type { Faults } from './faults/armedFaults';
import { announceOrder } from './hooks/announcements';
import type { Deliveries } from './hooks/deliveries';
import type { HookBook } from './hooks/hook';
import type { Ledger } from './ledger';
import type { MetafieldBook } from './metafields/metafield';
import { earlierAuthorizations, newOrder } from './orders/newOrder';
import type { OrderInput } from './orders/orderInput';
import type { SandboxOrder } from './orders/order';
import type { OrderBook } from './orders/orderBook';
import { changed } from './orders/orderVersions';
import { paymentStatusOf, shownVersion } from './orders/orderView';
import { createShipment, shipEarlier, type ShipmentInput } from './orders/shipments';
import { recordHistory } from './payments/checkout';
import { endStuckJobs, type PaymentAction, startAction } from './payments/lifecycle';
import type { StoreReply, StoreRequest } from './protocol';
import type { QuotaWindow } from './quota';
import type { SandboxRefund } from './refunds/refund';
import type { RequestLog } from './requestLog';
import { serve } from './serving';
import type { StoreSettings } from './settings';
import { type StoreOptions, StoreState } from './state';
import { type Truth, truthOf } from './truth';

export type { ActorAction } from './actors';
export type { Fault, FaultKind, FaultScope, FaultTarget } from './faults';
export type { Ledger, LedgerEntry, LedgerKind } from './ledger';
export type { OrderInput } from './orders/orderInput';
export type { SandboxOrder } from './orders/order';
export type { PaymentState } from './payments/paymentStates';
export type { StoreReply, StoreRequest } from './protocol';
export type { StoreSettings } from './settings';
export type { StoreOptions } from './state';
export type { Truth } from './truth';

/**
 * A BigCommerce store in memory, without HTTP and without timers: `handle` answers one request, and everything
 * that happens later is worked out from the clock it is given. What is true is in `ledger` and `truth`.
 */
export class SandboxStore {
	private readonly state: StoreState;

	constructor(options: StoreOptions = {}) {
		this.state = new StoreState(options);
	}

	/** Answers one request. State changes happen before it returns; only the answer may be late. */
	handle(request: StoreRequest): StoreReply {
		this.state.advance();
		return serve(this.state, request);
	}

	/** Adds one order, with the history that its state implies. @throws for a taken id or an impossible amount */
	addOrder(input: OrderInput = {}): SandboxOrder {
		const state = this.present();
		// A payment on its way is an authorized one that somebody has just sent on.
		const action: PaymentAction | undefined =
			input.state === 'capturePending' ? 'capture' : input.state === 'voidPending' ? 'void' : undefined;
		const order = newOrder(state, action ? { ...input, state: 'authorized' } : input);
		state.orders.add(order);
		recordHistory(state, order, earlierAuthorizations(order, input));
		shipEarlier(state, order, input);
		changed(state, order);
		if (action) startAction(state, order, action, 'staff');
		announceOrder(state, order, 'created');
		return order;
	}

	/** Adds `count` orders of one kind; a function is asked for each, counting from 0. */
	addOrders(count: number, template: OrderInput | ((index: number) => OrderInput) = {}): SandboxOrder[] {
		return Array.from({ length: count }, (_, index) =>
			this.addOrder(typeof template === 'function' ? template(index) : { ...template, id: undefined }),
		);
	}

	/** Sets an order's faults to exactly these; several act side by side, the first of a sort first. */
	setFault(orderId: number, fault: Fault | readonly Fault[]): void {
		this.changeFaults(orderId, (faults) => faults.replace(fault));
	}

	/** Adds a fault to those an order has. */
	addFault(orderId: number, fault: Fault): void {
		this.changeFaults(orderId, (faults) => faults.add(fault));
	}

	/** Removes an order's faults of a kind, or all of them. */
	clearFault(orderId: number, kind?: FaultKind): void {
		this.changeFaults(orderId, (faults) => faults.clear(kind));
	}

	/** Sets the faults that may meet any request, whatever order it names, to exactly these. */
	setStoreFault(fault: Fault | readonly Fault[]): void {
		this.state.storeFaults.replace(fault);
		this.state.emit({ type: 'settings' });
	}

	get storeFaults(): Faults {
		return this.state.storeFaults;
	}

	/** Somebody in the control panel captures or voids, whatever the API is doing. */
	actAsStaff(orderId: number, action: PaymentAction): void {
		startAction(this.present(), this.orderOf(orderId), action, 'staff');
	}

	/**
	 * Somebody besides the caller acts on the order: the control panel, another app, or the gateway by itself; now,
	 * or `afterMs` from now on the store's clock. What the order's state then rules out is not done.
	 */
	act(orderId: number, act: ActorAction, afterMs = 0): void {
		const state = this.present();
		const order = this.orderOf(orderId);
		if (afterMs > 0) state.schedule(state.now() + afterMs, () => actOn(state, order, act));
		else actOn(state, order, act);
	}

	/** Somebody in the control panel ships; by default all that is left. @throws when it cannot be */
	ship(orderId: number, input: ShipmentInput = {}): void {
		const shipment = createShipment(this.present(), this.orderOf(orderId), input);
		if (typeof shipment === 'string') throw new Error(`Order ${orderId} cannot be shipped: ${shipment}.`);
	}

	/** Ends jobs that hang at the gateway (`stuckPending`). Returns how many. */
	endStuck(orderId: number, result: 'ok' | 'declined' = 'ok'): number {
		return endStuckJobs(this.present(), this.orderOf(orderId), result);
	}

	/** What really happened to an order's payment. */
	truth(orderId: number): Truth {
		this.state.advance();
		return truthOf(this.orderOf(orderId));
	}

	/** The `payment_status` that reads show now, which may not be the truth. */
	shownStatus(orderId: number): string {
		const state = this.present();
		const order = this.orderOf(orderId);
		return paymentStatusOf(state, order, shownVersion(state, order, { endpoint: 'orderGet' }));
	}

	/** The money truth as of now. */
	get ledger(): Ledger {
		return this.present().ledger;
	}

	/** All orders, as they are now. */
	get orders(): OrderBook {
		return this.present().orders;
	}

	/** All refunds, ascending by id, as they are now. */
	get refunds(): readonly SandboxRefund[] {
		return this.present().refunds;
	}

	get settings(): StoreSettings {
		return this.state.settings;
	}

	get log(): RequestLog {
		return this.state.log;
	}

	/** Metafields of every account, as they are now. */
	get metafields(): MetafieldBook {
		return this.present().metafields;
	}

	/** Hook subscriptions of every account. */
	get hooks(): HookBook {
		return this.state.hooks;
	}

	get deliveries(): Deliveries {
		return this.state.deliveries;
	}

	/** Changes settings while the store runs. */
	update(settings: Partial<StoreSettings>): void {
		const state = this.present();
		Object.assign(state.settings, settings);
		for (const order of state.orders.range()) order.bodyText = undefined;
		state.emit({ type: 'settings' });
	}

	/** Other apps use up `units` of the present quota window. */
	useQuota(units: number): void {
		const state = this.present();
		state.quotaWindow.takeForOthers(units, state.now());
	}

	/** The adaptive limit on requests at once, where the store has one. */
	concurrencyState(): ReturnType<AdaptiveLimit['state']> {
		const state = this.present();
		return state.concurrency.state(state.now());
	}

	quotaState(): ReturnType<QuotaWindow['state']> {
		const state = this.present();
		return state.quotaWindow.state(state.now());
	}

	/** Tells the hooks about an event that is not one of the store's own. */
	announce(scope: string, data: Record<string, unknown>): void {
		this.present().announce(scope, () => data);
	}

	/** Milliseconds since 1970, by the store's clock. */
	now(): number {
		return this.state.clock();
	}

	/** Does everything that is due by now. Every request and every look at the truth does so first. */
	advance(): void {
		this.state.advance();
	}

	/** When something is due next; undefined when nothing waits. */
	nextDueAt(): number | undefined {
		return this.state.nextDueAt();
	}

	/** An empty store with the same settings. */
	reset(): void {
		this.state.reset();
	}

	/** Calls back on everything that happens; returns how to stop it. */
	listen(listener: (event: StoreEvent) => void): () => void {
		return this.state.listen(listener);
	}

	private present(): StoreState {
		this.state.advance();
		return this.state;
	}

	private orderOf(orderId: number): SandboxOrder {
		const order = this.state.orders.get(orderId);
		if (!order) throw new Error(`The sandbox has no order ${orderId}`);
		return order;
	}

	private changeFaults(orderId: number, change: (faults: Faults) => void): void {
		const order = this.orderOf(orderId);
		change(order.faults);
		order.bodyText = undefined;
		this.state.emit({ type: 'order', orderId });
	}
}
