import {
	afterReading,
	afterSending,
	NOBODY_ELSE,
	ownPart,
	paceOfOthers,
	type QuotaShare,
} from '../../../nodes/BigCommerce/api/quotaShare';
import { mayStartBeside, mostInFlight } from '../../../nodes/BigCommerce/api/quotaTurn';

const quota = (left: number) => ({ quota: 150, left, resetAt: 30_000, windowMs: 30_000 });
const share = (more: Partial<QuotaShare>): QuotaShare => ({ ...NOBODY_ELSE, roundTrip: 300, ...more });
/** What others do is known: they make so many calls a second. */
const known = (perSecond: number, more: Partial<QuotaShare> = {}) =>
	share({ rate: perSecond / 1000, rateSeenFor: 24_000, rateSeenAt: 0, ...more });

test.each<{ what: string; sent: number; inFlight: number; left: number; others: number }>([
	{ what: 'nobody: all that is gone is its own', sent: 10, inFlight: 4, left: 140, others: 0 },
	{ what: 'nobody: some of its own is not counted yet', sent: 10, inFlight: 4, left: 144, others: 0 },
	{ what: 'at least what it cannot have used itself', sent: 10, inFlight: 4, left: 120, others: 20 },
	{ what: 'exactly, with nothing in flight', sent: 10, inFlight: 0, left: 139, others: 1 },
])('what others used is never overstated: $what', ({ sent, inFlight, left, others }) => {
	const reading = { inFlight, sentAt: 4_700, receivedAt: 5_000, stoodStill: false };
	expect(afterReading(share({ sent }), quota(left), reading, false).others).toBe(others);
});

test('a new window counts anew, with what may be in it already', () => {
	const reading = { inFlight: 3, sentAt: 29_900, receivedAt: 30_200, stoodStill: false };
	const after = afterReading(share({ sent: 90, others: 45 }), { ...quota(140), resetAt: 60_000 }, reading, true);
	expect(after).toMatchObject({ sent: 4, others: 6, lastSent: 90, lastOthers: 45 });
	expect(afterSending(after).sent).toBe(5);
});

test('the pace of others is what they did while this lane stood still', () => {
	const still = { inFlight: 0, sentAt: 9_700, receivedAt: 10_000, stoodStill: true };
	const before = share({ sent: 10, others: 40, seenAt: 4_000, seenOthers: 40 });
	expect(afterReading(before, quota(94), still, false)).toMatchObject({
		rate: 0.001,
		rateSeenFor: 6_000,
		seenOthers: 46,
	});
	expect(afterReading(before, quota(94), { ...still, stoodStill: false }, false)).toMatchObject({
		rate: 0,
		rateSeenFor: 0,
	});
});

test.each<{ what: string; share: QuotaShare; left: number; inFlight: number; now: number; start: number | null }>([
	{ what: 'alone, to the last call', share: known(0, { sent: 134 }), left: 16, inFlight: 0, now: 5_000, start: null },
	{ what: 'never into the reserve', share: known(0, { sent: 135 }), left: 15, inFlight: 0, now: 5_000, start: 30_000 },
	{
		what: 'in a burst where nobody else was seen',
		share: known(0, { sent: 50 }),
		left: 105,
		inFlight: 50,
		now: 5_000,
		start: null,
	},
	{
		what: 'not what an app will need, and may need by chance',
		share: known(1, { sent: 105, others: 5, seenAt: 5_000 }),
		left: 39,
		inFlight: 0,
		now: 5_000,
		start: 9_268,
	},
	{
		what: 'what an app did not need',
		share: known(1, { sent: 105, others: 5, seenAt: 5_000 }),
		left: 40,
		inFlight: 0,
		now: 20_000,
		start: null,
	},
	{
		what: 'in small steps beside other lanes',
		share: known(0, { sent: 20, others: 20, lastSent: 60, lastOthers: 60 }),
		left: 110,
		inFlight: 12,
		now: 3_000,
		start: Number.POSITIVE_INFINITY,
	},
	{
		what: 'beside other lanes, one at a time at the end',
		share: known(0, { sent: 66, others: 66, lastSent: 60, lastOthers: 60 }),
		left: 18,
		inFlight: 0,
		now: 29_000,
		start: null,
	},
	{
		what: 'not the last ones long before, for an app may call by chance',
		share: known(0, { sent: 66, others: 66, lastSent: 60, lastOthers: 60 }),
		left: 18,
		inFlight: 0,
		now: 3_000,
		start: 25_851,
	},
])('a call starts: $what', ({ share: others, left, inFlight, now, start }) => {
	const startAt = mayStartBeside(others, quota(left), inFlight, 15, now);
	expect(startAt === null ? null : Math.round(startAt)).toBe(start);
});

