import { ApiError } from '../../../nodes/BigCommerce/api/apiError';
import type { Hook } from '../../../nodes/BigCommerce/trigger/hook';
import { creationFailure, hookFailure, isPassing } from '../../../nodes/BigCommerce/trigger/hookFailure';

function failed(status: number | null, code = `http${status}`, kind: ApiError['kind'] = 'failed'): ApiError {
	return new ApiError(kind, { status, code, reason: null, requestId: 'r-1' });
}

function others(count: number): Hook[] {
	return Array.from({ length: count }, (_, id) => ({
		id,
		scope: 'store/order/created',
		destination: `https://shop${id}.example.com/in`,
		isActive: true,
		secret: null,
	}));
}

describe('isPassing', () => {
	test.each([
		[failed(500), true],
		[failed(503), true],
		[failed(429), true],
		[failed(null, 'timeout'), true],
		[failed(200, 'unreadable'), true],
		[failed(null, 'throttled', 'throttled'), true],
		[failed(401), false],
		[failed(403), false],
		[failed(404), false],
		[failed(422), false],
	])('%j: %s', (call, expected) => {
		expect(isPassing(call)).toBe(expected);
	});
});

describe('the words for a failed call about hooks', () => {
	test.each([
		[401, /'Access Token'/],
		[403, /'Store Hash'/],
		[404, /'API URL'/],
		[422, /HTTPS/],
		[503, /in a few minutes/],
		[null, /in a few minutes/],
	])('%s says what to do', (status, words) => {
		const { message, nextStep } = hookFailure('list its hooks', failed(status));
		expect(nextStep).toMatch(words);
		expect(message).toMatch(/^BigCommerce could not list its hooks \(.*request r-1\)\.$/);
	});

	test('explains the limit of ten hooks, and names who has them', () => {
		const { nextStep } = creationFailure('store/order/created', 'https://n8n.example.com/w', others(10), failed(422));
		expect(nextStep).toMatch(/takes 10 hooks for one event.*https:\/\/shop0\.example\.com\/in/);
	});

	test('does not speak of the limit where it is not reached', () => {
		expect(
			creationFailure('store/order/created', 'https://n8n.example.com/w', others(9), failed(422)).nextStep,
		).not.toMatch(/takes 10/);
		expect(
			creationFailure('store/order/updated', 'https://n8n.example.com/w', others(10), failed(422)).nextStep,
		).not.toMatch(/takes 10/);
		expect(
			creationFailure('store/order/created', 'https://n8n.example.com/w', others(10), failed(500)).nextStep,
		).not.toMatch(/takes 10/);
	});

	test('explains that nobody outside reaches localhost', () => {
		const { nextStep } = creationFailure('store/order/created', 'http://localhost:5678/w', [], failed(422));
		expect(nextStep).toMatch(/localhost:5678.*cannot reach.*WEBHOOK_URL/);
	});
});
