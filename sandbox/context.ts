import type { BlockedDomain } from './hooks/blockedDomains';
import type { HookBook } from './hooks/hook';
import type { Ledger, LedgerEntry } from './ledger';
import type { MetafieldBook } from './metafields/metafield';
import type { OrderBook } from './orders/orderBook';
import type { SandboxRefund } from './refunds/refund';
import type { LoggedRequest } from './requestLog';
import type { StoreSettings } from './settings';

/** Things that happen in the store, for whoever watches: the page, hook deliveries, tests. */
export type StoreEvent =
	| { type: 'request'; request: LoggedRequest }
	| { type: 'ledger'; entry: LedgerEntry }
	| { type: 'order'; orderId: number }
	| { type: 'delivery'; deliveryId: number }
	| { type: 'settings' }
	| { type: 'reset' };

export type IdSequence =
	'transaction' | 'job' | 'line' | 'address' | 'refund' | 'refundPayment' | 'shipment' | 'hook' | 'fee' | 'metafield';

/** What the parts of the store share. Time stands still while a request or a due job is worked on. */
export interface StoreContext {
	readonly settings: StoreSettings;
	readonly orders: OrderBook;
	/** All refunds, ascending by id. */
	readonly refunds: SandboxRefund[];
	readonly ledger: Ledger;
	readonly metafields: MetafieldBook;
	readonly hooks: HookBook;
	/** Milliseconds since 1970. */
	now(): number;
	/** 0 ≤ x < 1 */
	random(): number;
	/** Domains to which an API account's hooks deliver nothing for now. */
	blockedDomains(clientId: string): BlockedDomain[];
	nextId(sequence: IdSequence): number;
	/** Runs later, at `at`, when the store's clock gets there. */
	schedule(at: number, run: () => void): void;
	emit(event: StoreEvent): void;
	/** Tells the hooks of a scope; `data` is only asked for when some hook listens. */
	announce(scope: string, data: () => Record<string, unknown>): void;
}
