import { isScopeRefusal } from '../api/delivery';
import type { LaneAnswer } from '../api/lane';

/** Whether the token may read something, as far as a run has seen: it was not tried yet, it may, or it may not. */
export type Access = 'untried' | 'allowed' | 'denied';

/**
 * Reads, and asks once more where the token is told that it may not and nothing was read so far: one refusal alone may
 * come from something on the way. Once anything was read, a refusal says nothing of what the token may.
 */
export async function readWithAccess(ask: () => Promise<LaneAnswer>, access: () => Access): Promise<LaneAnswer> {
	const answer = await ask();
	return access() === 'untried' && isRefused(answer) ? await ask() : answer;
}

/** Whether the answer says that the token may not. */
export function isRefused(answer: LaneAnswer): boolean {
	return answer.kind === 'answered' && isScopeRefusal(answer);
}
