import { CAPTURE, evidenceIn, refusalsIn, VOID } from '../../../nodes/BigCommerce/payment/action';
import { transaction } from '../capture/samples';

const SINCE = Date.parse('2026-03-05T10:00:00.700Z');
const at = (text: string) => Date.parse(`2026-03-05T${text}Z`);
const auth = transaction();
const unread = { time: SINCE, refusals: null };

describe('the evidence for a capture', () => {
	test.each([
		['nothing', [], 'none'],
		['an authorization', [auth], 'none'],
		['a capture', [auth, transaction({ id: 2, event: 'capture' })], 'done'],
		['a capture from long ago', [auth, transaction({ id: 2, event: 'capture', createdAt: 0 })], 'done'],
		[
			'a refusal since',
			[auth, transaction({ id: 2, event: 'capture', status: 'error', createdAt: at('10:00:01') })],
			'refused',
		],
		[
			'a refusal in the same second',
			[auth, transaction({ id: 2, event: 'capture', status: 'error', createdAt: at('10:00:00') })],
			'refused',
		],
		[
			'a refusal from before',
			[auth, transaction({ id: 2, event: 'capture', status: 'error', createdAt: at('09:59:59') })],
			'none',
		],
		[
			'a refusal without a date',
			[auth, transaction({ id: 2, event: 'capture', status: 'error', createdAt: null })],
			'none',
		],
		[
			'a refusal and then a capture',
			[
				transaction({ id: 2, event: 'capture', status: 'error', createdAt: at('10:00:01') }),
				transaction({ id: 3, event: 'capture' }),
			],
			'done',
		],
		['a void', [auth, transaction({ id: 2, event: 'void' })], 'none'],
		[
			'an unknown status since',
			[auth, transaction({ id: 2, event: 'capture', status: 'pending', createdAt: at('10:00:01') })],
			'none',
		],
		['an unknown status', [auth, transaction({ id: 2, event: 'capture', status: 'pending' })], 'none'],
	])('%s: %#', (_what, transactions, evidence) => {
		expect(evidenceIn(transactions, CAPTURE, unread)).toBe(evidence);
	});

	test('tells refusals apart by ID where they were known before', () => {
		const old = transaction({ id: 2, event: 'capture', status: 'error', createdAt: at('10:00:01') });
		const fresh = { ...old, id: 3 };
		const before = { time: SINCE, refusals: refusalsIn([auth, old], CAPTURE) };
		expect(evidenceIn([auth, old], CAPTURE, before)).toBe('none');
		expect(evidenceIn([auth, old, fresh], CAPTURE, before)).toBe('refused');
		expect(evidenceIn([{ ...fresh, createdAt: 0 }], CAPTURE, before)).toBe('refused');
		expect(evidenceIn([{ ...fresh, id: null }], CAPTURE, before)).toBe('refused');
		expect(evidenceIn([{ ...fresh, id: null, createdAt: 0 }], CAPTURE, before)).toBe('none');
	});
});

test('refusals on record are those of the action that have an ID', () => {
	const refused = transaction({ id: 4, event: 'void', status: 'error' });
	expect(
		refusalsIn(
			[
				auth,
				refused,
				{ ...refused, id: null },
				{ ...refused, id: 5, event: 'capture' },
				{ ...refused, id: 6, status: 'ok' },
			],
			VOID,
		),
	).toEqual(new Set([4]));
});

describe('the evidence for a void', () => {
	test('is a void of the latest authorization', () => {
		expect(evidenceIn([auth, transaction({ id: 2, event: 'void', referenceId: 1 })], VOID, unread)).toBe('done');
		expect(evidenceIn([transaction({ id: 2, event: 'void' })], VOID, unread)).toBe('done');
	});

	test('is not a void of the authorization before', () => {
		const renewed = transaction({ id: 3, createdAt: at('09:00:00') });
		expect(evidenceIn([auth, transaction({ id: 2, event: 'void', referenceId: 1 }), renewed], VOID, unread)).toBe(
			'none',
		);
	});
});
