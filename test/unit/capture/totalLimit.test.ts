import { nothingCounted } from '../../../nodes/BigCommerce/capture/counted';
import { TotalLimit } from '../../../nodes/BigCommerce/capture/totalLimit';
import { orderId } from '../../builders/orderIds';

const usd = (minor: number) => ({ minor: BigInt(minor), currency: 'USD' });

test('without a limit nothing is counted', () => {
	const total = new TotalLimit([]);
	expect(total.isSet).toBe(false);
	expect(total.add(orderId(1), null)).toBeNull();
});

test('amounts count up to the limit itself, and what would exceed it does not count', () => {
	const total = new TotalLimit(['60.00']);
	expect(total.isSet).toBe(true);
	expect(total.add(orderId(1), usd(2500))).toBeNull();
	expect(total.add(orderId(2), usd(4000))).toBe(
		"With its 40.00 USD the run would come to 65.00, more than 'Max Total' 60.00.",
	);
	expect(total.add(orderId(3), usd(3500))).toBeNull();
	expect(total.add(orderId(4), usd(1))).not.toBeNull();
	total.subtract(orderId(3));
	expect(total.add(orderId(5), usd(3500))).toBeNull();
});

test('an order counts once, and what a run has counted holds for the next one of the execution', () => {
	const counted = nothingCounted();
	expect(new TotalLimit(['60.00'], counted).add(orderId(1), usd(2500))).toBeNull();
	const kept = JSON.parse(JSON.stringify(counted)) as typeof counted;
	const later = new TotalLimit(['60.00'], kept);
	expect(later.add(orderId(1), usd(2500))).toBeNull();
	expect(later.add(orderId(2), usd(3501))).toMatch(/would come to 60\.01/);
	expect(later.add(orderId(2), usd(3500))).toBeNull();
});

test('where items differ, each of their limits holds', () => {
	const total = new TotalLimit(['100', 30]);
	expect(total.add(orderId(1), usd(3001))).not.toBeNull();
	expect(total.add(orderId(2), usd(3000))).toBeNull();
});

test.each([
	{
		what: 'another currency',
		amount: { minor: BigInt(1), currency: 'EUR' },
		limit: '10',
		says: /in EUR, and 'Max Total' counts USD/,
	},
	{ what: 'an amount that could not be read', amount: null, limit: '10', says: /could not be read/ },
	{ what: 'a limit with more decimals than the currency has', amount: usd(1), limit: '10.001', says: /more decimals/ },
])('$what is held back', ({ amount, limit, says }) => {
	const total = new TotalLimit([limit]);
	if (amount?.currency !== 'USD') expect(total.add(orderId(1), usd(1))).toBeNull();
	expect(total.add(orderId(2), amount)).toMatch(says);
});
