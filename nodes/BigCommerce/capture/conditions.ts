import { unmetGuard } from '../payment/guards';
import { amountOf, authorizationIn, type Payment } from '../payment/payment';
import type { ReadFailure, TransactionsRead } from '../reading/readResult';
import type { End } from './decisions';
import { endUnread } from './judgeRead';
import type { OrderState } from './orderState';
import type { Run } from './run';

/**
 * The end of an order that its items' guards, or the run's limit on money, hold back; null where it may be sent.
 * Judged upon the newest read in the moment before each call, so that nothing is held against an older one.
 */
export async function heldBack(order: OrderState, run: Run): Promise<End | null> {
	if (order.payment?.seenIn === 'order' && (run.total.isSet || order.comparesAmount)) {
		const failure = await readAuthorization(order, order.payment, run);
		if (failure !== null) return endUnread(order, failure, run);
	}
	order.unmet = unmetGuards(order, run.deps.clock.wallTime());
	if (order.unmet !== null && order.unmet.size === order.requests.length) return blocked('guard');
	return overLimit(order, run);
}

/** Reads what was authorized. Where the token may not, the order's own total decides; where it could not be read, nothing does. */
async function readAuthorization(order: OrderState, payment: Payment, run: Run): Promise<ReadFailure | null> {
	const read: TransactionsRead = (await run.untilClosed.orClosed(run.reader.transactions(order.orderId))) ?? {
		kind: 'cancelled',
	};
	if (read.kind === 'denied' || read.kind === 'missing') return null;
	if (read.kind !== 'seen') return read;
	const authorization = authorizationIn(read.transactions);
	if (authorization === null) return null;
	order.authorization = { amount: amountOf(authorization), authorizedAt: authorization.createdAt };
	const { amount, authorizedAt } = order.authorization;
	order.payment = { ...payment, amount: amount ?? payment.amount, authorizedAt: authorizedAt ?? payment.authorizedAt };
	return null;
}

function unmetGuards({ requests, payment }: OrderState, now: number): Map<number, string> | null {
	if (payment === null) return null;
	const unmet = requests.flatMap(({ index, guards }): Array<[number, string]> => {
		const sentence = unmetGuard(guards, payment, now);
		return sentence === null ? [] : [[index, sentence]];
	});
	return unmet.length === 0 ? null : new Map(unmet);
}

/** The amount counts once, also where the order is sent again. */
function overLimit(order: OrderState, { total }: Run): End | null {
	if (order.counted !== null) return null;
	const amount = order.payment?.amount ?? null;
	order.heldBack = total.add(amount);
	if (order.heldBack !== null) return blocked('maxTotal');
	order.counted = amount;
	return null;
}

function blocked(code: 'guard' | 'maxTotal'): End {
	return { do: 'end', outcome: 'blocked', code, changed: false };
}
