import { CAPTURE, VOID, type Action } from '../../../nodes/BigCommerce/payment/action';
import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import type { ApiRequest, HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import { integerOf, objectsIn, textOf } from '../../../nodes/BigCommerce/api/json';
import { Lane, type LaneUse } from '../../../nodes/BigCommerce/api/lane';
import { Claims } from '../../../nodes/BigCommerce/session/claims';
import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import { parseOrderId, type OrderId } from '../../../nodes/BigCommerce/model/orderId';
import type { Settlement } from '../../../nodes/BigCommerce/payment/outcome';
import { captureOrders } from '../../../nodes/BigCommerce/capture/captureOrders';
import type { CaptureRequest } from '../../../nodes/BigCommerce/capture/orderState';
import { SandboxStore } from '../../../sandbox/store';
import { LONGEST_STALL, type Script } from './script';
import { seededRandom, VirtualProcess, VirtualTime } from './virtualTime';
import { wireTo } from './wire';

/** A call to capture or void that reached the store. */
export interface Post {
	orderId: number;
	/** What the run had last read of the payment when the call arrived, and when it had asked for that. */
	shown: string | undefined;
	readAt: number;
	at: number;
	wasAccepted: boolean;
	wasRefused429: boolean;
}

/** One execution, and what it said; null where its process died first. */
export interface Run {
	name: string;
	requests: CaptureRequest[];
	posts: Post[];
	use: Readonly<LaneUse>;
	answers: Settlement[] | null;
	/** How long it took, in virtual milliseconds. */
	took: number;
	wasStopped: boolean;
	/** How long it went on after the Stop. */
	stoppedFor: number;
}

/** What came of a script. */
export interface Course {
	script: Script;
	action: Action;
	store: SandboxStore;
	runs: Run[];
	/** The runs whose calls were accepted, by order, in the order of acceptance. */
	acceptedBy: Map<number, Run[]>;
}

/** A process of n8n, as far as the engine can tell: what all its executions share. */
interface Host {
	process: VirtualProcess;
	lane: Lane;
	claims: Claims;
}

/** Plays a script to its end, and lets everything that is still under way at the gateways end too. */
export async function play(script: Script): Promise<Course> {
	const stage = new Stage(script);
	const { plot } = script;
	const host = stage.newHost();
	switch (plot.kind) {
		case 'once':
			await stage.time.until(stage.run('only', host));
			break;
		case 'again':
			await stage.time.until(stage.run('first', host));
			await stage.pass(plot.pauseMs);
			await stage.time.until(stage.run('second', host));
			break;
		case 'together': {
			const first = stage.run('first', host);
			await stage.pass(plot.pauseMs);
			await stage.time.until(Promise.all([first, stage.run('second', host)]));
			break;
		}
		case 'crash':
			await stage.time.until(Promise.race([stage.run('dying', host, plot), stage.death]));
			await stage.pass(plot.pauseMs);
			await stage.time.until(stage.run('second', stage.newHost()));
			break;
		case 'stop': {
			const stop = new AbortController();
			const first = stage.run('stopped', host, undefined, stop);
			await stage.pass(plot.atMs);
			stop.abort();
			await stage.time.until(first);
			await stage.pass(plot.pauseMs);
			await stage.time.until(stage.run('second', host));
		}
	}
	await stage.pass(400_000);
	stage.store.advance();
	return stage.course;
}

class Stage {
	readonly time = new VirtualTime();
	readonly store: SandboxStore;
	readonly course: Course;
	/** Resolves when the process dies. */
	readonly death: Promise<void>;
	private die: () => void = () => {};
	private readonly random: () => number;
	private readonly chance: VirtualProcess;
	private readonly ids: number[] = [];

	constructor(private readonly script: Script) {
		this.random = seededRandom(script.seed);
		this.chance = new VirtualProcess(this.time, this.random);
		this.store = new SandboxStore({ now: () => this.time.wall, random: this.random, logSize: 1, ...script.settings });
		this.death = new Promise((resolve) => (this.die = resolve));
		let id = 100;
		for (const order of script.orders) {
			id += order.gap;
			this.ids.push(id);
			this.store.addOrder({
				id,
				state: order.state,
				statusId: order.statusId,
				archived: order.archived,
				captureDelayMs: order.captureDelayMs,
				giftCertificate: order.giftCertificate ? '5.00' : undefined,
				ageDays: 2,
				faults: order.faults,
			});
		}
		if (script.storeFaults.length > 0) this.store.setStoreFault(script.storeFaults);
		const action = script.action === 'capture' ? CAPTURE : VOID;
		this.course = { script, action, store: this.store, runs: [], acceptedBy: new Map() };
	}

	newHost(): Host {
		const process = new VirtualProcess(this.time, this.random, this.script.wallOffset);
		return { process, lane: new Lane(process.clock), claims: new Claims() };
	}

	async pass(ms: number): Promise<void> {
		if (ms > 0) await this.time.until(this.chance.clock.sleep(ms));
	}

	/** Runs the node's engine once over the script's items. */
	async run(
		name: string,
		host: Host,
		crash?: { atCall: number; arrives: boolean },
		stop?: AbortController,
	): Promise<void> {
		const { script } = this;
		const { process, lane, claims } = host;
		const signal = stop?.signal;
		const place = lane.join({
			maxConcurrency: script.terms.maxConcurrency,
			quotaReserve: script.quotaReserve,
			maxThrottleWaitMs: script.terms.resultTimeout,
			signal,
		});
		const run: Run = {
			name,
			requests: this.requests(),
			posts: [],
			use: place.use,
			answers: null,
			took: 0,
			wasStopped: false,
			stoppedFor: 0,
		};
		this.course.runs.push(run);
		const seen = new Map<number, { shown: string; readAt: number }>();
		const asked = new Map<ApiRequest, number>();
		let calls = 0;
		const http = wireTo({
			store: this.store,
			process,
			token: script.token,
			signal,
			latency: () => Math.round(script.latencyMs * (0.5 + this.random())),
			isRefused: () => script.refusedShare > 0 && this.random() < script.refusedShare,
			stall: (request) =>
				request.method === 'POST' && script.stalledShare > 0 && this.random() < script.stalledShare
					? this.random() * (script.requestTimeout + LONGEST_STALL)
					: 0,
			network: this.chance,
			onArrival: (request, serve) => {
				calls++;
				if (crash !== undefined && calls === crash.atCall) {
					process.kill();
					this.die();
					if (!crash.arrives) return { kind: 'hang' };
				}
				asked.set(request, this.time.now);
				return request.method === 'POST' ? this.post(run, request, seen, serve) : serve();
			},
			onAnswer: (request, answer) => learn(request, answer, asked.get(request) ?? 0, seen),
		});
		const began = this.time.now;
		let stoppedAt: number | null = null;
		signal?.addEventListener('abort', () => (stoppedAt ??= this.time.now));
		const client = new ApiClient(http, place, process.clock, script.requestTimeout, signal);
		run.answers = await captureOrders(
			run.requests,
			{ ...script.terms, action: this.course.action },
			{ client, clock: process.clock, claims, signal },
		);
		place.leave();
		run.took = this.time.now - began;
		run.wasStopped = stoppedAt !== null;
		run.stoppedFor = stoppedAt === null ? 0 : this.time.now - stoppedAt;
	}

	private post(
		run: Run,
		request: ApiRequest,
		seen: Map<number, { shown: string; readAt: number }>,
		serve: () => ReturnType<SandboxStore['handle']>,
	) {
		const orderId = Number(/\/v3\/orders\/(\d+)\/payment_actions\/(?:capture|void)$/.exec(request.path)?.[1]);
		const before = this.accepted(orderId);
		const reply = serve();
		const wasAccepted = this.accepted(orderId) > before;
		const known = seen.get(orderId);
		const wasRefused429 = reply.kind === 'answer' && reply.status === 429;
		run.posts.push({
			orderId,
			shown: known?.shown,
			readAt: known?.readAt ?? Number.NEGATIVE_INFINITY,
			at: this.time.now,
			wasAccepted,
			wasRefused429,
		});
		if (wasAccepted) this.course.acceptedBy.set(orderId, [...(this.course.acceptedBy.get(orderId) ?? []), run]);
		return reply;
	}

	private accepted(orderId: number): number {
		if (!this.store.orders.get(orderId)) return 0;
		const truth = this.store.truth(orderId);
		return this.script.action === 'capture' ? truth.captureRequestsAccepted : truth.voidRequestsAccepted;
	}

	/** The script's items: orders as often as it says, one that does not exist, shuffled. */
	private requests(): CaptureRequest[] {
		const { script } = this;
		const wanted = script.orders.flatMap(({ items }, index) => Array<number>(items).fill(this.ids[index] ?? 0));
		if (script.unknownOrder) wanted.push(999_999);
		const shuffled = wanted.map((id) => ({ id, place: this.random() })).sort((a, b) => a.place - b.place);
		// Guards are an item's own: half of the items have none.
		return shuffled.map(({ id, place }) => ({
			orderId: orderIdOf(id),
			guards: script.guards !== null && place < 0.5 ? { ...NO_GUARDS, ...script.guards } : NO_GUARDS,
		}));
	}
}

export function orderIdOf(id: number): OrderId {
	const parsed = parseOrderId(id);
	if (!parsed.ok) throw new Error(`${id} is not an order ID`);
	return parsed.orderId;
}

/** Takes down what an answer to a read showed of payments. */
function learn(
	{ method, path }: ApiRequest,
	answer: HttpAnswer,
	readAt: number,
	seen: Map<number, { shown: string; readAt: number }>,
): void {
	if (method !== 'GET' || answer.kind !== 'answered' || answer.status !== 200) return;
	const ofTransactions = /\/v3\/orders\/(\d+)\/transactions$/.exec(path)?.[1];
	if (ofTransactions !== undefined) {
		// A look at transactions alone never shows more than this; the engine's own reading of them is tested in tables.
		if (!seen.has(Number(ofTransactions))) seen.set(Number(ofTransactions), { shown: 'transactions', readAt });
		else if (seen.get(Number(ofTransactions))?.shown === 'transactions')
			seen.set(Number(ofTransactions), { shown: 'transactions', readAt });
		return;
	}
	for (const row of Array.isArray(answer.body) ? objectsIn(answer.body) : objectsIn([answer.body])) {
		const id = integerOf(row, 'id');
		const shown = textOf(row, 'payment_status');
		if (id !== null && shown !== null) seen.set(id, { shown: shown.trim().toLowerCase(), readAt });
	}
}
