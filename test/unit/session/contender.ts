import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import type { ApiRequest, Http, HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import { Lane } from '../../../nodes/BigCommerce/api/lane';
import type { OrderId } from '../../../nodes/BigCommerce/model/orderId';
import type { ClaimAnswer } from '../../../nodes/BigCommerce/session/claimAnswer';
import { StoreClaims } from '../../../nodes/BigCommerce/session/storeClaims';
import { StoreTime, tellingTime } from '../../../nodes/BigCommerce/session/storeTime';
import type { RaceStore } from '../../property/claims/raceStore';
import { VirtualProcess, type VirtualTime } from '../../property/world/virtualTime';

export const LEASE = 160_000;
export const REQUEST_TIMEOUT = 30_000;
export const PLAIN_STORE = {
	batchLimit: 50,
	conflictStatus: 409,
	hasDates: true,
	showsAfterMs: 0,
	doneAfterMs: 0,
	listLagMs: 0,
	ownListLagMs: 0,
} as const;

export interface ContenderTraits {
	wire?: Wire;
	/** How wrong its time of day is. */
	wallOffset?: number;
	leaseMs?: number;
	keepsClosed?: boolean;
}

/** What happens to a call on its way; the store's own answer where it is left alone. */
export type Wire = (request: ApiRequest, answer: () => HttpAnswer) => HttpAnswer;

/** One run, in a process of its own. */
export class Contender {
	readonly process: VirtualProcess;
	readonly claims: StoreClaims;
	readonly keys: string[] = [];

	constructor(
		private readonly time: VirtualTime,
		store: RaceStore,
		token: string,
		{ wire = (_, answer) => answer(), wallOffset = 0, leaseMs = LEASE, keepsClosed = true }: ContenderTraits = {},
	) {
		this.process = new VirtualProcess(time, () => 0.5, wallOffset);
		const { clock } = this.process;
		const http: Http = async (request) => {
			await clock.sleep(10);
			if (request.method === 'POST') this.keys.push(...(JSON.stringify(request.body).match(/payment-\d+/g) ?? []));
			const answer = wire(request, () => store.handle(request));
			await clock.sleep(10);
			return answer;
		};
		const storeTime = new StoreTime(clock);
		const lane = new Lane(clock).join({ maxConcurrency: 10, quotaReserve: 0, maxThrottleWaitMs: 0 });
		const client = new ApiClient(tellingTime(http, storeTime, clock), lane, clock, REQUEST_TIMEOUT);
		const terms = { subject: 'payment', action: 'capture', execution: null, leaseMs, keepsClosed } as const;
		this.claims = new StoreClaims(client, clock, storeTime, { ...terms, token, requestTimeout: REQUEST_TIMEOUT });
	}

	/** Asks for the order upon a read that began just now. */
	async acquire(id: OrderId): Promise<ClaimAnswer> {
		const { time } = this;
		time.jump(1);
		return await time.until(this.claims.acquire(id, time.now));
	}

	async finish(): Promise<void> {
		await this.time.until(this.claims.finish(new Map()));
	}
}
