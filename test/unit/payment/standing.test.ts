import { NOTHING_KNOWN, withJournal } from '../../../nodes/BigCommerce/payment/model';
import { NOT_READ, standingIn } from '../../../nodes/BigCommerce/payment/standing';
import { authorization, look, seen, withEntries } from '../../builders/looks';
import { payment, transaction } from '../../builders/payments';

const READ = {
	authorizedAt: authorization.createdAt,
	isAmountReadable: true,
	isClear: true,
	fraudReview: false,
	dates: { createdAt: null, modifiedAt: null },
};

test('guards are told of the authorizations that stand, by a journal that could be read', () => {
	expect(standingIn(NOTHING_KNOWN)).toEqual(NOT_READ);
	const one = withEntries(NOTHING_KNOWN, [authorization]);
	expect(standingIn(one)).toEqual({ ...READ, standing: 1 });
	expect(standingIn(withJournal(one, 'failed', 20))).toEqual(NOT_READ);
	expect(standingIn(withEntries(NOTHING_KNOWN, []))).toEqual({ ...READ, standing: null, authorizedAt: null });
	const two = withEntries(NOTHING_KNOWN, [authorization, transaction({ id: 9, amount: null, fraudReview: true })]);
	expect(standingIn(two)).toEqual({ ...READ, standing: 2, isAmountReadable: false, fraudReview: true });
	const unclear = withEntries(NOTHING_KNOWN, [authorization, transaction({ id: 9, status: '' })]);
	expect(standingIn(unclear)).toEqual({ ...READ, standing: 2, isClear: false });
	const looked = withEntries(seen(look('authorized', 1, 'list', 5)), [{ ...authorization, createdAt: null }]);
	const dates = { createdAt: payment().authorizedAt, modifiedAt: 5 };
	expect(standingIn(looked)).toEqual({ ...READ, standing: 1, authorizedAt: null, dates });
	expect(standingIn(seen(look('authorized', 1, 'order', 5)))).toEqual({ ...NOT_READ, dates });
	expect(standingIn(seen(look('authorized', 1, 'transactions', 5)))).toEqual(NOT_READ);
	const voided = [transaction({ fraudReview: true }), transaction({ id: 4, event: 'void', referenceId: 1 })];
	expect(standingIn(withEntries(NOTHING_KNOWN, voided))).toMatchObject({ standing: 0, fraudReview: false });
});
