/** One request from admission to reply: what its faults make of it, its headers, its line in the log. */
import { actOn } from './actors';
import { type Admission, admit } from './admission';
import type { Answer } from './answers';
import { ANSWER_KINDS, definitionOf, type Fault, type FaultOf, paramsOf } from './faults';
import type { Outcome } from './faults/definition';
import type { SandboxOrder } from './orders/order';
import type { Endpoint, StoreReply, StoreRequest } from './protocol';
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
	return { kind: 'answer', status, headers: headersOf(state, outcome, requestId, admission, fault), body, delayMs };
}

/** The order's own faults come before the store's; the first that matches the request acts. */
function answer(state: StoreState, request: StoreRequest, admission: Admitted): Served {
	const { endpoint } = admission.match.route;
	const order = orderOf(state, admission);
	const own = order?.faults;
	const acts = order ? actorsOf(state, order, endpoint) : [];
	if (order) act(state, order, acts, 'beforeAction');
	const fault = own?.take(endpoint, ANSWER_KINDS) ?? state.storeFaults.take(endpoint, ANSWER_KINDS);
	const slow = own?.take(endpoint, ['slow']) ?? state.storeFaults.take(endpoint, ['slow']);
	const outcome = fault ? applyFault(state, request, admission, fault) : work(state, request, admission);
	if (order) act(state, order, acts, 'afterAction');
	return { outcome, fault: fault ?? slow, slowMs: (slow?.ms ?? 0) + admission.busyMs };
}

function applyFault(state: StoreState, request: StoreRequest, admission: Admitted, fault: Fault): Outcome {
	const definition = definitionOf(fault.kind);
	const params = paramsOf(fault);
	const isAccepted = definition.isAccepted === 'param' ? params.accepted === true : definition.isAccepted === true;
	const real = isAccepted ? work(state, request, admission) : undefined;
	// A refusal by the store itself is not hidden behind a body that looks like success.
	if (real && real.status >= 400 && !definition.hidesRefusal) return real;
	const met = { endpoint: admission.match.route.endpoint, path: request.path, real };
	return definition.answer?.(params, met) ?? real ?? work(state, request, admission);
}

type ActorFault = FaultOf<'actor'>;

function actorsOf(state: StoreState, order: SandboxOrder, endpoint: Endpoint): ActorFault[] {
	if (order.faults.isEmpty && state.storeFaults.isEmpty) return [];
	return [...order.faults.takeAll(endpoint, ['actor']), ...state.storeFaults.takeAll(endpoint, ['actor'])];
}

/** Somebody else acts just before or just after the request is worked on, or so long after it. */
function act(state: StoreState, order: SandboxOrder, acts: ActorFault[], when: 'beforeAction' | 'afterAction'): void {
	for (const { kind: _kind, when: chosen = 'beforeAction', ms = 0, ...deed } of acts) {
		if (chosen === when) actOn(state, order, deed);
		else if (chosen === 'afterMs' && when === 'afterAction') {
			state.schedule(state.now() + ms, () => actOn(state, order, deed));
		}
	}
}

/** What the store does and says when nothing goes wrong. */
function work(state: StoreState, request: StoreRequest, admission: Admitted): Answer {
	const { match, client } = admission;
	const { route, ids } = match;
	const { endpoint } = route;
	const order = orderOf(state, admission);
	const stale = order?.faults.take(endpoint, ['staleRead']) ?? state.storeFaults.take(endpoint, ['staleRead']);
	const asOf = stale ? state.now() - (stale.ms ?? 5_000) : undefined;
	const context = { endpoint, ids, query: request.query, body: request.body, client, asOf };
	if (route.of !== 'order') return route.handle(state, context);
	return order ? route.handle(state, { ...context, order }) : route.missing(request.path);
}

function orderOf(state: StoreState, { match: { route, ids } }: Admitted): SandboxOrder | undefined {
	return route.of !== 'store' && ids[0] !== undefined ? state.orders.get(ids[0]) : undefined;
}

function headersOf(
	state: StoreState,
	outcome: Answer,
	requestId: string,
	admission: Admission,
	fault: Fault | undefined,
): Record<string, string> {
	const isRefused = outcome.status === 429 && fault?.kind !== 'throttle429';
	// "A 429 without the API HTTP headers" is high load of the platform, not the store's quota (docs, rate limits).
	const isBare = fault?.kind === 'bare429' || (admission.kind === 'refused' && admission.isBare);
	const clientId = admission.client?.clientId ?? '';
	const quota = isBare ? {} : state.quotaWindow.headers(state.now(), isRefused, clientId);
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

/** 32 hex digits, as the gateway sends them. */
function newRequestId(random: () => number): string {
	let id = '';
	for (let part = 0; part < 4; part++) {
		id += Math.floor(random() * 0x1_0000_0000)
			.toString(16)
			.padStart(8, '0');
	}
	return id;
}
