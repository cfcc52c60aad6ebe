import type { Action } from '../payment/action';
import { provesNotDone } from '../payment/evidence';
import type { PaymentModel } from '../payment/model';
import { ended, type End } from './decisions';

/** An order, as far as the run has sent it. */
export interface SentOrder {
	/** Calls that left. */
	attempts: number;
	/** Whether one of them was in doubt. */
	wasAmbiguous: boolean;
	model: PaymentModel;
	options: { action: Action };
}

/**
 * The end of an order whose next call did not leave, or did not arrive. What an earlier one came to is said first.
 * @param end where there was none
 */
export function endOfNotSent(order: SentOrder, end: End): End {
	if (isEarlierUnproved(order)) return ended('unknown', 'resultUnproved');
	return order.attempts > 0 ? ended('unavailable', 'serverUnavailable') : end;
}

/**
 * Whether a call before the last was in doubt and may have been accepted all the same: after a void, for which another
 * authorization may stand, an order that still reads authorized proves nothing.
 */
export function isEarlierUnproved({ wasAmbiguous, model, options }: SentOrder): boolean {
	return wasAmbiguous && !provesNotDone(model, options.action);
}
