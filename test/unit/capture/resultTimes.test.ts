import { ResultTimes } from '../../../nodes/BigCommerce/capture/resultTimes';

const SENT = { firstSentAt: 1_000, closedAt: 1_500 };

/** So long no result came, as far as the run knows, null where none came yet; and so long the longest took at least. */
interface Row {
	quiet: number | null;
	longest: number;
	lastLook: number;
	/** Whether others are still sent. */
	isStillSending?: boolean;
	next: number;
}

test.each<Row>([
	{ quiet: null, longest: 0, lastLook: 1_400, next: 1_750 },
	// While others are sent, nobody waits for what is not late yet.
	{ quiet: null, longest: 0, lastLook: 1_400, isStillSending: true, next: 2_520 },
	// Those of another batch had none yet after a second.
	{ quiet: null, longest: 1_000, lastLook: 1_400, next: 3_000 },
	{ quiet: null, longest: 1_000, lastLook: 1_400, isStillSending: true, next: 3_000 },
	{ quiet: null, longest: 20_000, lastLook: 1_400, next: 6_500 },
	{ quiet: null, longest: 250, lastLook: 1_750, next: 2_000 },
	{ quiet: null, longest: 1_000, lastLook: 2_500, next: 3_500 },
	{ quiet: null, longest: 20_000, lastLook: 21_500, next: 26_500 },
	// A gateway that is quick, and one that always takes the same: all results are there at the first look.
	{ quiet: 0, longest: 0, lastLook: 1_400, next: 1_750 },
	{ quiet: 900, longest: 900, lastLook: 1_400, next: 2_650 },
	// One that takes sometimes little and sometimes much.
	{ quiet: 900, longest: 4_900, lastLook: 1_400, next: 3_420 },
	{ quiet: 900, longest: 4_900, lastLook: 3_420, next: 4_940 },
	{ quiet: 900, longest: 12_000, lastLook: 13_500, next: 16_500 },
	{ quiet: 900, longest: 60_000, lastLook: 61_000, next: 66_000 },
])(
	'sent from 1,000 to 1,500; no result for $quiet ms, some after $longest; looked at last at $lastLook: next at $next',
	({ quiet, longest, lastLook, isStillSending = false, next }) => {
		const times = new ResultTimes();
		times.notePending(longest);
		if (quiet !== null) times.noteResult(quiet);
		expect(times.nextLookAt({ ...SENT, lastLook }, isStillSending)).toBe(next);
	},
);

test('the quickest result and the slowest count', () => {
	const times = new ResultTimes();
	for (const pendingFor of [3_000, 900, 2_000]) times.noteResult(pendingFor);
	for (const since of [4_000, 9_000, 2_000]) times.notePending(since);
	expect(times.nextLookAt({ ...SENT, lastLook: 1_400 }, false)).toBe(3_420);
});
