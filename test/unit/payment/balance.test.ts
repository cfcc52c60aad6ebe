import { balanceOf, withAmountsOf } from '../../../nodes/BigCommerce/payment/currentPayment';
import { journalOf } from '../../../nodes/BigCommerce/payment/journal';
import { authorization, capture, refund } from '../../builders/looks';
import { payment, transaction } from '../../builders/payments';

describe('what was given back, and what is left', () => {
	const USD = (minor: number) => ({ minor: BigInt(minor), currency: 'USD' });
	const unknown = { refunded: null, net: null };

	test.each([
		{
			title: 'captured',
			state: 'captured',
			status: 'captured',
			entries: null,
			is: { refunded: USD(0), net: USD(2500) },
		},
		{ title: 'paid', state: 'captured', status: 'paid', entries: null, is: { refunded: USD(0), net: USD(2500) } },
		{
			title: 'refunded',
			state: 'captured',
			status: 'refunded',
			entries: null,
			is: { refunded: USD(2500), net: USD(0) },
		},
		{ title: 'in part, unread', state: 'captured', status: 'partially refunded', entries: null, is: unknown },
		{
			title: 'in part, read',
			state: 'captured',
			status: 'partially refunded',
			entries: [authorization, capture, { ...refund, amount: 10 }],
			is: { refunded: USD(1000), net: USD(1500) },
		},
		{
			title: 'in part, and something as store credit besides',
			state: 'captured',
			status: 'partially refunded',
			entries: [
				authorization,
				capture,
				{ ...refund, amount: 10 },
				transaction({ id: 5, event: 'refund', method: 'store_credit', amount: 3, referenceId: null }),
			],
			is: unknown,
		},
		{
			title: 'in part, and store credit that was spent or could not be given back besides',
			state: 'captured',
			status: 'partially refunded',
			entries: [
				transaction({ id: 5, event: 'purchase', method: 'store_credit', amount: 3 }),
				transaction({ id: 6, event: 'refund', status: 'error', method: 'store_credit', amount: 3 }),
				authorization,
				capture,
				{ ...refund, amount: 10 },
			],
			is: { refunded: USD(1000), net: USD(1500) },
		},
		{
			title: 'in part, and another refund of which it is not told if it went well',
			state: 'captured',
			status: 'partially refunded',
			entries: [authorization, capture, { ...refund, amount: 10 }, { ...refund, id: 6, status: '', amount: 5 }],
			is: unknown,
		},
		{
			title: 'in part, and another refund of what is not on record',
			state: 'captured',
			status: 'partially refunded',
			entries: [authorization, capture, { ...refund, amount: 10 }, { ...refund, id: 6, referenceId: 99, amount: 5 }],
			is: unknown,
		},
		{
			title: 'in part, and another refund that failed',
			state: 'captured',
			status: 'partially refunded',
			entries: [authorization, capture, { ...refund, amount: 10 }, { ...refund, id: 6, status: 'error', amount: 5 }],
			is: { refunded: USD(1000), net: USD(1500) },
		},
		{
			title: 'in part, of two purchases',
			state: 'captured',
			status: 'partially refunded',
			entries: [
				transaction({ event: 'purchase', amount: 20 }),
				transaction({ id: 2, event: 'purchase', amount: 5 }),
				transaction({ id: 3, event: 'refund', referenceId: 1, amount: 5 }),
				transaction({ id: 4, event: 'refund', referenceId: 2, amount: 3 }),
			],
			is: { refunded: USD(800), net: USD(1700) },
		},
		{
			title: 'in part, as a void',
			state: 'captured',
			status: 'partially refunded',
			entries: [authorization, capture, { ...refund, event: 'void', amount: 1 }],
			is: { refunded: USD(100), net: USD(2400) },
		},
		{
			title: 'in part, and no journal is kept',
			state: 'captured',
			status: 'partially refunded',
			entries: [],
			is: unknown,
		},
		{
			title: 'in part, and the journal has all',
			state: 'captured',
			status: 'partially refunded',
			entries: [authorization, capture, refund],
			is: unknown,
		},
		{
			title: 'in part, in another currency',
			state: 'captured',
			status: 'partially refunded',
			entries: [authorization, { ...capture, currency: 'EUR' }, { ...refund, amount: 1, currency: 'EUR' }],
			is: unknown,
		},
		{ title: 'authorized', state: 'authorized', status: 'authorized', entries: null, is: unknown },
		{ title: 'under way', state: 'capturePending', status: 'capture pending', entries: null, is: unknown },
	] as const)('$title', ({ state, status, entries, is }) => {
		const journal = entries === null ? null : journalOf([...entries]);
		expect(balanceOf(payment({ state, status }), journal)).toEqual(is);
	});

	test('is not known without an amount', () => {
		expect(balanceOf(payment({ state: 'captured', status: 'captured', amount: null }), null)).toEqual(unknown);
		expect(balanceOf(null, null)).toEqual(unknown);
	});
});

describe('amounts by transactions that were read after what was told', () => {
	const USD = (minor: number) => ({ minor: BigInt(minor), currency: 'USD' });
	const told = (state: 'authorized' | 'captured', status: string) => ({
		payment: payment({ state, status, amount: USD(4000) }),
		balance: state === 'captured' ? { refunded: USD(0), net: USD(4000) } : { refunded: null, net: null },
	});

	test('of an order that was edited, what was captured', () => {
		const { payment: now, balance } = withAmountsOf([authorization, capture], told('captured', 'captured'));
		expect([now.amount, balance]).toEqual([USD(2500), { refunded: USD(0), net: USD(2500) }]);
		expect(now).toMatchObject({ state: 'captured', status: 'captured' });
	});

	test('of one that is only planned, what was authorized', () => {
		const { payment: now, balance } = withAmountsOf([authorization], told('authorized', 'authorized'));
		expect([now.amount, balance]).toEqual([USD(2500), { refunded: null, net: null }]);
	});

	test('what became of it meanwhile changes nothing that was told', () => {
		const before = told('authorized', 'authorized');
		expect(withAmountsOf([authorization, capture], before)).toBe(before);
		const paid = told('authorized', 'authorized');
		expect(withAmountsOf([authorization, capture, refund], paid)).toBe(paid);
	});

	test('transactions that show nothing leave it as it was told', () => {
		const before = told('captured', 'captured');
		expect(withAmountsOf([], before)).toEqual(before);
	});
});
