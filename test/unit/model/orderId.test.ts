import fc from 'fast-check';
import { parseOrderId, parseOrderUrl } from '../../../nodes/BigCommerce/model/orderId';

describe('an order ID', () => {
	test.each([
		[118, 118],
		[1, 1],
		['118', 118],
		['#118', 118],
		[' 118 ', 118],
		['\t#118\n', 118],
		[Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
		[String(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER],
		[118.0, 118],
	])('is taken from %j', (given, orderId) => {
		expect(parseOrderId(given)).toEqual({ ok: true, orderId });
	});

	test.each([
		[0, '0 is not a whole number from 1 on (118, "118" or "#118")'],
		[-1, '-1 is not a whole number from 1 on (118, "118" or "#118")'],
		[1.5, '1.5 is not'],
		[Number.NaN, 'NaN is not'],
		[Number.POSITIVE_INFINITY, 'Infinity is not'],
		[2 ** 53, '9007199254740992 is not'],
		['9007199254740992', '"9007199254740992" is not'],
		['', 'it is empty'],
		['   ', 'it is empty'],
		['0', '"0" is not'],
		['-1', '"-1" is not'],
		['1.5', '"1.5" is not'],
		['12,13', '"12,13" is not'],
		['12 13', '"12 13" is not'],
		['../1', '"../1" is not'],
		['1/../2', '"1/../2" is not'],
		['1e3', '"1e3" is not'],
		['0x10', '"0x10" is not'],
		['0118', '"0118" is not'],
		['##118', '"##118" is not'],
		['# 118', '"# 118" is not'],
		['#', '"#" is not'],
		['118#', '"118#" is not'],
		['+118', '"+118" is not'],
		['１１８', '"１１８" is not'],
		['118\u0000', '"118\u0000" is not'],
		['118\n119', '"118\n119" is not'],
		[
			'https://store-abc.mybigcommerce.com/manage/orders/118',
			'"https://store-abc.mybigcommerce.com/manage/orders/118" is not',
		],
		[{}, 'a value of type object is not'],
		[{ id: 118 }, 'a value of type object is not'],
		[[118], 'a list is not'],
		[[], 'a list is not'],
		[null, 'nothing is not'],
		[undefined, 'nothing is not'],
		[true, 'a value of type boolean is not'],
		[BigInt(118), 'a value of type bigint is not'],
	])('is not taken from %p', (given, reason) => {
		expect(parseOrderId(given)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
	});

	test('is shown shortened where it is long', () => {
		expect(parseOrderId('x'.repeat(500))).toEqual({
			ok: false,
			reason: `"${'x'.repeat(58)}… is not a whole number from 1 on (118, "118" or "#118")`,
		});
		expect(parseOrderId('x'.repeat(58))).toEqual({
			ok: false,
			reason: expect.stringContaining(`"${'x'.repeat(58)}" is`),
		});
	});

	test('is a safe whole number from 1 on, whatever is given', () => {
		fc.assert(
			fc.property(fc.anything(), (given) => {
				const parsed = parseOrderId(given);
				return parsed.ok ? Number.isSafeInteger(parsed.orderId) && parsed.orderId >= 1 : parsed.reason.length > 0;
			}),
		);
	});
});

describe('the URL of an order', () => {
	test.each([
		'https://store-abc123.mybigcommerce.com/manage/orders/118',
		' https://store-abc123.mybigcommerce.com/manage/orders/118 ',
		'https://shop.example.com/manage/orders/118/',
		'https://shop.example.com/manage/orders/118?tab=timeline#top',
		'https://shop.example.com/admin/orders/118',
		'https://shop.example.com/manage/view-order/118',
		'https://shop.example.com/manage/view-orders/118',
		'https://shop.example.com/manage/orders/#118',
		'HTTPS://SHOP.EXAMPLE.COM/MANAGE/ORDERS/118',
		'https://shop.example.com/manage/orders?orderId=118',
		'https://shop.example.com/manage/orders?page=2&order_id=118&x=1',
		'https://shop.example.com/manage/orders?orderId=118#a',
		'https://shop.example.com/manage/orders/118?orderId=118',
		'https://shop.example.com/manage/orders?orderId=118&order_id=118',
	])('%s gives its ID', (url) => {
		expect(parseOrderUrl(url)).toEqual({ ok: true, orderId: 118 });
	});

	test.each([
		['', 'the URL is empty'],
		['  ', 'the URL is empty'],
		[null, 'the URL is empty'],
		[118, 'the URL is empty'],
		['118', 'is not the control-panel address of an order (https://store-abc123.mybigcommerce.com/manage/orders/118)'],
		['http://shop.example.com/manage/orders/118', 'is not the control-panel address'],
		['https://shop.example.com/manage/orders', 'is not the control-panel address'],
		['https://shop.example.com/manage/orders/118x', 'is not the control-panel address'],
		['https://shop.example.com/manage/orders/../118', 'is not the control-panel address'],
		['https://shop.example.com/orders/118', 'is not the control-panel address'],
		['https://shop.example.com/manage/products/118', 'is not the control-panel address'],
		['https://shop.example.com/manage/orders?id=118', 'is not the control-panel address'],
		['https://shop.example.com/manage/orders?orderId=118x', 'is not the control-panel address'],
		['https://shop.example.com/manage/orders?orderId=118&orderId=x', 'is not the control-panel address'],
		// The ID of a saved search.
		['https://shop.example.com/manage/orders?searchId=118', 'is not the control-panel address'],
		['https://shop.example.com/manage/orders/11\n8', 'is not the control-panel address'],
		['https://shop.example.com/manage/orders/%31', 'is not the control-panel address'],
		['https://login.bigcommerce.com/deep-links/manage/orders/118', 'is not the control-panel address'],
		['https:// shop.example.com/manage/orders/118', 'is not the control-panel address'],
		['x https://shop.example.com/manage/orders/118', 'is not the control-panel address'],
		['https://shop.example.com/manage/orders/118 y', 'is not the control-panel address'],
		['https://shop.example.com/manage/orders/0', '"0" is not a whole number'],
		['https://shop.example.com/manage/orders/9007199254740992', '"9007199254740992" is not'],
	])('%p is none', (url, reason) => {
		expect(parseOrderUrl(url)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
	});

	test.each([
		['https://store-abc123.mybigcommerce.com/manage/orders/118', 'abc123'],
		['https://store-ABC123.mybigcommerce.com/manage/orders/118', 'abc123'],
		['https://store-abc123-12.mybigcommerce.com/manage/orders/118', 'abc123'],
		['https://www.store-abc123.mybigcommerce.com:443/manage/orders/118', 'abc123'],
		['https://store-abc123.mybigcommerce.com./manage/orders/118', 'abc123'],
		['https://shop.example.com/manage/orders/118', 'abc123'],
		['https://shop.example.com/manage/orders/118?from=https://store-other.mybigcommerce.com/', 'abc123'],
		['https://store-abc123.mybigcommerce.com/manage/orders/118', null],
	])('%s is taken for the store %s', (url, storeHash) => {
		expect(parseOrderUrl(url, storeHash)).toEqual({ ok: true, orderId: 118 });
	});

	test.each([
		'https://store-other.mybigcommerce.com/manage/orders/118',
		'https://store-other-1.mybigcommerce.com/manage/orders/118',
		'https://STORE-OTHER.mybigcommerce.com/manage/orders/118',
		'https://store-other.mybigcommerce.com:443/manage/orders/118',
		'https://store-other.mybigcommerce.com:8443/manage/orders/118',
		'https://store-other.mybigcommerce.com./manage/orders/118',
		'https://www.store-other.mybigcommerce.com/manage/orders/118',
		'https://me@store-other.mybigcommerce.com/manage/orders/118',
		'https://me:secret@www.Store-Other.MyBigCommerce.com.:443/manage/orders/118',
		'https://store-abc123.mybigcommerce.com@store-other.mybigcommerce.com/manage/orders/118',
		'https://store-%6fther.mybigcommerce.com/manage/orders/118',
		'https://store-other。mybigcommerce。com/manage/orders/118',
		'https:\\\\store-other.mybigcommerce.com/manage/orders/118',
		'https:store-other.mybigcommerce.com/manage/orders/118',
		'https://store-other.mybigcommerce.com/manage/orders?orderId=118',
	])('%s is refused for the store abc123', (url) => {
		expect(parseOrderUrl(url, 'abc123')).toEqual({
			ok: false,
			reason: 'the URL is of the store other, and the credential is for the store abc123',
		});
	});

	test('a host of BigCommerce’s by another name may be the store’s own', () => {
		const parsed = parseOrderUrl('https://acme.mybigcommerce.com/manage/orders/118', 'abc123');
		expect(parsed).toEqual({ ok: true, orderId: 118 });
	});

	test.each([
		['https://shop.example.com/manage/orders?orderId=118&orderId=119', '118 and 119'],
		['https://shop.example.com/manage/orders?orderId=118&order_id=119&orderId=120', '118, 119 and 120'],
		['https://shop.example.com/manage/orders/118?orderId=119', '118 and 119'],
		['https://shop.example.com/manage/orders/118#/?orderId=119', '118 and 119'],
		['https://shop.example.com/manage/orders/?orderId=119#118', '118 and 119'],
	])('%s names more than one order, and is none', (url, orders) => {
		expect(parseOrderUrl(url)).toEqual({ ok: false, reason: `the URL names more than one order: ${orders}` });
	});
});
