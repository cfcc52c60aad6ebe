import { chooseMethod, type RefundDestination } from '../../../nodes/BigCommerce/refund/method';
import { quoteOf, usd } from './builders';

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

test.each<[string, typeof PLAIN, RefundDestination, number, string[]]>([
	['original', PLAIN, { to: 'original' }, 2_183, ['braintree 2183']],
	['original, of two parts', SPLIT, { to: 'original' }, 3_000, ['braintree 2000', 'storecredit 1000']],
	['store credit', PLAIN, { to: 'storeCredit' }, 2_183, ['storecredit 2183']],
	['store credit, not the part of another way', SPLIT, { to: 'storeCredit' }, 3_000, ['storecredit 3000']],
	['named', PLAIN, provider('custom'), 2_183, ['custom 2183']],
	['named, with what goes with it', SPLIT, provider('braintree'), 3_000, ['braintree 2000', 'storecredit 1000']],
])('%s', (_name, quote, wish, total, payments) => {
	const chosen = chooseMethod(quote, wish, usd(total), TERMS);
	expect(chosen.ok && chosen.payments.map(({ providerId, amount }) => `${providerId} ${amount.minor}`)).toEqual(
		payments,
	);
});

test.each<[string, typeof PLAIN, RefundDestination, number, string, string]>([
	['unknown provider', PLAIN, provider('klarna'), 2_183, 'methodNotOffered', 'braintree, storecredit, custom'],
	['store credit for a guest', GUEST, { to: 'storeCredit' }, 500, 'methodNotOffered', 'a guest has none'],
	[
		'original, where only credit and custom are left',
		quoteOf('5', [['storecredit', '5']], [['custom', '5']]),
		{ to: 'original' },
		500,
		'methodNotOffered',
		'storecredit, custom',
	],
	['nothing offered', quoteOf('5'), { to: 'original' }, 500, 'methodNotOffered', 'nothing'],
	['offline', GUEST, { to: 'original' }, 500, 'offlineOnly', 'By hand.'],
	[
		'parts that do not add up',
		quoteOf('30', [['braintree', '20']]),
		{ to: 'original' },
		3_000,
		'quoteDiffers',
		'30.00 USD, and its payments to 20.00 USD',
	],
	['no amount', quoteOf('30', [['braintree', 'much']]), { to: 'original' }, 3_000, 'quoteDiffers', 'no amount'],
])('%s', (_name, quote, wish, total, code, sentence) => {
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
