import { chooseMethod, type RefundDestination } from '../../../nodes/BigCommerce/refund/method';
import { usd } from '../../builders/payments';
import { quoteOf } from '../../builders/refunds';

const PLAIN = quoteOf('21.83', [['braintree', '21.83']], [['storecredit', '21.83']], [['custom', '21.83', true]]);
const SPLIT = quoteOf(
	'30',
	[
		['braintree', '20'],
		['storecredit', '10'],
	],
	[['storecredit', '30']],
);
const GUEST = quoteOf('5', [['cheque', '5', true]], [['custom', '5', true]]);
const TERMS = { allowOffline: false, paidByCredit: false };

const provider = (providerId: string): RefundDestination => ({ to: 'provider', providerId });

test.each<{ name: string; quote: typeof PLAIN; wish: RefundDestination; total: number; payments: string[] }>([
	{ name: 'original', quote: PLAIN, wish: { to: 'original' }, total: 2_183, payments: ['braintree 2183'] },
	{
		name: 'original, of two parts',
		quote: SPLIT,
		wish: { to: 'original' },
		total: 3_000,
		payments: ['braintree 2000', 'storecredit 1000'],
	},
	{ name: 'store credit', quote: PLAIN, wish: { to: 'storeCredit' }, total: 2_183, payments: ['storecredit 2183'] },
	{
		name: 'store credit, not the part of another way',
		quote: SPLIT,
		wish: { to: 'storeCredit' },
		total: 3_000,
		payments: ['storecredit 3000'],
	},
	{ name: 'named', quote: PLAIN, wish: provider('custom'), total: 2_183, payments: ['custom 2183'] },
	{
		name: 'named, with what goes with it',
		quote: SPLIT,
		wish: provider('braintree'),
		total: 3_000,
		payments: ['braintree 2000', 'storecredit 1000'],
	},
])('$name', ({ quote, wish, total, payments }) => {
	const chosen = chooseMethod(quote, wish, usd(total), TERMS);
	expect(chosen.ok && chosen.payments.map(({ providerId, amount }) => `${providerId} ${amount.minor}`)).toEqual(
		payments,
	);
});

test.each<{
	name: string;
	quote: typeof PLAIN;
	wish: RefundDestination;
	total: number;
	code: string;
	sentence: string;
}>([
	{
		name: 'unknown provider',
		quote: PLAIN,
		wish: provider('klarna'),
		total: 2_183,
		code: 'methodNotOffered',
		sentence: 'braintree, storecredit, custom',
	},
	{
		name: 'store credit for a guest',
		quote: GUEST,
		wish: { to: 'storeCredit' },
		total: 500,
		code: 'methodNotOffered',
		sentence: 'a guest has none',
	},
	{
		name: 'original, where only credit and custom are left',
		quote: quoteOf('5', [['storecredit', '5']], [['custom', '5']]),
		wish: { to: 'original' },
		total: 500,
		code: 'methodNotOffered',
		sentence: 'storecredit, custom',
	},
	{
		name: 'nothing offered',
		quote: quoteOf('5'),
		wish: { to: 'original' },
		total: 500,
		code: 'methodNotOffered',
		sentence: 'nothing',
	},
	{ name: 'offline', quote: GUEST, wish: { to: 'original' }, total: 500, code: 'offlineOnly', sentence: 'By hand.' },
	{
		name: 'parts that do not add up',
		quote: quoteOf('30', [['braintree', '20']]),
		wish: { to: 'original' },
		total: 3_000,
		code: 'quoteDiffers',
		sentence: '30.00 USD, and its payments to 20.00 USD',
	},
	{
		name: 'no amount',
		quote: quoteOf('30', [['braintree', 'much']]),
		wish: { to: 'original' },
		total: 3_000,
		code: 'quoteDiffers',
		sentence: 'no amount',
	},
])('$name', ({ quote, wish, total, code, sentence }) => {
	expect(chooseMethod(quote, wish, usd(total), TERMS)).toEqual({
		ok: false,
		code,
		reason: expect.stringContaining(sentence),
	});
});

test('offline where it is allowed, and credit where credit paid', () => {
	expect(chooseMethod(GUEST, { to: 'original' }, usd(500), { ...TERMS, allowOffline: true })).toMatchObject({
		ok: true,
		payments: [{ providerId: 'cheque', offline: true }],
	});
	expect(
		chooseMethod(quoteOf('5', [['storecredit', '5']]), { to: 'original' }, usd(500), { ...TERMS, paidByCredit: true }),
	).toMatchObject({ ok: true });
});
