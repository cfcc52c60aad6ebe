import { isLoopbackUrl, readDestination } from '../../../nodes/BigCommerce/trigger/destination';

describe('readDestination', () => {
	test.each([
		'https://n8n.example.com/webhook/1/webhook',
		'https://n8n.example.com:443/webhook/1/webhook',
		'http://localhost:5678/webhook/1/webhook',
		'http://127.0.0.1:5678/webhook/1/webhook',
		'http://[::1]:5678/webhook/1/webhook',
	])('takes %s', (url) => {
		expect(readDestination(url)).toEqual({ ok: true, destination: url });
	});

	test.each([
		'http://n8n.example.com/webhook/1/webhook',
		'https://n8n.example.com:8443/webhook/1/webhook',
		'http://192.168.1.5:5678/webhook/1/webhook',
		'https://n8n.example.com:5678/webhook/1/webhook',
		'http://localhost.example.com/webhook/1/webhook',
	])('refuses %s, and says what to change', (url) => {
		expect(readDestination(url)).toEqual({
			ok: false,
			reason: expect.stringMatching(/HTTPS on port 443.*WEBHOOK_URL/),
		});
	});

	test.each([undefined, '', 'webhook'])('refuses %p', (url) => {
		expect(readDestination(url).ok).toBe(false);
	});
});

describe('isLoopbackUrl', () => {
	test.each([
		['http://localhost:5678/x', true],
		['https://127.0.0.1/x', true],
		['https://n8n.example.com/x', false],
		['', false],
	])('%s: %s', (url, expected) => {
		expect(isLoopbackUrl(url)).toBe(expected);
	});
});
