import fc from 'fast-check';
import { LONGEST_BODY, readNotification } from '../../../nodes/BigCommerce/trigger/notification';

const GOOD = {
	scope: 'store/order/created',
	store_id: '1025646',
	data: { type: 'order', id: 250 },
	hash: 'dd70c0976e06b67aaf671e73f49dcb79230ebf9d',
	created_at: 1561479335,
	producer: 'stores/abc123',
};

function read(body: unknown): ReturnType<typeof readNotification> {
	return readNotification(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
}

describe('readNotification', () => {
	test('reads the published envelope', () => {
		expect(read(GOOD)).toEqual({
			ok: true,
			notification: {
				scope: 'store/order/created',
				storeHash: 'abc123',
				hash: GOOD.hash,
				createdAt: 1561479335,
				data: { type: 'order', id: 250 },
			},
		});
	});

	test.each([
		{ what: 'no hash', body: { ...GOOD, hash: undefined }, expected: { hash: null } },
		{ what: 'no time', body: { ...GOOD, created_at: undefined }, expected: { createdAt: null } },
		{ what: 'a time that is none', body: { ...GOOD, created_at: 'yesterday' }, expected: { createdAt: null } },
		{ what: 'a time no date can hold', body: { ...GOOD, created_at: 1e15 }, expected: { createdAt: null } },
		{ what: 'a time as digits', body: { ...GOOD, created_at: '1561479335' }, expected: { createdAt: 1561479335 } },
		{
			what: 'a store hash in capitals',
			body: { ...GOOD, producer: 'stores/ABC123' },
			expected: { storeHash: 'abc123' },
		},
		{
			what: 'fields nobody knows yet',
			body: { ...GOOD, more: { of: ['them'] } },
			expected: { scope: 'store/order/created' },
		},
	])('takes $what', ({ body, expected }) => {
		expect(read(body)).toMatchObject({ ok: true, notification: expected });
	});

	test.each([
		['a truncated body', JSON.stringify(GOOD).slice(0, 60)],
		['no JSON', 'hello'],
		['a list', [GOOD]],
		['null', 'null'],
		['a number', '1'],
		['HTML', '<html></html>'],
		['no scope', { ...GOOD, scope: undefined }],
		['a scope that is an object', { ...GOOD, scope: {} }],
		['no producer', { ...GOOD, producer: undefined }],
		['a producer that is no store', { ...GOOD, producer: 'stores/../abc123' }],
		['no data', { ...GOOD, data: undefined }],
		['data that is a list', { ...GOOD, data: [1] }],
		['__proto__ at the top', JSON.stringify(GOOD).replace('{', '{"__proto__":{"scope":"x"},')],
		['__proto__ in data', JSON.stringify(GOOD).replace('"data":{', '"data":{"__proto__":{"id":1},')],
		[
			'__proto__ written with an escape',
			JSON.stringify(GOOD).replace('"data":{', '"data":{"\\u005f_proto__":{"id":1},'),
		],
		['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x7b]).toString('latin1')],
	])('refuses %s with 400', (_what, body) => {
		expect(read(body)).toMatchObject({ ok: false, status: 400 });
	});

	test.each([
		['no body', undefined],
		['an empty body', Buffer.alloc(0)],
		['a body that was parsed by somebody else', GOOD],
		['text', JSON.stringify(GOOD)],
	])('refuses %s with 400', (_what, body) => {
		expect(readNotification(body)).toMatchObject({ ok: false, status: 400 });
	});

	test('refuses a huge body with 413, without reading it', () => {
		const huge = Buffer.from(JSON.stringify({ ...GOOD, padding: 'x'.repeat(LONGEST_BODY) }));
		expect(readNotification(huge)).toMatchObject({ ok: false, status: 413 });
	});

	test('never throws, and never leaves its mark on other objects', () => {
		fc.assert(
			fc.property(fc.json(), (text) => {
				const before = Object.keys(Object.prototype).length;
				expect(() => read(text)).not.toThrow();
				expect(Object.keys(Object.prototype)).toHaveLength(before);
			}),
		);
	});
});
