import { type Answer, gateway } from './answers';
import type { IdSequence, StoreContext, StoreEvent } from './context';
import { type Fault, type FaultKind, Faults } from './faults';
import { ANSWER_FAULTS, type AnswerFault, isAccepted, mayHideRefusal, type Outcome, spoil } from './faultyAnswers';
import { announceOrder } from './hooks/announcements';
import { Deliveries } from './hooks/deliveries';
import { HookBook } from './hooks/hook';
import { Ledger } from './ledger';
import { newOrder, type OrderInput } from './orders/newOrder';
import type { SandboxOrder } from './orders/order';
import { OrderBook } from './orders/orderBook';
import { createShipment, type ShipmentInput } from './orders/shipments';
import { recordHistory } from './payments/checkout';
import { endStuckJobs, type PaymentAction, startAction } from './payments/lifecycle';
import type { StoreReply, StoreRequest } from './protocol';
import { QuotaWindow } from './quota';
import type { SandboxRefund } from './refunds/refund';
import { type LoggedRequest, RequestLog } from './requestLog';
import { findRoute, type Match } from './routes/router';
import { Schedule } from './schedule';
import { isAllowed, type TokenGrant } from './scopes';
import { defaultSettings, type StoreSettings } from './settings';
import { type Truth, truthOf } from './truth';

export type { Fault, FaultKind, FaultScope, FaultTarget } from './faults';
export type { Ledger, LedgerEntry, LedgerKind } from './ledger';
export type { OrderInput } from './orders/newOrder';
export type { SandboxOrder } from './orders/order';
export type { PaymentState } from './payments/paymentStates';
export type { StoreReply, StoreRequest } from './protocol';
export type { StoreSettings } from './settings';
export type { StoreEvent } from './context';
export type { Truth } from './truth';

export interface StoreOptions extends Partial<StoreSettings> {
	/** The store's clock, milliseconds since 1970. */
	now?: () => number;
	/** 0 ≤ x < 1; give a seeded one for runs that can be repeated. */
	random?: () => number;
}

type Found = Extract<Match, { kind: 'found' }>;

/**
 * A BigCommerce store in memory, without HTTP and without timers: `handle` answers one request, and everything
 * that happens later is worked out from the clock it is given. What is true is in `ledger` and `truth`.
 */
export class SandboxStore {
	readonly settings: StoreSettings;
	readonly hooks = new HookBook();
	readonly deliveries: Deliveries;
	readonly log: RequestLog;
	/** Faults that may meet any request, whatever order it names. */
	readonly storeFaults = new Faults();

	private readonly orderBook = new OrderBook();
	private readonly refundBook: SandboxRefund[] = [];
	private readonly ledgerBook: Ledger;
	private readonly hookEmails = new Map<string, string[]>();
	private readonly clock: () => number;
	private readonly random: () => number;
	private readonly schedule = new Schedule();
	private readonly sequences = new Map<IdSequence, number>();
	private readonly listeners = new Set<(event: StoreEvent) => void>();
	private quotaWindow: QuotaWindow;
	/** The moment being worked on: the request's, or that of the job that is due. */
	private instant: number;
	private isAdvancing = false;
	private readonly context: StoreContext;

	constructor({ now = Date.now, random = Math.random, ...settings }: StoreOptions = {}) {
		this.settings = { ...defaultSettings(), ...settings };
		this.clock = now;
		this.random = random;
		this.instant = now();
		this.quotaWindow = new QuotaWindow(this.settings, this.instant);
		this.ledgerBook = new Ledger((entry) => this.emit({ type: 'ledger', entry }));
		this.deliveries = new Deliveries(this.settings, this.hooks, (deliveryId) => this.emit({ type: 'delivery', deliveryId }));
		this.log = new RequestLog(() => this.settings.logSize);
		this.context = {
			settings: this.settings,
			orders: this.orderBook,
			refunds: this.refundBook,
			ledger: this.ledgerBook,
			hooks: this.hooks,
			hookEmails: this.hookEmails,
			blockedDomains: (clientId) => this.deliveries.blocklist.list(clientId, this.instant),
			now: () => this.instant,
			random: this.random,
			nextId: (sequence) => this.nextId(sequence),
			schedule: (at, run) => this.schedule.add(at, run),
			emit: (event) => this.emit(event),
			announce: (scope, data) => this.tellHooks(scope, data),
		};
	}

