import {
	isRefundRetriable,
	isRefundSuccess,
	refundMoved,
	type RefundCode,
	type RefundSettlement,
} from '../../../nodes/BigCommerce/refund/outcome';
import { messageForRefund } from '../../../nodes/BigCommerce/refund/messages';
import { orderId } from '../../builders/orderIds';
import { usd } from '../../builders/payments';
import { reference } from '../../builders/refunds';

const ENDS: Array<{
	outcome: RefundSettlement['outcome'];
	code: RefundCode;
	moved: string;
	retriable: boolean | 'byReference';
}> = [
	{ outcome: 'refunded', code: 'done', moved: 'yes', retriable: false },
	{ outcome: 'refunded', code: 'alreadyDone', moved: 'yes', retriable: false },
	{ outcome: 'pending', code: 'resultTimeout', moved: 'unknown', retriable: false },
	{ outcome: 'planned', code: 'dryRun', moved: 'no', retriable: false },
	{ outcome: 'declined', code: 'refusedByGateway', moved: 'no', retriable: false },
	{ outcome: 'declined', code: 'partlyDeclined', moved: 'yes', retriable: false },
	{ outcome: 'notRefundable', code: 'wrongState', moved: 'no', retriable: false },
	{ outcome: 'notRefundable', code: 'nothingLeft', moved: 'no', retriable: false },
	{ outcome: 'blocked', code: 'everythingShipped', moved: 'no', retriable: false },
	{ outcome: 'notRefundable', code: 'invalidAmount', moved: 'no', retriable: false },
	{ outcome: 'notRefundable', code: 'invalidItems', moved: 'no', retriable: false },
	{ outcome: 'notRefundable', code: 'methodNotOffered', moved: 'no', retriable: false },
	{ outcome: 'notRefundable', code: 'offlineOnly', moved: 'no', retriable: false },
	{ outcome: 'notRefundable', code: 'quoteRefused', moved: 'no', retriable: false },
	{ outcome: 'notRefundable', code: 'quoteDiffers', moved: 'no', retriable: false },
	{ outcome: 'notRefundable', code: 'refusedByBigCommerce', moved: 'no', retriable: false },
	{ outcome: 'notRefundable', code: 'orderBusy', moved: 'no', retriable: true },
	{ outcome: 'blocked', code: 'referenceUsed', moved: 'no', retriable: false },
	{ outcome: 'blocked', code: 'guard', moved: 'no', retriable: false },
	{ outcome: 'notFound', code: 'orderNotFound', moved: 'no', retriable: false },
	{ outcome: 'unauthorized', code: 'tokenRefused', moved: 'no', retriable: false },
	{ outcome: 'unauthorized', code: 'scopeMissing', moved: 'no', retriable: false },
	{ outcome: 'unauthorized', code: 'claimDenied', moved: 'no', retriable: false },
	{ outcome: 'unavailable', code: 'claimFailed', moved: 'no', retriable: true },
	{ outcome: 'throttled', code: 'quotaExhausted', moved: 'no', retriable: true },
	{ outcome: 'unavailable', code: 'serverUnavailable', moved: 'no', retriable: true },
	{ outcome: 'unavailable', code: 'unreadableAnswer', moved: 'no', retriable: true },
	{ outcome: 'unavailable', code: 'incompleteList', moved: 'no', retriable: true },
	{ outcome: 'unavailable', code: 'neverConnected', moved: 'no', retriable: true },
	{ outcome: 'unknown', code: 'resultUnproved', moved: 'unknown', retriable: 'byReference' },
	{ outcome: 'unknown', code: 'stoppedWhileSending', moved: 'unknown', retriable: 'byReference' },
	{ outcome: 'unknown', code: 'unexpected', moved: 'unknown', retriable: 'byReference' },
	{ outcome: 'cancelled', code: 'stoppedBeforeSending', moved: 'no', retriable: true },
];

const SUCCESS = ['refunded', 'pending', 'planned'];

test.each(ENDS)(
	'$outcome ($code): says what happened, what it means for the money, and what to do',
	({ outcome, code, moved, retriable }) => {
		for (const isReferenceGiven of [true, false]) {
			const settlement: RefundSettlement = {
				orderId: orderId(118),
				outcome,
				code,
				changed: false,
				reference: reference('RMA-17'),
				isReferenceGiven,
				amount: usd(500),
				payments: [],
				left: usd(2_500),
				quote: null,
				refund: null,
				attempts: 1,
				failure: {
					status: 422,
					code: 'http422',
					reason: 'Unable to provide store credit for a guest customer.',
					requestId: null,
				},
				note: 'A sentence.',
				log: [],
			};
			const message = messageForRefund(settlement);
			expect(message.happened).toMatch(/^Order 118.*\.$/);
			for (const text of Object.values(message)) {
				expect(text).toMatch(/\.$/);
				expect(text).not.toMatch(/undefined|null|\.\.|\[object/);
			}
			expect(isRefundSuccess(settlement)).toBe(SUCCESS.includes(outcome));
			expect(refundMoved(settlement)).toBe(moved);
			expect(isRefundRetriable(settlement)).toBe(retriable === 'byReference' ? isReferenceGiven : retriable);
			if (outcome === 'unknown') expect(message.nextStep).toContain('[ref: RMA-17]');
		}
	},
);

test('a refund in doubt without a reference of the user is not to be started anew', () => {
	const words = messageForRefund({ ...IN_DOUBT, isReferenceGiven: false }).nextStep;
	expect(words).toContain("set 'Reference' to RMA-17");
	expect(words).not.toContain('Running it again');
	expect(messageForRefund({ ...IN_DOUBT, isReferenceGiven: true }).nextStep).toContain('Running it again');
});

test.each(ENDS)('$outcome ($code) says no such thing as "the refund of the refund"', ({ outcome, code }) => {
	for (const attempts of [0, 1]) {
		const message = messageForRefund({ ...IN_DOUBT, outcome, code, attempts, amount: null });
		for (const text of Object.values(message))
			expect(text).not.toMatch(/refund of the refund|the refund (were|can be) refunded/);
	}
});

test('a refund in doubt whose amount is not known', () => {
	const { happened } = messageForRefund({ ...IN_DOUBT, attempts: 0, amount: null });
	expect(happened).toBe('Order 118: the refund was sent before, and whether it was made does not show yet.');
});

const IN_DOUBT: RefundSettlement = {
	orderId: orderId(118),
	outcome: 'unknown',
	code: 'resultUnproved',
	changed: false,
	reference: reference('RMA-17'),
	isReferenceGiven: true,
	amount: usd(500),
	payments: [],
	left: null,
	quote: null,
	refund: null,
	attempts: 1,
	failure: null,
	note: null,
	log: [],
};
