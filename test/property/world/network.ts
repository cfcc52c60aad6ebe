import { withinTime } from '../../../nodes/BigCommerce/api/callDeadline';
import { failedAnswer } from '../../../nodes/BigCommerce/api/connectionFailure';
import type { ApiRequest, Http, HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import type { Execution, Post } from './execution';
import { isOfTheWay } from './store/faults';
import type { Reply, Sight } from './store/reply';
import type { Token, WorldStore } from './store/store';
import type { VirtualProcess, VirtualTime } from './virtualTime';

/** What lies between an execution and the store. */
export interface NetworkTerms {
	store: WorldStore;
	time: VirtualTime;
	process: VirtualProcess;
	/** Who carries a call whose caller has given up. */
	network: VirtualProcess;
	token: Token;
	run: string;
	/** How long a call, or its answer, is on its way: half as much to half as much again. */
	latencyMs: number;
	random: () => number;
	signal: AbortSignal | undefined;
	execution: Execution;
	onMet: (kind: string, where: string, when: string) => void;
	/** Asked when a call has come to the store's door; where not, it is lost there. */
	mayArrive: () => boolean;
}

/** Calls the store as the node's transport would: late, cut off, never answered, with Node's own errors. */
export function networkTo(terms: NetworkTerms): Http {
	const { process, signal, time, execution } = terms;
	return async (request) => {
		const askedAt = time.now;
		const post = request.method === 'POST' ? postOf(terms, request) : null;
		if (post !== null) execution.posts.push(post);
		let seen: readonly Sight[] = [];
		const answer = await withinTime(process.clock, request.timeoutMs, signal, async () => {
			const came = await send(terms, request, post);
			seen = came.seen;
			return came.answer;
		});
		// What comes after its caller has given up shows nothing to anybody.
		execution.knowledge.learn(seen, askedAt, time.now);
		if (answer.kind === 'unclear' && answer.code === 'timeout') terms.onMet('timeout', whereOf(request), 'given up');
		if (post !== null) {
			post.answeredAt = time.now;
			post.status = answer.kind === 'answered' ? answer.status : null;
		}
		return answer;
	};
}

function whereOf({ method, path }: ApiRequest): string {
	return method === 'POST'
		? 'call'
		: path.endsWith('/transactions')
			? 'journal'
			: path === '/v2/orders'
				? 'list'
				: 'order';
}

function postOf({ execution, time }: NetworkTerms, { path }: ApiRequest): Post {
	const orderId = Number(path.split('/')[3]);
	const knew = execution.knowledge.of(orderId);
	return { orderId, leftAt: time.now, answeredAt: null, knew, call: null, status: null };
}

interface Came {
	answer: HttpAnswer;
	seen: readonly Sight[];
}

async function send(terms: NetworkTerms, request: ApiRequest, post: Post | null): Promise<Came> {
	const { network, process, random, latencyMs, signal } = terms;
	const { where, faults } = terms.store.faultsFor(request);
	const way = () => Math.round(latencyMs * (0.5 + random()));
	const fault = faults[0]?.take(where, isOfTheWay) ?? faults[1]?.take(where, isOfTheWay) ?? null;
	if (fault?.kind === 'neverConnected') {
		terms.onMet('neverConnected', where, fault.syscall);
		await process.clock.sleep(way());
		return failed(fault.code, fault.syscall);
	}
	if (fault?.kind === 'arrivesLate') terms.onMet('arrivesLate', where, 'accepted');
	// What has left arrives, also where its caller is dead or has given up.
	await network.clock.sleep(way() + (fault?.kind === 'arrivesLate' ? fault.ms : 0));
	if (!terms.mayArrive() || (signal?.aborted === true && random() < 0.5)) return await silence();
	const reply = arrive(terms, request, post);
	if (reply.kind === 'silence') return await silence();
	await process.clock.sleep(way() + (reply.kind === 'answer' ? reply.delayMs : 0));
	if (reply.kind === 'broken') return failed(reply.code, reply.syscall);
	const { status, headers, body, seen } = reply;
	return { answer: { kind: 'answered', status, headers, body }, seen };
}

function arrive({ store, token, run }: NetworkTerms, request: ApiRequest, post: Post | null): Reply {
	const { reply, call } = store.handle(request, token, run);
	if (post !== null) post.call = call;
	return reply;
}

/** What Node raises where a connection fails, as n8n hands it on. */
function failed(code: string, syscall: string): Came {
	const cause = { message: `${syscall} ${code}`, code, syscall };
	return { answer: failedAnswer({ message: cause.message, code, cause }), seen: [] };
}

async function silence(): Promise<never> {
	return await new Promise<never>(() => {});
}
