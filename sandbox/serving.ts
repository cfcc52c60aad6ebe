/** One request from admission to reply: what its faults make of it, its headers, its line in the log. */
import { type Admission, admit } from './admission';
import type { Answer } from './answers';
import type { Fault } from './faults';
import { ANSWER_FAULTS, type AnswerFault, isAccepted, mayHideRefusal, type Outcome, spoil } from './faultyAnswers';
import type { StoreReply, StoreRequest } from './protocol';
import type { StoreState } from './state';

type Admitted = Extract<Admission, { kind: 'admitted' }>;

interface Served {
	outcome: Outcome;
	fault: Fault | undefined;
	slowMs: number;
}

export function serve(state: StoreState, request: StoreRequest): StoreReply {
	const admission = admit(state, request);
	const served: Served =
		admission.kind === 'admitted'
			? answer(state, request, admission)
			: { outcome: admission.answer, fault: undefined, slowMs: 0 };
	const delayMs = state.settings.latencyMs + served.slowMs;
	const requestId = newRequestId(state.random);
	log(state, request, admission, served, requestId, delayMs);
	const { outcome, fault } = served;
	if (outcome === 'hang') return { kind: 'hang' };
	if (outcome === 'reset') return { kind: 'reset', delayMs };
	const { status, body } = outcome;
	return { kind: 'answer', status, headers: headersOf(state, outcome, requestId, fault), body, delayMs };
}

/** The order's own faults come before the store's; the first that meets the request acts. */
function answer(state: StoreState, request: StoreRequest, admission: Admitted): Served {
	const { endpoint } = admission.match.route;
	const own = orderOf(state, admission)?.faults;
	const fault = own?.take(endpoint, ANSWER_FAULTS) ?? state.storeFaults.take(endpoint, ANSWER_FAULTS);
	const slow = own?.take(endpoint, ['slow']) ?? state.storeFaults.take(endpoint, ['slow']);
	const outcome = fault ? spoiled(state, request, admission, fault) : work(state, request, admission);
	return { outcome, fault: fault ?? slow, slowMs: slow?.ms ?? 0 };
}

function spoiled(state: StoreState, request: StoreRequest, admission: Admitted, fault: AnswerFault): Outcome {
	const real = isAccepted(fault) ? work(state, request, admission) : undefined;
	if (real && real.status >= 400 && !mayHideRefusal(fault)) return real;
	return spoil(fault, admission.match.route.endpoint, request.path, real);
}

/** What the store does and says when nothing goes wrong. */
function work(state: StoreState, request: StoreRequest, admission: Admitted): Answer {
	const { match, client } = admission;
	const { route, ids } = match;
	const call = { endpoint: route.endpoint, ids, query: request.query, body: request.body, client };
	if (route.of !== 'order') return route.handle(state, call);
	const order = orderOf(state, admission);
	return order ? route.handle(state, { ...call, order }) : route.missing(request.path);
}

function orderOf(state: StoreState, { match: { route, ids } }: Admitted) {
	return route.of !== 'store' && ids[0] !== undefined ? state.orders.get(ids[0]) : undefined;
}

function headersOf(
	state: StoreState,
	outcome: Answer,
	requestId: string,
	fault: Fault | undefined,
): Record<string, string> {
	const isRefused = outcome.status === 429 && fault?.kind !== 'throttle429';
	// "429 without the API HTTP headers" is high load of the platform, not the store's quota (facts §4).
	const quota = fault?.kind === 'bare429' ? {} : state.quotaWindow.headers(state.now(), isRefused);
	return { date: new Date(state.now()).toUTCString(), 'x-request-id': requestId, ...quota, ...outcome.headers };
}

function log(
	state: StoreState,
	request: StoreRequest,
	{ match, client }: Admission,
	{ outcome, fault }: Served,
	requestId: string,
	delayMs: number,
): void {
	const isFound = match.kind === 'found';
	const logged = state.log.add({
		at: state.now(),
		method: request.method,
		path: request.path,
		query: request.query,
		endpoint: isFound ? match.route.endpoint : null,
		orderId: isFound && match.route.of !== 'store' ? (match.ids[0] ?? null) : null,
		clientId: client?.clientId ?? null,
		body: request.body.slice(0, 2_000),
		outcome: typeof outcome === 'string' ? outcome : outcome.status,
		fault: fault?.kind ?? null,
		requestId,
		delayMs,
	});
	state.emit({ type: 'request', request: logged });
}

/** 32 hex digits, as the gateway sends them (facts §4). */
function newRequestId(random: () => number): string {
	let id = '';
	for (let part = 0; part < 4; part++) {
		id += Math.floor(random() * 0x1_0000_0000)
			.toString(16)
			.padStart(8, '0');
	}
	return id;
}
