import type { ApiRequest } from '../../../../nodes/BigCommerce/api/http';
import { act, type Actor } from './actors';
import { BODIES, HTML, notFound, problem, scopeMissing, told, YES } from './bodies';
import { Faults, isOfTheAnswer, isOfTheView, type Fault, type FaultKind, type Where } from './faults';
import { StoreOrder, type Job, type OrderTraits } from './order';
import type { OrderStart } from './orderStart';
import { orderBody } from './orderBody';
import { Quota, type QuotaTraits } from './quota';
import type { Answer, Call, Reply, Sight } from './reply';
import { transactionBody, type AbsentValues } from './transaction';

/** How a store answers a capture of a payment that is on its way or done: BigCommerce does not document it. */
export type SecondCall = 'accept201' | 'conflict409' | 'unprocessable422' | 'ignore201';

/** How a store behaves. */
export interface StoreTraits extends OrderTraits, QuotaTraits {
	secondCapture: SecondCall;
	secondVoid: SecondCall;
	notAuthorizedStatus: 400 | 404 | 409 | 422;
	/** Body of a good answer to a capture; 204 is one without body. */
	yes: '{}' | '' | 'null' | '[]' | 'text' | 'data' | 204;
	/** Whether transactions say what they act on. */
	hasReferences: boolean;
	absentValues: AbsentValues;
	hasDateHeader: boolean;
}

export const TOKENS = {
	full: { orders: true, transactions: true, acts: true },
	orders: { orders: true, transactions: false, acts: true },
	transactions: { orders: false, transactions: true, acts: true },
	readOnly: { orders: true, transactions: true, acts: false },
} as const;

export type Token = keyof typeof TOKENS;

export interface StoreStart {
	traits: StoreTraits;
	orders: Array<OrderStart & { faults: Fault[]; actors: Actor[] }>;
	faults: Fault[];
	now: () => number;
	/** Told of every fault and actor that strikes. */
	onMet: (kind: string, where: string, when: string) => void;
}

const PAGE = 250;
/**
 * A BigCommerce store of the tests' own, made from the published documentation and apart from the sandbox: what
 * proves the node must not share its mistakes. No timers: what is due is done when somebody asks.
 */
export class WorldStore {
	readonly orders = new Map<number, StoreOrder>();
	readonly calls: Call[] = [];
	/** Orders that somebody other than a run has acted on, with the moments. */
	readonly acted = new Map<number, number[]>();
	private readonly faults: Faults;
	private readonly orderFaults = new Map<number, Faults>();
	private readonly actors = new Map<number, Array<{ actor: Actor; isDone: boolean }>>();
	private readonly reads = new Map<number, number>();
	private readonly quota: Quota;
	private due: Array<{ at: number; run: (at: number) => void }> = [];

	constructor(private readonly world: StoreStart) {
		this.faults = new Faults(world.faults);
		this.quota = new Quota(world.traits);
		const now = world.now();
		for (const start of world.orders) {
			const order = new StoreOrder(start, world.traits, now);
			this.orders.set(order.id, order);
			this.orderFaults.set(order.id, new Faults(start.faults));
			this.actors.set(
				order.id,
				start.actors.map((actor) => ({ actor, isDone: false })),
			);
			for (const entry of this.actors.get(order.id) ?? [])
				if (entry.actor.when.at === 'time')
					this.schedule(now + entry.actor.when.ms, (at) => this.let(order, entry, at));
			if (start.word === 'capture pending' || start.word === 'void pending') this.beginByOthers(order, start.word, now);
		}
	}

	/** The fault that meets a request on its way, before the store sees it. */
	faultsFor(request: ApiRequest): { where: Where; orderId: number | null; faults: Faults[] } {
		const { where, orderId } = routeOf(request);
		const own = orderId === null ? undefined : this.orderFaults.get(orderId);
		return { where, orderId, faults: own === undefined || own.isEmpty ? [this.faults] : [own, this.faults] };
	}

	/** Answers a request. */
	handle(request: ApiRequest, token: Token, run: string): { reply: Reply; call: Call | null } {
		const now = this.world.now();
		this.advance(now);
		const { where, orderId } = routeOf(request);
		if (!this.quota.take(now)) return { reply: this.refusedForQuota(now), call: null };
		if (where === 'call' && orderId !== null) return this.answerCall(request, orderId, token, run, now);
		return { reply: this.answerRead(request, where, orderId, token, now), call: null };
	}

