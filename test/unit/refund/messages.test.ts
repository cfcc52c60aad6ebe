import {
	isRefundRetriable,
	isRefundSuccess,
	refundMoved,
	type RefundCode,
	type RefundSettlement,
} from '../../../nodes/BigCommerce/refund/outcome';
import { refundWords } from '../../../nodes/BigCommerce/refund/messages';
import { orderId, reference, usd } from './builders';

const ENDS: Array<[RefundSettlement['outcome'], RefundCode, moved: string, retriable: boolean]> = [
	['refunded', 'done', 'yes', false],
	['refunded', 'alreadyDone', 'yes', false],
	['pending', 'resultTimeout', 'unknown', false],
	['planned', 'dryRun', 'no', false],
	['declined', 'refusedByGateway', 'no', false],
	['declined', 'partlyDeclined', 'yes', false],
	['notRefundable', 'wrongState', 'no', false],
	['notRefundable', 'nothingLeft', 'no', false],
	['notRefundable', 'invalidAmount', 'no', false],
	['notRefundable', 'invalidItems', 'no', false],
	['notRefundable', 'methodNotOffered', 'no', false],
	['notRefundable', 'offlineOnly', 'no', false],
	['notRefundable', 'quoteRefused', 'no', false],
	['notRefundable', 'quoteDiffers', 'no', false],
	['notRefundable', 'refusedByBigCommerce', 'no', false],
	['notRefundable', 'orderBusy', 'no', true],
	['blocked', 'referenceUsed', 'no', false],
	['blocked', 'guard', 'no', false],
	['notFound', 'orderNotFound', 'no', false],
	['unauthorized', 'tokenRefused', 'no', false],
	['unauthorized', 'scopeMissing', 'no', false],
	['throttled', 'quotaExhausted', 'no', true],
	['unavailable', 'serverUnavailable', 'no', true],
	['unavailable', 'unreadableAnswer', 'no', true],
	['unavailable', 'neverConnected', 'no', true],
	['unknown', 'resultUnproved', 'unknown', true],
	['unknown', 'stoppedWhileSending', 'unknown', true],
	['cancelled', 'stoppedBeforeSending', 'no', true],
];

const SUCCESS = ['refunded', 'pending', 'planned'];

test.each(ENDS)(
	'%s (%s): says what happened, what it means for the money, and what to do',
	(outcome, code, moved, retriable) => {
		const settlement: RefundSettlement = {
			orderId: orderId(118),
			outcome,
			code,
			changed: false,
			reference: reference('RMA-17'),
			amount: usd(500),
			payments: [],
			left: usd(2_500),
			state: 'captured',
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
		const words = refundWords(settlement);
		expect(words.happened).toMatch(/^Order 118.*\.$/);
		for (const text of Object.values(words)) {
			expect(text).toMatch(/\.$/);
			expect(text).not.toMatch(/undefined|null|\.\.|\[object/);
		}
		expect(isRefundSuccess(settlement)).toBe(SUCCESS.includes(outcome));
		expect(refundMoved(settlement)).toBe(moved);
		expect(isRefundRetriable(settlement)).toBe(retriable);
		if (outcome === 'unknown') expect(words.nextStep).toContain('[ref: RMA-17]');
	},
);
