import { DAY_MS } from '../model/time';

/**
 * How long gateways honour an authorization. BigCommerce's API has no expiry date, and gateways and card brands
 * change theirs, so these are estimates, on the early side where sources differ; users may give their own. What
 * BigCommerce itself says: "anywhere between 7 and 30 days" (help centre, "Manually Capturing Transactions").
 */
export interface AuthorizationWindow {
	/** Lower-case part of `gateway` in a transaction, without spaces, dots, dashes and underscores. */
	gateway: string;
	/** Card brand as in `credit_card.card_type`; without it, whatever was paid with. */
	card?: string;
	days: number;
	/** Where it is published. */
	source: string;
	/** When it was looked at, or null where nothing published was found and the usual window is taken. */
	seen: string | null;
}

const BRAINTREE = 'developer.paypal.com/braintree: Authorization expirations';
const NOT_FOUND = 'nothing published was found: the usual window';

/** The first that fits counts. */
export const AUTHORIZATION_WINDOWS: readonly AuthorizationWindow[] = [
	{ gateway: 'stripe', days: 7, source: 'docs.stripe.com/payments/extended-authorization', seen: '2026-11-23' },
	{ gateway: 'authorizenet', days: 30, source: 'authorize.net: Credit Card Transaction Types', seen: '2026-11' },
	{ gateway: 'braintree', card: 'visa', days: 8, source: BRAINTREE, seen: '2026-11' },
	{ gateway: 'braintree', card: 'master', days: 7, source: BRAINTREE, seen: '2026-11' },
	{ gateway: 'braintree', card: 'american_express', days: 7, source: BRAINTREE, seen: '2026-11' },
	{ gateway: 'braintree', card: 'discover', days: 30, source: BRAINTREE, seen: '2026-11' },
	{ gateway: 'braintree', card: 'jcb', days: 30, source: BRAINTREE, seen: '2026-11' },
	{ gateway: 'braintree', card: 'unionpay', days: 30, source: BRAINTREE, seen: '2026-11' },
	{ gateway: 'braintree', days: 7, source: BRAINTREE, seen: '2026-11' },
	{ gateway: 'paypal', days: 29, source: 'developer.paypal.com/checkout/delay-capture', seen: '2026-11-25' },
	{ gateway: 'amazon', days: 30, source: 'developer.amazon.com: authorization-ttl', seen: '2026-11-23' },
	{ gateway: 'klarna', days: 28, source: 'docs.dintero.com: Klarna', seen: '2026-11-23' },
	{ gateway: 'checkoutcom', days: 7, source: 'checkout.com/docs: Capture a payment', seen: '2026-11-23' },
	// Adyen itself waits 28 days, the card schemes mostly less.
	{ gateway: 'adyen', days: 7, source: 'adyen.help: separate authorisation and capture', seen: '2026-11-25' },
	{ gateway: 'affirm', days: 7, source: NOT_FOUND, seen: null },
	{ gateway: 'afterpay', days: 7, source: NOT_FOUND, seen: null },
	{ gateway: 'clearpay', days: 7, source: NOT_FOUND, seen: null },
	{
		gateway: 'square',
		days: 7,
		source: 'developer.squareup.com: Delayed Capture of a Card Payment',
		seen: '2026-11-25',
	},
	{ gateway: 'cybersource', days: 7, source: NOT_FOUND, seen: null },
];

/** Where the gateway is not known, or not in the table. */
export const USUAL_WINDOW_DAYS = 7;

/** What an estimate goes by. */
export interface AuthorizationFacts {
	/** Milliseconds since 1970, or null where not known. */
	authorizedAt: number | null;
	gateway: string | null;
	card: string | null;
}

/** When an authorization may end, and why that is thought. */
export interface ExpiryEstimate {
	/** Milliseconds since 1970. */
	at: number;
	basis: string;
}

/**
 * Estimates when an authorization ends; null where its date is not known.
 * @param ownDays the user's own number of days, which goes before the table
 */
export function estimateExpiry(
	{ authorizedAt, gateway, card }: AuthorizationFacts,
	ownDays: number | null,
): ExpiryEstimate | null {
	if (authorizedAt === null) return null;
	const after = (days: number, basis: string): ExpiryEstimate => ({
		at: authorizedAt + days * DAY_MS,
		basis: `estimate: ${basis}`,
	});
	if (ownDays !== null) return after(ownDays, `${count(ownDays)} as set in 'Authorization Window'`);
	if (gateway === null) return after(USUAL_WINDOW_DAYS, `${count(USUAL_WINDOW_DAYS)}, gateway not known`);
	const name = gateway.toLowerCase().replace(/[\s._-]/g, '');
	const found = AUTHORIZATION_WINDOWS.find(
		(window) => name.includes(window.gateway) && (window.card === undefined || window.card === card),
	);
	if (found === undefined || found.seen === null)
		return after(USUAL_WINDOW_DAYS, `${count(USUAL_WINDOW_DAYS)}, no window known for ${gateway}`);
	return after(
		found.days,
		`${count(found.days)} for ${gateway}${found.card === undefined ? '' : ` with ${found.card}`}`,
	);
}

function count(days: number): string {
	return `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** The shortest window that an estimate may use, in days. */
export function shortestWindow(ownDays: number | null): number {
	return ownDays ?? Math.min(USUAL_WINDOW_DAYS, ...AUTHORIZATION_WINDOWS.map(({ days }) => days));
}

/** The longest window that an estimate may use, in days: no authorization is honoured for longer. */
export function longestWindow(ownDays: number | null): number {
	return Math.max(ownDays ?? 0, ...AUTHORIZATION_WINDOWS.map(({ days }) => days));
}
