import { estimateExpiry, shortestWindow } from '../../../nodes/BigCommerce/payment/authorizationWindows';

const DAY = 86_400_000;

test.each([
	['stripe', null, null, 7],
	['stripev3', 'visa', null, 7],
	['authorizenet', null, null, 30],
	['Braintree', 'visa', null, 8],
	['braintree', 'american_express', null, 7],
	['braintree', 'discover', null, 30],
	['braintree', null, null, 7],
	['paypalcommerce', null, null, 29],
	['squarev2', null, null, 7],
	[null, null, null, 7],
	['stripe', null, 5, 5],
	['authorizenet', 'visa', 29, 29],
])('%s with %s, own window %s: %i days, marked as an estimate', (gateway, card, own, days) => {
	const estimate = estimateExpiry({ authorizedAt: 1_000, gateway, card }, own);
	expect(estimate).toEqual({
		at: 1_000 + days * DAY,
		basis: expect.stringMatching(new RegExp(`^estimate: ${days} days`)),
	});
});

test('without a date there is no estimate', () => {
	expect(estimateExpiry({ authorizedAt: null, gateway: 'stripe', card: null }, 7)).toBeNull();
});

test('the shortest window bounds what a search may leave out', () => {
	expect(shortestWindow(null)).toBe(7);
	expect(shortestWindow(3)).toBe(3);
});
