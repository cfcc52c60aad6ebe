import type { JsonObject } from '../api/json';
import type { CommonCode, CommonFacts, CommonFailure, MoneyMoved } from './commonOutcome';
import type { Balance } from './currentPayment';
import type { Payment } from './payment';

/** Outcomes that go to the success branch. */
export type SuccessOutcome = 'captured' | 'voided' | 'pending' | 'accepted' | 'planned';

/** Outcomes that go to the error branch. */
export type FailureOutcome = CommonFailure | 'notCapturable' | 'notVoidable';

/** Why, as a stable word for workflows to branch on. */
export type Code =
	| CommonCode
	| 'notSeenYet'
	| 'notWaited'
	| 'voidedMeanwhile'
	| 'refundedSince'
	| 'unrecognisedState'
	| 'maxOrders'
	| 'maxTotal'
	| 'stopAfterFailures'
	| 'heldByOther';

interface Facts extends CommonFacts {
	code: Code;
	/** The payment as last seen; null where it never was. */
	payment: Payment | null;
	/** What was given back of it, and what is left; null where not known. */
	balance: Balance;
	/** The order as BigCommerce sent it, where that was asked for. */
	order: JsonObject | null;
	/** When this run's call was sent, and when its result was seen; milliseconds since 1970. */
	requestedAt: number | null;
	settledAt: number | null;
	/** What could not be done with the order once its payment was settled, a sentence. Never hides the outcome. */
	warning: string | null;
	/** Set where the order was read, and its transactions, by which conditions or a limit go, could not be. */
	isUnjudged?: boolean;
	/** Set where nothing could be read of the payment since its call: it is told as it was before. */
	isUnseen?: boolean;
	/** Set where the outcome does not tell it: an item that was held back shares its order with one that was not. */
	moneyMoved?: MoneyMoved;
}

/** What became of one order. */
export type Settlement = (Facts & { outcome: SuccessOutcome }) | (Facts & { outcome: FailureOutcome });

const SUCCESS: ReadonlySet<string> = new Set<SuccessOutcome>(['captured', 'voided', 'pending', 'accepted', 'planned']);

/** Whether the outcome goes to the success branch. */
export function isSuccess(settlement: Settlement): settlement is Facts & { outcome: SuccessOutcome } {
	return SUCCESS.has(settlement.outcome);
}

/** Whether the order went wrong, rather than was left alone: what 'Stop After Failures' counts. */
export function isFailure(settlement: Settlement): boolean {
	return !isSuccess(settlement) && settlement.outcome !== 'blocked' && settlement.outcome !== 'cancelled';
}

/** Whether running the same order again may end better without anybody changing anything. */
export function isRetriable(settlement: Settlement): boolean {
	switch (settlement.outcome) {
		case 'throttled':
		case 'unavailable':
		case 'unknown':
		case 'cancelled':
			return true;
		case 'blocked':
			return (
				settlement.code === 'maxOrders' ||
				settlement.code === 'maxTotal' ||
				settlement.code === 'stopAfterFailures' ||
				settlement.code === 'heldByOther'
			);
		default:
			return false;
	}
}

/**
 * Whether the shopper's money was taken, as far as is known; also where it was given back since. A void moves none, so
 * for it `yes` means captured before.
 */
export function moneyMoved(settlement: Settlement): MoneyMoved {
	const { code, outcome, payment } = settlement;
	if (settlement.moneyMoved !== undefined) return settlement.moneyMoved;
	if (payment?.state === 'captured' || code === 'refundedSince' || outcome === 'captured') return 'yes';
	if (code === 'heldByOther' || UNDECIDED.has(outcome)) return 'unknown';
	return payment?.state === 'capturePending' || payment?.state === 'unrecognised' ? 'unknown' : 'no';
}

const UNDECIDED: ReadonlySet<Settlement['outcome']> = new Set(['unknown', 'pending', 'accepted']);

/** Outcomes of an order that nobody looked into. */
const LEFT_ALONE: ReadonlySet<Settlement['outcome']> = new Set([
	'blocked',
	'cancelled',
	'throttled',
	'unavailable',
	'unauthorized',
	'notFound',
]);

/**
 * Whether money was taken, where the order's own word does not tell it; undefined where it does.
 *
 * @param isTaken whether its transactions show that another authorization was captured
 * @param mayStillCome whether what an earlier run has sent for it may still take effect
 */
export function movedBeside(
	isTaken: boolean,
	mayStillCome: boolean,
	outcome: Settlement['outcome'],
): MoneyMoved | undefined {
	if (isTaken) return 'yes';
	return mayStillCome && LEFT_ALONE.has(outcome) ? 'unknown' : undefined;
}
