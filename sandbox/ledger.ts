/**
 * Money truth: every authorization, capture, decline, void and refund that really happened,
 * whatever the store answered or shows. Tests compare what was said with this.
 */

export const LEDGER_KINDS = [
	'authorization',
	'captureAccepted',
	'capture',
	'captureDeclined',
	'voidAccepted',
	'void',
	'voidDeclined',
	'refundAccepted',
	'refund',
	'refundDeclined',
] as const;

export type LedgerKind = (typeof LEDGER_KINDS)[number];

/**
 * Who moved it: an API call, the control panel, another app, the gateway by itself, or the checkout that placed the
 * order.
 */
export type LedgerSource = 'api' | 'staff' | 'app' | 'gateway' | 'checkout';

export interface LedgerEntry {
	seq: number;
	/** Milliseconds since 1970. */
	at: number;
	orderId: number;
	kind: LedgerKind;
	/** Minor units of `currency`. */
	amount: number;
	currency: string;
	source: LedgerSource;
	note: string;
}

export class Ledger {
	readonly entries: LedgerEntry[] = [];

	constructor(private readonly onEntry: (entry: LedgerEntry) => void = () => {}) {}

	record(entry: Omit<LedgerEntry, 'seq'>): LedgerEntry {
		const recorded = { seq: this.entries.length + 1, ...entry };
		this.entries.push(recorded);
		this.onEntry(recorded);
		return recorded;
	}

	of(orderId: number): LedgerEntry[] {
		return this.entries.filter((entry) => entry.orderId === orderId);
	}

	/** How many entries of each kind, over the whole store. */
	totals(): Record<LedgerKind, number> {
		const totals = emptyTotals();
		for (const entry of this.entries) totals[entry.kind] += 1;
		return totals;
	}

	clear(): void {
		this.entries.length = 0;
	}
}

function emptyTotals(): Record<LedgerKind, number> {
	return {
		authorization: 0,
		captureAccepted: 0,
		capture: 0,
		captureDeclined: 0,
		voidAccepted: 0,
		void: 0,
		voidDeclined: 0,
		refundAccepted: 0,
		refund: 0,
		refundDeclined: 0,
	};
}
