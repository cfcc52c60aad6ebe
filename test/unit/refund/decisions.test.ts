import type { LaneAnswer } from '../../../nodes/BigCommerce/api/lane';
import {
	afterRefund,
	afterRefundLook,
	findCreatedRefund,
	pauseBeforeLook,
	progressOf,
	refundEvidence,
} from '../../../nodes/BigCommerce/refund/decisions';
import { reference, refundOf, transaction, usd } from './builders';

const answered = (status: number, body: unknown = {}): LaneAnswer => ({ kind: 'answered', status, headers: {}, body });
const made = { data: { id: 7, order_id: 118, total_amount: 5, payments: [] }, meta: {} };

describe('what an answer to a refund means', () => {
	test.each<[string, LaneAnswer, string]>([
		['201 with the refund', answered(201, made), 'made'],
		['200 with the refund', answered(200, made), 'made'],
		['201 with an empty body', answered(201, ''), 'doubt'],
		['201 with {}', answered(201, {}), 'doubt'],
		['201 with HTML', answered(201, '<html>'), 'doubt'],
		['201 with a list', answered(201, []), 'doubt'],
		['201 with an error inside', answered(201, { errors: {} }), 'doubt'],
		['a refund without payments', answered(201, { data: { id: 7 } }), 'doubt'],
		['204', answered(204, ''), 'doubt'],
		['302', answered(302), 'doubt'],
		['400', answered(400), 'refused'],
		['401', answered(401), 'tokenRefused'],
		['403', answered(403), 'scopeMissing'],
		['404', answered(404), 'notFound'],
		['408', answered(408), 'doubt'],
		['409', answered(409), 'busy'],
		['422', answered(422, { data: [{ status: 422, title: 'No.' }] }), 'refused'],
		['423', answered(423), 'busy'],
		['500', answered(500), 'doubt'],
		[
			'503 of the tax service',
			answered(503, { data: [{ order_id: 118, status: 503, error: 'Tax service gone away' }], meta: {} }),
			'doubt',
		],
		['504', answered(504), 'doubt'],
		['no connection', { kind: 'notSent', code: 'ECONNREFUSED', message: '' }, 'notSent'],
		['a reset', { kind: 'unclear', code: 'ECONNRESET', message: '' }, 'doubt'],
		['a timeout', { kind: 'unclear', code: 'timeout', message: '' }, 'doubt'],
		['the quota', { kind: 'throttled', retryAfterMs: 1 }, 'throttled'],
		['a Stop', { kind: 'cancelled' }, 'cancelled'],
	])('%s', (_name, answer, kind) => expect(afterRefund(answer).kind).toBe(kind));
});

describe('which refund a call in doubt made', () => {
	const wanted = { reference: reference('RMA-1'), known: new Set([1]), total: usd(500) };
	test.each([
		['carries the reference', [refundOf({ id: 2, reason: 'x [ref: RMA-1]' })], 2],
		['carries it on an item', [refundOf({ id: 2, items: [{ reason: '[ref: RMA-1]' }] })], 2],
		['was there before', [refundOf({ id: 1, reason: '[ref: RMA-1]' })], null],
		['carries another reference', [refundOf({ id: 2, reason: '[ref: RMA-17]' })], null],
		['has a reason of its own', [refundOf({ id: 2, reason: 'Damaged' })], null],
		['has no reason, same amount', [refundOf({ id: 2 })], 2],
		['has no reason, other amount', [refundOf({ id: 2, total_amount: 5.01 })], null],
		[
			'the one with the reference before one without',
			[refundOf({ id: 2 }), refundOf({ id: 3, reason: '[ref: RMA-1]' })],
			3,
		],
		['none', [], null],
	])('%s', (_name, refunds, id) => expect(findCreatedRefund(refunds, wanted)?.id ?? null).toBe(id));
});

describe('what follows a look', () => {
	const found = { kind: 'found', refund: refundOf() } as const;
	const absent = { kind: 'absent' } as const;
	const failed = { kind: 'failed' } as const;
	test.each([
		[found, 'none', false, 1, 'take'],
		[found, 'none', true, 3, 'take'],
		[absent, 'none', false, 1, 'lookAgain'],
		[failed, 'none', false, 1, 'lookAgain'],
		[absent, 'none', true, 1, 'sendAgain'],
		[absent, 'none', true, 2, 'sendAgain'],
		[absent, 'none', true, 3, 'endUnavailable'],
		[failed, 'none', true, 1, 'endUnknown'],
		[failed, 'none', true, 3, 'endUnknown'],
		[absent, 'refunded', true, 1, 'endRefunded'],
		[failed, 'refunded', true, 1, 'endRefunded'],
		[absent, 'declined', true, 2, 'endDeclined'],
	] as const)('%j, transactions say %s, window over: %s, %i in doubt: %s', (look, evidence, isOver, doubts, next) => {
		expect(afterRefundLook(look, evidence, isOver, doubts).do).toBe(next);
	});
});

describe('what the transactions say', () => {
	const since = 1_000_500;
	test.each([
		['a refund of that amount since', [transaction('refund', 5)], 'refunded'],
		['refused since', [transaction('refund', 5, { status: 'error' })], 'declined'],
		['before', [transaction('refund', 5, { createdAt: 999_999 })], 'none'],
		['another amount', [transaction('refund', 4)], 'none'],
		['another currency', [transaction('refund', 5, { currency: 'EUR' })], 'none'],
		['a capture', [transaction('capture', 5)], 'none'],
		['no date', [transaction('refund', 5, { createdAt: null })], 'none'],
		['nothing', [], 'none'],
	])('%s', (_name, transactions, evidence) => expect(refundEvidence(transactions, [usd(500)], since)).toBe(evidence));
});

describe('how far a refund is', () => {
	const payment = (more: Record<string, unknown>) => ({
		provider_id: 'braintree',
		amount: 5,
		offline: false,
		is_declined: false,
		transaction_id: '9',
		...more,
	});
	test.each([
		['answered', [payment({})], 'done'],
		['not answered', [payment({ transaction_id: undefined })], 'pending'],
		['not answered, empty', [payment({ transaction_id: '' })], 'pending'],
		['declined', [payment({ is_declined: true })], 'declined'],
		['declined without transaction', [payment({ is_declined: true, transaction_id: null })], 'declined'],
		['offline', [payment({ offline: true, transaction_id: null })], 'done'],
		['store credit', [payment({ provider_id: 'storecredit', transaction_id: null })], 'done'],
		['one of two declined', [payment({ is_declined: true }), payment({})], 'partlyDeclined'],
		['one declined, one to come', [payment({ is_declined: true }), payment({ transaction_id: null })], 'pending'],
		['a tax adjustment', [], 'done'],
	])('%s', (_name, payments, progress) => expect(progressOf(refundOf({ payments }))).toBe(progress));
});

test('looks start quickly, slow down, and never go past the end', () => {
	expect([0, 1, 2, 3, 4, 20].map((looks) => pauseBeforeLook(looks, 60_000))).toEqual([
		250, 500, 1_000, 2_000, 2_000, 2_000,
	]);
	expect(pauseBeforeLook(3, 400)).toBe(400);
	expect(pauseBeforeLook(3, -5)).toBe(50);
});