	/** Answers one request. State changes happen before it returns; only the answer may be late. */
	handle(request: StoreRequest): StoreReply {
		this.advance();
		const match = findRoute(request.method, request.path);
		if (match.kind === 'unknown') return this.reply(request, match, gateway.noRoute());
		const token = request.headers['x-auth-token'];
		if (token === undefined) return this.reply(request, match, gateway.noToken());
		if (token.trim() === '') return this.reply(request, match, gateway.emptyToken());
		const client = Object.hasOwn(this.settings.tokens, token) ? this.settings.tokens[token] : undefined;
		if (!client) return this.reply(request, match, gateway.badToken());
		if (match.kind === 'wrongMethod') return this.reply(request, match, gateway.wrongMethod(), client);
		// Routes are resolved before the token, the store after it (facts §5).
		if (match.storeHash !== this.settings.storeHash) return this.reply(request, match, gateway.wrongStore(), client);
		if (!this.quotaWindow.take(this.instant)) return this.reply(request, match, gateway.throttled(), client);
		if (!isAllowed(client, match.route.scopes)) return this.reply(request, match, gateway.noScope(), client);
		return this.serve(request, match, client);
	}

	/** Adds one order, with the history that its state implies. */
	addOrder(input: OrderInput = {}): SandboxOrder {
		this.advance();
		const { state } = input;
		// A payment on its way is an authorized one that somebody has just sent on.
		const action: PaymentAction | undefined =
			state === 'capturePending' ? 'capture' : state === 'voidPending' ? 'void' : undefined;
		const order = newOrder(this.context, action ? { ...input, state: 'authorized' } : input);
		this.orderBook.add(order);
		recordHistory(this.context, order);
		if (action) startAction(this.context, order, action, 'staff');
		this.emit({ type: 'order', orderId: order.id });
		announceOrder(this.context, order, 'created');
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
		const { faults } = this.orderOf(orderId);
		faults.clear();
		for (const one of toList(fault)) faults.add(one);
		this.faultsChanged(orderId);
	}

	/** Adds a fault to those an order has. */
	addFault(orderId: number, fault: Fault): void {
		this.orderOf(orderId).faults.add(fault);
		this.faultsChanged(orderId);
	}

	/** Removes an order's faults of a kind, or all of them. */
	clearFault(orderId: number, kind?: FaultKind): void {
		this.orderOf(orderId).faults.clear(kind);
		this.faultsChanged(orderId);
	}

	/** Sets the faults that may meet any request to exactly these. */
	setStoreFault(fault: Fault | readonly Fault[]): void {
		this.storeFaults.clear();
		for (const one of toList(fault)) this.storeFaults.add(one);
		this.emit({ type: 'settings' });
	}

	/** Somebody in the control panel ships; all that is left, unless told what. @throws when it cannot be */
	ship(orderId: number, input: ShipmentInput = {}): void {
		this.advance();
		const shipment = createShipment(this.context, this.orderOf(orderId), input);
		if (typeof shipment === 'string') throw new Error(`Order ${orderId} cannot be shipped: ${shipment}.`);
	}

	/** Somebody in the control panel captures or voids, whatever the API is doing. */
	actAsStaff(orderId: number, action: PaymentAction): void {
		this.advance();
		startAction(this.context, this.orderOf(orderId), action, 'staff');
	}

	/** Ends jobs that hang at the gateway (`stuckPending`). Returns how many. */
	endStuck(orderId: number, result: 'ok' | 'declined' = 'ok'): number {
		this.advance();
		return endStuckJobs(this.context, this.orderOf(orderId), result);
	}

