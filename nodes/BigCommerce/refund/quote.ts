import { deliveryOfWrite } from '../api/delivery';
import { failureOf, type ApiFailure } from '../api/failure';
import { readOrderContents, type OrderContents } from '../api/orderContents';
import { quotesPath, readQuote, type RefundQuote } from '../api/refunds';
import { formatWithCurrency, readMoney, type Money } from '../model/money';
import type { OrderId } from '../model/orderId';
import { whyNotRefundable } from '../payment/refundable';
import {
	jsonAmount,
	linesForAmount,
	linesForEverything,
	linesForItems,
	linesForNotShipped,
	type RefundLine,
} from './items';
import { readRefundState, type ReadContext, type RefundState } from './reading';
import { record, type Dependencies, type RefundContext } from './request';
import type { RefundSelection } from './selection';
import { next, readStep, stop, stopUnread, type Step } from './step';

/** A quote that comes to what was asked for, and the lines it is for. */
export interface Quoted {
	quote: RefundQuote;
	total: Money;
	lines: RefundLine[];
}

type QuoteContext = ReadContext & Pick<RefundContext, 'signal'>;

/** What is quoted. */
export interface QuoteRequest {
	orderId: OrderId;
	selection: RefundSelection;
}

/** Reads an order and quotes a refund of it, and goes no further: no money moves. */
export async function quoteOrder(
	{ orderId, selection }: QuoteRequest,
	{ client, clock, signal }: Dependencies,
): Promise<Step<Quoted & { left: Money }>> {
	const context: QuoteContext = { client, clock, signal, log: [] };
	const state = await readRefundState(context, orderId);
	if (!state.ok) return state;
	const quoted = await quoteSelection(context, { orderId, selection }, state.value);
	return quoted.ok ? next({ ...quoted.value, left: state.value.refundable.left }) : quoted;
}

/**
 * What the order is made of, where the selection goes by it. Null where it cannot be read: BigCommerce then checks the
 * items alone. What was not shipped cannot be made out without it, and ends there.
 */
export async function contentsFor(
	{ client }: Pick<QuoteContext, 'client'>,
	orderId: OrderId,
	selection: RefundSelection,
	{ order, refunds }: RefundState,
): Promise<Step<OrderContents | null>> {
	const isNeeded = selection.kind === 'notShipped';
	const isUsed = isNeeded || selection.kind === 'items' || (selection.kind === 'everything' && refunds.length === 0);
	if (!isUsed || (order === null && !isNeeded)) return next(null);
	const read = await readStep(readOrderContents(client, orderId));
	return read.ok || isNeeded || read.end.outcome === 'cancelled' ? read : next(null);
}

/**
 * Quotes what was asked for, where the payment can be refunded at all.
 * @param known what the order is made of, where it was read before
 */
export async function quoteSelection(
	context: QuoteContext,
	{ orderId, selection }: QuoteRequest,
	state: RefundState,
	known: OrderContents | null = null,
): Promise<Step<Quoted>> {
	const whyNot = whyNotRefundable(state.payment.state);
	if (whyNot !== null) return stop('notRefundable', 'wrongState', { note: whyNot });
	const { left } = state.refundable;
	if (left.minor === BigInt(0)) return stop('notRefundable', 'nothingLeft');
	const read = known === null ? await contentsFor(context, orderId, selection, state) : next(known);
	if (!read.ok) return read;
	const contents = read.value;
	const quote = async (lines: RefundLine[]) => await quoteLines(context, orderId, lines, left.currency);
	switch (selection.kind) {
		case 'everything':
			return await quoteEverything(quote, orderId, left, contents);
		case 'amount':
			return await quoteAmount(quote, orderId, selection.amount, left);
		case 'items': {
			const read = linesForItems(orderId, selection.items, left.currency, contents);
			if (!read.ok) return stop('notRefundable', 'invalidItems', { note: read.reason });
			return atMost(left, await quote(read.lines));
		}
		case 'notShipped': {
			const lines =
				contents === null ? null : linesForNotShipped(contents, state.refunds, left.currency, selection.shippingCost);
			if (lines === null) return stop('unavailable', 'unreadableAnswer', { failure: NO_QUANTITIES });
			return lines.length === 0 ? stop('blocked', 'everythingShipped') : atMost(left, await quote(lines));
		}
	}
}

