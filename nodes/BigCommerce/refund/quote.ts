import { ApiError } from '../api/apiError';
import { failureOf } from '../api/failure';
import { readOrderContents, type OrderContents } from '../api/orderParts';
import { quotesPath, readQuote, type RefundQuote } from '../api/refunds';
import { classifyResponse } from '../capture/decisions';
import { formatMoney, readMoney, type Money } from '../model/money';
import { jsonAmount, linesForAmount, linesForEverything, linesForItems, type RefundLine } from './items';
import { whyNotRefundable } from '../payment/refundable';
import { endUnread, type RefundState } from './reading';
import type { RefundWork } from './state';

/** A quote that comes to what was asked for, and the lines it is for. */
export interface Quoted {
	quote: RefundQuote;
	total: Money;
	lines: RefundLine[];
}

/**
 * Quotes what was asked for, where the payment can be refunded at all.
 * @throws RefundEnd where it cannot
 */
export async function quoteRefundable(work: RefundWork, state: RefundState): Promise<Quoted> {
	const whyNot = whyNotRefundable(state.payment.state);
	if (whyNot !== null) return work.end('notRefundable', 'wrongState', whyNot);
	if (state.refundable.left.minor === BigInt(0)) return work.end('notRefundable', 'nothingLeft');
	const quoted = await quoteAsk(work, state);
	work.quote = quoted.quote;
	work.amount = quoted.total;
	return quoted;
}

/**
 * Quotes what was asked for. A quote moves no money, so one that got lost is simply asked for again.
 * @throws RefundEnd where the asking is wrong, or BigCommerce gives no quote
 */
async function quoteAsk(work: RefundWork, state: RefundState): Promise<Quoted> {
	const { ask, orderId } = work.request;
	const { left } = state.refundable;
	if (ask.kind === 'everything') return await quoteEverything(work, state);
	if (ask.kind === 'amount') {
		const read = linesForAmount(orderId, ask.amount, left);
		if (!read.ok) return work.end('notRefundable', 'invalidAmount', read.reason);
		const quoted = await quoteLines(work, read.lines, left.currency);
		const asked = readMoney(String(ask.amount).trim(), left.currency);
		if (asked === null || quoted.total.minor !== asked.minor) {
			return work.end(
				'notRefundable',
				'quoteDiffers',
				`The quote comes to ${shown(quoted.total)}, not to the ${String(ask.amount)} asked for.`,
			);
		}
		return quoted;
	}
	const read = linesForItems(orderId, ask.items, left.currency, await partsOf(work, state));
	if (!read.ok) return work.end('notRefundable', 'invalidItems', read.reason);
	const quoted = await quoteLines(work, read.lines, left.currency);
	if (quoted.total.minor > left.minor) {
		return work.end(
			'notRefundable',
			'quoteDiffers',
			`The items come to ${shown(quoted.total)}, and only ${shown(left)} are left to refund.`,
		);
	}
	return quoted;
}

/**
 * Line by line where that comes to all that is left, since tax is then worked out properly; otherwise, after
 * refunds by amount for instance, as one amount of the whole order.
 */
async function quoteEverything(work: RefundWork, state: RefundState): Promise<Quoted> {
	const { left } = state.refundable;
	const parts = state.refunds.length === 0 ? await partsOf(work, state) : null;
	const lines = parts === null ? [] : linesForEverything(parts, left.currency);
	const byLine = lines.length === 0 ? null : await tryQuote(work, lines, left.currency);
	if (byLine !== null && byLine.total.minor === left.minor) return byLine;
	const whole = await quoteLines(
		work,
		[{ item_type: 'ORDER', item_id: work.request.orderId, amount: jsonAmount(left) }],
		left.currency,
	);
	if (whole.total.minor > 0 && whole.total.minor <= left.minor) return whole;
	return work.end(
		'notRefundable',
		'quoteDiffers',
		`The quote comes to ${shown(whole.total)}, and ${shown(left)} are left to refund.`,
	);
}

/** What the order is made of, or null where it cannot be read: BigCommerce then checks the items alone. */
async function partsOf(work: RefundWork, state: RefundState): Promise<OrderContents | null> {
	if (state.order === null) return null;
	try {
		return await readOrderContents(work.tools.client, work.request.orderId);
	} catch (error) {
		if (error instanceof ApiError && error.kind === 'cancelled') return work.end('cancelled', 'stoppedBeforeSending');
		return null;
	}
}

async function quoteLines(work: RefundWork, lines: RefundLine[], currency: string): Promise<Quoted> {
	const quoted = await askForQuote(work, lines, currency);
	if (quoted !== null) return quoted;
	return work.end('notRefundable', 'quoteRefused');
}

async function tryQuote(work: RefundWork, lines: RefundLine[], currency: string): Promise<Quoted | null> {
	const quoted = await askForQuote(work, lines, currency);
	work.failure = null;
	return quoted;
}

const QUOTE_TRIES = 3;
const PAUSE = 500;

/** The quote, or null where BigCommerce says no to what was asked for. @throws RefundEnd where there is no answer to be had */
async function askForQuote(work: RefundWork, lines: RefundLine[], currency: string): Promise<Quoted | null> {
	const { client, clock, signal } = work.tools;
	for (let attempt = 1; ; attempt++) {
		const answer = await client.send('POST', quotesPath(work.request.orderId), { items: lines });
		work.note('quote', answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.kind);
		if (answer.kind === 'cancelled') return work.end('cancelled', 'stoppedBeforeSending');
		if (answer.kind === 'throttled') return work.end('throttled', 'quotaExhausted');
		const failure = failureOf(answer);
		const quote =
			answer.kind === 'answered' && answer.status >= 200 && answer.status < 300 ? readQuote(answer.body) : null;
		const total = quote === null ? null : readMoney(quote.total, currency);
		if (quote !== null && total !== null) return { quote, total, lines };
		work.failure = failure;
		const sent = classifyResponse(answer);
		if (failure.status === 404) return endUnread(work, failure);
		if (sent === 'refused') return null;
		if (sent !== 'doubt' && sent !== 'accepted')
			return sent === 'notSent' ? work.end('unavailable', 'neverConnected') : endUnread(work, failure);
		if (attempt === QUOTE_TRIES) {
			return work.end(
				'unavailable',
				failure.status !== null && failure.status < 300 ? 'unreadableAnswer' : 'serverUnavailable',
			);
		}
		await clock.sleep(PAUSE * attempt, signal);
	}
}

function shown(money: Money): string {
	return `${formatMoney(money)} ${money.currency}`;
}
