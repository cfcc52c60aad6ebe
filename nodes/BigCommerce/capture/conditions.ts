import { unmetGuard } from '../payment/guards';
import { standingIn } from '../payment/currentPayment';
import { mayJournalTell } from '../payment/evidence';
import type { End } from './decisions';
import { endOfUnread, judge, readNow, type Judgement } from './judgeRead';
import type { OrderState } from './orderState';
import type { Run } from './run';

/**
 * What becomes of an order that its items' guards, its journal, or the run's limit on money hold back; null where it
 * may be sent. Judged upon the newest read in the moment before each call, so that nothing is held against an older
 * one.
 */
export async function heldBack(order: OrderState, run: Run): Promise<Exclude<Judgement, { do: 'send' }> | null> {
	if ((run.total.isSet || order.needsJournal) && mayJournalTell(order.model, order.readAt)) {
		// Where the token may not read it, the order's own total decides; where it could not be read, nothing does.
		const failure = await readNow({ do: 'readTransactions' }, order, run);
		if (failure !== null) return endOfUnread(order, failure, run);
		const judgement = await judge(order, run);
		if (judgement.do !== 'send') return judgement;
	}
	order.unmet = unmetGuards(order, run.deps.clock.wallTime());
	if (order.unmet !== null && order.unmet.size === order.requests.length) return blocked('guard');
	return overLimit(order, run);
}

function unmetGuards({ requests, payment, model }: OrderState, now: number): Map<number, string> | null {
	if (payment === null) return null;
	const unmet = requests.flatMap(({ index, guards }): Array<[number, string]> => {
		const sentence = unmetGuard(guards, payment, now, standingIn(model));
		return sentence === null ? [] : [[index, sentence]];
	});
	return unmet.length === 0 ? null : new Map(unmet);
}

/** The amount counts once, also where the order is sent again. */
function overLimit(order: OrderState, { total }: Run): End | null {
	if (order.counted !== null) return null;
	const amount = order.payment?.amount ?? null;
	order.heldBack = total.add(order.orderId, amount);
	if (order.heldBack !== null) return blocked('maxTotal');
	order.counted = amount;
	return null;
}

function blocked(code: 'guard' | 'maxTotal'): End {
	return { do: 'end', outcome: 'blocked', code, changed: false };
}
