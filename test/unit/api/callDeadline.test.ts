import { withinTime } from '../../../nodes/BigCommerce/api/callDeadline';
import type { HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import { VirtualProcess, VirtualTime } from '../../property/world/virtualTime';

const OK: HttpAnswer = { kind: 'answered', status: 200, headers: {}, body: {} };

/**
 * Bounds a call of 3 s that takes as long as given, with a Stop where one is given; says when its socket was given up.
 */
async function bounded(takes: number, stopAt?: number) {
	const time = new VirtualTime();
	const { clock } = new VirtualProcess(time, () => 0.5);
	const stop = new AbortController();
	if (stopAt === 0) stop.abort();
	else if (stopAt !== undefined) void clock.sleep(stopAt).then(() => stop.abort());
	let givenUpAt: number | null = null;
	const answer = await time.until(
		withinTime(clock, 3_000, stop.signal, async (signal) => {
			signal.addEventListener('abort', () => (givenUpAt = time.now));
			await clock.sleep(takes);
			return OK;
		}),
	);
	return { answer, at: time.now, givenUpAt };
}

test('an answer in time is the answer', async () => {
	expect(await bounded(2_999)).toEqual({ answer: OK, at: 2_999, givenUpAt: 2_999 });
});

test('an answer that never ends is over at its time, may have arrived, and its socket is given up', async () => {
	expect(await bounded(60_000)).toEqual({
		answer: { kind: 'unclear', code: 'timeout', message: 'no complete answer within 3 s' },
		at: 3_000,
		givenUpAt: 3_000,
	});
});

test('Stop ends it at once', async () => {
	expect(await bounded(60_000, 1_000)).toEqual({ answer: { kind: 'cancelled' }, at: 1_000, givenUpAt: 1_000 });
	expect(await bounded(60_000, 0)).toMatchObject({ answer: { kind: 'cancelled' }, at: 0 });
});
