import type { ApiRequest, Http, HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import type { StoreReply } from '../../../sandbox/protocol';
import type { SandboxStore } from '../../../sandbox/store';
import type { VirtualProcess } from './virtualTime';

/** What lies between an execution and the store. Times in milliseconds. */
export interface WireTerms {
	store: SandboxStore;
	process: VirtualProcess;
	token: string;
	/** How long a call, or its answer, is on its way. */
	latency(): number;
	/** Whether this call's connection does not open. */
	isRefused?(request: ApiRequest): boolean;
	/** How much longer than usual this call is on its way; it arrives even when its caller has given up. */
	stall?(request: ApiRequest): number;
	/** Who carries a call whose caller has given up. */
	network?: VirtualProcess;
	/** Aborted on Stop; a call on its way is then cut off, as n8n does. */
	signal?: AbortSignal;
	/** Called when a call reaches the store, with what the store does then. */
	onArrival?(request: ApiRequest, serve: () => StoreReply): StoreReply;
	/** Called with each answer that comes back. */
	onAnswer?(request: ApiRequest, answer: HttpAnswer): void;
}

/** Calls a sandbox store over a wire on virtual time: late, cut off, never answered. */
export function wireTo(terms: WireTerms): Http {
	return async (request) => {
		const answer = await carry(terms, request);
		terms.onAnswer?.(request, answer);
		return answer;
	};
}

async function carry(terms: WireTerms, request: ApiRequest): Promise<HttpAnswer> {
	const { process, signal, latency } = terms;
	const { clock } = process;
	const start = clock.now();
	const there = latency() + (terms.stall?.(request) ?? 0);
	if (there > request.timeoutMs && terms.network) return await giveUp(terms, request, there);
	await clock.sleep(there, signal);
	// Cut off on its way: it may have arrived all the same.
	if (signal?.aborted && clock.random() < 0.5) return { kind: 'cancelled' };
	if (terms.isRefused?.(request)) return { kind: 'notSent', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' };
	const reply = arrive(terms, request);
	const left = request.timeoutMs - (clock.now() - start);
	const back = reply.kind === 'hang' ? Number.POSITIVE_INFINITY : reply.delayMs + latency();
	await clock.sleep(Math.min(back, left), signal);
	if (signal?.aborted) return { kind: 'cancelled' };
	if (back > left || reply.kind === 'hang') return { kind: 'unclear', code: 'timeout', message: 'timeout exceeded' };
	if (reply.kind === 'reset') return { kind: 'unclear', code: 'ECONNRESET', message: 'socket hang up' };
	return { kind: 'answered', status: reply.status, headers: reply.headers, body: parsed(reply.body) };
}

function arrive(terms: WireTerms, request: ApiRequest): StoreReply {
	const { store, token } = terms;
	const serve = () =>
		store.handle({
			method: request.method,
			path: `/stores/${store.settings.storeHash}${request.path}`,
			query: Object.fromEntries(Object.entries(request.query ?? {}).map(([name, value]) => [name, String(value)])),
			headers: { 'x-auth-token': token },
			body: request.body === undefined ? '' : JSON.stringify(request.body),
		});
	return terms.onArrival ? terms.onArrival(request, serve) : serve();
}

/** The caller gives up before the call has arrived; it arrives all the same. */
async function giveUp(terms: WireTerms, request: ApiRequest, there: number): Promise<HttpAnswer> {
	void terms.network?.clock.sleep(there).then(() => arrive(terms, request));
	await terms.process.clock.sleep(request.timeoutMs, terms.signal);
	if (terms.signal?.aborted) return { kind: 'cancelled' };
	return { kind: 'unclear', code: 'timeout', message: 'timeout exceeded' };
}

/** As n8n hands it on: JSON where it is JSON, else the text. */
function parsed(text: string): unknown {
	if (!/^\s*[[{]/.test(text)) return text;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