	/** What really happened to an order's payment. */
	truth(orderId: number): Truth {
		this.advance();
		return truthOf(this.orderOf(orderId));
	}

	/** Changes settings while the store runs. */
	update(settings: Partial<StoreSettings>): void {
		this.advance();
		Object.assign(this.settings, settings);
		for (const order of this.orderBook.range()) order.bodyText = undefined;
		this.emit({ type: 'settings' });
	}

	/** Other apps use up `units` of the present quota window. */
	useQuota(units: number): void {
		this.advance();
		this.quotaWindow.takeForOthers(units, this.instant);
	}

	quotaState(): ReturnType<QuotaWindow['state']> {
		this.advance();
		return this.quotaWindow.state(this.instant);
	}

	/** The store's clock, milliseconds since 1970. */
	now(): number {
		return this.clock();
	}

	/** All orders, as they are now. */
	get orders(): OrderBook {
		this.advance();
		return this.orderBook;
	}

	/** All refunds, ascending by id, as they are now. */
	get refunds(): readonly SandboxRefund[] {
		this.advance();
		return this.refundBook;
	}

	/** The money truth as of now. */
	get ledger(): Ledger {
		this.advance();
		return this.ledgerBook;
	}

	/** Tells the hooks about an event that is not one of the store's own. */
	announce(scope: string, data: Record<string, unknown>): void {
		this.advance();
		this.tellHooks(scope, () => data);
	}

	/** Does everything that is due by now, each thing at its own time. */
	advance(): void {
		// A listener may ask for the truth while due things are being done.
		if (this.isAdvancing) return;
		this.isAdvancing = true;
		const now = this.clock();
		for (let due = this.schedule.takeDue(now); due; due = this.schedule.takeDue(now)) {
			this.instant = due.at;
			due.run();
		}
		this.instant = now;
		this.isAdvancing = false;
	}

	/** When something is due next; undefined when nothing waits. */
	nextDueAt(): number | undefined {
		return this.schedule.nextAt();
	}

	/** An empty store with the same settings. */
	reset(): void {
		this.schedule.clear();
		this.orderBook.clear();
		this.refundBook.length = 0;
		this.ledgerBook.clear();
		this.hooks.clear();
		this.hookEmails.clear();
		this.deliveries.clear();
		this.log.clear();
		this.storeFaults.clear();
		this.sequences.clear();
		this.instant = this.clock();
		this.quotaWindow = new QuotaWindow(this.settings, this.instant);
		this.emit({ type: 'reset' });
	}

