import type { IDataObject } from 'n8n-workflow';
import type { Transaction } from '../../api/transactions';
import type { Session } from '../../session/session';
import type { OrderId } from '../../model/orderId';
import { withAmountsOf } from '../../payment/currentPayment';
import type { Settlement } from '../../payment/outcome';
import { PaymentReader } from '../../reading/paymentReader';

/** What was read of an order besides, for an item with 'Simplify' off. */
export interface RawPayment {
	/** The order and its transactions as they came, and the attempt log. */
	raw: IDataObject;
	/** Null where they could not be read. */
	transactions: Transaction[] | null;
}

/** What items with 'Simplify' off have besides, by order. */
export async function rawPayments(session: Session, settlements: Settlement[]): Promise<Map<OrderId, RawPayment>> {
	const distinct = new Map(settlements.map((settlement) => [settlement.orderId, settlement]));
	const reader = new PaymentReader(session.client);
	const raw = await Promise.all(
		[...distinct].map(async ([orderId, settlement]) => [orderId, await rawOf(reader, settlement)] as const),
	);
	return new Map(raw);
}

async function rawOf(reader: PaymentReader, settlement: Settlement): Promise<RawPayment> {
	const read = settlement.payment === null ? null : await reader.transactions(settlement.orderId);
	const transactions = read?.kind === 'seen' ? read.transactions : null;
	const raw = {
		order: settlement.order,
		transactions: transactions?.map((transaction) => transaction.raw) ?? null,
		log: settlement.log.map(({ at, did, saw }) => ({ at: new Date(at).toISOString(), did, saw })),
	};
	return { raw, transactions };
}

/** The settlement, its amounts by the transactions that are shown beside it. */
export function withShownAmounts(settlement: Settlement, { transactions }: RawPayment): Settlement {
	const { payment, balance } = settlement;
	if (payment === null || transactions === null) return settlement;
	return { ...settlement, ...withAmountsOf(transactions, { payment, balance }) };
}
