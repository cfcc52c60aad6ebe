import { isPlain } from './exclusions';
import type { Execution } from '../execution';
import type { Trace } from '../simulation';

/** The longest pause between two sweeps, in milliseconds. */
const MAX_PAUSE_MS = 5_000;

/**
 * Every answer by its deadline: an order is settled at the latest when its last call's answer has come and
 * 'Result Timeout' is over (after a call in doubt, 'Verification Window' before that), plus one sweep: the pause
 * before it, and its reads. Judged where calls are answered at all: faults and quotas put every read off.
 */
export function deadlineViolations(trace: Trace, execution: Execution): string[] {
	const { scenario, met } = trace;
	if (execution.stoppedAt !== null || scenario.traits.quota !== null) return [];
	for (const fault of met) if (!isHarmless(fault)) return [];
	const { resultTimeout, verificationWindow } = scenario.terms;
	const reads = 4 + new Set(execution.requests.map(({ orderId }) => orderId)).size;
	const sweep = MAX_PAUSE_MS + reads * scenario.latencyMs * 3;
	const violations: string[] = [];
	for (const [orderId, { at }] of execution.settled) {
		const posts = execution.posts.filter((post) => post.orderId === orderId);
		const last = posts[posts.length - 1];
		if (last === undefined || last.answeredAt === null) continue;
		const isAccepted = posts.length === 1 && isPlain(last);
		const deadline = last.answeredAt + resultTimeout + (isAccepted ? 0 : verificationWindow) + sweep;
		if (at > deadline)
			violations.push(`order ${orderId} was settled ${Math.round(at - deadline)} ms after its deadline`);
	}
	return violations;
}

const HARMLESS = new Set(['serverError', 'html', 'oddBody', 'redirect', 'falseYes', 'refused', 'stale', 'unknownWord']);

function isHarmless(met: string): boolean {
	const [kind = '', where] = met.split('|');
	return where === 'second actor' || kind === 'stale' || (where === 'call' && HARMLESS.has(kind));
}
