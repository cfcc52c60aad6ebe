import { parseTime } from '../../../nodes/BigCommerce/model/localTime';

describe('a time without an offset is in the given zone', () => {
	test.each([
		{ given: '2026-11-25', zone: 'Asia/Tokyo', is: '2026-11-24T15:00:00.000Z' },
		{ given: '2026-11-25T00:00:00', zone: 'Asia/Tokyo', is: '2026-11-24T15:00:00.000Z' },
		{ given: '2026-11-25T09:30', zone: 'America/New_York', is: '2026-11-25T14:30:00.000Z' },
		{ given: '2026-07-25T09:30:15.250', zone: 'America/New_York', is: '2026-07-25T13:30:15.250Z' },
		{ given: '2026-11-25 09:30:00', zone: 'Asia/Kathmandu', is: '2026-11-25T03:45:00.000Z' },
		{ given: '2026-11-25T09:30:00', zone: 'UTC', is: '2026-11-25T09:30:00.000Z' },
		// Clocks go from 02:00 to 03:00 on 8 March 2026 in New York, and from 02:00 to 01:00 on 1 November.
		{ given: '2026-03-08T01:59:59', zone: 'America/New_York', is: '2026-03-08T06:59:59.000Z' },
		{ given: '2026-03-08T02:30:00', zone: 'America/New_York', is: '2026-03-08T07:30:00.000Z' },
		{ given: '2026-03-08T03:00:00', zone: 'America/New_York', is: '2026-03-08T07:00:00.000Z' },
		{ given: '2026-11-01T00:59:59', zone: 'America/New_York', is: '2026-11-01T04:59:59.000Z' },
		{ given: '2026-11-01T02:00:00', zone: 'America/New_York', is: '2026-11-01T07:00:00.000Z' },
		{ given: '2026-03-29T03:00:00', zone: 'Europe/Berlin', is: '2026-03-29T01:00:00.000Z' },
	])('$given in $zone is $is', ({ given, zone, is }) => {
		expect(new Date(parseTime(given, zone) ?? Number.NaN).toISOString()).toBe(is);
	});
});

describe('an offset, or a date object, needs no zone', () => {
	test.each([
		{ given: '2026-11-25T09:30:00Z', is: '2026-11-25T09:30:00.000Z' },
		{ given: '2026-11-25T09:30:00.5+09:00', is: '2026-11-25T00:30:00.500Z' },
		{ given: '2026-11-25T09:30:00-0530', is: '2026-11-25T15:00:00.000Z' },
		{ given: new Date('2026-11-25T09:30:00Z'), is: '2026-11-25T09:30:00.000Z' },
		{
			given: { toISO: () => '', toString: (): string => '2026-11-25T09:30:00.000+01:00' },
			is: '2026-11-25T08:30:00.000Z',
		},
	])('$given is $is', ({ given, is }) => {
		expect(new Date(parseTime(given, 'Asia/Tokyo') ?? Number.NaN).toISOString()).toBe(is);
	});
});

test.each([
	'5',
	'2026',
	'2026-11',
	'2026-02-30',
	'2026-11-25T24:30:00',
	'2026-11-25T09:61:00',
	'2026-11-25T09',
	'25.11.2026',
	'11/25/2026',
	'Wed, 25 Nov 2026 09:30:00 +0000',
	'2026-11-25T09:30:00+19:00',
	'yesterday',
	'',
	1_764_000_000_000,
	5,
	null,
	undefined,
	true,
	[],
	{},
	new Date(Number.NaN),
])('%p is no moment', (given) => {
	expect(parseTime(given, 'UTC')).toBeNull();
});

test('a zone that is none makes no moment', () => {
	expect(parseTime('2026-11-25', 'Middle-earth/Shire')).toBeNull();
});
