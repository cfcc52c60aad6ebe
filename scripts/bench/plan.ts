import type { Quota, Trial } from './trial';

/** Which trials a bench consists of, in order. */
export interface Plan {
	trials: Trial[];
	/** Whether times are long enough to be judged against the quota's limit. */
	judgesSpeed: boolean;
}

/** A window is 30 s on BigCommerce. At 150 a window the bench shortens it, at the same ratios; 450 need all of it, for n8n takes a second to send them. */
const SHORT_150: Quota = { requests: 150, windowMs: 5_000 };
const REAL_450: Quota = { requests: 450, windowMs: 30_000 };
const QUICK_150: Quota = { requests: 150, windowMs: 3_000 };
const QUICK_450: Quota = { requests: 450, windowMs: 9_000 };

/** The node's own default of 'Max Concurrency', and the most it takes. */
export const USUAL_CONCURRENCY = 10;
export const MOST_CONCURRENCY = 50;

/** Far enough apart that no 250-wide ID window holds two. */
const SCATTERED_STEP = 900;

const BASE: Omit<Trial, 'contender' | 'purpose'> = {
	orders: 1_000,
	idStep: 1,
	quota: null,
	datesMove: true,
	concurrency: USUAL_CONCURRENCY,
	round: 1,
};

export function fullPlan(): Plan {
	return {
		judgesSpeed: true,
		trials: [
			...quotaTrials(SHORT_150, ['asItComes', 'batched', 'readCaptureRead', 'node']),
			...quotaTrials(REAL_450, ['asItComes', 'batched', 'node']),
			...pairs(3),
			...growth(['readCaptureRead'], [100, 1_000]),
			...growth(['node', 'asItComes'], [100, 1_000, 10_000]),
			...scattered(),
			...memory([1_000, 10_000]),
		],
	};
}

/** What shows within two minutes. */
export function quickPlan(): Plan {
	return {
		judgesSpeed: false,
		trials: [
			...quotaTrials(QUICK_150, ['asItComes', 'node']),
			...quotaTrials(QUICK_450, ['node']),
			...pairs(1),
			...scattered(),
		],
	};
}

/** Run before anything is measured: what n8n loads and compiles once is nobody's cost. */
export function warmUp(): Trial[] {
	const contenders: Trial['contender'][] = [
		'empty',
		'items',
		'node',
		'asItComes',
		'batched',
		'loop',
		'readCaptureRead',
	];
	return [1, 2].flatMap((round) =>
		contenders.map((contender): Trial => ({ ...BASE, contender, orders: 200, purpose: 'pairs', round })),
	);
}

function quotaTrials(quota: Quota, contenders: Trial['contender'][]): Trial[] {
	return contenders.map((contender) => ({ ...BASE, contender, quota, purpose: 'quota' }));
}

/** Side by side and turn by turn, so that a busy machine is busy for all of them. */
function pairs(rounds: number): Trial[] {
	return Array.from({ length: rounds }, (_, index) => index + 1).flatMap((round) => [
		{ ...BASE, contender: 'empty', purpose: 'pairs', round },
		{ ...BASE, contender: 'node', purpose: 'pairs', round, concurrency: MOST_CONCURRENCY },
		{ ...BASE, contender: 'asItComes', purpose: 'pairs', round },
		{ ...BASE, contender: 'node', purpose: 'pairs', round },
		{ ...BASE, contender: 'loop', purpose: 'pairs', round },
	]);
}

function growth(contenders: Trial['contender'][], sizes: number[]): Trial[] {
	return sizes.flatMap((orders) =>
		contenders.map((contender): Trial => ({ ...BASE, contender, orders, purpose: 'growth' })),
	);
}

function scattered(): Trial[] {
	return [true, false].map((datesMove) => ({
		...BASE,
		contender: 'node',
		idStep: SCATTERED_STEP,
		datesMove,
		purpose: 'scattered',
	}));
}

function memory(sizes: number[]): Trial[] {
	const contenders: Trial['contender'][] = ['items', 'node', 'asItComes'];
	return sizes.flatMap((orders) =>
		contenders.map((contender): Trial => ({ ...BASE, contender, orders, purpose: 'memory' })),
	);
}
