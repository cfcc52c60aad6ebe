import { withinConcurrency } from '../api/concurrency';
import type { Settlement } from '../payment/outcome';
import { Reading } from './reading';
import { RunState, type Tools } from './runState';
import { Sending } from './sending';
import { Watching } from './watching';
import type { RunOptions, CaptureRequest } from './work';

/**
 * Captures (or voids) each order exactly once: read, send once, look before anything is sent again, follow to
 * the end. The order's own payment state is the key that BigCommerce's API does not have.
 *
 * @returns one settlement a request, in the order of the requests; repeats of an order share one call
 * @throws only what a tool threw that must not throw; then nothing more is sent, and no answer is better than a wrong one
 */
export async function captureOrders(
	requests: CaptureRequest[],
	terms: RunOptions,
	tools: Tools,
): Promise<Settlement[]> {
	const state = new RunState(requests, { ...terms, maxConcurrency: withinConcurrency(terms.maxConcurrency) }, tools);
	holdBackBeyond(state);
	// In order of ID, so that neighbours share a read.
	state.toRead = state.works.filter(({ settlement }) => settlement === null).sort((a, b) => a.orderId - b.orderId);
	const stop = () => void state.stop();
	tools.signal?.addEventListener('abort', stop);
	if (tools.signal?.aborted) stop();
	let isWorkedThrough = false;
	try {
		await workAll(state);
		isWorkedThrough = true;
	} finally {
		if (!isWorkedThrough) state.abandon();
		tools.signal?.removeEventListener('abort', stop);
		for (const work of state.works) work.claim?.release();
	}
	return answersOf(state, requests.length);
}

/** Works until every order is at its end. A loop that still waits for an answer then is not waited for: nothing depends on it. */
async function workAll(state: RunState): Promise<void> {
	const sending = new Sending(state, new Reading(state));
	const senders = Math.min(state.terms.maxConcurrency, state.open);
	const loops = [new Watching(state).run(), ...Array.from({ length: senders }, async () => await sending.run())];
	await Promise.race([state.done, Promise.all(loops).then(async () => await state.done)]);
}

/** 'Max Orders' counts the distinct orders in the order they came in. */
function holdBackBeyond(state: RunState): void {
	const { maxOrders } = state.terms;
	if (maxOrders === null) return;
	for (const work of state.works.slice(maxOrders)) state.end(work, 'blocked', 'maxOrders');
}

function answersOf(state: RunState, count: number): Settlement[] {
	const answers = new Array<Settlement>(count);
	for (const { requests, blocked, settlement } of state.works) {
		if (settlement === null) continue;
		for (const { index } of requests) {
			const note = blocked.get(index);
			// One item's guard held it back, while another item of the same order went through.
			answers[index] =
				note === undefined ? settlement : { ...settlement, outcome: 'blocked', code: 'guard', changed: false, note };
		}
	}
	return answers;
}
