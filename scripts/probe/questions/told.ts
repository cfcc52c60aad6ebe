/** What the webhooks told of transactions, for stores that keep none. */
import { orderIn } from '../experiments/hooks';
import type { Arrived, HookEvidence } from '../evidence';
import { at, parsed } from '../reading';

const TRANSACTION = 'store/order/transaction/';

export function scopeOf({ text }: Arrived): string {
	return String(at(parsed(text), 'scope') ?? '');
}

export function isOfTransaction(one: Arrived): boolean {
	return scopeOf(one).startsWith(TRANSACTION);
}

/** How many transactions of a kind that came off were told of an order, each once however often it was told. */
export function transactionsTold(hooks: HookEvidence, order: number, type: string): number {
	const ids = hooks.arrived
		.filter((one) => isOfTransaction(one) && orderIn(one.text) === order)
		.map(({ text }) => at(parsed(text), 'data'))
		.filter((data) => at(data, 'transaction_type') === type && at(data, 'result', 'type') === 'success')
		.map((data) => at(data, 'platform_transaction_id') ?? at(data, 'transaction_id'));
	return new Set(ids).size;
}
