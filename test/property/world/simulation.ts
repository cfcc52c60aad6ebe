import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import { Lane } from '../../../nodes/BigCommerce/api/lane';
import { captureOrders } from '../../../nodes/BigCommerce/capture/captureOrders';
import type { CaptureRequest } from '../../../nodes/BigCommerce/capture/orderState';
import { CAPTURE, VOID } from '../../../nodes/BigCommerce/payment/action';
import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import { Claims } from '../../../nodes/BigCommerce/session/claims';
import { orderId } from '../../builders/orderIds';
import { Knowledge } from './knowledge';
import type { RunPlan, Scenario } from './scenario';
import { WorldStore } from './store/store';
import { seededRandom, VirtualProcess, VirtualTime } from './virtualTime';
import type { Execution } from './execution';
import { networkTo } from './network';

/** What came of a scenario. */
export interface Trace {
	scenario: Scenario;
	store: WorldStore;
	time: VirtualTime;
	executions: Execution[];
	/** What went wrong in it: kind, where, when. */
	met: Set<string>;
}

/** A process of n8n, as far as the engine can tell: what all its executions share. */
interface Host {
	number: number;
	process: VirtualProcess;
	lane: Lane;
	claims: Claims;
}

/** Longest time for which something may be on its way when all executions are over, in milliseconds. */
const LAST_ARRIVALS = 400_000;

/** Plays a scenario to its end, and lets everything that is still under way come to rest. */
export async function simulate(scenario: Scenario): Promise<Trace> {
	const simulation = new Simulation(scenario);
	const { plan } = scenario;
	const [first, second = first] = plan.runs;
	const host = simulation.newHost();
	switch (plan.kind) {
		case 'once':
			await simulation.complete(simulation.execute('only', first, host));
			break;
		case 'again':
			await simulation.complete(simulation.execute('first', first, host));
			await simulation.pass(plan.pauseMs);
			await simulation.complete(simulation.execute('second', second, host));
			break;
		case 'together': {
			const running = simulation.execute('first', first, host);
			await simulation.pass(plan.pauseMs);
			const other = plan.sameProcess ? host : simulation.newHost();
			await simulation.complete(Promise.all([running, simulation.execute('second', second, other)]));
			break;
		}
		case 'crash':
			await simulation.complete(Promise.race([simulation.execute('dying', first, host, plan), simulation.death]));
			await simulation.pass(plan.pauseMs);
			await simulation.complete(simulation.execute('second', second, simulation.newHost()));
			break;
		case 'stop': {
			const stop = new AbortController();
			const running = simulation.execute('stopped', first, host, undefined, stop);
			await simulation.pass(plan.atMs);
			stop.abort();
			await simulation.complete(running);
			await simulation.pass(plan.pauseMs);
			await simulation.complete(simulation.execute('second', second, host));
		}
	}
	await simulation.pass(LAST_ARRIVALS);
	simulation.trace.store.rest();
	return simulation.trace;
}

class Simulation {
	readonly trace: Trace;
	/** Resolves when the process dies. */
	readonly death: Promise<void>;
	private readonly time = new VirtualTime();
	private readonly random: () => number;
	private readonly network: VirtualProcess;
	private die: () => void = () => {};
	private hosts = 0;

	constructor(private readonly scenario: Scenario) {
		const { time } = this;
		this.random = seededRandom(scenario.seed);
		this.network = new VirtualProcess(time, this.random);
		this.death = new Promise((resolve) => (this.die = resolve));
		const met = new Set<string>();
		const store = new WorldStore({
			traits: scenario.traits,
			orders: scenario.orders,
			faults: scenario.faults,
			now: () => time.wall,
			onMet: (kind, where, when) => met.add(`${kind}|${where}|${when}`),
		});
		this.trace = { scenario, store, time, executions: [], met };
	}

	newHost(): Host {
		const process = new VirtualProcess(this.time, this.random, this.scenario.wallOffset);
		return { number: this.hosts++, process, lane: new Lane(process.clock), claims: new Claims() };
	}

	async complete<T>(work: Promise<T>): Promise<T> {
		return await this.time.until(work);
	}

	async pass(ms: number): Promise<void> {
		if (ms > 0) await this.time.until(this.network.clock.sleep(ms));
	}

	/** Runs the node's engine once over the scenario's items. */
	async execute(
		name: string,
		plan: RunPlan,
		{ process, lane, claims, number }: Host,
		crash?: { atCall: number; arrives: boolean },
		stop?: AbortController,
	): Promise<void> {
		const { scenario, time } = this;
		const { store, met } = this.trace;
		const terms = { ...scenario.terms, ...plan.terms };
		const signal = stop?.signal;
		const place = lane.join({
			maxConcurrency: terms.maxConcurrency,
			quotaReserve: scenario.quotaReserve,
			maxThrottleWaitMs: terms.resultTimeout,
			signal,
		});
		const execution: Execution = {
			plan,
			name,
			process: number,
			requests: requestsOf(scenario),
			posts: [],
			knowledge: new Knowledge(),
			use: place.use,
			answers: null,
			settled: new Map(),
			beganAt: time.now,
			endedAt: Number.POSITIVE_INFINITY,
			stoppedAt: null,
		};
		this.trace.executions.push(execution);
		signal?.addEventListener('abort', () => (execution.stoppedAt ??= time.now));
		let calls = 0;
		const http = networkTo({
			store,
			time,
			process,
			network: this.network,
			token: scenario.token,
			run: name,
			latencyMs: scenario.latencyMs,
			random: this.random,
			signal,
			execution,
			onMet: (kind, where, when) => met.add(`${kind}|${where}|${when}`),
			mayArrive: () => {
				calls++;
				if (crash === undefined || calls !== crash.atCall) return true;
				process.kill();
				this.die();
				return crash.arrives;
			},
		});
		const client = new ApiClient(http, place, process.clock, scenario.requestTimeout, signal);
		execution.answers = await captureOrders(
			execution.requests,
			{ ...terms, action: plan.action === 'capture' ? CAPTURE : VOID },
			{
				client,
				clock: process.clock,
				claims,
				signal,
				onSettled: ({ orderId }) =>
					execution.settled.set(orderId, { at: time.now, knew: execution.knowledge.of(orderId) }),
			},
		);
		place.leave();
		execution.endedAt = time.now;
	}
}

/** The scenario's items: orders as often as it says, with their guards, in its order. */
function requestsOf({ items, orders }: Scenario): CaptureRequest[] {
	return items.map(({ order, guards, options }) => ({
		options,
		orderId: orderId(orders[order % (orders.length + 1)]?.id ?? 999_999),
		guards: guards === null ? NO_GUARDS : { ...NO_GUARDS, ...guards },
	}));
}
