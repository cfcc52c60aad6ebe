import { CAPTURE, VOID, type Action } from '../../../nodes/BigCommerce/payment/action';
import {
	isFailure,
	isRetriable,
	isSuccess,
	moneyMoved,
	type Code,
	type Settlement,
} from '../../../nodes/BigCommerce/payment/outcome';
import { messageFor } from '../../../nodes/BigCommerce/capture/messages';
import { settlement } from '../../builders/captures';
import { payment, PAYMENT_STATES } from '../../builders/payments';

/** Every code, with the outcomes it comes with. */
const CODES: Record<Code, Array<Settlement['outcome']>> = {
	done: ['captured', 'voided'],
	alreadyDone: ['captured', 'voided', 'notCapturable', 'notVoidable'],
	resultTimeout: ['pending'],
	notSeenYet: ['pending'],
	notWaited: ['accepted', 'pending'],
	dryRun: ['planned', 'pending'],
	refusedByGateway: ['declined'],
	voidedMeanwhile: ['declined', 'notCapturable', 'notVoidable'],
	wrongState: ['notCapturable', 'notVoidable'],
	refundedSince: ['notCapturable'],
	unrecognisedState: ['notCapturable', 'notVoidable'],
	refusedByBigCommerce: ['notCapturable', 'notVoidable'],
	guard: ['blocked'],
	maxOrders: ['blocked'],
	maxTotal: ['blocked'],
	stopAfterFailures: ['blocked'],
	heldByOther: ['blocked'],
	claimDenied: ['unauthorized'],
	claimFailed: ['unavailable'],
	orderNotFound: ['notFound'],
	tokenRefused: ['unauthorized'],
	scopeMissing: ['unauthorized'],
	quotaExhausted: ['throttled'],
	serverUnavailable: ['unavailable'],
	unreadableAnswer: ['unavailable'],
	neverConnected: ['unavailable'],
	resultUnproved: ['unknown'],
	stoppedBeforeSending: ['cancelled'],
	stoppedWhileSending: ['unknown', 'pending'],
};
const FAILURES = [
	null,
	{ status: 422, code: 'http422', reason: 'Not today', requestId: 'abc' },
	{ status: 502, code: 'http502', reason: null, requestId: null },
	{ status: null, code: 'timeout', reason: 'timeout exceeded', requestId: null },
];

function isCode(code: string): code is Code {
	return code in CODES;
}

const everything = Object.entries(CODES).flatMap(([code, outcomes]) =>
	outcomes.flatMap((outcome) =>
		[CAPTURE, VOID].flatMap((action) =>
			FAILURES.flatMap((failure) =>
				[null, ...PAYMENT_STATES].map((state) => ({
					action,
					settled: settlement(outcome, {
						code: isCode(code) ? code : 'done',
						failure,
						payment: state === null ? null : payment({ state, status: state === 'unpaid' ? '' : state }),
						note: 'The payment is too large.',
					}),
				})),
			),
		),
	),
);

