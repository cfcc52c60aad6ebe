import { ApiError } from '../api/apiError';
import { readRefund, refundPath, type Refund } from '../api/refunds';
import { PaymentReader } from '../reading/paymentReader';
import {
	afterRefundLook,
	findCreatedRefund,
	pauseBeforeLook,
	progressOf,
	refundEvidence,
	type RefundLook,
} from './decisions';
import { readMoney } from '../model/money';
import type { RefundSettlement } from './outcome';
import { refundsOf } from './reading';
import type { RefundWork } from './state';

/** What came of looking for a refund in doubt. */
export type Found = { do: 'take'; refund: Refund } | { do: 'sendAgain' } | { do: 'end'; settlement: RefundSettlement };

/**
 * Looks for the refund that a call in doubt may have made, over the verification window.
 * @param doubts calls in doubt so far
 */
export async function lookForRefund(work: RefundWork, doubts: number): Promise<Found> {
	const { clock, signal } = work.tools;
	const until = clock.now() + work.request.verificationWindow;
	for (let looks = 0; ; looks++) {
		await clock.sleep(pauseBeforeLook(looks, until - clock.now()), signal);
		if (signal?.aborted) return { do: 'end', settlement: work.settlement('unknown', 'stoppedWhileSending') };
		const isOver = clock.now() >= until;
		const look = await lookOnce(work);
		const evidence = isOver && look.kind !== 'found' ? await evidenceOf(work) : 'none';
		const after = afterRefundLook(look, evidence, isOver, doubts);
		switch (after.do) {
			case 'take':
				return after;
			case 'sendAgain':
				return { do: 'sendAgain' };
			case 'endUnavailable':
				return { do: 'end', settlement: work.settlement('unavailable', 'serverUnavailable') };
			case 'endUnknown':
				return { do: 'end', settlement: work.settlement('unknown', 'resultUnproved') };
			case 'endRefunded':
				return { do: 'end', settlement: work.settlement('refunded', 'done', null, true) };
			case 'endDeclined':
				return { do: 'end', settlement: work.settlement('declined', 'refusedByGateway') };
		}
	}
}

const BRIEF_LOOKS = 2;

/** Looks for the refund after a clear no: found, or the last look's result. */
export async function lookBriefly(work: RefundWork): Promise<RefundLook> {
	for (let looks = 0; ; looks++) {
		await work.tools.clock.sleep(pauseBeforeLook(looks, Number.POSITIVE_INFINITY), work.tools.signal);
		const look = await lookOnce(work);
		if (look.kind === 'found' || looks + 1 >= BRIEF_LOOKS) return look;
	}
}

async function lookOnce(work: RefundWork): Promise<RefundLook> {
	if (work.wanted === null) return { kind: 'failed' };
	try {
		const refund = findCreatedRefund(await refundsOf(work.tools.client, work.request.orderId), work.wanted);
		work.note('look', refund === null ? 'not there' : `refund ${refund.id}`);
		return refund === null ? { kind: 'absent' } : { kind: 'found', refund };
	} catch (error) {
		work.note('look', error instanceof ApiError ? error.failure.code : 'failed');
		return { kind: 'failed' };
	}
}

/** Transactions may show what the list of refunds does not yet, where the token may read them. */
async function evidenceOf(work: RefundWork): Promise<'refunded' | 'declined' | 'none'> {
	if (work.serverTime === null) return 'none';
	const look = await new PaymentReader(work.tools.client).transactions(work.request.orderId);
	if (look.kind !== 'seen') return 'none';
	return refundEvidence(
		look.transactions,
		work.payments.map(({ amount }) => amount),
		work.serverTime,
	);
}

/**
 * Follows a refund until its providers have answered, or `resultTimeout` is over.
 * @param ours whether this run made it
 */
export async function followRefund(work: RefundWork, made: Refund, ours: boolean): Promise<RefundSettlement> {
	const { clock, client, signal } = work.tools;
	const until = clock.now() + work.request.resultTimeout;
	let refund = made;
	for (let looks = 0; ; looks++) {
		take(work, refund);
		switch (progressOf(refund)) {
			case 'done':
				return work.settlement('refunded', ours ? 'done' : 'alreadyDone', null, ours);
			case 'declined':
				return work.settlement('declined', 'refusedByGateway', declinedWords(refund));
			case 'partlyDeclined':
				return work.settlement('declined', 'partlyDeclined', declinedWords(refund), ours);
			case 'pending':
				if (clock.now() >= until || signal?.aborted) return work.settlement('pending', 'resultTimeout', null, ours);
		}
		await clock.sleep(pauseBeforeLook(looks, until - clock.now()), signal);
		const answer = await client.get(refundPath(refund.id));
		const read = answer.kind === 'answered' && answer.status === 200 ? readRefund(answer.body) : null;
		// One that cannot be read just now is still the one that was made.
		if (read !== null && read.id === refund.id) refund = read;
	}
}

function take(work: RefundWork, refund: Refund): void {
	work.refund = refund;
	work.failure = null;
	const currency = work.amount?.currency ?? work.left?.currency;
	if (currency !== undefined) {
		work.amount = readMoney(refund.total, currency) ?? work.amount;
		if (work.payments.length === 0) {
			work.payments = refund.payments.flatMap(({ providerId, amount, offline }) => {
				const money = readMoney(amount, currency);
				return money === null ? [] : [{ providerId, amount: money, offline }];
			});
		}
	}
}

function declinedWords({ payments }: Refund): string | null {
	return payments.find(({ declinedMessage }) => declinedMessage !== null)?.declinedMessage ?? null;
}
