/** An amount in the minor units of its currency (cents, yen, fils). Never a float. */
export interface Money {
	minor: bigint;
	/** ISO 4217 code, upper case. */
	currency: string;
}

// ISO 4217, list one: the currencies whose minor unit is not a hundredth.
const DECIMALS: ReadonlyMap<string, number> = new Map([
	...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
		.split(' ')
		.map((code): [string, number] => [code, 0]),
	...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code): [string, number] => [code, 3]),
	...'CLF UYW'.split(' ').map((code): [string, number] => [code, 4]),
]);

/** Digits after the point in amounts of a currency. */
export function decimalsOf(currency: string): number {
	return DECIMALS.get(currency.toUpperCase()) ?? 2;
}

/**
 * Reads an amount as BigCommerce writes it: a decimal string in v2 (`"69.8400"`, `"1008.74"`, `"0"`) or a
 * JSON number in v3. Digits beyond the minor unit are rounded half away from zero. Null where it is no amount.
 */
export function readMoney(value: unknown, currency: string): Money | null {
	const parts = decimalParts(value);
	if (parts === null) return null;
	const decimals = decimalsOf(currency);
	const kept = parts.fraction.slice(0, decimals).padEnd(decimals, '0');
	const roundUp = (parts.fraction[decimals] ?? '0') >= '5' ? BigInt(1) : BigInt(0);
	const size = BigInt(parts.whole + kept) + roundUp;
	return { minor: parts.negative ? -size : size, currency: currency.toUpperCase() };
}

/** An amount typed by a person, or why it is none: there an extra digit is a slip, not something to round. */
export type TypedMoney = { ok: true; money: Money } | { ok: false; reason: string };

/** Reads an amount that a person or a workflow gave. `name` is the parameter's display name, for the sentence. */
export function parseMoney(value: unknown, currency: string, name: string): TypedMoney {
	const parts = decimalParts(typeof value === 'string' ? value.trim() : value);
	if (parts === null) {
		return { ok: false, reason: `'${name}' is not an amount. Give digits with a point, for example 25.00.` };
	}
	if (parts.negative && /[1-9]/.test(parts.whole + parts.fraction)) {
		return { ok: false, reason: `'${name}' is negative. Give an amount of 0 or more.` };
	}
	const decimals = decimalsOf(currency);
	if (/[1-9]/.test(parts.fraction.slice(decimals))) {
		const allowed = decimals === 0 ? 'no decimals' : `${decimals} decimals`;
		return {
			ok: false,
			reason: `'${name}' has more decimals than ${currency} has: amounts in ${currency} have ${allowed}.`,
		};
	}
	const minor = BigInt(parts.whole + parts.fraction.slice(0, decimals).padEnd(decimals, '0'));
	return { ok: true, money: { minor, currency: currency.toUpperCase() } };
}

/** The amount as a decimal string with exactly the currency's digits: `25.00`, `2500`, `-0.500`. */
export function formatMoney({ minor, currency }: Money): string {
	const decimals = decimalsOf(currency);
	const digits = (minor < 0 ? -minor : minor).toString().padStart(decimals + 1, '0');
	const sign = minor < 0 ? '-' : '';
	if (decimals === 0) return sign + digits;
	return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The same for an amount that may not be known: null stays null. */
export function formatAmount(money: Money | null): string | null {
	return money === null ? null : formatMoney(money);
}

/** `a - b`. Both must be in one currency; the caller has checked. */
export function minus(a: Money, b: Money): Money {
	return { minor: a.minor - b.minor, currency: a.currency };
}

/** `a + b`. Both must be in one currency; the caller has checked. */
export function plus(a: Money, b: Money): Money {
	return { minor: a.minor + b.minor, currency: a.currency };
}

interface DecimalParts {
	negative: boolean;
	whole: string;
	fraction: string;
}

/** A float that JSON brought is read by its shortest decimal form, which is what was written. */
function decimalParts(value: unknown): DecimalParts | null {
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text !== 'string' || text.length > 40) return null;
	const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
	return found ? { negative: found[1] === '-', whole: found[2] ?? '0', fraction: found[3] ?? '' } : null;
}

/**
 * An amount in the one notation that has no digit too many: `5` of `5`, `"5.00"` and `"05.0"`. Null where it is none.
 */
export function canonicalDecimal(value: unknown): string | null {
	const parts = decimalParts(value);
	if (parts === null) return null;
	const whole = parts.whole.replace(/^0+(?=\d)/, '');
	const fraction = parts.fraction.replace(/0+$/, '');
	const size = fraction === '' ? whole : `${whole}.${fraction}`;
	return parts.negative && size !== '0' ? `-${size}` : size;
}

/** The amount for people: `25.00 USD`. */
export function formatWithCurrency(money: Money): string {
	return `${formatMoney(money)} ${money.currency}`;
}
