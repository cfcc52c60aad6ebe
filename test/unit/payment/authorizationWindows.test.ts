import { estimateExpiry, shortestWindow } from '../../../nodes/BigCommerce/payment/authorizationWindows';

const DAY = 86_400_000;

test.each([
	{ gateway: 'stripe', card: null, own: null, days: 7 },
	{ gateway: 'stripev3', card: 'visa', own: null, days: 7 },
	{ gateway: 'authorizenet', card: null, own: null, days: 30 },
	{ gateway: 'Braintree', card: 'visa', own: null, days: 8 },
	{ gateway: 'braintree', card: 'american_express', own: null, days: 7 },
	{ gateway: 'braintree', card: 'discover', own: null, days: 30 },
	{ gateway: 'braintree', card: null, own: null, days: 7 },
	{ gateway: 'paypalcommerce', card: null, own: null, days: 29 },
	{ gateway: 'squarev2', card: null, own: null, days: 7 },
	{ gateway: null, card: null, own: null, days: 7 },
	{ gateway: 'stripe', card: null, own: 5, days: 5 },
	{ gateway: 'authorizenet', card: 'visa', own: 29, days: 29 },
])('$gateway with $card, own window $own: $days days, marked as an estimate', ({ gateway, card, own, days }) => {
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
