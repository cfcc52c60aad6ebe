import type { IdSequence, StoreContext, StoreEvent } from './context';
import { AdaptiveLimit } from './concurrency';
import { Faults } from './faults/armedFaults';
import { Deliveries } from './hooks/deliveries';
import type { BlockedDomain } from './hooks/blockedDomains';
import { HookBook } from './hooks/hook';
import { Ledger } from './ledger';
import { MetafieldBook } from './metafields/metafield';
import { OrderBook } from './orders/orderBook';
import { QuotaWindow } from './quota';
import type { SandboxRefund } from './refunds/refund';
import { RequestLog } from './requestLog';
import { Schedule } from './schedule';
import { defaultSettings, type StoreSettings } from './settings';

export interface StoreOptions extends Partial<StoreSettings> {
	/** The store's clock, milliseconds since 1970. */
	now?: () => number;
	/** 0 ≤ x < 1; give a seeded one for runs that can be repeated. */
	random?: () => number;
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
	metafield: 900,
};

/** Everything the store remembers, and its time: it stands still at `now()` until `advance` moves it on. */
export class StoreState implements StoreContext {
	readonly settings: StoreSettings;
	readonly orders = new OrderBook();
	readonly refunds: SandboxRefund[] = [];
	readonly ledger: Ledger;
	readonly metafields = new MetafieldBook();
	readonly hooks = new HookBook();
	readonly deliveries: Deliveries;
	readonly log: RequestLog;
	/** Faults that may meet any request, whatever order it names. */
	readonly storeFaults = new Faults();
	readonly clock: () => number;
	readonly random: () => number;
	quotaWindow: QuotaWindow;
	readonly concurrency: AdaptiveLimit;

	private readonly due = new Schedule();
	private readonly sequences = new Map<IdSequence, number>();
	private readonly listeners = new Set<(event: StoreEvent) => void>();
	/** The moment being worked on: the request's, or that of the job that is due. */
	private instant: number;
	private isAdvancing = false;

	constructor({ now = Date.now, random = Math.random, ...settings }: StoreOptions) {
		this.settings = { ...defaultSettings(), ...settings };
		this.clock = now;
		this.random = random;
		this.instant = now();
		this.quotaWindow = new QuotaWindow(this.settings, this.instant);
		this.concurrency = new AdaptiveLimit(this.settings);
		this.ledger = new Ledger((entry) => this.emit({ type: 'ledger', entry }));
		this.log = new RequestLog(() => this.settings.logSize);
		this.deliveries = new Deliveries(this.settings, this.hooks, (deliveryId) =>
			this.emit({ type: 'delivery', deliveryId }),
		);
	}

	now(): number {
		return this.instant;
	}

	/** Does everything that is due by now, each thing at its own time. */
	advance(): void {
		// A listener may ask for the truth while due things are being done.
		if (this.isAdvancing) return;
		this.isAdvancing = true;
		const now = this.clock();
		for (let due = this.due.takeDue(now); due; due = this.due.takeDue(now)) {
			this.instant = due.at;
			due.run();
		}
		this.instant = now;
		this.isAdvancing = false;
	}

	schedule(at: number, run: () => void): void {
		this.due.add(at, run);
	}

	nextDueAt(): number | undefined {
		return this.due.nextAt();
	}

	blockedDomains(clientId: string): BlockedDomain[] {
		return this.deliveries.blocked.of(clientId, this.instant);
	}

	nextId(sequence: IdSequence): number {
		const id = (this.sequences.get(sequence) ?? FIRST_IDS[sequence]) + 1;
		this.sequences.set(sequence, id);
		return id;
	}

	announce(scope: string, data: () => Record<string, unknown>): void {
		if (!this.hooks.isEmpty) this.deliveries.add({ scope, at: this.instant, data: data() });
	}

	emit(event: StoreEvent): void {
		for (const listener of this.listeners) listener(event);
	}

	listen(listener: (event: StoreEvent) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	/** Forgets everything but the settings. */
	reset(): void {
		this.due.clear();
		this.orders.clear();
		this.refunds.length = 0;
		this.ledger.clear();
		this.metafields.clear();
		this.hooks.clear();
		this.deliveries.clear();
		this.log.clear();
		this.storeFaults.clear();
		this.sequences.clear();
		this.concurrency.clear();
		this.instant = this.clock();
		this.quotaWindow = new QuotaWindow(this.settings, this.instant);
		this.emit({ type: 'reset' });
	}
}
