import type { Clock, Http, HttpAnswer } from '../api/http';

/**
 * What time it is in the store, from the `Date` of its answers (whole seconds). Leases are judged by it, so that the
 * clocks of several machines do not matter.
 */
export class StoreTime {
	private last: { date: number; sentAt: number; receivedAt: number; sentWall: number } | null = null;

	constructor(private readonly clock: Clock) {}

	/** Takes down the time of an answer. @param sent when its call was sent, by the clock's two times */
	learn(answer: HttpAnswer, sent: { at: number; wall: number }): void {
		if (answer.kind !== 'answered') return;
		const date = Date.parse(answer.headers.date ?? '');
		if (Number.isNaN(date)) return;
		this.last = { date, sentAt: sent.at, receivedAt: this.clock.now(), sentWall: sent.wall };
	}

	/** The time now, at the earliest; null where no answer told it. */
	earliest(): number | null {
		return this.last === null ? null : this.last.date + Math.max(0, this.clock.now() - this.last.receivedAt);
	}

	/**
	 * The time now, at the latest; null where no answer told it. A machine that slept may have stopped one of its clocks,
	 * so the one that went further counts.
	 */
	latest(): number | null {
		if (this.last === null) return null;
		const { date, sentAt, sentWall } = this.last;
		const elapsed = Math.max(this.clock.now() - sentAt, this.clock.wallTime() - sentWall);
		return date + 1_000 + Math.max(0, elapsed);
	}
}

/** The same calls, with the store's time taken down from every answer. */
export function tellingTime(http: Http, storeTime: StoreTime, clock: Clock): Http {
	return async (request) => {
		const sent = { at: clock.now(), wall: clock.wallTime() };
		const answer = await http(request);
		storeTime.learn(answer, sent);
		return answer;
	};
}
