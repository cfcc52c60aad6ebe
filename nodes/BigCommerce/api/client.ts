import type { ApiRequest, Clock, Http, HttpAnswer } from './http';
import type { JsonBody } from './json';
import { deliveryOfWrite } from './delivery';
import type { LaneAnswer, LaneHandle } from './lane';
import { mayResend } from './resend';
import { isRefused, TokenAccess } from './tokenAccess';

const READ_TRIES = 3;
const CONNECT_TRIES = 3;
const FIRST_PAUSE = 250;
/** Before a refusal is asked for once more: longer than something on the way is out of order for a moment. */
const REFUSAL_PAUSE = 3_000;

/** What the sender of a call that must not be repeated wants to know, and to say. */
export interface SendHooks {
	/**
	 * Asked when the call's turn has come, which may be long after it was asked for; where not, the answer is
	 * `cancelled`.
	 */
	precondition?: () => boolean;
	/** Called when the call that left is known to have had no effect: a 429, or a connection that never opened. */
	onNotDelivered?: () => void;
}

/** Calls to one store for one execution: every one goes through the store's lane. */
export class ApiClient {
	constructor(
		private readonly http: Http,
		private readonly run: LaneHandle,
		private readonly clock: Clock,
		private readonly timeoutMs: number,
		readonly signal?: AbortSignal,
		/** What the token may read, as far as was seen. */
		readonly access: TokenAccess = new TokenAccess(),
	) {}

	/** How many more calls may leave within `ms`; infinity where no quota is known. */
	callsWithin(ms: number): number {
		return this.run.callsWithin(ms);
	}

	/** In how many milliseconds so many calls may leave, as far as is known; 0 where they may now. */
	timeUntilCalls(calls: number): number {
		return this.run.timeUntilCalls(calls);
	}

	/**
	 * Asks for something; asked again, up to three times, where the server or the connection failed, or refuses what the
	 * token was let read before. Where nothing tells yet what it may read, a refusal is asked for once more, a while
	 * later. Reading changes nothing.
	 */
	async get(path: string, query?: ApiRequest['query']): Promise<LaneAnswer> {
		const { access } = this;
		const request: ApiRequest = { method: 'GET', path, query, timeoutMs: this.timeoutMs };
		const isStray = (answer: LaneAnswer) => access.of(path) === 'allowed' && isRefused(answer);
		const ask = async () =>
			await this.again(
				READ_TRIES,
				(answer) => isWorthReadingAgain(answer) || isStray(answer),
				async () => await this.http(request),
			);
		let answer = await ask();
		if (isRefused(answer) && access.of(path) === 'untried') {
			await this.pause(REFUSAL_PAUSE);
			answer = await ask();
		}
		access.note(path, answer);
		return answer;
	}

	/**
	 * Sends something once. Only where the connection never opened is it sent again, up to three times in all.
	 * @param onSent called when the call leaves: from then on it may have arrived
	 */
	async send(
		method: 'POST' | 'PUT' | 'DELETE',
		path: string,
		body?: JsonBody,
		onSent?: () => void,
		{ precondition, onNotDelivered }: SendHooks = {},
	): Promise<LaneAnswer> {
		const request: ApiRequest = { method, path, body, timeoutMs: this.timeoutMs };
		const call = async () => {
			onSent?.();
			const answer = await this.http(request);
			if (answer.kind === 'notSent' || (answer.kind === 'answered' && answer.status === 429)) onNotDelivered?.();
			return answer;
		};
		return await this.again(CONNECT_TRIES, isWorthSendingAgain, call, precondition);
	}

	private async again(
		tries: number,
		isWorthIt: (answer: LaneAnswer) => boolean,
		call: () => Promise<HttpAnswer>,
		precondition?: () => boolean,
	): Promise<LaneAnswer> {
		for (let attempt = 1; ; attempt++) {
			const answer = await this.run.send(call, precondition);
			if (attempt === tries || !isWorthIt(answer) || this.signal?.aborted) return answer;
			await this.pause(FIRST_PAUSE * 4 ** (attempt - 1));
		}
	}

	/** Half of it at least, the rest by chance. */
	private async pause(ms: number): Promise<void> {
		await this.clock.sleep(ms / 2 + (ms / 2) * this.clock.random(), this.signal);
	}
}

function isWorthReadingAgain(answer: LaneAnswer): boolean {
	return answer.kind === 'notSent' || answer.kind === 'unclear' || (answer.kind === 'answered' && answer.status >= 500);
}

/** A 429 never gets here: the lane has waited it out, or given up. */
function isWorthSendingAgain(answer: LaneAnswer): boolean {
	return answer.kind !== 'throttled' && mayResend(deliveryOfWrite(answer), 'notLooked') === 'now';
}