	/** Calls back on everything that happens; returns how to stop it. */
	listen(listener: (event: StoreEvent) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	/** The order's own faults come before the store's; the first that meets the request acts. */
	private serve(request: StoreRequest, match: Found, client: TokenGrant): StoreReply {
		const { route, ids } = match;
		const order = route.of === 'order' && ids[0] !== undefined ? this.orderBook.get(ids[0]) : undefined;
		const fault = order?.faults.take(route.endpoint, ANSWER_FAULTS) ?? this.storeFaults.take(route.endpoint, ANSWER_FAULTS);
		const slow = order?.faults.take(route.endpoint, ['slow']) ?? this.storeFaults.take(route.endpoint, ['slow']);
		const work = (): Answer => this.work(request, match, client, order);
		const outcome = fault ? this.spoiled(request, match, fault, work) : work();
		return this.reply(request, match, outcome, client, { fault: fault ?? slow, slowMs: slow?.ms ?? 0 });
	}

	private work(request: StoreRequest, match: Found, client: TokenGrant, order: SandboxOrder | undefined): Answer {
		const { route, ids } = match;
		const call = { endpoint: route.endpoint, ids, query: request.query, body: request.body, client };
		if (route.of === 'store') return route.handle(this.context, call);
		return order ? route.handle(this.context, { ...call, order }) : route.missing(request.path);
	}

	private spoiled(request: StoreRequest, { route }: Found, fault: AnswerFault, work: () => Answer): Outcome {
		const real = isAccepted(fault) ? work() : undefined;
		if (real && real.status >= 400 && !mayHideRefusal(fault)) return real;
		return spoil(fault, route.endpoint, request.path, real);
	}

	/** Puts the headers on, writes the log, and hands the answer out. */
	private reply(
		request: StoreRequest,
		match: Match,
		outcome: Outcome,
		client?: TokenGrant,
		{ fault, slowMs }: { fault?: Fault; slowMs: number } = { slowMs: 0 },
	): StoreReply {
		const delayMs = this.settings.latencyMs + slowMs;
		const requestId = this.requestId();
		const isFound = match.kind === 'found';
		const logged: Omit<LoggedRequest, 'seq'> = {
			at: this.instant,
			method: request.method,
			path: request.path,
			query: request.query,
			endpoint: isFound ? match.route.endpoint : null,
			orderId: isFound && match.route.of === 'order' ? (match.ids[0] ?? null) : null,
			clientId: client?.clientId ?? null,
			body: request.body.slice(0, 2_000),
			outcome: typeof outcome === 'string' ? outcome : outcome.status,
			fault: fault?.kind ?? null,
			requestId,
			delayMs,
		};
		this.emit({ type: 'request', request: this.log.add(logged) });
		if (outcome === 'hang') return { kind: 'hang' };
		if (outcome === 'reset') return { kind: 'reset', delayMs };
		const { status, body } = outcome;
		return { kind: 'answer', status, headers: this.headers(outcome, requestId, fault), body, delayMs };
	}

	private headers(answer: Answer, requestId: string, fault: Fault | undefined): Record<string, string> {
		// "429 without the API HTTP headers" is high load of the platform, not the store's quota (facts §4).
		const isRefused = answer.status === 429 && fault?.kind !== 'throttle429';
		const quota = fault?.kind === 'bare429' ? {} : this.quotaWindow.headers(this.instant, isRefused);
		return { date: new Date(this.instant).toUTCString(), 'x-request-id': requestId, ...quota, ...answer.headers };
	}

	/** 32 hex digits, as the gateway sends them (facts §4). */
	private requestId(): string {
		let id = '';
		for (let part = 0; part < 4; part++) {
			id += Math.floor(this.random() * 0x1_0000_0000).toString(16).padStart(8, '0');
		}
		return id;
	}

	private nextId(sequence: IdSequence): number {
		const id = (this.sequences.get(sequence) ?? FIRST_IDS[sequence]) + 1;
		this.sequences.set(sequence, id);
		return id;
	}

	private orderOf(orderId: number): SandboxOrder {
		const order = this.orderBook.get(orderId);
		if (!order) throw new Error(`The sandbox has no order ${orderId}`);
		return order;
	}

	private faultsChanged(orderId: number): void {
		this.orderOf(orderId).bodyText = undefined;
		this.emit({ type: 'order', orderId });
	}

	private tellHooks(scope: string, data: () => Record<string, unknown>): void {
		if (!this.hooks.isEmpty) this.deliveries.add({ scope, at: this.instant, data: data() });
	}

	private emit(event: StoreEvent): void {
		for (const listener of this.listeners) listener(event);
	}
}

/** Ids start apart from each other, so that mixing two kinds up shows at once. */
const FIRST_IDS: Readonly<Record<IdSequence, number>> = {
	transaction: 85_926_300,
	job: 0,
	line: 500,
	address: 2_000,
	refund: 0,
	refundPayment: 40,
	shipment: 300,
	hook: 18_048_280,
	fee: 0,
};

function toList(fault: Fault | readonly Fault[]): readonly Fault[] {
	return isFaultList(fault) ? fault : [fault];
}

function isFaultList(fault: Fault | readonly Fault[]): fault is readonly Fault[] {
	return Array.isArray(fault);
}
