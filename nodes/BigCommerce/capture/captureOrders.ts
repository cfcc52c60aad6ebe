import { withinConcurrency } from '../api/concurrency';
import type { OrderId } from '../model/orderId';
import { moneyMoved, type Settlement } from '../payment/outcome';
import { captureOrder } from './captureOrder';
import { ended } from './decisions';
import type { Dependencies, RunOptions } from './options';
import { distinctOrders, type CaptureRequest, type OrderState } from './orderState';
import { Run } from './run';

/** So many orders are not prepared without a pause. */
const MANY = 5_000;

/**
 * Captures (or voids) each order exactly once: read, send once, look before anything is sent again, follow until it
 * is settled. The order's own payment state is the key that BigCommerce's API does not have.
 *
 * @returns one settlement a request, in the order of the requests; repeats of an order share one call
 * @throws only what a dependency threw that must not throw; then nothing more is sent, and no answer is better than a
 *   wrong one
 */
export async function captureOrders(
	requests: CaptureRequest[],
	options: RunOptions,
	deps: Dependencies,
): Promise<Settlement[]> {
	const maxConcurrency = withinConcurrency(options.maxConcurrency);
	const orders = distinctOrders(requests, options);
	// n8n has one thread for everybody, and of tens of thousands each step takes a while.
	if (orders.length > MANY) await deps.clock.sleep(1);
	const run = new Run(orders, { ...options, maxConcurrency }, deps, captureOrder);
	// In order of ID, so that neighbours share a read.
	const allowed = within(orders, run).sort((a, b) => a.orderId - b.orderId);
	const stop = () => void run.stop();
	deps.signal?.addEventListener('abort', stop);
	if (deps.signal?.aborted) stop();
	try {
		await run.forEach(allowed);
		await deps.storeClaims?.finish(foundDone(orders));
	} finally {
		deps.signal?.removeEventListener('abort', stop);
	}
	return answersOf(orders, requests.length);
}

/**
 * 'Max Orders' counts the distinct orders in the order they came in; those beyond are settled at once, and so are all
 * where as many have gone wrong in the execution as may.
 */
function within(orders: OrderState[], run: Run): OrderState[] {
	const { options, counted, failuresLeft } = run;
	const { maxOrders } = options;
	if (failuresLeft <= 0) {
		for (const order of orders) run.settle(order, ended('blocked', 'stopAfterFailures'));
		return [];
	}
	if (maxOrders === null) return [...orders];
	const known = new Set(counted.orders);
	return orders.filter((order) => {
		if (known.has(order.orderId)) return true;
		if (counted.orders.length < maxOrders) return counted.orders.push(order.orderId) > 0;
		run.settle(order, ended('blocked', 'maxOrders'));
		return false;
	});
}

/** Orders that were done before this run, with their outcome: a claim on them may have been left open. */
function foundDone(orders: OrderState[]): Map<OrderId, string> {
	return new Map(
		orders.flatMap(({ orderId, settlement }): Array<[OrderId, string]> =>
			settlement?.code === 'alreadyDone' ? [[orderId, settlement.outcome]] : [],
		),
	);
}

function answersOf(orders: OrderState[], count: number): Settlement[] {
	const answers = new Array<Settlement>(count);
	for (const { requests, unmet, unmetAtFirst, heldBack, settlement } of orders) {
		if (settlement === null) continue;
		for (const { index, options } of requests) {
			const note = unmet?.get(index);
			if (note !== undefined)
				answers[index] = heldBackAlone(settlement, note, !options.dryRun && unmetAtFirst?.has(index) !== true);
			else answers[index] = options.dryRun && settlement.code === 'guard' ? inDryRun(settlement, heldBack) : settlement;
		}
	}
	return answers;
}

/**
 * The answer of a dry-run item whose conditions are met; those of the items that want the call are not, or not any
 * more: what was sent for them came to nothing.
 */
function inDryRun(settlement: Settlement, heldBack: string | null): Settlement {
	const nothingSent = { ...settlement, requestedAt: null, attempts: 0, note: heldBack };
	return heldBack === null
		? { ...nothingSent, outcome: 'planned', code: 'dryRun' }
		: { ...nothingSent, outcome: 'blocked', code: 'maxTotal' };
}

/**
 * One item's guard held it back, while another item of the same order may have gone through.
 *
 * @param isOwn whether what was sent for the order, if anything, was sent for this item, too: its guard was met then
 */
function heldBackAlone(settlement: Settlement, note: string, isOwn: boolean): Settlement {
	return {
		...settlement,
		outcome: 'blocked',
		code: 'guard',
		changed: false,
		requestedAt: isOwn ? settlement.requestedAt : null,
		settledAt: null,
		attempts: isOwn ? settlement.attempts : 0,
		failure: null,
		note,
		warning: null,
		moneyMoved: moneyMoved(settlement),
	};
}
