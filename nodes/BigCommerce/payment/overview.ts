import type { OrderSnapshot } from '../api/orders';
import { textOf } from '../api/json';
import { formatMoney, plus, type Money } from '../model/money';
import { DAY_MS, isoTime, readTime } from '../model/time';
import { OPEN_STATES, type PaymentSummary, type RecordState } from './paymentSummary';

/** How many payments, and what they come to in each currency. */
export interface Sum {
	count: number;
	/** Sums by currency in minor units; a payment whose amount is not known counts without one. */
	amounts: Map<string, Money>;
}

/** What is counted beside the states, in the order in which it is told. */
const CONCERNS = ['expiring', 'mayHaveExpired', 'pendingLong', 'shippedNotCaptured', 'cancelledNotVoided'] as const;

export type Concern = (typeof CONCERNS)[number];

export interface OverviewOptions {
	/** Days until the estimated expiry, at most, of what is expiring. */
	expiresWithinDays: number;
	/** Hours without a change after which something pending is pending long. */
	pendingHours: number;
	/** Milliseconds since 1970. */
	now: number;
}

/** One payment that may still be open, with its order. */
export interface OpenPayment {
	record: PaymentSummary;
	order: OrderSnapshot;
}

// GET /v2/order_statuses: Shipped, Partially Shipped, Completed; Cancelled.
const SHIPPED = new Set([2, 3, 10]);
const CANCELLED = new Set([5]);
const HOUR_MS = 3_600_000;

/** Counts and adds up open payments, one at a time: a store's are not kept. */
export class Overview {
	private readonly byState = new Map<RecordState, Sum>();
	private readonly concerns = new Map<Concern, Sum>();

	constructor(private readonly options: OverviewOptions) {}

	add(payment: OpenPayment): void {
		addTo(this.byState, payment.record.state, payment.record.authorized);
		for (const concern of concernsOf(payment, this.options)) addTo(this.concerns, concern, payment.record.authorized);
	}

	/** States that have payments, in their usual order. */
	states(): Array<{ state: RecordState; sum: Sum }> {
		return OPEN_STATES.flatMap((state) => {
			const sum = this.byState.get(state);
			return sum === undefined ? [] : [{ state, sum }];
		});
	}

	sumOf(concern: Concern): Sum {
		return this.concerns.get(concern) ?? { count: 0, amounts: new Map() };
	}

	/** Plain text that can be mailed as it is: a line for whatever there is. */
	text(): string {
		const lines = [
			...this.states().map(({ state, sum }) => line(STATE_LABELS[state] ?? state, sum)),
			...CONCERNS.map((concern) => ({ concern, sum: this.sumOf(concern) }))
				.filter(({ sum }) => sum.count > 0)
				.map(({ concern, sum }) => line(concernLabel(concern, this.options), sum)),
		];
		const title = `Open payments, ${(isoTime(this.options.now) ?? '').slice(0, 16).replace('T', ' ')} UTC`;
		return [title, ...(lines.length === 0 ? ['None.'] : lines)].join('\n');
	}
}

function concernsOf(
	{ record, order }: OpenPayment,
	{ expiresWithinDays, pendingHours, now }: OverviewOptions,
): Concern[] {
	const { state, expiry } = record;
	if (state === 'capturePending' || state === 'voidPending') {
		const since = readTime(textOf(order.raw, 'date_modified')) ?? readTime(order.createdAt);
		return since !== null && now - since > pendingHours * HOUR_MS ? ['pendingLong'] : [];
	}
	if (state !== 'authorized') return [];
	const concerns: Concern[] = [];
	if (expiry !== null && expiry.at < now) concerns.push('mayHaveExpired');
	else if (expiry !== null && expiry.at <= now + expiresWithinDays * DAY_MS) concerns.push('expiring');
	if (order.statusId !== null && SHIPPED.has(order.statusId)) concerns.push('shippedNotCaptured');
	if (order.statusId !== null && CANCELLED.has(order.statusId)) concerns.push('cancelledNotVoided');
	return concerns;
}

function addTo<Key>(sums: Map<Key, Sum>, key: Key, amount: Money | null): void {
	const sum = sums.get(key) ?? { count: 0, amounts: new Map<string, Money>() };
	sum.count++;
	if (amount !== null) {
		const known = sum.amounts.get(amount.currency);
		sum.amounts.set(amount.currency, known === undefined ? amount : plus(known, amount));
	}
	sums.set(key, sum);
}

const STATE_LABELS: Partial<Record<RecordState, string>> = {
	authorized: 'Authorized',
	capturePending: 'Capture pending',
	voidPending: 'Void pending',
	heldForReview: 'Held for review',
	unrecognised: 'Not recognized',
};

function concernLabel(concern: Concern, { expiresWithinDays, pendingHours }: OverviewOptions): string {
	switch (concern) {
		case 'expiring':
			return `Expiring within ${expiresWithinDays} ${expiresWithinDays === 1 ? 'day' : 'days'}`;
		case 'mayHaveExpired':
			return 'May have expired';
		case 'pendingLong':
			return `Pending for more than ${pendingHours} ${pendingHours === 1 ? 'hour' : 'hours'}`;
		case 'shippedNotCaptured':
			return 'Shipped, not captured';
		case 'cancelledNotVoided':
			return 'Cancelled, not voided';
	}
}

function line(label: string, { count, amounts }: Sum): string {
	const money = sortedAmounts(amounts).map((amount) => `${formatMoney(amount)} ${amount.currency}`);
	return `${label}: ${count}${money.length === 0 ? '' : ` (${money.join(', ')})`}`;
}

/** The sums by currency code. */
export function sortedAmounts(amounts: Sum['amounts']): Money[] {
	return [...amounts.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
