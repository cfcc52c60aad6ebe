import fc from 'fast-check';
import { decimalsOf, formatMoney, minus, parseMoney, plus, readMoney } from '../../../nodes/BigCommerce/model/money';

describe('an amount of the API', () => {
	test.each([
		{ given: '69.8400', currency: 'USD', minor: 6984, shown: '69.84' },
		{ given: '1008.74', currency: 'USD', minor: 100874, shown: '1008.74' },
		{ given: '0', currency: 'USD', minor: 0, shown: '0.00' },
		{ given: '0.0000', currency: 'EUR', minor: 0, shown: '0.00' },
		{ given: 25, currency: 'usd', minor: 2500, shown: '25.00' },
		{ given: 1.1, currency: 'USD', minor: 110, shown: '1.10' },
		{ given: 0.1 + 0.2, currency: 'USD', minor: 30, shown: '0.30' },
		{ given: '2500.0000', currency: 'JPY', minor: 2500, shown: '2500' },
		{ given: '2500', currency: 'jpy', minor: 2500, shown: '2500' },
		{ given: 0.5, currency: 'JPY', minor: 1, shown: '1' },
		{ given: '1.5004', currency: 'KWD', minor: 1500, shown: '1.500' },
		{ given: '0.0005', currency: 'KWD', minor: 1, shown: '0.001' },
		{ given: '1.23456', currency: 'CLF', minor: 12346, shown: '1.2346' },
		{ given: '1.005', currency: 'USD', minor: 101, shown: '1.01' },
		{ given: '1.0049', currency: 'USD', minor: 100, shown: '1.00' },
		{ given: '-1.005', currency: 'USD', minor: -101, shown: '-1.01' },
		{ given: '-25.00', currency: 'USD', minor: -2500, shown: '-25.00' },
		{ given: '00025.10', currency: 'USD', minor: 2510, shown: '25.10' },
		{ given: '90071992547409.93', currency: 'USD', minor: 9007199254740993n, shown: '90071992547409.93' },
	])('$given $currency is $minor minor units, shown as $shown', ({ given, currency, minor, shown }) => {
		const money = readMoney(given, currency);
		expect(money).toEqual({ minor: BigInt(minor), currency: currency.toUpperCase() });
		expect(money && formatMoney(money)).toBe(shown);
	});

	test.each([
		'',
		' 25',
		'25.',
		'.5',
		'1,5',
		'1e3',
		'abc',
		'--1',
		'+1',
		'1.2.3',
		'NaN',
		'9'.repeat(41),
		null,
		undefined,
		{},
		[],
		true,
		Number.NaN,
		Number.POSITIVE_INFINITY,
		1e21,
		1e-7,
	])('%p is none', (given) => {
		expect(readMoney(given, 'USD')).toBeNull();
	});

	test('of 40 characters is read, whatever they are', () => {
		expect(readMoney('9'.repeat(40), 'JPY')?.minor).toBe(BigInt('9'.repeat(40)));
	});
});

describe('an amount that somebody typed', () => {
	test.each([
		{ given: '25.00', currency: 'USD', minor: 2500 },
		{ given: ' 25 ', currency: 'USD', minor: 2500 },
		{ given: 25, currency: 'USD', minor: 2500 },
		{ given: '25.10000', currency: 'USD', minor: 2510 },
		{ given: '2500', currency: 'JPY', minor: 2500 },
		{ given: '2500.00', currency: 'JPY', minor: 2500 },
		{ given: '1.234', currency: 'KWD', minor: 1234 },
		{ given: '0', currency: 'USD', minor: 0 },
		{ given: '-0.00', currency: 'USD', minor: 0 },
	])('$given $currency is $minor minor units', ({ given, currency, minor }) => {
		expect(parseMoney(given, currency, 'Max Amount')).toEqual({ ok: true, money: { minor: BigInt(minor), currency } });
	});

	test.each([
		{
			given: '25.001',
			currency: 'USD',
			reason: "'Max Amount' has more decimals than USD has: amounts in USD have 2 decimals.",
		},
		{
			given: '25.5',
			currency: 'JPY',
			reason: "'Max Amount' has more decimals than JPY has: amounts in JPY have no decimals.",
		},
		{
			given: '1.2345',
			currency: 'KWD',
			reason: "'Max Amount' has more decimals than KWD has: amounts in KWD have 3 decimals.",
		},
		{ given: '-1', currency: 'USD', reason: "'Max Amount' is negative. Give an amount of 0 or more." },
		{ given: '-0.01', currency: 'USD', reason: "'Max Amount' is negative. Give an amount of 0 or more." },
		{
			given: '1,50',
			currency: 'USD',
			reason: "'Max Amount' is not an amount. Give digits with a point, for example 25.00.",
		},
		{
			given: '$25',
			currency: 'USD',
			reason: "'Max Amount' is not an amount. Give digits with a point, for example 25.00.",
		},
		{
			given: '',
			currency: 'USD',
			reason: "'Max Amount' is not an amount. Give digits with a point, for example 25.00.",
		},
		{
			given: null,
			currency: 'USD',
			reason: "'Max Amount' is not an amount. Give digits with a point, for example 25.00.",
		},
	])('$given $currency is refused', ({ given, currency, reason }) => {
		expect(parseMoney(given, currency, 'Max Amount')).toEqual({ ok: false, reason });
	});
});

test.each([
	['USD', 2],
	['eur', 2],
	['XYZ', 2],
	['JPY', 0],
	['krw', 0],
	['VND', 0],
	['BHD', 3],
	['TND', 3],
	['UYW', 4],
])('%s has %d decimals', (currency, decimals) => {
	expect(decimalsOf(currency)).toBe(decimals);
});

test('sums and differences are exact', () => {
	const a = { minor: BigInt(30), currency: 'USD' };
	const b = { minor: BigInt(10), currency: 'USD' };
	expect(plus(a, b)).toEqual({ minor: BigInt(40), currency: 'USD' });
	expect(minus(a, b)).toEqual({ minor: BigInt(20), currency: 'USD' });
	expect(minus(b, a)).toEqual({ minor: BigInt(-20), currency: 'USD' });
});

test('what is shown reads back as the same amount', () => {
	fc.assert(
		fc.property(
			fc.bigInt({ min: BigInt(-10) ** BigInt(20), max: BigInt(10) ** BigInt(20) }),
			fc.constantFrom('USD', 'JPY', 'KWD', 'CLF'),
			(minor, currency) => {
				expect(readMoney(formatMoney({ minor, currency }), currency)).toEqual({ minor, currency });
			},
		),
	);
});
