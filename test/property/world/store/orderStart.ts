import type { ByHand } from './transaction';

/** What an order of a scenario's store begins as. */
export interface OrderStart {
	id: number;
	/**
	 * Its card authorizations, oldest first; the order's total follows the last that stands. Minor units. `unclear`
	 * stands, and the journal shows no status of it.
	 */
	authorizations: Array<{
		minor: number;
		was: 'standing' | 'unclear' | 'voided' | 'refused' | 'captured' | 'refunded';
	}>;
	/**
	 * Whether the payment is about the first authorization that stands, though there are later ones. Where one of those
	 * was captured, the order was changed since, and reads `authorized` again.
	 */
	isReopened: boolean;
	/** What a person wrote down besides, as a purchase. Minor units; 0: nothing. */
	paidByHand: number;
	byHandAs: ByHand;
	/** Instead of what its authorizations imply. */
	word?: string;
	statusId: number;
	isArchived: boolean;
	giftCertificate: number;
	/** How the gift certificate's own transaction is called. */
	certificateEvent: 'purchase' | 'capture' | 'authorization';
	storeCredit: number;
	/** Of two items. */
	itemsShipped: number;
	/** What the gateway says to its jobs, one after another; the last word holds for all later ones. */
	jobs: Array<{ result: 'taken' | 'refused' | 'stuck'; delayMs: number }>;
}

/** The authorizations that a payment's word implies, where the two would not agree. */
export function agreeing({ word, authorizations }: OrderStart): OrderStart['authorizations'] {
	switch (word) {
		case '':
		case 'pending':
			return [];
		case 'declined':
			return authorizations.map(({ minor }) => ({ minor, was: 'refused' }));
		case 'void':
			return authorizations.map(({ minor }) => ({ minor, was: 'voided' }));
		case 'paid':
		case 'captured':
		case 'refunded':
		case 'partially refunded': {
			const last = authorizations[authorizations.length - 1];
			return last === undefined ? [] : [{ minor: last.minor, was: 'captured' }];
		}
		case 'held for review':
		case 'capture pending':
		case 'void pending':
			return authorizations.some(({ was }) => was === 'standing')
				? authorizations
				: [...authorizations, { minor: 2_500, was: 'standing' }];
		default:
			return authorizations;
	}
}
