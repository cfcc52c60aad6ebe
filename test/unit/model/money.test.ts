import fc from 'fast-check';
import { decimalsOf, formatMoney, minus, parseMoney, plus, readMoney } from '../../../nodes/BigCommerce/model/money';

describe('an amount of the API', () => {
	test.each([
		['69.8400', 'USD', 6984, '69.84'],
		['1008.74', 'USD', 100874, '1008.74'],
		['0', 'USD', 0, '0.00'],
		['0.0000', 'EUR', 0, '0.00'],
		[25, 'usd', 2500, '25.00'],
		[1.1, 'USD', 110, '1.10'],
		[0.1 + 0.2, 'USD', 30, '0.30'],
		['2500.0000', 'JPY', 2500, '2500'],
		['2500', 'jpy', 2500, '2500'],
		[0.5, 'JPY', 1, '1'],
		['1.5004', 'KWD', 1500, '1.500'],
		['0.0005', 'KWD', 1, '0.001'],
		['1.23456', 'CLF', 12346, '1.2346'],
		['1.005', 'USD', 101, '1.01'],
		['1.0049', 'USD', 100, '1.00'],
		['-1.005', 'USD', -101, '-1.01'],
		['-25.00', 'USD', -2500, '-25.00'],
		['00025.10', 'USD', 2510, '25.10'],
		['90071992547409.93', 'USD', 9007199254740993n, '90071992547409.93'],
	])('%j %s is %d minor units, shown as %s', (given, currency, minor, shown) => {
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
		['25.00', 'USD', 2500],
		[' 25 ', 'USD', 2500],
		[25, 'USD', 2500],
		['25.10000', 'USD', 2510],
		['2500', 'JPY', 2500],
		['2500.00', 'JPY', 2500],
		['1.234', 'KWD', 1234],
		['0', 'USD', 0],
		['-0.00', 'USD', 0],
	])('%j %s is %d minor units', (given, currency, minor) => {
		expect(parseMoney(given, currency, 'Max Amount')).toEqual({ ok: true, money: { minor: BigInt(minor), currency } });
	});

	test.each([
		['25.001', 'USD', "'Max Amount' has more decimals than USD has: amounts in USD have 2 decimals."],
		['25.5', 'JPY', "'Max Amount' has more decimals than JPY has: amounts in JPY have no decimals."],
		['1.2345', 'KWD', "'Max Amount' has more decimals than KWD has: amounts in KWD have 3 decimals."],
		['-1', 'USD', "'Max Amount' is negative. Give an amount of 0 or more."],
		['-0.01', 'USD', "'Max Amount' is negative. Give an amount of 0 or more."],
		['1,50', 'USD', "'Max Amount' is not an amount. Give digits with a point, for example 25.00."],
		['$25', 'USD', "'Max Amount' is not an amount. Give digits with a point, for example 25.00."],
		['', 'USD', "'Max Amount' is not an amount. Give digits with a point, for example 25.00."],
		[null, 'USD', "'Max Amount' is not an amount. Give digits with a point, for example 25.00."],
	])('%j %s is refused', (given, currency, reason) => {
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
