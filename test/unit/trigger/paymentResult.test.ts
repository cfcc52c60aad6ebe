import { readTransactions } from '../../../nodes/BigCommerce/api/transactions';
import {
	paymentEventOf,
	paymentResultOf,
	paymentStepOf,
	resultInOrder,
	resultInTransactions,
} from '../../../nodes/BigCommerce/trigger/paymentResult';
import { SUCCESS, transactionData } from './samples';

describe('paymentResultOf', () => {
	test.each<[string | null, Record<string, unknown> | null, string]>([
		['complete', SUCCESS, 'success'],
		['COMPLETE', { type: 'Success' }, 'success'],
		['complete', null, 'success'],
		[null, { type: 'success' }, 'success'],
		['failed', { type: 'error', code: 'card_declined' }, 'failure'],
		['declined', { type: 'failure' }, 'failure'],
		['error', null, 'failure'],
		['pending', { type: 'success' }, 'pending'],
		['complete', { type: 'pending' }, 'pending'],
		['in_progress', null, 'pending'],
		['complete', { type: 'success', code: 'pending' }, 'pending'],
		['complete', { type: 'error' }, 'unclear'],
		['failed', { type: 'success' }, 'unclear'],
		['settled', { type: 'success' }, 'unclear'],
		['complete', { type: 'partial' }, 'unclear'],
		[null, {}, 'unclear'],
		[null, null, 'unclear'],
		['', { type: '' }, 'unclear'],
	])('%s and %j: %s', (status, result, expected) => {
		expect(paymentResultOf(transactionData('capture', status, result))).toBe(expected);
	});
});

describe('the steps of a payment', () => {
	test.each([
		['capture', 'capture'],
		['Void', 'void'],
		['purchase', null],
		['refund', null],
		['authorization', null],
		['constructor', null],
	])('%s', (type, step) => {
		expect(paymentStepOf(transactionData(type, 'complete', SUCCESS))).toBe(step);
	});

	test('names the event of each result', () => {
		expect(paymentEventOf('capture', 'success')).toBe('paymentCaptured');
		expect(paymentEventOf('capture', 'failure')).toBe('paymentCaptureFailed');
		expect(paymentEventOf('void', 'success')).toBe('paymentVoided');
		expect(paymentEventOf('void', 'failure')).toBeNull();
	});

	test.each([
		['capture', 'captured', 'success'],
		['capture', 'authorized', null],
		['capture', 'declined', 'failure'],
		['capture', 'capturePending', null],
		['capture', 'voided', null],
		['capture', 'unrecognised', null],
		['void', 'voided', 'success'],
		['void', 'authorized', null],
		['void', 'voidPending', null],
		['void', 'captured', null],
	] as const)('after an unclear %s, an order that is %s means %s', (step, state, expected) => {
		expect(resultInOrder(step, state)).toBe(expected);
	});
});

describe('resultInTransactions', () => {
	const rows = (...changed: Array<Record<string, unknown>>) =>
		readTransactions(200, { data: changed.map((row) => ({ id: 41, event: 'capture', status: 'ok', ...row })) }) ?? [];

	test.each([
		{ it: 'its own, good', step: 'capture', transactions: rows({}), expected: 'success' },
		{ it: 'its own, refused', step: 'capture', transactions: rows({ status: 'error' }), expected: 'failure' },
		{ it: 'another one, refused', step: 'capture', transactions: rows({ id: 40, status: 'error' }), expected: null },
		{ it: 'of another step', step: 'void', transactions: rows({ status: 'error' }), expected: null },
		{ it: 'with a word nobody knows', step: 'capture', transactions: rows({ status: 'settling' }), expected: null },
		{ it: 'none', step: 'capture', transactions: [], expected: null },
	] as const)('$it: $expected', ({ step, transactions, expected }) => {
		expect(resultInTransactions(step, '41', transactions)).toBe(expected);
	});

	test('an event without an ID is told by no transaction', () => {
		expect(resultInTransactions('capture', null, rows({ status: 'error' }))).toBeNull();
	});
});
