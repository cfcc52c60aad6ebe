import { createHmac } from 'node:crypto';
import { verifyDelivery } from '../../../nodes/BigCommerce/trigger/verifyDelivery';

const CLIENT = 'sandbox-client-secret';
const AT = 1561479335_000;

function arrival(change: { scope?: string; producer?: string; text?: string; headers?: Record<string, string> } = {}) {
	const { scope = 'store/order/created', producer = 'stores/abc123' } = change;
	const text =
		change.text ??
		JSON.stringify({ scope, producer, data: { type: 'order', id: 250 }, hash: 'a', created_at: 1561479335 });
	return { headers: change.headers ?? {}, body: Buffer.from(text), at: AT };
}

function signed(text: string, clientSecret: string): Record<string, string> {
	const digest = createHmac('sha256', clientSecret).update(`msg_1.1561479335.${text}`).digest('base64');
	return { 'webhook-id': 'msg_1', 'webhook-timestamp': '1561479335', 'webhook-signature': `v1,${digest}` };
}

describe('verifyDelivery', () => {
	test('lets in what this store sent', () => {
		const verification = verifyDelivery(arrival(), { storeHash: 'abc123', clientSecret: '', signsOtherwise: false });
		expect(verification).toMatchObject({ ok: true, notification: { scope: 'store/order/created', data: { id: 250 } } });
	});

	test.each([
		{ what: 'another store', given: arrival({ producer: 'stores/def456' }), status: 401 },
		{ what: 'no store', given: arrival({ producer: 'abc123' }), status: 400 },
		{ what: 'an unknown scope', given: arrival({ scope: 'store/cart/created' }), status: 400 },
		{ what: 'a wildcard', given: arrival({ scope: 'store/order/*' }), status: 400 },
		{ what: 'a scope that is a property of every object', given: arrival({ scope: 'constructor' }), status: 400 },
		{ what: 'a body cut short', given: arrival({ text: '{"scope":"store/or' }), status: 400 },
		{ what: 'a huge body', given: arrival({ text: `"${'x'.repeat(70_000)}"` }), status: 413 },
	])('refuses $what', ({ given, status }) => {
		expect(verifyDelivery(given, { storeHash: 'abc123', clientSecret: '', signsOtherwise: false })).toMatchObject({
			ok: false,
			status,
		});
	});

	test('checks the signature where there is one and the client secret is known', () => {
		const expected = { storeHash: 'abc123', clientSecret: CLIENT, signsOtherwise: false };
		const plain = arrival();
		const text = plain.body.toString();
		expect(verifyDelivery(plain, expected)).toMatchObject({ ok: true });
		expect(verifyDelivery({ ...plain, headers: signed(text, CLIENT) }, expected)).toMatchObject({ ok: true });
		expect(verifyDelivery({ ...plain, headers: signed(text, 'other') }, expected)).toMatchObject({
			ok: false,
			status: 401,
		});
		expect(verifyDelivery({ ...plain, headers: signed(text, CLIENT), at: AT + 301_000 }, expected)).toMatchObject({
			ok: false,
			status: 401,
		});
		expect(
			verifyDelivery(
				{ ...plain, headers: signed(text, 'other') },
				{ ...expected, clientSecret: '', signsOtherwise: false },
			),
		).toMatchObject({
			ok: true,
		});
	});

	test('takes a signature of an earlier client secret, where the hooks were made with one', () => {
		const plain = arrival();
		const given = { ...plain, headers: signed(plain.body.toString(), 'earlier') };
		const expected = { storeHash: 'abc123', clientSecret: CLIENT, signsOtherwise: true };
		expect(verifyDelivery(given, expected)).toMatchObject({ ok: true });
	});

	test('answers a bad signature before it says anything about the body', () => {
		const given = arrival({ text: '{"broken', headers: signed('{"broken', 'other') });
		expect(verifyDelivery(given, { storeHash: 'abc123', clientSecret: CLIENT, signsOtherwise: false })).toMatchObject({
			ok: false,
			status: 401,
		});
	});
});
