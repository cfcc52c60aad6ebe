import type { Delivery } from '../../../nodes/BigCommerce/api/delivery';
import { mayResend, type Knowledge, type Resend } from '../../../nodes/BigCommerce/api/resend';

const COLUMNS: Knowledge[] = ['changesNothing', 'notLooked', 'effectSeen', 'noEffect', 'unreadable'];

const ROWS: Array<{ delivery: Delivery; again: Resend[] }> = [
	{ delivery: 'accepted', again: ['never', 'never', 'never', 'never', 'never'] },
	{ delivery: 'throttled', again: ['wait', 'wait', 'never', 'wait', 'wait'] },
	{ delivery: 'notDelivered', again: ['now', 'now', 'never', 'now', 'now'] },
	{ delivery: 'ambiguous', again: ['now', 'look', 'never', 'now', 'look'] },
	{ delivery: 'refused', again: ['never', 'look', 'never', 'never', 'look'] },
	{ delivery: 'busy', again: ['wait', 'look', 'never', 'wait', 'look'] },
	{ delivery: 'tokenRefused', again: ['never', 'never', 'never', 'never', 'never'] },
	{ delivery: 'scopeMissing', again: ['never', 'never', 'never', 'never', 'never'] },
];

const CASES = ROWS.flatMap(({ delivery, again }) =>
	COLUMNS.map((knowledge, index) => ({ delivery, knowledge, again: again[index] })),
);

test.each(CASES)('a call that was $delivery, $knowledge: $again', ({ delivery, knowledge, again }) => {
	expect(mayResend(delivery, knowledge)).toBe(again);
});

test('a capture that may have had its effect is never sent again without looking', () => {
	for (const knowledge of ['notLooked', 'unreadable', 'effectSeen'] as const)
		expect(['look', 'never']).toContain(mayResend('ambiguous', knowledge));
});
