import { exponentOf, parseMoney, toDecimal, toV2Money, toV3Money } from '../../sandbox/money';
import { parseDate, toIso, toRfc2822 } from '../../sandbox/dates';
import { Schedule } from '../../sandbox/schedule';

describe('money is a whole number of minor units', () => {
	test.each([
		['USD', '25', 2_500, '25.00', '25.0000', 25],
		['USD', '25.5', 2_550, '25.50', '25.5000', 25.5],
		['USD', '0.01', 1, '0.01', '0.0100', 0.01],
		['USD', '69.8400', 6_984, '69.84', '69.8400', 69.84],
		['USD', '-10.20', -1_020, '-10.20', '-10.2000', -10.2],
		['USD', '-0', 0, '0.00', '0.0000', 0],
		['JPY', '5400', 5_400, '5400', '5400.0000', 5_400],
		['JPY', '5400.00', 5_400, '5400', '5400.0000', 5_400],
		['KWD', '12.345', 12_345, '12.345', '12.3450', 12.345],
	])('%s %s', (currency, text, minor, decimal, v2, v3) => {
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
