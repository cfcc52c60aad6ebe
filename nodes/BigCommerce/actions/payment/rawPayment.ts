import type { IDataObject } from 'n8n-workflow';
import type { Session } from '../../session/session';
import type { OrderId } from '../../model/orderId';
import type { Settlement } from '../../payment/outcome';
import { PaymentReader } from '../../reading/paymentReader';

/**
 * What an item has besides with 'Simplify' off, by order: the order and its transactions as they came, and the attempt
 * log.
 */
export async function rawPayments(session: Session, settlements: Settlement[]): Promise<Map<OrderId, IDataObject>> {
	const distinct = new Map(settlements.map((settlement) => [settlement.orderId, settlement]));
	const reader = new PaymentReader(session.client);
	const raw = await Promise.all(
		[...distinct].map(async ([orderId, settlement]) => [orderId, await rawOf(reader, settlement)] as const),
	);
	return new Map(raw);
}

async function rawOf(reader: PaymentReader, settlement: Settlement): Promise<IDataObject> {
	const read = settlement.payment === null ? null : await reader.transactions(settlement.orderId);
	return {
		order: settlement.order,
		transactions: read?.kind === 'seen' ? read.transactions.map(({ raw }) => raw) : null,
		log: settlement.log.map(({ at, did, saw }) => ({ at: new Date(at).toISOString(), did, saw })),
	};
}
