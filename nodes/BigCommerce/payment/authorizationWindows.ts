import { DAY_MS } from '../model/time';

/**
 * How long gateways honour an authorization. BigCommerce's API has no expiry date, and gateways and card brands
 * change theirs, so these are estimates, on the early side where sources differ; users may give their own.
 *
 * Sources: docs.stripe.com "Place a hold on a payment method"; Braintree "Authorization expirations" and PayPal's
 * page for BigCommerce merchants (they differ: the shorter is taken); authorize.net "Credit Card Transaction Types";
 * BigCommerce help "Manually Capturing Transactions" ("anywhere between 7 and 30 days").
 */
export interface AuthorizationWindow {
	/** Lower-case part of `gateway` in a transaction. */
	gateway: string;
	/** Card brand as in `credit_card.card_type`; without it, whatever was paid with. */
	card?: string;
	days: number;
}

/** The first that fits counts. */
export const AUTHORIZATION_WINDOWS: readonly AuthorizationWindow[] = [
	{ gateway: 'stripe', days: 7 },
	{ gateway: 'authorizenet', days: 30 },
	{ gateway: 'braintree', card: 'visa', days: 8 },
	{ gateway: 'braintree', card: 'master', days: 7 },
	{ gateway: 'braintree', card: 'american_express', days: 7 },
	{ gateway: 'braintree', card: 'discover', days: 30 },
	{ gateway: 'braintree', card: 'jcb', days: 30 },
	{ gateway: 'braintree', card: 'unionpay', days: 30 },
	{ gateway: 'braintree', days: 7 },
	{ gateway: 'paypal', days: 29 },
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
	const name = gateway.toLowerCase();
	const found = AUTHORIZATION_WINDOWS.find(
		(window) => name.includes(window.gateway) && (window.card === undefined || window.card === card),
	);
	if (found === undefined)
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
