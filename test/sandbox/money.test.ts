import { exponentOf, parseMoney, toDecimal, toV2Money, toV3Money } from '../../sandbox/money';
import { parseDate, toIso, toRfc2822 } from '../../sandbox/dates';
import { Schedule } from '../../sandbox/schedule';

describe('money is a whole number of minor units', () => {
	test.each([
		{ currency: 'USD', text: '25', minor: 2_500, decimal: '25.00', v2: '25.0000', v3: 25 },
		{ currency: 'USD', text: '25.5', minor: 2_550, decimal: '25.50', v2: '25.5000', v3: 25.5 },
		{ currency: 'USD', text: '0.01', minor: 1, decimal: '0.01', v2: '0.0100', v3: 0.01 },
		{ currency: 'USD', text: '69.8400', minor: 6_984, decimal: '69.84', v2: '69.8400', v3: 69.84 },
		{ currency: 'USD', text: '-10.20', minor: -1_020, decimal: '-10.20', v2: '-10.2000', v3: -10.2 },
		{ currency: 'USD', text: '-0', minor: 0, decimal: '0.00', v2: '0.0000', v3: 0 },
		{ currency: 'JPY', text: '5400', minor: 5_400, decimal: '5400', v2: '5400.0000', v3: 5_400 },
		{ currency: 'JPY', text: '5400.00', minor: 5_400, decimal: '5400', v2: '5400.0000', v3: 5_400 },
		{ currency: 'KWD', text: '12.345', minor: 12_345, decimal: '12.345', v2: '12.3450', v3: 12.345 },
	])('$currency $text', ({ currency, text, minor, decimal, v2, v3 }) => {
		expect(parseMoney(text, currency)).toBe(minor);
		expect(toDecimal(minor, currency)).toBe(decimal);
		expect(toV2Money(minor, currency)).toBe(v2);
		expect(toV3Money(minor, currency)).toBe(v3);
	});

	test.each([
		['USD', '1.005'],
		['JPY', '0.5'],
		['USD', ''],
		['USD', '1e3'],
		['USD', '1,000'],
		['USD', 'NaN'],
		['USD', 0.1 + 0.2],
		['USD', Number.POSITIVE_INFINITY],
		['USD', '99999999999999'],
	])('%s %s is not an amount', (currency, text) => expect(parseMoney(text, currency)).toBeUndefined());

	test('knows currencies without and with three decimals', () => {
		expect(['USD', 'JPY', 'KWD', 'XXX'].map(exponentOf)).toEqual([2, 0, 3, 2]);
	});
});

describe('dates', () => {
	const at = Date.parse('2019-03-05T21:40:11Z');
	test('are printed as the two API versions do', () => {
		expect(toRfc2822(at)).toBe('Tue, 05 Mar 2019 21:40:11 +0000');
		expect(toIso(at)).toBe('2019-03-05T21:40:11+00:00');
	});

	test.each([
		'Tue, 05 Mar 2019 21:40:11 +0000',
		'Tue, 05 Mar 2019 16:40:11 -0500',
		'2019-03-05T21:40:11Z',
		'2019-03-05T21:40:11',
		'2019-03-05T17:40:11.000-04:00',
	])('%s is read', (text) => expect(parseDate(text)).toBe(at));

	test.each(['', 'yesterday', '5', '2019-13-05', '03/05/2019', 'Tue, 05 Mar 2019 21:40:11  0000'])(
		'%j is not',
		(text) => expect(parseDate(text)).toBeUndefined(),
	);
});

test('things that are due come in order of time, and of arrival at the same time', () => {
	const schedule = new Schedule();
	const order = [5, 1, 9, 3, 3, 7, 1, 8, 2];
	const done: string[] = [];
	for (const [index, at] of order.entries()) schedule.add(at, () => done.push(`${at}.${index}`));
	expect(schedule.nextAt()).toBe(1);
	for (let due = schedule.takeDue(8); due; due = schedule.takeDue(8)) due.run();
	expect(done).toEqual(['1.1', '1.6', '2.8', '3.3', '3.4', '5.0', '7.5', '8.7']);
	expect(schedule.nextAt()).toBe(9);
	schedule.clear();
	expect(schedule.takeDue(100)).toBeUndefined();
});
