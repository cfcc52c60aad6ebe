import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { checkSignature, type Headers } from '../../../nodes/BigCommerce/trigger/signature';

const CLIENT = 'test_client_secret_0123456789abcdef';
const BODY =
	'{"producer":"stores/abc123","hash":"dd70c0976e06b67aaf671e73f49dcb79230ebf9d","created_at":1561479335,"store_id":"1025646","scope":"store/order/created","data":{"type":"order","id":250}}';
const SIGNATURE = 'v1,4Ib/nwmxyT6yIeqcphpilQGzgK1hEcWDIvy1o2ebeM4=';
const SECONDS = 1561479335;
const OTHER = `v1,${Buffer.alloc(32, 7).toString('base64')}`;

function headers(more: Record<string, string | string[] | undefined> = {}): Headers {
	return { 'webhook-id': 'msg_1', 'webhook-timestamp': String(SECONDS), 'webhook-signature': SIGNATURE, ...more };
}

function kind(given: Headers, { body = BODY, at = SECONDS * 1000, client = CLIENT } = {}): string {
	return checkSignature(given, Buffer.from(body), client, at).kind;
}

describe('checkSignature', () => {
	test('takes the test vector', () => {
		expect(checkSignature(headers(), Buffer.from(BODY), CLIENT, SECONDS * 1000)).toEqual({ kind: 'good' });
	});

	test.each([
		{ what: 'no signature header at all', given: {}, expected: 'unsigned' },
		{
			what: 'several signatures, the good one last',
			given: headers({ 'webhook-signature': `${OTHER} v1a,abc ${SIGNATURE}` }),
			expected: 'good',
		},
		{
			what: 'several signatures, the good one first',
			given: headers({ 'webhook-signature': `${SIGNATURE} ${OTHER}` }),
			expected: 'good',
		},
		{
			what: 'several signatures, none good',
			given: headers({ 'webhook-signature': `${OTHER} ${OTHER}` }),
			expected: 'bad',
		},
		{
			what: 'the right digest under another version',
			given: headers({ 'webhook-signature': SIGNATURE.replace('v1,', 'v2,') }),
			expected: 'bad',
		},
		{
			what: 'a digest without a version',
			given: headers({ 'webhook-signature': SIGNATURE.slice(3) }),
			expected: 'bad',
		},
		{ what: 'a digest cut short', given: headers({ 'webhook-signature': SIGNATURE.slice(0, 20) }), expected: 'bad' },
		{ what: 'an empty signature', given: headers({ 'webhook-signature': '' }), expected: 'bad' },
		{ what: 'another message ID', given: headers({ 'webhook-id': 'msg_2' }), expected: 'bad' },
		{ what: 'another time', given: headers({ 'webhook-timestamp': String(SECONDS + 1) }), expected: 'bad' },
		{ what: 'no message ID', given: headers({ 'webhook-id': undefined }), expected: 'bad' },
		{ what: 'no time', given: headers({ 'webhook-timestamp': undefined }), expected: 'bad' },
		{
			what: 'no signature beside the ID and the time',
			given: headers({ 'webhook-signature': undefined }),
			expected: 'bad',
		},
		{ what: 'a header given twice', given: headers({ 'webhook-signature': [SIGNATURE, SIGNATURE] }), expected: 'bad' },
		{ what: 'a time that is not a number', given: headers({ 'webhook-timestamp': '1e9' }), expected: 'bad' },
		{ what: 'a negative time', given: headers({ 'webhook-timestamp': '-1561479335' }), expected: 'bad' },
	])('$what: $given', ({ given, expected }) => {
		expect(kind(given)).toBe(expected);
	});

	test.each([
		[-300, 'good'],
		[-301, 'bad'],
		[0, 'good'],
		[300, 'good'],
		[301, 'bad'],
		[86_400, 'bad'],
	])('%i seconds after the signature it is %s', (offset, expected) => {
		expect(kind(headers(), { at: (SECONDS + offset) * 1000 })).toBe(expected);
	});

	test('is about the bytes of the body, not about what they mean', () => {
		expect(kind(headers(), { body: JSON.stringify(JSON.parse(BODY), null, 1) })).toBe('bad');
		expect(kind(headers(), { body: `${BODY}\n` })).toBe('bad');
		expect(kind(headers(), { client: `${CLIENT}x` })).toBe('bad');
	});

	test('takes what is signed, and nothing that was changed after', () => {
		fc.assert(
			fc.property(fc.string(), fc.string({ minLength: 1 }), fc.uint8Array({ minLength: 1 }), (id, client, bytes) => {
				const body = Buffer.from(bytes);
				const digest = createHmac('sha256', client).update(`${id}.${SECONDS}.`).update(body).digest('base64');
				const given = headers({ 'webhook-id': id, 'webhook-signature': `v1,${digest}` });
				const changed = Buffer.from(body);
				changed[0] = (changed[0] ?? 0) ^ 1;
				expect(checkSignature(given, body, client, SECONDS * 1000).kind).toBe('good');
				expect(checkSignature(given, changed, client, SECONDS * 1000).kind).toBe('bad');
			}),
		);
	});

	test('says what to do', () => {
		expect(checkSignature(headers(), Buffer.from(BODY), 'other', SECONDS * 1000)).toMatchObject({
			reason: expect.stringContaining("'Client Secret'"),
		});
		expect(checkSignature(headers(), Buffer.from(BODY), CLIENT, (SECONDS + 900) * 1000)).toMatchObject({
			reason: expect.stringContaining('900 seconds old'),
		});
	});
});