	/** Does what is due by now. */
	advance(now: number): void {
		for (;;) {
			let next: (typeof this.due)[number] | undefined;
			for (const entry of this.due) if (entry.at <= now && (next === undefined || entry.at < next.at)) next = entry;
			if (next === undefined) return;
			const chosen = next;
			this.due = this.due.filter((entry) => entry !== chosen);
			chosen.run(chosen.at);
		}
	}

	/** Lets everything come to its end that ever will. */
	rest(): void {
		this.advance(Number.POSITIVE_INFINITY);
	}

	private schedule(at: number, run: (at: number) => void): void {
		this.due.push({ at, run });
	}

	private answerCall(request: ApiRequest, orderId: number, token: Token, run: string, now: number) {
		const { traits, onMet } = this.world;
		const action = request.path.endsWith('/void') ? 'void' : 'capture';
		const order = this.orders.get(orderId);
		const call: Call = {
			orderId,
			action,
			run,
			arrivedAt: now,
			wasTaken: false,
			fate: 'none',
			endedAt: null,
			told: 'nothing',
		};
		if (!TOKENS[token].acts) return { reply: this.answer(403, scopeMissing(), now), call: null };
		if (order === undefined) return { reply: this.answer(404, notFound(), now), call: null };
		this.calls.push(call);
		for (const entry of this.actors.get(orderId) ?? [])
			if (!entry.isDone && entry.actor.when.at === 'call') this.let(order, entry, now);
		const own = this.orderFaults.get(orderId);
		const fault = own?.take('call', isOfTheAnswer) ?? this.faults.take('call', isOfTheAnswer);
		if (own) own.hasCalled = true;
		this.faults.hasCalled = true;
		for (const entry of this.actors.get(orderId) ?? []) {
			const { when } = entry.actor;
			if (!entry.isDone && when.at === 'afterCall') this.schedule(now + when.ms, (at) => this.let(order, entry, at));
		}
		let reply: Reply | null = null;
		let isAsked = true;
		if (fault !== null) {
			isAsked = !('accepted' in fault) || fault.accepted;
			if (fault.kind === 'refused' || fault.kind === 'bare429' || fault.kind === 'stated429') isAsked = false;
			if (fault.kind === 'falseYes' || fault.kind === 'notFound' || fault.kind === 'tooLarge') isAsked = false;
			onMet(fault.kind, 'call', isAsked ? 'accepted' : 'not accepted');
			reply = this.spoilt(fault, now);
		}
		const good = isAsked ? this.begin(order, call, now) : this.answer(201, YES[traits.yes], now);
		const answered = fault === null || fault.kind === 'slow' || fault.kind === 'falseYes' ? good : (reply ?? good);
		if (fault?.kind === 'slow' && answered.kind === 'answer') answered.delayMs = fault.ms;
		if (answered.kind === 'answer') call.told = told(answered.status, answered.body);
		return { reply: answered, call };
	}

	/** Takes a call as the payment's state allows, and answers it. */
	private begin(order: StoreOrder, call: Call, now: number): Answer {
		const { traits } = this.world;
		const { standing } = order;
		const isDone =
			call.action === 'capture' ? (standing?.taken ?? 0) > 0 : order.word === 'void' || order.word === 'refunded';
		if (order.openJobs > 0 || isDone) {
			switch (call.action === 'capture' ? traits.secondCapture : traits.secondVoid) {
				case 'conflict409':
					return this.answer(409, problem(409), now);
				case 'unprocessable422':
					return this.answer(422, { ...problem(422), errors: { payment: 'already captured' } }, now);
				case 'ignore201':
					return this.yes(now);
				case 'accept201':
			}
		} else if (order.word !== 'authorized' || standing === null) {
			return this.answer(traits.notAuthorizedStatus, problem(traits.notAuthorizedStatus), now);
		}
		call.wasTaken = true;
		call.fate = 'underWay';
		this.start(order, call.action, now, true, (hasTaken, at) => {
			call.fate = hasTaken ? 'took' : 'refused';
			call.endedAt = at;
		});
		return this.yes(now);
	}

