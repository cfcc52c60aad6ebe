import { readTransactions } from '../../../nodes/BigCommerce/api/transactions';
import {
	paymentEventOf,
	paymentResultOf,
	paymentStepOf,
	resultInOrder,
	resultInTransactions,
} from '../../../nodes/BigCommerce/trigger/paymentResult';
import { SUCCESS, transactionData } from '../../builders/deliveries';
import { orderId } from '../../builders/orderIds';

describe('paymentResultOf', () => {
	test.each<{ status: string | null; result: Record<string, unknown> | null; expected: string }>([
		{ status: 'complete', result: SUCCESS, expected: 'success' },
		{ status: 'COMPLETE', result: { type: 'Success' }, expected: 'success' },
		{ status: 'complete', result: null, expected: 'success' },
		{ status: null, result: { type: 'success' }, expected: 'success' },
		{ status: 'failed', result: { type: 'error', code: 'card_declined' }, expected: 'failure' },
		{ status: 'declined', result: { type: 'failure' }, expected: 'failure' },
		{ status: 'error', result: null, expected: 'failure' },
		{ status: 'pending', result: { type: 'success' }, expected: 'pending' },
		{ status: 'complete', result: { type: 'pending' }, expected: 'pending' },
		{ status: 'in_progress', result: null, expected: 'pending' },
		{ status: 'complete', result: { type: 'success', code: 'pending' }, expected: 'pending' },
		{ status: 'complete', result: { type: 'error' }, expected: 'unclear' },
		{ status: 'failed', result: { type: 'success' }, expected: 'unclear' },
		{ status: 'settled', result: { type: 'success' }, expected: 'unclear' },
		{ status: 'complete', result: { type: 'partial' }, expected: 'unclear' },
		{ status: null, result: {}, expected: 'unclear' },
		{ status: null, result: null, expected: 'unclear' },
		{ status: '', result: { type: '' }, expected: 'unclear' },
	])('$status and $result: $expected', ({ status, result, expected }) => {
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
		{ step: 'capture', state: 'captured', expected: 'success' },
		{ step: 'capture', state: 'authorized', expected: null },
		{ step: 'capture', state: 'declined', expected: 'failure' },
		{ step: 'capture', state: 'capturePending', expected: null },
		{ step: 'capture', state: 'voided', expected: null },
		{ step: 'capture', state: 'unrecognised', expected: null },
		{ step: 'void', state: 'voided', expected: 'success' },
		{ step: 'void', state: 'authorized', expected: null },
		{ step: 'void', state: 'voidPending', expected: null },
		{ step: 'void', state: 'captured', expected: null },
	] as const)('after an unclear $step, an order that is $state means $expected', ({ step, state, expected }) => {
		expect(resultInOrder(step, state)).toBe(expected);
	});
});

describe('resultInTransactions', () => {
	const rows = (...changed: Array<Record<string, unknown>>) =>
		readTransactions(orderId(118), 200, {
			data: changed.map((row) => ({ id: 41, event: 'capture', status: 'ok', ...row })),
		}) ?? [];

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
