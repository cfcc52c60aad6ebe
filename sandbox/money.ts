/** Money inside the sandbox is a safe integer of the currency's minor unit, never a float. */

/** Digits after the decimal point where they are not two (ISO 4217). */
const EXPONENTS: Readonly<Record<string, number>> = {
	BIF: 0,
	CLP: 0,
	DJF: 0,
	GNF: 0,
	ISK: 0,
	JPY: 0,
	KMF: 0,
	KRW: 0,
	PYG: 0,
	RWF: 0,
	UGX: 0,
	VND: 0,
	VUV: 0,
	XAF: 0,
	XOF: 0,
	XPF: 0,
	BHD: 3,
	IQD: 3,
	JOD: 3,
	KWD: 3,
	LYD: 3,
	OMR: 3,
	TND: 3,
};

/** Digits after the decimal point of a currency: USD 2, JPY 0, KWD 3. */
export function exponentOf(currency: string): number {
	return EXPONENTS[currency] ?? 2;
}

/**
 * Reads a decimal (`"25"`, `"25.50"`, `25.5`) as minor units.
 * Trailing zeros past the currency's digits are fine (`"25.5000"` USD); anything finer is `undefined`.
 */
export function parseMoney(value: string | number, currency: string): number | undefined {
	const match = /^(-?)(\d{1,13})(?:\.(\d{1,10}))?$/.exec(String(value).trim());
	if (!match) return undefined;
	const [, sign = '', whole = '', fraction = ''] = match;
	const exponent = exponentOf(currency);
	if (/[1-9]/.test(fraction.slice(exponent))) return undefined;
	const minor = Number(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
	if (!Number.isSafeInteger(minor)) return undefined;
	return sign === '-' && minor !== 0 ? -minor : minor;
}

/** Minor units as a decimal with the currency's own digits: 2500 USD → `"25.00"`. */
export function toDecimal(minor: number, currency: string): string {
	const exponent = exponentOf(currency);
	const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
	const whole = digits.slice(0, digits.length - exponent);
	const text = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
	return minor < 0 ? `-${text}` : text;
}

/** v2 money: a decimal string with four digits, `"25.0000"` (docs/bigcommerce-api.md, Orders: money). */
export function toV2Money(minor: number, currency: string): string {
	const exponent = exponentOf(currency);
	const text = toDecimal(minor, currency);
	return exponent === 0 ? `${text}.0000` : text + '0'.repeat(4 - exponent);
}

/**
 * v3 money: a JSON number, `25` (docs/bigcommerce-api.md, Transactions: money is a number). The shortest decimal that
 * prints back the same.
 */
export function toV3Money(minor: number, currency: string): number {
	return Number(toDecimal(minor, currency));
}
