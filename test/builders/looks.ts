import type { Transaction } from '../../nodes/BigCommerce/api/transactions';
import {
	NOTHING_KNOWN,
	withJournal,
	withSighting,
	type PaymentModel,
	type Source,
} from '../../nodes/BigCommerce/payment/model';
import type { PaymentState } from '../../nodes/BigCommerce/payment/payment';
import { payment, transaction } from './payments';

const STATUS: Partial<Record<PaymentState, string>> = { capturePending: 'capture pending', voided: 'void' };
/** A look at the payment that began at `at`, lane clock. */
export const look = (state: PaymentState, at: number, source: Source = 'order', modifiedAt: number | null = null) => ({
	payment: payment({ state, status: STATUS[state] ?? state }),
	source,
	at,
	modifiedAt,
});
/** A model of looks, one after the other. */
export const seen = (...looks: Array<ReturnType<typeof look>>) => looks.reduce(withSighting, NOTHING_KNOWN);
/** The model with a journal of these transactions. */
export const withEntries = (model: PaymentModel, transactions: Transaction[], at = 10) =>
	withJournal(model, { transactions }, at);

export const authorization = transaction();
export const capture = transaction({ id: 2, event: 'capture', referenceId: 1 });
export const refund = transaction({ id: 3, event: 'refund', referenceId: 2 });
