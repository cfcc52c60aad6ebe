import {
	paymentEventOf,
	paymentResultOf,
	paymentStepOf,
	resultInOrder,
} from '../../../nodes/BigCommerce/trigger/paymentResult';
import { SUCCESS, transactionData } from './samples';

describe('paymentResultOf', () => {
	it.each<[string | null, Record<string, unknown> | null, string]>([
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
	it.each([
		['capture', 'capture'],
		['Void', 'void'],
		['purchase', null],
		['refund', null],
		['authorization', null],
		['constructor', null],
	])('%s', (type, step) => {
		expect(paymentStepOf(transactionData(type, 'complete', SUCCESS))).toBe(step);
	});

	it('names the event of each result', () => {
		expect(paymentEventOf('capture', 'success')).toBe('paymentCaptured');
		expect(paymentEventOf('capture', 'failure')).toBe('paymentCaptureFailed');
		expect(paymentEventOf('void', 'success')).toBe('paymentVoided');
		expect(paymentEventOf('void', 'failure')).toBeNull();
	});

	it.each([
		['capture', 'captured', 'success'],
		['capture', 'authorized', 'failure'],
		['capture', 'declined', 'failure'],
		['capture', 'capturePending', null],
		['capture', 'voided', null],
		['capture', 'unrecognised', null],
		['void', 'voided', 'success'],
		['void', 'authorized', 'failure'],
		['void', 'voidPending', null],
		['void', 'captured', null],
	] as const)('after an unclear %s, an order that is %s means %s', (step, state, expected) => {
		expect(resultInOrder(step, state)).toBe(expected);
	});
});
