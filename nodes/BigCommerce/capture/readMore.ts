import type { Clock } from '../api/http';
import { withJournal } from '../payment/model';
import type { PaymentReader } from '../reading/paymentReader';
import { isDenied, type ReadFailure } from '../reading/readResult';
import type { ReadMore } from './decisions';
import type { OrderState } from './orderState';

/** What a further read needs. */
export interface ReadTools {
	reader: Pick<PaymentReader, 'readAlone' | 'transactions'>;
	clock: Clock;
}

/** Reads what a decision asked for, and takes it down. Null where it was read, or the token may not read it. */
export async function readMore(
	what: ReadMore,
	order: OrderState,
	{ reader, clock }: ReadTools,
): Promise<ReadFailure | null> {
	const at = clock.now();
	if (what.do === 'readTransactions') {
		const read = await reader.transactions(order.orderId);
		const saw = read.kind === 'seen' ? `${read.transactions.length} found` : read.kind;
		order.note('transactions', saw, clock.wallTime());
		const look = read.kind === 'seen' ? read : isDenied(read) ? 'denied' : 'failed';
		order.model = withJournal(order.model, look, at);
		if (read.kind === 'seen' || isDenied(read)) return null;
		// The order is there; it is its transactions that are not.
		return read.kind === 'missing' ? { kind: 'failed', failure: read.failure } : read;
	}
	const read = await reader.readAlone(order.orderId);
	if (read.kind === 'unchanged') return null;
	if (read.kind !== 'seen') return read;
	order.observe(read, at, clock.wallTime());
	return null;
}
