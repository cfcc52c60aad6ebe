import { ended, type End } from '../../../nodes/BigCommerce/capture/decisions';
import { endOfNotSent } from '../../../nodes/BigCommerce/capture/notSent';
import { CAPTURE, VOID, type Action } from '../../../nodes/BigCommerce/payment/action';
import { transaction } from '../../builders/payments';
import { modelOf, type JournalSeen } from './seenModel';

const UNPROVED = ended('unknown', 'resultUnproved');
const PROVED = ended('unavailable', 'serverUnavailable');
const OWN = ended('throttled', 'quotaExhausted');

test.each<{ title: string; attempts: number; wasAmbiguous: boolean; action: Action; journal?: JournalSeen; says: End }>(
	[
		{ title: 'nothing before it', attempts: 0, wasAmbiguous: false, action: CAPTURE, says: OWN },
		{ title: 'a capture in doubt', attempts: 1, wasAmbiguous: true, action: CAPTURE, says: PROVED },
		{ title: 'a void, nothing in doubt', attempts: 1, wasAmbiguous: false, action: VOID, says: PROVED },
		{ title: 'a void in doubt', attempts: 1, wasAmbiguous: true, action: VOID, says: UNPROVED },
		{
			title: 'a void in doubt, its journal closed to the token',
			attempts: 1,
			wasAmbiguous: true,
			action: VOID,
			journal: 'denied',
			says: UNPROVED,
		},
		{
			title: 'a void in doubt, one authorization on record',
			attempts: 1,
			wasAmbiguous: true,
			action: VOID,
			journal: [transaction()],
			says: PROVED,
		},
		{
			title: 'a void in doubt, two authorizations on record',
			attempts: 1,
			wasAmbiguous: true,
			action: VOID,
			journal: [transaction(), transaction({ id: 9 })],
			says: UNPROVED,
		},
	],
)('a call did not leave, and before it: $title', ({ attempts, wasAmbiguous, action, journal, says }) => {
	const model = modelOf({ state: 'authorized', journal }, 0);
	expect(endOfNotSent({ attempts, wasAmbiguous, model, options: { action } }, OWN)).toEqual(says);
});
