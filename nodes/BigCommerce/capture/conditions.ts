import { isAgeOpen, isAnySet, unclearStanding, unmetGuard } from '../payment/guards';
import { datesIn, standingIn } from '../payment/standing';
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
	if (isJournalWanted(order, run) && mayJournalTell(order.model, order.readAt)) {
		// Where the token may not read it, the order's own total decides; where it could not be read, nothing does.
		const failure = await readNow({ do: 'readTransactions' }, order, run);
		if (failure !== null) {
			order.isUnjudged = true;
			return endOfUnread(order, failure, run);
		}
		const judgement = await judge(order, run);
		if (judgement.do !== 'send') return judgement;
	}
	order.unmet = unmetGuards(order, run.deps.clock.wallTime());
	if (!isNobodyMet(order)) return overLimit(order, run);
	// The limit holds for a dry-run item, too.
	if (isMetInDryRun(order)) overLimit(order, run);
	return blocked('guard');
}

/** Whether the conditions of a dry-run item are met. */
function isMetInDryRun({ requests, unmet }: OrderState): boolean {
	return requests.some(({ index, options }) => options.dryRun && unmet?.has(index) !== true);
}

/** Whether its journal decides whether it may be sent. */
function isJournalWanted({ needsJournal, requests, model }: OrderState, { total, deps }: Run): boolean {
	if (total.isSet || needsJournal) return true;
	const dates = datesIn(model);
	return requests.some(({ guards }) => isAgeOpen(guards, dates, deps.clock.wallTime()));
}

/** Whether the conditions of every item that wants the call are unmet. A dry-run item wants none. */
function isNobodyMet({ requests, options, unmet }: OrderState): boolean {
	if (unmet === null) return false;
	const wanting = requests.filter((request) => options.dryRun || !request.options.dryRun);
	return wanting.every(({ index }) => unmet.has(index));
}

/** A refused call that waits is sent upon conditions that were judged as long ago as this at most, in milliseconds. */
const MAX_JUDGED_AGE_MS = 1_000;

/** Whether conditions or a limit hold for an order, and were judged upon a read that is not of now. */
export function isToBeJudgedAgain({ requests, readAt }: OrderState, { total, deps }: Run): boolean {
	const isJudged = total.isSet || requests.some(({ guards }) => isAnySet(guards));
	return isJudged && deps.clock.now() - readAt > MAX_JUDGED_AGE_MS;
}

function unmetGuards({ requests, payment, model }: OrderState, now: number): Map<number, string> | null {
	if (payment === null) return null;
	const unmet = requests.flatMap(({ index, guards }): Array<[number, string]> => {
		const sentence = unmetGuard(guards, payment, now, standingIn(model));
		return sentence === null ? [] : [[index, sentence]];
	});
	return unmet.length === 0 ? null : new Map(unmet);
}

/** The amount counts once, also where the order is sent again; then as it is by now. */
function overLimit(order: OrderState, { total }: Run): End | null {
	const standing = standingIn(order.model);
	const amount = standing.isAmountReadable ? (order.payment?.amount ?? null) : null;
	const unclear = total.isSet ? unclearStanding(standing) : null;
	order.heldBack =
		unclear === null
			? total.add(order.orderId, amount)
			: `${unclear}, so what it would move cannot be counted towards 'Max Total'.`;
	if (order.heldBack !== null) return blocked('maxTotal');
	order.counted = amount;
	return null;
}

function blocked(code: 'guard' | 'maxTotal'): End {
	return { do: 'end', outcome: 'blocked', code, changed: false };
}
