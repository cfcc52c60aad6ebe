import type { Delivery } from './delivery';

/** What is known of a call besides its answer. */
export type Knowledge =
	/** It reads, so that it may be repeated at will. */
	| 'changesNothing'
	/** It changes something, and nothing was read back since it was sent. */
	| 'notLooked'
	/** What was read back shows what it was sent for, whoever did it. */
	| 'effectSeen'
	/** What was read back, for as long as an effect may take to show, proves that there is none. */
	| 'noEffect'
	/** Reading back failed. */
	| 'unreadable';

/**
 * Whether a call may be sent again: `now`, after a `wait` (as long as the answer says), only after a `look` at what
 * became of it, or `never`.
 */
export type Resend = 'now' | 'wait' | 'look' | 'never';

const NOW: Record<Knowledge, Resend> = {
	changesNothing: 'now',
	notLooked: 'now',
	effectSeen: 'never',
	noEffect: 'now',
	unreadable: 'now',
};
const NEVER: Record<Knowledge, Resend> = {
	changesNothing: 'never',
	notLooked: 'never',
	effectSeen: 'never',
	noEffect: 'never',
	unreadable: 'never',
};

const RESEND: Record<Delivery, Record<Knowledge, Resend>> = {
	// Scheduled is scheduled: what comes of it is followed, however long it does not show.
	accepted: NEVER,
	throttled: { ...NOW, changesNothing: 'wait', notLooked: 'wait', noEffect: 'wait', unreadable: 'wait' },
	notDelivered: NOW,
	// The whole point: a call that may have had its effect is looked into first, and an unreadable look is no answer.
	ambiguous: {
		changesNothing: 'now',
		notLooked: 'look',
		effectSeen: 'never',
		noEffect: 'now',
		unreadable: 'look',
	},
	// Somebody else's request, or an earlier one in doubt, may be what it was refused for.
	refused: { ...NEVER, notLooked: 'look', unreadable: 'look' },
	busy: { changesNothing: 'wait', notLooked: 'look', effectSeen: 'never', noEffect: 'wait', unreadable: 'look' },
	tokenRefused: NEVER,
	scopeMissing: NEVER,
};

/**
 * May it be sent again? The one table that every caller asks: the client for calls whose connection failed, the lane
 * for a 429, captures, voids and refunds for everything else. How often is each caller's own limit.
 */
export function mayResend(delivery: Delivery, knowledge: Knowledge): Resend {
	return RESEND[delivery][knowledge];
}
