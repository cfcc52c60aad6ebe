import type { Transaction } from '../api/transactions';
import { minus, type Money } from '../model/money';
import { isContradicted, isTakenAndGone, isUnfinished, subjectOf } from './evidence';
import { amountMoved, totalOf, type Authorization } from './authorization';
import type { Journal } from './journal';
import { NOTHING_KNOWN, withJournal, withSighting, type PaymentModel } from './model';
import { isGivenBack, paymentOfJournal, type Payment, type PaymentState } from './payment';

/**
 * The payment as it is now: the newest look, with the amount and date of the authorization where the journal tells,
 * and with what the journal says of it where the order is behind.
 */
export function paymentIn(model: PaymentModel): Payment | null {
	const { last, journal } = model;
	if (last === null) return null;
	const current = subjectOf(model);
	if (journal === null || current === null) return last.payment;
	const { state, status } = isContradicted(model) ? paymentOfJournal(journal.journal) : last.payment;
	// It was paid otherwise, where the one that is on record was released.
	const isPaidOtherwise = isInParts(journal.journal) || (state === 'captured' && current.state === 'voided');
	if (isPaidOtherwise) return { ...last.payment, state, status };
	const amount = mayBeOfAnother(model, current, state) ? null : (amountMoved(current) ?? last.payment.amount);
	return { ...last.payment, state, status, amount, authorizedAt: current.at ?? last.payment.authorizedAt };
}

/** Whether what was moved, or is about to be, may as well be another authorization, by what is on record. */
function mayBeOfAnother(model: PaymentModel, current: Authorization, state: PaymentState): boolean {
	const { last, journal } = model;
	if (state === 'authorized' || last === null || journal === null) return false;
	const others = journal.journal.authorizations.filter((each) => each !== current).map((each) => each.state);
	if (current.state !== 'stands') {
		// What was captured before the journal was read need not be what the order has shown since.
		const isOld = journal.at < last.at || (current.state === 'givenBack' && !isTakenAndGone(model));
		return state === 'captured' && others.includes('stands') && isOld;
	}
	return others.includes('stands') || (!isUnfinished(state) && others.includes('captured'));
}

/** Whether several payments took money at once, and the order's own amount is of all of them. */
function isInParts({ current, authorizations }: Journal): boolean {
	return current?.isTaken === true && authorizations.length > 1;
}

const NOT_SEEN: Pick<Payment, 'state' | 'status'> = { state: 'unrecognised', status: '' };

/** Where the payment stands now, and BigCommerce's word for it; `unrecognised` where it was not seen. */
export function wordIn(model: PaymentModel): Pick<Payment, 'state' | 'status'> {
	return paymentIn(model) ?? NOT_SEEN;
}

/** What of a captured payment was given back, and what is left of it; null where that is not known. */
export interface Balance {
	refunded: Money | null;
	net: Money | null;
}

/** What was given back of a payment that was captured. Nothing of one that was not: there is nothing to give back. */
export function balanceOf(payment: Payment | null, journal: Journal | null): Balance {
	const amount = payment?.amount ?? null;
	if (payment?.state !== 'captured' || amount === null) return { refunded: null, net: null };
	const none = minus(amount, amount);
	if (isGivenBack(payment)) return { refunded: amount, net: none };
	if (payment.status !== 'partially refunded') return { refunded: none, net: amount };
	const paid = journal !== null && isInParts(journal) ? journal.authorizations : [journal?.current];
	const refunded = totalOf(paid.flatMap((one) => one?.back ?? []));
	// A journal that is behind the order, or ahead of it, does not tell how much it was by now; and what was given back
	// in another way, or it is not told of what, may have been of this payment.
	const isPart =
		refunded !== null &&
		journal?.isGivenBackBeside !== true &&
		journal?.hasUnclearRefund !== true &&
		refunded.currency === amount.currency &&
		refunded.minor < amount.minor;
	return isPart ? { refunded, net: minus(amount, refunded) } : { refunded: null, net: null };
}

/**
 * A payment as it was told, with its amounts by transactions that were read after that. Where these show that something
 * has become of it meanwhile, it stays as it was told.
 */
export function withAmountsOf(
	transactions: Transaction[],
	told: { payment: Payment; balance: Balance },
): { payment: Payment; balance: Balance } {
	const sighting = { payment: told.payment, source: told.payment.seenIn, at: 0, modifiedAt: null };
	const model = withJournal(withSighting(NOTHING_KNOWN, sighting), { transactions }, 1);
	const payment = paymentIn(model);
	if (payment?.state !== told.payment.state || payment.status !== told.payment.status) return told;
	return { payment, balance: balanceOf(payment, model.journal?.journal ?? null) };
}
