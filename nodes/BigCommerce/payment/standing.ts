import { subjectOf } from './evidence';
import type { PaymentModel } from './model';

/** The order's own dates, milliseconds since 1970; null where they were not seen, or cannot be read. */
export interface OrderDates {
	createdAt: number | null;
	/** Of its last change, as the newest look showed it. */
	modifiedAt: number | null;
}

/** What guards want to know of the authorization that stands, beside the payment. */
export interface StandingFacts {
	/** Authorizations that stand; null where no journal tells. */
	standing: number | null;
	/** When the one that stands was made, milliseconds since 1970; null where it cannot be read, or no journal tells. */
	authorizedAt: number | null;
	/** Whether the one that stands has an amount that can be read. */
	isAmountReadable: boolean;
	/** Whether it is known of every authorization if it went well, and which ones were captured or voided. */
	isClear: boolean;
	/** Whether the gateway holds it for review; null where that cannot be seen. */
	fraudReview: boolean | null;
	/** An authorization is never older than its order, nor younger than the order's last change. */
	dates: OrderDates;
}

export const NOT_READ: StandingFacts = {
	standing: null,
	authorizedAt: null,
	isAmountReadable: true,
	isClear: true,
	fraudReview: null,
	dates: { createdAt: null, modifiedAt: null },
};

/** What guards want to know of the authorization that stands, in the newest journal. */
export function standingIn(model: PaymentModel): StandingFacts {
	const { journalLook } = model;
	const dates = datesIn(model);
	if (journalLook?.result !== 'read') return { ...NOT_READ, dates };
	const { authorizations, standing, hasUnclear } = journalLook.journal;
	const current = subjectOf(model);
	return {
		standing: current === null ? null : standing,
		authorizedAt: current?.at ?? null,
		isAmountReadable: current === null || current.amount !== null,
		isClear: !hasUnclear,
		fraudReview: authorizations.some(({ state, fraudReview }) => state === 'stands' && fraudReview),
		dates,
	};
}

/** The order's own dates, as the newest look showed them; transactions show none. */
export function datesIn({ last }: PaymentModel): OrderDates {
	if (last === null || last.source === 'transactions') return NOT_READ.dates;
	return { createdAt: last.payment.authorizedAt, modifiedAt: last.modifiedAt };
}
