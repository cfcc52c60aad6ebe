import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import type { ApiRequest, Http } from '../../../nodes/BigCommerce/api/http';
import { Lane, type LaneUse } from '../../../nodes/BigCommerce/api/lane';
import { CAPTURE } from '../../../nodes/BigCommerce/payment/action';
import { Claims } from '../../../nodes/BigCommerce/session/claims';
import { StoreClaims } from '../../../nodes/BigCommerce/session/storeClaims';
import { StoreTime, tellingTime } from '../../../nodes/BigCommerce/session/storeTime';
import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import type { Settlement } from '../../../nodes/BigCommerce/payment/outcome';
import { captureOrders } from '../../../nodes/BigCommerce/capture/captureOrders';
import type { RunOptions } from '../../../nodes/BigCommerce/capture/options';
import type { CaptureRequest } from '../../../nodes/BigCommerce/capture/orderState';
import type { StoreReply } from '../../../sandbox/protocol';
import { SandboxStore, type OrderInput, type StoreSettings } from '../../../sandbox/store';
import { seededRandom, VirtualProcess, VirtualTime } from './virtualTime';
import { wireTo } from './wire';
import { orderId } from '../../builders/orderIds';

/** A store and what is asked of the node, to see what that costs. */
export interface Trial {
	/** IDs to capture. */
	requested: number[];
	/** Orders that are in the store besides. */
	others?: OrderInput[];
	settings?: Partial<StoreSettings>;
	terms?: Partial<RunOptions>;
	/** What each requested order is besides. */
	order?(id: number): OrderInput;
	/** What each order's item asks for besides. */
	request?(id: number): Partial<Pick<CaptureRequest, 'guards' | 'options'>>;
	/** Percent left to other apps. */
	quotaReserve?: number;
	/** One way, in milliseconds. */
	latency?: number;
	/** Executions over which the requested orders are dealt out; all in one process. */
	executions?: number;
	/** Whether orders are claimed in the store before they are sent. */
	claimsInStore?: boolean;
	/** May change what the store answers. */
	meddle?(
		request: ApiRequest,
		reply: StoreReply,
		at: { store: SandboxStore; time: VirtualTime; process: VirtualProcess },
	): StoreReply;
	seed?: number;
}

export interface Measured {
	answers: Settlement[];
	store: SandboxStore;
	calls: number;
	/** 429s to calls that left after the first answer had come: before, nobody can know the quota. */
	refusals: number;
	/** Requests left when the fewest were, after any of those calls. */
	leastLeft: number;
	tookMs: number;
	proved: number;
	uses: LaneUse[];
	requests: ApiRequest[];
	/** When each order was settled, milliseconds since the run began. */
	settledAfter: Map<number, number>;
	/** When each order's first call to capture arrived, milliseconds since the run began. */
	sentAfter: Map<number, number>;
}

const TERMS: RunOptions = {
	action: CAPTURE,
	dryRun: false,
	waitForResult: true,
	alreadySettled: 'succeed',
	resultTimeout: 60_000,
	verificationWindow: 10_000,
	maxConcurrency: 10,
	maxOrders: null,
	stopAfterFailures: null,
	keepOrder: false,
};

const CLAIM_TERMS = {
	subject: 'payment',
	action: 'capture',
	execution: '1',
	leaseMs: 160_000,
	requestTimeout: 30_000,
	keepsClosed: true,
} as const;

/** Captures the requested orders on virtual time, and counts. */
export async function measure(trial: Trial): Promise<Measured> {
	const { requested, others = [], settings = {}, quotaReserve = 10, latency = 25, executions = 1, seed = 1 } = trial;
	const time = new VirtualTime(1_000_000);
	const random = seededRandom(seed);
	const store = new SandboxStore({ now: () => time.wall, random, quota: null, logSize: 1, ...settings });
	for (const input of others) store.addOrder({ ageDays: 1, ...input });
	for (const id of requested) store.addOrder({ id, ageDays: 1, ...trial.order?.(id) });
	const process = new VirtualProcess(time, random);
	const lane = new Lane(process.clock);
	const claims = new Claims();
	const measured: Measured = {
		answers: [],
		store,
		calls: 0,
		refusals: 0,
		leastLeft: Number.POSITIVE_INFINITY,
		tookMs: 0,
		proved: 0,
		uses: [],
		requests: [],
		settledAfter: new Map(),
		sentAfter: new Map(),
	};
	/** Calls that left when the quota was known. */
	const knowing = new Set<ApiRequest>();
	let firstAnswerAt = Number.POSITIVE_INFINITY;
	const wire = wireTo({
		store,
		process,
		token: 'sandbox-token',
		latency: () => latency * (0.5 + random()),
		onArrival: (request, serve) => {
			const reply = serve();
			measured.requests.push(request);
			const sent = /\/orders\/(\d+)\/payment_actions\//.exec(request.path)?.[1];
			if (sent !== undefined && !measured.sentAfter.has(Number(sent))) measured.sentAfter.set(Number(sent), time.now);
			const { left } = store.quotaState();
			if (left !== null && knowing.has(request)) measured.leastLeft = Math.min(measured.leastLeft, left);
			return trial.meddle ? trial.meddle(request, reply, { store, time, process }) : reply;
		},
	});
	const http: Http = async (request) => {
		if (time.now >= firstAnswerAt) knowing.add(request);
		const answer = await wire(request);
		if (answer.kind === 'answered' && answer.status === 429 && knowing.has(request)) measured.refusals++;
		firstAnswerAt = Math.min(firstAnswerAt, time.now);
		return answer;
	};
	const terms = { ...TERMS, ...trial.terms };
	const runs = Array.from({ length: executions }, async (_, share) => {
		const place = lane.join({
			maxConcurrency: terms.maxConcurrency,
			quotaReserve,
			maxThrottleWaitMs: terms.resultTimeout,
		});
		const storeTime = new StoreTime(process.clock);
		const client = new ApiClient(tellingTime(http, storeTime, process.clock), place, process.clock, 30_000);
		const storeClaims = new StoreClaims(client, process.clock, storeTime, { ...CLAIM_TERMS, token: `run-${share}` });
		const requests = requested
			.filter((_id, index) => index % executions === share)
			.map((id) => ({ orderId: orderId(id), guards: NO_GUARDS, ...trial.request?.(id) }));
		const answers = await captureOrders(requests, terms, {
			client,
			clock: process.clock,
			claims,
			storeClaims: trial.claimsInStore ? storeClaims : undefined,
			onSettled: ({ orderId }) => measured.settledAfter.set(orderId, time.now),
		});
		place.leave();
		measured.uses.push(place.use);
		return answers;
	});
	const began = time.now;
	measured.answers = (await time.until(Promise.all(runs))).flat();
	measured.tookMs = time.now - began;
	measured.calls = store.log.counters.total;
	measured.proved = measured.answers.filter(
		({ outcome, orderId }) => outcome === 'captured' && store.truth(orderId).captures === 1,
	).length;
	return measured;
}

/** So many IDs, so far apart. */
export function idsOf(count: number, step = 1, first = 101): number[] {
	return Array.from({ length: count }, (_, index) => first + index * step);
}

/** The least time in which the quota lets `calls` out, from the beginning of a window. */
export function leastTime(calls: number, quota: number, reservePercent: number, windowMs = 30_000): number {
	const allowed = quota - Math.min(Math.floor((quota * reservePercent) / 100), quota - 1);
	return Math.floor((calls - 1) / allowed) * windowMs;
}
