import { shownFrom, sizeBeside } from '../../../nodes/BigCommerce/capture/listBeside';
import { orderIds } from '../../builders/orderIds';

/** Orders still to be read, the next one last. */
const upcoming = (...ids: number[]) => orderIds(...ids.reverse()).map((orderId) => ({ orderId }));
const inARow = (count: number) => upcoming(...Array.from({ length: count }, (_, index) => 1_000 + index));

describe('what one list shows beside the next orders', () => {
	test.each([
		{ name: 'none are left', orders: upcoming(), size: 50, from: Number.POSITIVE_INFINITY },
		{ name: 'fifty in a row', orders: inARow(300), size: 50, from: 800 },
		{ name: 'as few as are left', orders: inARow(20), size: 50, from: 770 },
		{ name: 'fewer where that makes room', orders: inARow(300), size: 180, from: 850 },
		{ name: 'so many that two lists are as good', orders: inARow(300), size: 201, from: Number.POSITIVE_INFINITY },
		{ name: 'far apart', orders: upcoming(1_000, 1_900, 2_800), size: 3, from: 1_000 },
	])('$name: from $from on', ({ orders, size, from }) => {
		expect(shownFrom(orders, size)).toBe(from);
	});

	test.each([
		{ name: 'nobody is followed', followed: [], size: 180, read: 180 },
		{ name: 'both fit', followed: [900], size: 150, read: 150 },
		{ name: 'both fit where fewer are read', followed: [860, 900], size: 150, read: 110 },
		{ name: 'one that does not fit in any case', followed: [700, 900], size: 180, read: 150 },
		{ name: 'as few as pay', followed: [850], size: 180, read: 100 },
		{ name: 'so many that two lists are as good', followed: [999], size: 250, read: 250 },
	])('$name: read for $read of $size', ({ followed, size, read }) => {
		expect(sizeBeside(new Set(orderIds(...followed)), inARow(300), size)).toBe(read);
	});
});
