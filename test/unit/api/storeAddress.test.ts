import { readStoreAddress } from '../../../nodes/BigCommerce/api/storeAddress';

const API = 'https://api.bigcommerce.com';

describe('the store hash', () => {
	test.each([
		'abc123',
		' abc123 ',
		'ABC123',
		'stores/abc123',
		'/stores/abc123',
		'stores/abc123/',
		'stores/abc123/v3',
		'stores/abc123/v2/',
		'https://api.bigcommerce.com/stores/abc123/v3/',
		'https://api.bigcommerce.com/stores/abc123/v2',
		'https://api.bigcommerce.com/stores/abc123',
		'https://store-abc123.mybigcommerce.com',
		'https://store-abc123.mybigcommerce.com/',
		'https://store-abc123.mybigcommerce.com/manage/orders?page=1#x',
		'https://store-abc123-1.mybigcommerce.com/manage',
		'http://store-abc123.mybigcommerce.com/',
	])('is read from %s', (given) => {
		expect(readStoreAddress(given, API)).toEqual({ ok: true, address: { apiUrl: API, storeHash: 'abc123' } });
	});

	test.each([
		['', 'is empty'],
		['   ', 'is empty'],
		[undefined, 'is empty'],
		[null, 'is empty'],
		[123, 'is empty'],
		[{}, 'is empty'],
		['abc/123', '(abc/123) is not a store hash'],
		['stores//abc123', 'is not a store hash'],
		['https://api.bigcommerce.com//stores//abc123/v3/', 'is not a store hash'],
		['https://api.bigcommerce.com/stores/abc123/v3/stores/abc123/v3', 'is not a store hash'],
		['https://api.bigcommerce.com/stores//v3/', 'is not a store hash'],
		['stores/', 'is not a store hash'],
		['abc_123', 'is not a store hash'],
		['abc 123', 'is not a store hash'],
		['../abc123', 'is not a store hash'],
		['stores/../v3', 'is not a store hash'],
		['abc123?x=1', 'is not a store hash'],
		['https://shop.example.com/', 'is not a store hash'],
		['https://store-abc123.mybigcommerce.com.evil.example/', 'is not a store hash'],
		['a'.repeat(65), 'is not a store hash'],
	])('%p is none', (given, reason) => {
		expect(readStoreAddress(given, API)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
	});

	test('is shown shortened where it is long', () => {
		expect(readStoreAddress('_'.repeat(300), API)).toEqual({
			ok: false,
			reason: expect.stringContaining(`(${'_'.repeat(77)}…)`),
		});
	});
});

describe('the API URL', () => {
	test.each([
		[API, API],
		[`${API}/`, API],
		[` ${API} `, API],
		['', API],
		['  ', API],
		[undefined, API],
		[null, API],
		['https://proxy.example.com:8443', 'https://proxy.example.com:8443'],
		['HTTPS://API.BIGCOMMERCE.COM', API],
		['http://localhost:4010', 'http://localhost:4010'],
		['http://127.0.0.1:4010/', 'http://127.0.0.1:4010'],
		['http://127.8.9.1', 'http://127.8.9.1'],
		['http://[::1]:4010', 'http://[::1]:4010'],
	])('%p is %s', (given, apiUrl) => {
		expect(readStoreAddress('abc123', given)).toEqual({ ok: true, address: { apiUrl, storeHash: 'abc123' } });
	});

	test.each([
		['http://api.bigcommerce.com', 'must start with https://'],
		['http://localhost.example.com', 'must start with https://'],
		['http://127.0.0.1.example.com', 'must start with https://'],
		['http://192.168.0.1', 'must start with https://'],
		['ftp://localhost', 'must start with https://'],
		['file:///etc/passwd', 'must start with https://'],
		['api.bigcommerce.com', 'is not a URL'],
		['https://', 'is not a URL'],
		[`${API}/stores/abc123`, 'must be a host alone'],
		[`${API}/?x=1`, 'must be a host alone'],
		[`${API}/#x`, 'must be a host alone'],
		['https://user@api.bigcommerce.com', 'must be a host alone'],
		['https://user:secret@api.bigcommerce.com', 'must be a host alone'],
		['https://:secret@api.bigcommerce.com', 'must be a host alone'],
	])('%p is refused', (given, reason) => {
		expect(readStoreAddress('abc123', given)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
	});
});