	private start(
		order: StoreOrder,
		action: 'capture' | 'void',
		now: number,
		isByUs: boolean,
		onEnd: Job['onEnd'],
	): void {
		const job: Job = { action, authorization: order.standing, isByUs, onEnd };
		const number = order.jobsBegun;
		const delay = order.begin(job, now);
		if (delay === 0) order.end(job, number, now);
		else if (delay !== null) this.schedule(now + delay, (at) => order.end(job, number, at));
	}

	private beginByOthers(order: StoreOrder, word: string, now: number): void {
		this.noteActed(order, now);
		this.start(order, word === 'void pending' ? 'void' : 'capture', now, false, () => {});
	}

	/** Lets somebody else do something to an order. */
	private let(order: StoreOrder, entry: { actor: Actor; isDone: boolean }, at: number): void {
		if (entry.isDone) return;
		entry.isDone = true;
		const { actor } = entry;
		const isCalled = this.orderFaults.get(order.id)?.hasCalled === true;
		const phase = order.openJobs > 0 ? 'while it runs' : isCalled ? 'after the call' : 'before the call';
		const hasActed = act(order, actor.does, at, (action) => this.start(order, action, at, false, () => {}));
		if (!hasActed) return;
		this.noteActed(order, at);
		this.world.onMet(actor.does.kind, 'second actor', phase);
	}

	private noteActed(order: StoreOrder, at: number): void {
		const times = this.acted.get(order.id);
		if (times) times.push(at);
		else this.acted.set(order.id, [at]);
	}

	private answerRead(request: ApiRequest, where: Where, orderId: number | null, token: Token, now: number): Reply {
		const scope = TOKENS[token];
		if (where === 'journal' ? !scope.transactions : !scope.orders) return this.answer(403, scopeMissing(), now);
		const own = orderId === null ? undefined : this.orderFaults.get(orderId);
		const isCalled = own?.hasCalled ?? this.faults.hasCalled;
		const fault = own?.take(where, isOfTheAnswer) ?? this.faults.take(where, isOfTheAnswer);
		if (fault !== null) {
			this.world.onMet(fault.kind, where, isCalled ? 'after the call' : 'before the call');
			const spoilt = this.spoilt(fault, now);
			if (spoilt !== null) return spoilt;
		}
		const answer = where === 'list' ? this.list(request, now) : this.single(orderId ?? 0, where, now);
		if (fault?.kind === 'slow') answer.delayMs = fault.ms;
		return answer;
	}

	private single(orderId: number, where: Where, now: number): Answer {
		const order = this.orders.get(orderId);
		if (order === undefined) return this.answer(404, where === 'journal' ? notFound() : [notFound()], now);
		const sight = this.look(order, where === 'journal' ? 'journal' : 'order', now);
		if (where !== 'journal') return this.answer(200, orderBody(sight), now, [sight]);
		const { absentValues, hasReferences } = this.world.traits;
		if (sight.version.entries === 0) return this.answer(204, '', now, [sight]);
		sight.version.journalBody ??= {
			data: order.journal
				.slice(0, sight.version.entries)
				.map((entry) => (hasReferences ? entry : { ...entry, reference: null }))
				.map((entry) => transactionBody(order.id, entry, absentValues)),
			meta: {},
		};
		return this.answer(200, sight.version.journalBody, now, [sight]);
	}

	private list({ query = {} }: ApiRequest, now: number): Answer {
		const limit = Number(query.limit ?? 50);
		if (limit > PAGE) return this.answer(413, [{ status: 413, message: 'limit' }], now);
		const minId = Number(query.min_id ?? 0);
		const maxId = Number(query.max_id ?? Number.POSITIVE_INFINITY);
		const since = query.min_date_modified === undefined ? null : Date.parse(String(query.min_date_modified));
		const first = (Number(query.page ?? 1) - 1) * limit;
		const seen: Sight[] = [];
		let skipped = 0;
		for (const order of this.orders.values()) {
			if (order.id < minId || order.id > maxId || order.start.isArchived) continue;
			const sight = this.look(order, 'list', now);
			const { statusId, modifiedAt } = sight.version;
			if (query.status_id !== undefined && statusId !== Number(query.status_id)) continue;
			if (since !== null && Math.floor(modifiedAt / 1000) * 1000 < since) continue;
			if (skipped++ < first) continue;
			if (seen.length === limit) break;
			seen.push(sight);
		}
		if (seen.length === 0) return this.answer(204, '', now);
		return this.answer(
			200,
			seen.map((sight) => orderBody(sight)),
			now,
			seen,
		);
	}

