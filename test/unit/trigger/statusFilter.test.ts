import { applyFilter, readStatusIds } from '../../../nodes/BigCommerce/trigger/statusFilter';

describe('readStatusIds', () => {
	test.each<[unknown, number[]]>([
		[[], []],
		[undefined, []],
		['', []],
		[11, [11]],
		['11', [11]],
		[0, [0]],
		[
			[0, '7', ' 11 '],
			[0, 7, 11],
		],
		[[1.5, -1, 'x', null, {}, '1e3', Number.NaN], []],
	])('%j', (value, expected) => {
		expect([...readStatusIds(value)]).toEqual(expected);
	});
});

describe('applyFilter', () => {
	test.each<{ from: number[]; to: number[]; previous: number | null; next: number | null; expected: string }>([
		{ from: [], to: [], previous: 7, next: 11, expected: 'passes' },
		{ from: [], to: [], previous: null, next: null, expected: 'passes' },
		{ from: [7], to: [], previous: 7, next: 11, expected: 'passes' },
		{ from: [7], to: [], previous: 0, next: 11, expected: 'heldBack' },
		{ from: [0], to: [], previous: 0, next: 7, expected: 'passes' },
		{ from: [], to: [11], previous: 7, next: 11, expected: 'passes' },
		{ from: [], to: [11], previous: 7, next: 2, expected: 'heldBack' },
		{ from: [7], to: [11], previous: 7, next: 11, expected: 'passes' },
		{ from: [7], to: [11], previous: 0, next: 11, expected: 'heldBack' },
		{ from: [7], to: [11], previous: 7, next: 2, expected: 'heldBack' },
		{ from: [7], to: [], previous: null, next: null, expected: 'passes' },
		{ from: [], to: [11], previous: null, next: null, expected: 'unknown' },
		{ from: [7], to: [11], previous: null, next: null, expected: 'unknown' },
		{ from: [7], to: [11], previous: null, next: 11, expected: 'passes' },
		{ from: [7], to: [11], previous: null, next: 2, expected: 'heldBack' },
		{ from: [7], to: [11], previous: 0, next: null, expected: 'heldBack' },
	])('from $from to $to: $previous → $next $expected', ({ from, to, previous, next, expected }) => {
		expect(applyFilter({ from: new Set(from), to: new Set(to) }, previous, next)).toBe(expected);
	});
});
