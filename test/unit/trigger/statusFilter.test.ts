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
	test.each<[number[], number[], number | null, number | null, string]>([
		[[], [], 7, 11, 'passes'],
		[[], [], null, null, 'passes'],
		[[7], [], 7, 11, 'passes'],
		[[7], [], 0, 11, 'heldBack'],
		[[0], [], 0, 7, 'passes'],
		[[], [11], 7, 11, 'passes'],
		[[], [11], 7, 2, 'heldBack'],
		[[7], [11], 7, 11, 'passes'],
		[[7], [11], 0, 11, 'heldBack'],
		[[7], [11], 7, 2, 'heldBack'],
		[[7], [], null, null, 'passes'],
		[[], [11], null, null, 'unknown'],
		[[7], [11], null, null, 'unknown'],
		[[7], [11], null, 11, 'passes'],
		[[7], [11], null, 2, 'heldBack'],
		[[7], [11], 0, null, 'heldBack'],
	])('from %j to %j: %s → %s %s', (from, to, previous, next, expected) => {
		expect(applyFilter({ from: new Set(from), to: new Set(to) }, previous, next)).toBe(expected);
	});
});
