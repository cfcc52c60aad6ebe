import type { ApiClient } from '../api/client';
import { failureOf, type ApiFailure } from '../api/failure';
import { orderPath, readOrder } from '../api/orders';
import { isFull, MOST_ROWS, pageCountOf, totalOf } from '../api/pages';
import { isRefused } from '../api/tokenAccess';
import { readTransactions, transactionsPath, type Transaction } from '../api/transactions';
import { readOfOrder, serverTimeOf, unreadable, type ReadResult, type TransactionsRead } from './readResult';
import type { OrderId } from '../model/orderId';
import { paymentOfTransactions } from '../payment/payment';
import type { StoreProfile } from './storeProfile';

/** Reads one order at a time: the order itself, or its transactions where the token may not read orders. */
export class OrderReader {
	constructor(
		private readonly client: ApiClient,
		private readonly profile: StoreProfile,
	) {}

	/** Reads one order's payment. */
	async payment(orderId: OrderId): Promise<ReadResult> {
		const { access } = this.client;
		const path = orderPath(orderId);
		if (access.of(path) === 'denied') return await this.inTransactions(orderId, null);
		const answer = await this.client.get(path);
		if (answer.kind === 'throttled' || answer.kind === 'cancelled') return answer;
		const failure = failureOf(answer);
		if (answer.kind !== 'answered') return { kind: 'failed', failure };
		if (answer.status === 401) return { kind: 'denied', failure };
		if (isRefused(answer)) {
			// What was allowed before is not denied since: its transactions alone would not show what is under way.
			if (access.of(path) === 'allowed') return { kind: 'failed', failure };
			return await this.inTransactions(orderId, failure);
		}
		if (answer.status === 404) return { kind: 'missing', failure };
		const order = answer.status === 200 ? readOrder(answer.body) : null;
		if (order === null || order.id !== orderId) return { kind: 'failed', failure: unreadable(answer) };
		const look = readOfOrder(order, { serverTime: serverTimeOf(answer), isCurrent: true }, true);
		if (look.kind === 'seen') this.profile.noteStatus(look.payment);
		return look;
	}

	/**
	 * Reads one order's transactions, all of them: what is not seen here may be a capture. Where the answer counts more
	 * than it shows, or counts nothing and is a full page, the next pages are read too; a list that stays short of its
	 * own count, or shows the same full page again, proves nothing.
	 */
	async transactions(orderId: OrderId): Promise<TransactionsRead> {
		const { access } = this.client;
		const path = transactionsPath(orderId);
		const refusal = access.refusalOf(path);
		if (refusal !== null) return { kind: 'denied', failure: refusal };
		const transactions: Transaction[] = [];
		for (let page = 1; ; page++) {
			const answer = await this.client.get(path, { page, limit: MOST_ROWS });
			if (answer.kind === 'throttled' || answer.kind === 'cancelled') return answer;
			const failure = failureOf(answer);
			if (answer.kind !== 'answered') return { kind: 'failed', failure };
			if (answer.status === 401) return { kind: 'denied', failure };
			if (isRefused(answer)) return { kind: access.of(path) === 'allowed' ? 'failed' : 'denied', failure };
			if (answer.status === 404) return { kind: 'missing', failure };
			const isGood = answer.status >= 200 && answer.status < 300;
			const read = isGood ? readTransactions(orderId, answer.status, answer.body) : null;
			if (read === null) return { kind: 'failed', failure: unreadable(answer) };
			const known = new Set(transactions.map(({ id }) => id));
			const fresh = page === 1 ? read : read.filter(({ id }) => !known.has(id));
			transactions.push(...fresh);
			const [total, pages] = [totalOf(answer.body), pageCountOf(answer.body)];
			const isLastPage = pages === null ? !isFull(read.length) : page >= pages;
			if (total === null ? isLastPage : transactions.length >= total) {
				return { kind: 'seen', transactions, serverTime: serverTimeOf(answer) };
			}
			if (fresh.length === 0) return { kind: 'failed', failure: { ...unreadable(answer), code: 'incompleteList' } };
		}
	}

	private async inTransactions(orderId: OrderId, denied: ApiFailure | null): Promise<ReadResult> {
		const look = await this.transactions(orderId);
		if (look.kind === 'denied' && denied) return { kind: 'denied', failure: denied };
		if (look.kind !== 'seen') return look;
		const { transactions, serverTime } = look;
		return {
			kind: 'seen',
			payment: paymentOfTransactions(transactions),
			order: null,
			transactions,
			isSingle: true,
			isCurrent: true,
			serverTime,
		};
	}
}
