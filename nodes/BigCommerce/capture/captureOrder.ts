import { deliveryOfWrite } from '../api/delivery';
import { failureOf } from '../api/failure';
import type { LaneAnswer } from '../api/lane';
import type { Settlement } from '../payment/outcome';
import { endOfSecond, withAnswer, withCall } from '../payment/model';
import { serverTimeOf } from '../reading/readResult';
import { afterEarlierSend } from './afterEarlierSend';
import { claimInStore, closeInStore, creditedTo } from './claimInStore';
import { heldBack, isToBeJudgedAgain } from './conditions';
import { ended, isRecent, type End } from './decisions';
import { endOfUnread, judge, judgeRead, readNow, type Judgement } from './judgeRead';
import { endOfNotSent, isEarlierUnproved } from './notSent';
import type { OrderState } from './orderState';
import type { Read } from './readAhead';
import type { Run } from './run';
import { recordSent, resolved } from './sentRecord';
import { endOfClosed, isFresh, readAgain, stale, type Again, type Turn } from './turn';

/**
 * One order, start to end: read, decide, send when it is its turn, look before anything is sent again, follow, settle,
 * and then its status and note. This is the only file that sends captures and voids.
 */
export async function captureOrder(order: OrderState, run: Run): Promise<void> {
	try {
		await untilSettled(order, run);
		await run.updates.update(order);
	} finally {
		order.claim?.release();
		order.letGo();
	}
}

async function untilSettled(order: OrderState, run: Run): Promise<void> {
	for (;;) {
		const read = await run.reads.next(order);
		const judgement = await judgeRead(order, read, run);
		if (!(await run.failureBudget.acquire())) return void settled(order, endOfClosed(order, run), run);
		const turn = await carryOut(await asOfNow(judgement, order, read, run), order, run);
		if (turn.do === 'end') return run.account(settled(order, await creditedTo(turn, order, run), run));
		run.failureBudget.release();
		run.reads.leave(order);
		if (turn.do === 'held' && !(await isFreed(order, run))) return void settled(order, HELD_BY_OTHER, run);
		if (turn.do === 'wait') await waitUntil(turn.until, run);
		// What was read is too old by now, also where the other execution is done.
	}
}

/** What is said of an order is said upon a read of now: results of others may have been waited for since its own. */
async function asOfNow(judgement: Judgement, order: OrderState, read: Read, run: Run): Promise<Judgement> {
	if (judgement.do !== 'end' || read.kind !== 'seen') return judgement;
	if (isRecent(order.model, run.deps.clock.now()) && !order.isOvertaken) return judgement;
	const unread = await readNow({ do: 'readOrder' }, order, run);
	return unread === null ? await judge(order, run) : endOfUnread(order, unread, run);
}

/** Sends the order, or follows it, until there is an end to tell, or it must be read again. */
async function carryOut(judgement: Judgement, order: OrderState, run: Run): Promise<End | Again> {
	let turn: Turn = judgement.do === 'send' ? await sendAsClaimed(order, run) : judgement;
	while (turn.do === 'follow') {
		run.reads.leave(order);
		const followed = await run.follower.follow(order, turn);
		if (followed.do === 'closed') return endOfClosed(order, run);
		if (followed.do === 'end') return resolved(followed, order, run);
		// It is proved that nothing was accepted, also of what an earlier execution sent; or that would be followed again.
		if (order.attempts === 0) run.deps.claims.recordResolved(order.orderId, run.deps.clock.now());
		order.watch = null;
		turn = await sendInTurn(order, run, true);
	}
	return turn;
}

/** Sends the order once it is this run's among all processes, where that is asked for. A dry run claims nothing. */
async function sendAsClaimed(order: OrderState, run: Run): Promise<Turn> {
	if (order.options.dryRun) return await sendInTurn(order, run);
	const claimed = await claimInStore(order, run);
	return claimed.do === 'claimed' ? await sendInTurn(order, run) : claimed;
}

/**
 * Sends the order when it is its turn and nothing holds it back, unless somebody else has it, or sent it a while ago.
 */
async function sendInTurn(order: OrderState, run: Run, isFirst = false): Promise<Turn> {
	if (!(await run.senders.acquire(isFirst))) return endOfClosed(order, run);
	try {
		run.reads.turnCame(order);
		if (order.options.dryRun) return (await heldBack(order, run)) ?? (await dryRun(order, run));
		order.claim ??= run.deps.claims.tryClaim(order.orderId);
		if (order.claim === null) return { do: 'held' };
		// Before the order's journal is read, for that would be in vain.
		if (!isFresh(order, run)) return stale(order, run);
		const turn = (await heldBack(order, run)) ?? (await afterEarlierSend(order, run));
		if (turn.do !== 'send') return turn;
		// Upon what was read of it meanwhile.
		return (turn.isReadAnew ? await heldBack(order, run) : null) ?? (await send(order, run));
	} finally {
		run.senders.release();
	}
}

/** What a dry run says of an order that nothing holds back, unless something was sent for it a while ago. */
async function dryRun(order: OrderState, run: Run): Promise<Turn> {
	const turn = await afterEarlierSend(order, run);
	if (turn.do === 'send') return ended('planned', 'dryRun');
	if (turn.do !== 'follow') return turn;
	return turn.reason === 'following' ? ended('pending', 'dryRun') : ended('unknown', 'resultUnproved');
}

