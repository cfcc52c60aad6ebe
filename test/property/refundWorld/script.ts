import fc, { type Arbitrary } from 'fast-check';
import type { LedgerTraits, RefundFate } from './ledger';

/** What becomes of one call to create a refund. */
export type PostFault =
	| 'none'
	| 'lostAnswer'
	| 'neverArrived'
	| 'serverErrorAccepted'
	| 'serverErrorRefused'
	| 'htmlAccepted'
	| 'emptyAccepted'
	| 'arrivesLate'
	| 'tooMany'
	| 'notConnected'
	| 'taxService'
	| 'refused'
	| 'busy';

/** A refund that an item asks for, in one of the notations that people and agents use. */
export interface Wish {
	cents: number | 'everything';
	notation: 'text' | 'number' | 'padded';
}

/** One execution after another, or the same one coming back. */
export type Turn =
	/** n8n tries the run again: the same run, the same items. */
	| { kind: 'retry'; pauseMs: number }
	/** What went wrong comes back from the error output: the items as they came out, or only what they are about. */
	| { kind: 'loop'; pauseMs: number; keepsItem: boolean; process: 'same' | 'other' }
	/** A new execution; only under a reference of the user's is it the same refund. */
	| { kind: 'anew'; pauseMs: number; process: 'same' | 'other' };

/** Everything that can happen, decided before it begins. Times in milliseconds. */
export interface RefundScript {
	wishes: Wish[];
	/** Whether the user gives each item a reference of its own. */
	hasReference: boolean;
	/** Whether an agent asks, for one refund a call. */
	isAgent: boolean;
	turns: Turn[];
	posts: PostFault[];
	fates: RefundFate[];
	traits: LedgerTraits;
	/** When the list of refunds fails, and for how long. */
	listFails: Array<{ at: number; forMs: number }>;
	panel: Array<{ at: number; cents: number; fate: RefundFate }>;
	stopAt: number | null;
	latencyMs: number;
	requestTimeout: number;
	resultTimeout: number;
	verificationWindow: number;
}

const POST_FAULTS: PostFault[] = [
	'none',
	'none',
	'none',
	'lostAnswer',
	'neverArrived',
	'serverErrorAccepted',
	'serverErrorRefused',
	'htmlAccepted',
	'emptyAccepted',
	'arrivesLate',
	'tooMany',
	'notConnected',
	'taxService',
	'refused',
	'busy',
];

const anyFate: Arbitrary<RefundFate> = fc.record({
	isDeclined: fc.boolean(),
	answerAfterMs: fc.constantFrom(0, 0, 0, 500, 4_000, 40_000),
	visibleAfterMs: fc.constantFrom(0, 0, 300, 2_000, 8_000),
});

const anyTurn: Arbitrary<Turn> = fc.oneof(
	fc.record({ kind: fc.constant('retry' as const), pauseMs: fc.constantFrom(0, 1_000, 60_000) }),
	fc.record({
		kind: fc.constant('loop' as const),
		pauseMs: fc.constantFrom(0, 1_000, 60_000),
		keepsItem: fc.boolean(),
		process: fc.constantFrom('same' as const, 'other' as const),
	}),
	fc.record({
		kind: fc.constant('anew' as const),
		pauseMs: fc.constantFrom(0, 1_000, 60_000),
		process: fc.constantFrom('same' as const, 'other' as const),
	}),
);

export const anyRefundScript: Arbitrary<RefundScript> = fc.record({
	wishes: fc.array(
		fc.record({
			cents: fc.oneof(fc.constantFrom(500, 500, 700, 6_000), fc.constant('everything' as const)),
			notation: fc.constantFrom('text' as const, 'number' as const, 'padded' as const),
		}),
		{ minLength: 1, maxLength: 2 },
	),
	hasReference: fc.boolean(),
	isAgent: fc.boolean(),
	turns: fc.array(anyTurn, { maxLength: 2 }),
	posts: fc.array(fc.constantFrom(...POST_FAULTS), { maxLength: 4 }),
	fates: fc.array(anyFate, { minLength: 1, maxLength: 4 }),
	traits: fc.record({
		namesTransactions: fc.boolean(),
		keepsJournal: fc.boolean(),
		pageSize: fc.constantFrom(2, 250, 250),
	}),
	listFails: fc.array(
		fc.record({ at: fc.constantFrom(0, 200, 700, 2_000), forMs: fc.constantFrom(500, 5_000, 50_000) }),
		{ maxLength: 2 },
	),
	panel: fc.array(
		fc.record({ at: fc.constantFrom(0, 300, 1_500, 12_000), cents: fc.constantFrom(500, 700, 2_000), fate: anyFate }),
		{ maxLength: 2 },
	),
	stopAt: fc.option(fc.constantFrom(100, 400, 900, 3_000), { freq: 4 }),
	latencyMs: fc.constantFrom(10, 100, 400),
	requestTimeout: fc.constantFrom(1_000, 10_000),
	resultTimeout: fc.constantFrom(1_000, 5_000, 12_000),
	verificationWindow: fc.constantFrom(500, 2_000, 10_000),
});

/**
 * Takes out of a script what no client can tell from outside. BigCommerce has no idempotency key for refunds, so all
 * rests on one thing: a refund shows in the order's list within the verification window of its call. A Stop, or a turn
 * in another process, knows nothing of that window, so there the turn comes after it.
 */
export function decidable(script: RefundScript): RefundScript {
	const window = script.verificationWindow;
	const shown = (fate: RefundFate): RefundFate => ({
		...fate,
		visibleAfterMs: Math.min(fate.visibleAfterMs, window * 0.6),
	});
	const longest = Math.max(window, script.requestTimeout) * 2;
	return {
		...script,
		fates: script.fates.map(shown),
		panel: script.panel.map((refund) => ({ ...refund, fate: shown({ ...refund.fate, isDeclined: false }) })),
		// Without the wish to repeat it, a new execution makes new refunds: that is what it is asked for.
		turns: script.turns
			.filter(({ kind }) => script.hasReference || kind !== 'anew')
			.filter(({ kind }) => !script.isAgent || kind === 'loop')
			.map((turn) =>
				'process' in turn && turn.process === 'other' ? { ...turn, pauseMs: Math.max(turn.pauseMs, longest) } : turn,
			),
	};
}
