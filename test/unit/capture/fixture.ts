import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import type { Http } from '../../../nodes/BigCommerce/api/http';
import { Lane } from '../../../nodes/BigCommerce/api/lane';
import { Claims } from '../../../nodes/BigCommerce/session/claims';
import { NO_GUARDS, type Guards } from '../../../nodes/BigCommerce/payment/guards';
import type { Settlement } from '../../../nodes/BigCommerce/payment/outcome';
import type { CaptureRequest } from '../../../nodes/BigCommerce/capture/orderState';
import type { Dependencies } from '../../../nodes/BigCommerce/capture/options';
import { captureOrders } from '../../../nodes/BigCommerce/capture/captureOrders';
import type { Counted } from '../../../nodes/BigCommerce/capture/counted';
import type { RunOptions } from '../../../nodes/BigCommerce/capture/options';
import { SandboxStore, type OrderInput, type StoreSettings } from '../../../sandbox/store';
import { seededRandom, VirtualProcess, VirtualTime } from '../../property/world/virtualTime';
import { wireTo } from '../../property/world/wire';
import { OPTIONS } from '../../builders/captures';
import { orderId } from '../../builders/orderIds';

/** What a capture of an operation's defaults is asked for. */
export const RUN: RunOptions = {
	...OPTIONS,
	maxConcurrency: 10,
	maxOrders: null,
	stopAfterFailures: null,
	keepOrder: false,
};

/** A store, and a process with the engine in it. */
export class Fixture {
	readonly time = new VirtualTime();
	private readonly random = seededRandom(7);
	readonly process = new VirtualProcess(this.time, this.random);
	readonly store: SandboxStore;
	readonly claims = new Claims();
	readonly lane = new Lane(this.process.clock);

	constructor(settings: Partial<StoreSettings> = {}, orders: OrderInput[] = [{ id: 118 }]) {
		this.store = new SandboxStore({ now: () => this.time.wall, random: this.random, quota: null, ...settings });
		for (const order of orders) this.store.addOrder({ ageDays: 1, ...order });
	}

	/** A wire that a Stop does not cut, as with older n8n. */
	wire(token = 'sandbox-token'): Http {
		return wireTo({ store: this.store, process: this.process, token, latency: () => 10 });
	}

	captureOrders(
		ids: number[],
		terms: Partial<RunOptions> = {},
		more: Partial<Dependencies> & { http?: Http; guards?: Partial<Guards>; token?: string } = {},
	): Promise<Settlement[]> {
		const { http = this.wire(more.token), guards = {}, signal } = more;
		const maxThrottleWaitMs = Math.max(60_000, terms.resultTimeout ?? 0);
		const run = this.lane.join({ maxConcurrency: 10, quotaReserve: 10, maxThrottleWaitMs, signal });
		const client = new ApiClient(http, run, this.process.clock, 30_000, signal);
		const requests = ids.map((id) => ({ orderId: orderId(id), guards: { ...NO_GUARDS, ...guards } }));
		return captureOrders(
			requests,
			{ ...RUN, ...terms },
			{ client, clock: this.process.clock, claims: this.claims, signal, onSettled: more.onSettled },
		);
	}

	/** The same with requests as they are. */
	async capture(requests: CaptureRequest[], terms: Partial<RunOptions> = {}, counted?: Counted): Promise<Settlement[]> {
		const run = this.lane.join({ maxConcurrency: 10, quotaReserve: 10, maxThrottleWaitMs: 60_000 });
		const client = new ApiClient(this.wire(), run, this.process.clock, 30_000);
		return await captureOrders(
			requests,
			{ ...RUN, ...terms },
			{ client, clock: this.process.clock, claims: this.claims, counted },
		);
	}

	async run(...args: Parameters<Fixture['captureOrders']>): Promise<string[]> {
		const answers = await this.time.until(this.captureOrders(...args));
		return answers.map(
			({ orderId: id, outcome, code, changed }) => `${id} ${outcome}/${code}${changed ? ' changed' : ''}`,
		);
	}

	posts(id = 118): number {
		return this.store.log.countersOf(id).capture ?? 0;
	}
}