const NO_QUANTITIES = {
	status: 200,
	code: 'unreadable',
	reason: 'the order does not say how much of it was shipped',
	requestId: null,
};

type Quote = (lines: RefundLine[]) => Promise<Step<Quoted>>;

async function quoteAmount(quote: Quote, orderId: OrderId, amount: unknown, left: Money): Promise<Step<Quoted>> {
	const read = linesForAmount(orderId, amount, left);
	if (!read.ok) return stop('notRefundable', 'invalidAmount', { note: read.reason });
	const quoted = await quote(read.lines);
	if (!quoted.ok) return quoted;
	const { total } = quoted.value;
	const requested = readMoney(String(amount).trim(), left.currency);
	if (requested?.minor === total.minor) return quoted;
	return stop('notRefundable', 'quoteDiffers', {
		note: `The quote comes to ${formatWithCurrency(total)}, not to the ${String(amount)} asked for.`,
	});
}

/**
 * Line by line where that comes to all that is left, since tax is then worked out properly; otherwise, after
 * refunds by amount for instance, as one amount of the whole order.
 */
async function quoteEverything(
	quote: Quote,
	orderId: OrderId,
	left: Money,
	contents: OrderContents | null,
): Promise<Step<Quoted>> {
	const lines = contents === null ? [] : linesForEverything(contents, left.currency);
	if (lines.length > 0) {
		const byLine = await quote(lines);
		if (byLine.ok && byLine.value.total.minor === left.minor) return byLine;
		if (!byLine.ok && byLine.end.code !== 'quoteRefused') return byLine;
	}
	const whole = await quote([{ item_type: 'ORDER', item_id: orderId, amount: jsonAmount(left) }]);
	if (!whole.ok) return whole;
	const { total } = whole.value;
	if (total.minor > 0 && total.minor <= left.minor) return whole;
	return stop('notRefundable', 'quoteDiffers', {
		note: `The quote comes to ${formatWithCurrency(total)}, and ${formatWithCurrency(left)} are left to refund.`,
	});
}

function atMost(left: Money, quoted: Step<Quoted>): Step<Quoted> {
	if (!quoted.ok || quoted.value.total.minor <= left.minor) return quoted;
	const note = `The items come to ${formatWithCurrency(quoted.value.total)}, and only ${formatWithCurrency(left)} are left to refund.`;
	return stop('notRefundable', 'quoteDiffers', { note });
}

const QUOTE_TRIES = 3;
const PAUSE_MS = 500;

/** Asks for a quote. It moves no money, so one that got lost is simply asked for again. */
async function quoteLines(
	context: QuoteContext,
	orderId: OrderId,
	lines: RefundLine[],
	currency: string,
): Promise<Step<Quoted>> {
	const { client, clock, signal } = context;
	for (let attempt = 1; ; attempt++) {
		const answer = await client.send('POST', quotesPath(orderId), { items: lines });
		record(context, 'quote', answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.kind);
		if (answer.kind === 'cancelled') return stop('cancelled', 'stoppedBeforeSending');
		if (answer.kind === 'throttled') return stop('throttled', 'quotaExhausted');
		const quote =
			answer.kind === 'answered' && answer.status >= 200 && answer.status < 300 ? readQuote(answer.body) : null;
		const total = quote === null ? null : readMoney(quote.total, currency);
		if (quote !== null && total !== null) return next({ quote, total, lines });
		const failure = failureOf(answer);
		switch (deliveryOfWrite(answer)) {
			case 'notDelivered':
				return stop('unavailable', 'neverConnected', { failure });
			case 'throttled':
				return stop('throttled', 'quotaExhausted', { failure });
			case 'tokenRefused':
			case 'scopeMissing':
				return stopUnread(failure);
			case 'refused':
				return failure.status === 404 ? stopUnread(failure) : stop('notRefundable', 'quoteRefused', { failure });
			case 'accepted':
			case 'ambiguous':
				if (attempt === QUOTE_TRIES) return stop('unavailable', codeOf(failure), { failure });
		}
		await clock.sleep(PAUSE_MS * attempt, signal);
	}
}

function codeOf({ status }: ApiFailure): 'unreadableAnswer' | 'serverUnavailable' {
	return status !== null && status < 300 ? 'unreadableAnswer' : 'serverUnavailable';
}