test.each<{ lanes: number; budget: number; most: number }>([
	{ lanes: 1, budget: 135, most: Number.POSITIVE_INFINITY },
	{ lanes: 2, budget: 128, most: 8 },
	{ lanes: 8, budget: 128, most: 8 },
	{ lanes: 16, budget: 128, most: 8 },
	{ lanes: 8, budget: 3, most: 1 },
])('of $lanes lanes each has $most in flight where $budget are free', ({ lanes, budget, most }) => {
	expect(mostInFlight(1 / lanes, budget, 100)).toBe(most);
});

test.each<{ what: string; part: number; roundTrips: number; most: number }>([
	{ what: 'has little: as many as the others', part: 0.1, roundTrips: 100, most: 10 },
	{
		what: 'has three quarters: a third of that, until the others have as much',
		part: 0.75,
		roundTrips: 100,
		most: 10 / 3,
	},
	{ what: 'has nearly all: the steps of one that has half', part: 0.95, roundTrips: 100, most: 10 },
	{ what: 'has half, few round trips left: what it must, to spend its part', part: 0.5, roundTrips: 10, most: 16 },
	{ what: 'has half, the last round trip: never more than half of its part', part: 0.5, roundTrips: 1, most: 40 },
])(
	'of 160 that are free, a lane takes steps so that none keeps a lead: one that $what',
	({ part, roundTrips, most }) => {
		expect(mostInFlight(part, 160, roundTrips)).toBeCloseTo(most);
	},
);

test.each<{ what: string; sent: number; others: number; part: number }>([
	{ what: 'alone', sent: 60, others: 0, part: 1 },
	{ what: 'beside one that had as much', sent: 60, others: 60, part: 0.5 },
	{ what: 'before it called', sent: 0, others: 0, part: 1 },
])('what part of the quota is its own: $what', ({ sent, others, part }) => {
	expect(ownPart(share({ sent, others }))).toBe(part);
});

test.each<{ what: string; part: number; roundTrip: number; perSecond: number }>([
	{ what: 'nearly alone: all of it', part: 0.8, roundTrip: 300, perSecond: 2 },
	{ what: 'one of two, many round trips to find out: half', part: 0.5, roundTrip: 150, perSecond: 1 },
	{ what: 'one of two, ten round trips a window: little', part: 0.5, roundTrip: 3_000, perSecond: 0.1 },
	{ what: 'one of eight, ten round trips a window: more', part: 0.125, roundTrip: 3_000, perSecond: 0.4 },
])('what others use may be an app’s while nobody knows: $what', ({ part, roundTrip, perSecond }) => {
	const others = 20;
	const sent = (others * part) / (1 - part);
	// As much the window before, so that the part stays what it is.
	const seen = share({ sent, others, lastSent: sent, lastOthers: others, seenAt: 10_000, roundTrip });
	expect(1_000 * paceOfOthers(seen, quota(100), 10_000)).toBeCloseTo(perSecond);
});

test.each<{ what: string; perSecond: number; sent: number; weight: number }>([
	{ what: 'less than an app may well use', perSecond: 1, sent: 10, weight: 1 },
	{ what: 'much, seen by a lane that has most of the quota', perSecond: 2, sent: 60, weight: 1 },
	{ what: 'much, seen by one that has little: those may be lanes', perSecond: 2, sent: 10, weight: 2 },
])('others’ pace turns out to be less: $what', ({ perSecond, sent, weight }) => {
	const still = { inFlight: 0, sentAt: 9_700, receivedAt: 10_000, stoodStill: true };
	const before = known(perSecond, { sent, others: 40, seenAt: 4_000, seenOthers: 40 });
	const { rate } = afterReading(before, quota(110 - sent), still, false);
	expect(1_000 * rate).toBeCloseTo(perSecond * (1 - weight * (6 / 24)));
});