async function send(order: OrderState, run: Run): Promise<Turn> {
	const { refusal } = run.permission;
	if (refusal !== null && order.attempts === 0) {
		order.failure = refusal.failure;
		return ended('unauthorized', refusal.code);
	}
	return (await run.untilGivenUp.orClosed(post(order, run))) ?? endOfClosed(order, run);
}

/**
 * The call itself, and what its answer means. Whatever it is, it is taken down for other executions, also when nobody
 * waits any more.
 */
async function post(order: OrderState, run: Run): Promise<Turn> {
	const { orderId } = order;
	const { client, clock, claims } = run.deps;
	const { action } = order.options;
	const before = { attempts: order.attempts, requestedAt: order.requestedAt };
	let hasLeft = false;
	let isStale = false;
	let wasRefused = false;
	const answer = await client.send(
		'POST',
		`/v3/orders/${orderId}/payment_actions/${action.endpoint}`,
		{},
		() => {
			hasLeft = true;
			if (before.attempts === 0) order.unmetAtFirst = order.unmet;
			order.attempts = before.attempts + 1;
			order.requestedAt = before.requestedAt ?? clock.wallTime();
			const until = latestServerTime(order, clock.now());
			order.model = withCall(order.model, order.serverTime, until, claims.entriesSeen(orderId));
			recordSent(order, run, false);
		},
		{
			// The turn may come minutes after the read.
			precondition: () => {
				isStale = !isFresh(order, run) || (wasRefused && isToBeJudgedAgain(order, run));
				return run.closing !== 'stopped' && run.closing !== 'abandoned' && !isStale;
			},
			onNotDelivered: () => {
				hasLeft = false;
				wasRefused = true;
				Object.assign(order, before);
				claims.recordNotDelivered(orderId);
			},
		},
	);
	order.note(action.name, answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.kind, clock.wallTime());
	if (answer.kind === 'cancelled' && isStale && !hasLeft) {
		// What is refused until its read is too old would go on so without end.
		if (wasRefused) order.lateTurns++;
		// Only what is too old for its turn means that fewer should be read at once.
		return isFresh(order, run) ? readAgain(order) : stale(order, run);
	}
	return afterAnswer(answer, hasLeft, order, run);
}

function afterAnswer(answer: LaneAnswer, hasLeft: boolean, order: OrderState, run: Run): Turn {
	if (answer.kind === 'throttled') return endOfNotSent(order, ended('throttled', 'quotaExhausted'));
	if (answer.kind === 'cancelled') {
		// From now on it may take as long as any other call in doubt to show.
		if (hasLeft) recordSent(order, run, false);
		return endOfClosed(order, run);
	}
	const delivery = deliveryOfWrite(answer);
	if (delivery === 'accepted') {
		run.permission.grant();
		order.model = withAnswer(order.model, serverTimeOf(answer));
		recordSent(order, run, true);
		if (!order.options.waitForResult) return ended('accepted', 'notWaited', true);
		return { do: 'follow', reason: 'following', ours: true };
	}
	const failure = failureOf(answer);
	order.failure = failure;
	if (delivery === 'ambiguous') {
		recordSent(order, run, false);
		order.wasAmbiguous = true;
		return { do: 'follow', reason: 'ambiguous', ours: true };
	}
	if (delivery === 'notDelivered') return endOfNotSent(order, ended('unavailable', 'neverConnected'));
	// If an earlier call was in doubt, it may be what this one ran into, and is still to show.
	if (!order.wasAmbiguous) run.deps.claims.recordResolved(order.orderId, run.deps.clock.now());
	if (delivery === 'tokenRefused' || delivery === 'scopeMissing') {
		run.permission.refuse({ code: delivery, failure });
		return isEarlierUnproved(order) ? ended('unknown', 'resultUnproved') : ended('unauthorized', delivery);
	}
	return { do: 'follow', reason: 'refused', ours: order.attempts > 1 };
}

/**
 * The latest that the server's clock can show, by the read that the order is sent upon; null where that had no time.
 */
function latestServerTime({ serverTime, readAt }: OrderState, now: number): number | null {
	return serverTime === null ? null : endOfSecond(serverTime) + (now - readAt);
}

/** Another execution has the order: its end is waited for, as long as a result would be. False where the time is up. */
async function isFreed(order: OrderState, run: Run): Promise<boolean> {
	const { claims, clock } = run.deps;
	order.heldSince ??= clock.now();
	const left = order.heldSince + order.options.resultTimeout - clock.now();
	if (left <= 0) return false;
	const cancel = new AbortController();
	const freed = Promise.race([claims.whenFree(order.orderId), clock.sleep(left, cancel.signal)]);
	await run.untilClosed.orClosed(freed);
	cancel.abort('over');
	return true;
}

/** Settles the order, and ends its claim in the store. */
function settled(order: OrderState, end: End, run: Run): Settlement {
	const settlement = run.settle(order, end);
	closeInStore(settlement, run);
	return settlement;
}

async function waitUntil(time: number, run: Run): Promise<void> {
	const { clock } = run.deps;
	const cancel = new AbortController();
	await run.untilClosed.orClosed(clock.sleep(time - clock.now(), cancel.signal));
	cancel.abort('over');
}

const HELD_BY_OTHER = ended('blocked', 'heldByOther');
