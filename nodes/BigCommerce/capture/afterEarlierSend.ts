import { decideAfterProof, decideOnEarlierSend, uponReadOfNow } from './earlierSend';
import { judge, readNow } from './judgeRead';
import type { OrderState } from './orderState';
import type { Run } from './run';
import { stale, type Turn } from './turn';

/**
 * What this process sent for the order a while ago, where that may not show in reads yet: it is followed, or looked
 * into. `isReadAnew`: the order is to be sent upon what was read of it just now.
 */
export async function afterEarlierSend(
	order: OrderState,
	run: Run,
): Promise<Turn | { do: 'send'; isReadAnew: boolean }> {
	const { claims, clock } = run.deps;
	const open = order.attempts === 0 ? claims.unresolvedSend(order.orderId, clock.now()) : null;
	const over = order.attempts === 0 ? claims.readsLagSince(order.orderId, clock.now()) : null;
	if (open === null && over === null) return { do: 'send', isReadAnew: false };
	if (open !== null) order.model = { ...order.model, baseline: open.baseline };
	let isReadAnew = false;
	let isReadNow = false;
	for (;;) {
		const { model, options, readAt } = order;
		const decision =
			open !== null
				? decideOnEarlierSend(open, model, options, readAt)
				: decideAfterProof(over ?? { at: readAt, lag: 'done' }, model, options, readAt);
		const next = uponReadOfNow(decision, model, clock.now(), isReadNow);
		switch (next.do) {
			case 'readOrder':
			case 'readTransactions': {
				const failure = await readNow(next, order, run);
				// What could not be read now is read again with everything else.
				if (failure !== null && (next.do === 'readOrder' || failure.kind === 'closed')) return stale(order, run);
				isReadAnew = true;
				isReadNow ||= next.do === 'readOrder';
				const judgement = await judge(order, run);
				if (judgement.do !== 'send') return judgement;
				break;
			}
			case 'follow':
				order.wasAmbiguous ||= next.reason === 'ambiguous';
				return { ...next, ours: false };
			case 'send':
				return { do: 'send', isReadAnew };
			default:
				return next;
		}
	}
}