test('say what happened, what it means for the money, and what to do, in whole sentences', () => {
	for (const { action, settled } of everything) {
		const words = messageFor(settled, action);
		for (const sentence of [words.happened, words.money, words.nextStep]) {
			expect(sentence).toMatch(/^[A-Z'].*[.]$/);
			// Parameters are named as they are shown ('Stop After Failures').
			expect(sentence.replace(/'[A-Z][^']*'/g, '')).not.toMatch(/\b(?:error|problem|failure|mistake)s?\b/i);
			expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\s\s|\s[.,]|\.\./);
		}
		expect(words.happened).toContain('118');
	}
});

test('a void is never said to have been captured, nor a capture voided', () => {
	for (const { action, settled } of everything) {
		// These tell what somebody else did.
		if (['wrongState', 'unrecognisedState', 'voidedMeanwhile', 'refundedSince'].includes(settled.code)) continue;
		const { happened } = messageFor({ ...settled, payment: null, failure: null }, action);
		expect(happened).not.toMatch(action === CAPTURE ? /void/i : /captur/i);
	}
});

const said = (
	code: Code,
	outcome: Settlement['outcome'],
	more: Partial<Omit<Settlement, 'outcome'>> = {},
	action: Action = CAPTURE,
) => messageFor(settlement(outcome, { code, ...more }), action);

describe('what came back is told', () => {
	test.each([
		[FAILURES[1], ' (HTTP 422: Not today)'],
		[FAILURES[2], ' (HTTP 502)'],
		[FAILURES[3], ' (timeout: timeout exceeded)'],
		[null, 'not found in this store.'],
	])('%j', (failure, text) => {
		expect(said('orderNotFound', 'notFound', { failure }).happened).toContain(text);
	});
});

test('what is told depends on the outcome where that matters', () => {
	expect(said('alreadyDone', 'captured').happened).toBe('Order 118 was captured before.');
	expect(said('alreadyDone', 'notCapturable').happened).toBe(
		"Order 118 was captured before, and 'If Already Captured' is set to fail.",
	);
	expect(said('alreadyDone', 'notVoidable', {}, VOID).happened).toBe(
		"Order 118 was voided before, and 'If Already Voided' is set to fail.",
	);
	expect(said('dryRun', 'planned').happened).toBe('Order 118 can be captured. Dry run: nothing was sent.');
	expect(said('dryRun', 'pending').happened).toBe('Order 118: a capture is under way. Dry run: nothing was sent.');
	expect(said('dryRun', 'planned').nextStep).not.toBe(said('dryRun', 'pending').nextStep);
	expect(said('serverUnavailable', 'unavailable', { attempts: 0 }).happened).toContain(
		'could not be read, so nothing was sent',
	);
	expect(said('serverUnavailable', 'unavailable', { attempts: 0, isUnjudged: true }).happened).toBe(
		'Order 118 was read, and its transactions, by which it is to be judged, could not be, so nothing was sent.',
	);
	expect(said('unreadableAnswer', 'unavailable', { isUnjudged: true }).happened).toContain('no list of transactions');
	expect(said('unreadableAnswer', 'unavailable').happened).toContain('is not a BigCommerce order');
	expect(said('notSeenYet', 'pending').happened).toContain('the payment still reads "authorized"');
	expect(said('notSeenYet', 'pending', { isUnseen: true }).happened).toContain('the order could not be read since');
	const failure = { status: 504, code: 'http504', reason: null, requestId: null };
	expect(said('resultUnproved', 'unknown', { failure }).happened).toContain('no clear answer came (HTTP 504)');
	expect(said('resultUnproved', 'unknown', { failure: null }).happened).toContain('did not show what came of it');
	expect(said('serverUnavailable', 'unavailable', { attempts: 2 }).happened).toContain(
		'reading the order back proved that it was not accepted',
	);
	expect(said('resultTimeout', 'pending', { payment: payment({ state: 'capturePending' }) }).happened).toContain(
		"it was not final when 'Result Timeout' ended",
	);
	expect(said('resultTimeout', 'pending').happened).toContain('the payment reads "authorized" again');
	expect(said('resultTimeout', 'pending').nextStep).toContain('Do not ship yet');
	expect(said('resultTimeout', 'pending', {}, VOID).happened).toContain('another authorization stands');
	expect(said('guard', 'blocked', { note: 'The payment is too large.' }).happened).toBe(
		"Order 118 was held back by 'Only If'. The payment is too large.",
	);
	expect(said('guard', 'blocked').happened).toBe("Order 118 was held back by 'Only If'.");
	expect(said('wrongState', 'notCapturable', { payment: payment({ state: 'unpaid', status: '' }) }).happened).toBe(
		'Order 118 cannot be captured: its payment reads "no payment".',
	);
	for (const code of ['guard', 'maxTotal'] as const)
		expect(said(code, 'blocked', { moneyMoved: 'unknown' }).money).not.toContain('so nothing was captured');
	const taken = said('wrongState', 'notCapturable', { payment: payment({ state: 'voided' }), moneyMoved: 'yes' });
	expect(taken.money).toContain('money was taken for it on another authorization');
	expect(taken.nextStep).not.toContain('new payment');
	expect(said('voidedMeanwhile', 'declined', { payment: null }).happened).toContain('"not known"');
	expect(said('done', 'captured').money).not.toBe(said('done', 'voided', {}, VOID).money);
	expect(said('alreadyDone', 'captured').money).not.toBe(said('alreadyDone', 'voided', {}, VOID).money);
});

test('what is told of an order is short enough for the answer of a tool', () => {
	const lengths = everything.map(({ settled, action }) => {
		const { happened, money, nextStep } = messageFor(settled, action);
		return { code: settled.code, length: [happened, money, nextStep].join(' ').length };
	});
	expect(lengths.filter(({ length }) => length > 600)).toEqual([]);
});

test('each state that rules a capture out has its own way out', () => {
	const ways = PAYMENT_STATES.filter((state) => state !== 'authorized').map(
		(state) => said('wrongState', 'notCapturable', { payment: payment({ state }) }).nextStep,
	);
	expect(new Set(ways).size).toBe(ways.length);
	expect(said('wrongState', 'notVoidable', { payment: payment({ state: 'captured' }) }, VOID).nextStep).toBe(
		'Money that was taken is given back with a refund, not with a void.',
	);
	expect(said('wrongState', 'notCapturable', { payment: null }).nextStep).toBe(
		'Look at the order in the control panel.',
	);
});

describe('an outcome', () => {
	const OUTCOMES: Array<[Settlement['outcome'], boolean, boolean, boolean, string]> = [
		// outcome, success, counts as failed, retriable, money moved
		['captured', true, false, false, 'yes'],
		['voided', true, false, false, 'no'],
		['pending', true, false, false, 'unknown'],
		['accepted', true, false, false, 'unknown'],
		['planned', true, false, false, 'no'],
		['declined', false, true, false, 'no'],
		['notCapturable', false, true, false, 'no'],
		['notVoidable', false, true, false, 'no'],
		['blocked', false, false, false, 'no'],
		['notFound', false, true, false, 'no'],
		['unauthorized', false, true, false, 'no'],
		['throttled', false, true, true, 'no'],
		['unavailable', false, true, true, 'no'],
		['unknown', false, true, true, 'unknown'],
		['cancelled', false, false, true, 'no'],
	];

	test.each(OUTCOMES)('%s', (outcome, success, failed, retriable, moved) => {
		const settled = settlement(outcome, { code: 'wrongState' });
		expect({
			success: isSuccess(settled),
			failed: isFailure(settled),
			retriable: isRetriable(settled),
			moved: moneyMoved(settled),
		}).toEqual({ success, failed, retriable, moved });
		expect(moneyMoved(settlement(outcome, { payment: payment({ state: 'captured' }) }))).toBe('yes');
	});

	test.each<[Code, boolean]>([
		['guard', false],
		['maxOrders', true],
		['stopAfterFailures', true],
		['heldByOther', true],
	])('blocked by %s is retriable: %p', (code, retriable) => {
		expect(isRetriable(settlement('blocked', { code }))).toBe(retriable);
	});

	test('does not say that no money moved where that is not known', () => {
		for (const state of ['capturePending', 'unrecognised'] as const)
			expect(moneyMoved(settlement('notVoidable', { payment: payment({ state }) }))).toBe('unknown');
		for (const state of ['voidPending', 'unpaid', 'authorized'] as const)
			expect(moneyMoved(settlement('notCapturable', { payment: payment({ state }) }))).toBe('no');
		expect(moneyMoved(settlement('notFound', { payment: null }))).toBe('no');
		expect(moneyMoved(settlement('blocked', { code: 'heldByOther' }))).toBe('unknown');
		expect(moneyMoved(settlement('captured', { payment: null }))).toBe('yes');
	});
});