	/** Looks at an order as a read shows it, and lets those act who waited for that. */
	private look(order: StoreOrder, view: Sight['view'], now: number): Sight {
		const own = this.orderFaults.get(order.id);
		const when = own?.hasCalled === true ? 'after the call' : 'before the call';
		const fault = own === undefined || own.isEmpty ? null : own.take(view, isOfTheView);
		const asOf = fault?.kind === 'stale' ? now - fault.ms : now;
		let version = order.versionAt(asOf);
		if (fault?.kind === 'stale' && version !== order.versionAt(now)) this.world.onMet('stale', view, when);
		// Before anything was begun for it, nobody would doubt the word.
		const isBelieved = fault?.kind === 'unknownWord' && fault.word === 'declined' && order.jobsBegun === 0;
		if (fault?.kind === 'unknownWord' && view !== 'journal' && !isBelieved) {
			this.world.onMet(fault.word === 'declined' ? 'declinedOnce' : 'unknownWord', view, when);
			version = { ...version, word: fault.word, orderBody: undefined };
		}
		const reads = (this.reads.get(order.id) ?? 0) + 1;
		this.reads.set(order.id, reads);
		for (const entry of this.actors.get(order.id) ?? []) {
			const { when: moment } = entry.actor;
			if (!entry.isDone && moment.at === 'read' && moment.number <= reads) this.let(order, entry, now);
		}
		return { order, view, version, asOf };
	}

	/** The answer that a fault makes of a request, or null where it leaves the answer as it is. */
	private spoilt(fault: Fault & { kind: FaultKind }, now: number): Reply | null {
		switch (fault.kind) {
			case 'serverError':
				return this.answer(fault.status, { status: fault.status, title: 'Server error', errors: {} }, now);
			case 'html':
				return this.answer(fault.status, HTML, now);
			case 'oddBody':
				return this.answer(fault.status, BODIES[fault.body], now);
			case 'redirect': {
				const answer = this.answer(302, '', now);
				answer.headers.location = 'https://elsewhere.example/';
				return answer;
			}
			case 'refused':
				return this.answer(fault.status, problem(fault.status), now);
			case 'forbidden':
				return this.answer(fault.status, scopeMissing(), now);
			case 'bare429':
				return { kind: 'answer', status: 429, headers: {}, body: '', delayMs: 0, seen: [] };
			case 'stated429': {
				const headers: Record<string, string> = {};
				if (fault.retryAfter !== null) headers['x-retry-after'] = fault.retryAfter;
				if (fault.resetMs !== null) headers['x-rate-limit-time-reset-ms'] = fault.resetMs;
				return { kind: 'answer', status: 429, headers, body: '', delayMs: 0, seen: [] };
			}
			case 'connectionLost':
				return { kind: 'broken', code: fault.code, syscall: fault.syscall };
			case 'hang':
			case 'trickle':
				return { kind: 'silence' };
			case 'notFound':
				return this.answer(404, notFound(), now);
			case 'tooLarge':
				return this.answer(413, '', now);
			default:
				return null;
		}
	}

	private yes(now: number): Answer {
		const { yes } = this.world.traits;
		return yes === 204 ? this.answer(204, '', now) : this.answer(201, YES[yes], now);
	}

	private refusedForQuota(now: number): Answer {
		this.world.onMet('quota', 'any', 'refused');
		const headers = this.quota.headersOf(true, now);
		return { kind: 'answer', status: 429, headers, body: '', delayMs: 0, seen: [] };
	}

	private answer(status: number, body: unknown, now: number, seen: Sight[] = []): Answer {
		const headers = this.quota.headersOf(false, now);
		if (this.world.traits.hasDateHeader) headers.date = new Date(now).toUTCString();
		return { kind: 'answer', status, headers, body, delayMs: 0, seen };
	}
}

function routeOf({ method, path }: ApiRequest): { where: Where; orderId: number | null } {
	if (path === '/v2/orders') return { where: 'list', orderId: null };
	const orderId = Number(path.split('/')[3]);
	if (method === 'POST') return { where: 'call', orderId };
	return { where: path.endsWith('/transactions') ? 'journal' : 'order', orderId };
}
