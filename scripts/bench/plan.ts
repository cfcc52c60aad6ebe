import type { Contender, Purpose, Quota, Trial, Wish } from './trial';

/** Which trials a bench consists of, in order. */
export interface Plan {
	trials: Trial[];
	/** Whether times are long enough to be judged against the quota's limit. */
	judgesSpeed: boolean;
}

/**
 * A window is 30 s on BigCommerce. At 150 a window the bench shortens it, at the same ratios; 450 need all of it, for
 * n8n takes a second to send them.
 */
const SHORT_150: Quota = { requests: 150, windowMs: 5_000 };
const REAL_450: Quota = { requests: 450, windowMs: 30_000 };
const QUICK_150: Quota = { requests: 150, windowMs: 3_000 };
const QUICK_450: Quota = { requests: 450, windowMs: 9_000 };

/** The node's own default of 'Max Concurrency', and the most it takes. */
export const USUAL_CONCURRENCY = 10;
export const MOST_CONCURRENCY = 50;

/** Far enough apart that no 250-wide ID window holds two. */
const SCATTERED_STEP = 900;

/** What the gateway takes for a capture: a tenth of what it usually is, as answers are. */
const CAPTURE_MS: Trial['captureMs'] = [100, 100];

const BASE: Omit<Trial, 'contender' | 'purpose'> = {
	orders: 1_000,
	idStep: 1,
	quota: null,
	datesMove: true,
	concurrency: USUAL_CONCURRENCY,
	wish: 'nothing',
	captureMs: CAPTURE_MS,
	hasAppBeside: false,
	isEdited: false,
	round: 1,
};

const trial = (purpose: Purpose, contender: Contender, more: Partial<Trial> = {}): Trial => ({
	...BASE,
	purpose,
	contender,
	...more,
});

export function fullPlan(): Plan {
	return {
		judgesSpeed: true,
		trials: [
			...quotaTrials(SHORT_150, ['asItComes', 'batched', 'readCaptureRead', 'node']),
			...quotaTrials(REAL_450, ['asItComes', 'batched', 'node']),
			...beside(['asItComes', 'batched', 'node']),
			...pairs(3),
			...growth(['readCaptureRead'], [100, 1_000]),
			...growth(['node', 'asItComes'], [100, 1_000, 10_000]),
			...scattered(),
			...wishes(2),
			...byHand(),
			trial('following', 'node', { captureMs: [1_000, 5_000] }),
			...search(),
			...block(20_000),
			...memory('memory', ['items', 'node', 'asItComes'], [1_000, 10_000]),
			...memory('crowd', ['items', 'node'], [1_000, 100_000]),
			...memory('kept', ['items', 'node'], [10_000]),
		],
	};
}

/** What shows within three minutes. */
export function quickPlan(): Plan {
	return {
		judgesSpeed: false,
		trials: [
			...quotaTrials(QUICK_150, ['asItComes', 'node']),
			...quotaTrials(QUICK_450, ['node']),
			...beside(['asItComes', 'node']),
			...pairs(1),
			...scattered(),
			...wishes(1),
			trial('following', 'node', { captureMs: [1_000, 5_000] }),
		],
	};
}

/** Run before anything is measured: what n8n loads and compiles once is nobody's cost. */
export function warmUp(): Trial[] {
	const contenders: Contender[] = ['empty', 'items', 'node', 'asItComes', 'batched', 'loop', 'readCaptureRead'];
	return [1, 2].flatMap((round) => contenders.map((contender) => trial('pairs', contender, { orders: 200, round })));
}

function quotaTrials(quota: Quota, contenders: Contender[]): Trial[] {
	return contenders.map((contender) => trial('quota', contender, { quota }));
}

/** Half as many orders: who refuses whom shows in a few windows. */
function beside(contenders: Contender[]): Trial[] {
	return contenders.map((contender) =>
		trial('beside', contender, { quota: SHORT_150, orders: 500, hasAppBeside: true }),
	);
}

/** Side by side and turn by turn, so that a busy machine is busy for all of them. */
function pairs(rounds: number): Trial[] {
	return inRounds(rounds, [
		trial('pairs', 'empty'),
		trial('pairs', 'node', { concurrency: MOST_CONCURRENCY }),
		trial('pairs', 'asItComes'),
		trial('pairs', 'node'),
		trial('pairs', 'loop'),
		trial('pairs', 'bareFetch'),
	]);
}

function growth(contenders: Contender[], sizes: number[]): Trial[] {
	return sizes.flatMap((orders) => contenders.map((contender) => trial('growth', contender, { orders })));
}

function scattered(): Trial[] {
	const some = { idStep: SCATTERED_STEP };
	return [
		trial('scattered', 'node', some),
		trial('scattered', 'node', { ...some, datesMove: false }),
		trial('scattered', 'node', { ...some, datesMove: false, isEdited: true }),
	];
}

function wishes(rounds: number): Trial[] {
	const all: Wish[] = ['nothing', 'note', 'ownNote', 'ownOptions', 'amount', 'conditions'];
	return inRounds(
		rounds,
		all.map((wish) => trial('wishes', 'node', { wish })),
	);
}

function byHand(): Trial[] {
	const all: Wish[] = ['note', 'amount'];
	return all.map((wish) => trial('wishes', 'readCaptureRead', { wish }));
}

/** A large store, and what of it can be captured. */
function search(): Trial[] {
	return [trial('find', 'find', { orders: 500_000 }), trial('find', 'findByHand', { orders: 500_000 })];
}

function block(orders: number): Trial[] {
	const some = { orders, idStep: SCATTERED_STEP };
	return [trial('block', 'items', some), trial('block', 'node', some)];
}

function memory(purpose: 'memory' | 'crowd' | 'kept', contenders: Contender[], sizes: number[]): Trial[] {
	return sizes.flatMap((orders) => contenders.map((contender) => trial(purpose, contender, { orders })));
}

const inRounds = (rounds: number, trials: Trial[]): Trial[] =>
	Array.from({ length: rounds }, (_, index) => trials.map((one) => ({ ...one, round: index + 1 }))).flat();
