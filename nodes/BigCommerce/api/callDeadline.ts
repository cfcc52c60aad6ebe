import type { Clock, HttpAnswer } from './http';

/**
 * Bounds a whole call, to the last byte of its answer. A socket's own timeout ends only silence: an answer that
 * trickles would hold the call, and its place in the store's lane, without end.
 *
 * @param stop the execution's Stop
 * @param send gets the signal that gives the socket up, at Stop and when the time is over
 * @returns the answer; `unclear` when the time is over, because the call may have arrived
 */
export async function withinTime(
	clock: Clock,
	timeoutMs: number,
	stop: AbortSignal | undefined,
	send: (signal: AbortSignal) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
	const call = new AbortController();
	// A reason of our own spares the making of an exception with every call.
	const end = () => call.abort('over');
	stop?.addEventListener('abort', end);
	if (stop?.aborted) end();
	try {
		const timeIsOver = clock.sleep(timeoutMs, call.signal).then((): HttpAnswer => {
			if (stop?.aborted) return { kind: 'cancelled' };
			return { kind: 'unclear', code: 'timeout', message: `no complete answer within ${timeoutMs / 1000} s` };
		});
		return await Promise.race([send(call.signal), timeIsOver]);
	} finally {
		stop?.removeEventListener('abort', end);
		end();
	}
}
