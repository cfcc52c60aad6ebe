import { failureOf } from '../../../nodes/BigCommerce/api/failure';
import type { HttpAnswer } from '../../../nodes/BigCommerce/api/http';

const answered = (status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer => ({
	kind: 'answered',
	status,
	headers,
	body,
});
const TYPE = '/api-docs/getting-started/api-status-codes';

describe('what an answer says', () => {
	test.each<{ shape: string; status: number; body: unknown; reason: string | null }>([
		{
			shape: 'A',
			status: 404,
			body: { status: 404, title: 'Account with {id} not found', type: TYPE },
			reason: 'Account with {id} not found',
		},
		{
			shape: 'B',
			status: 422,
			body: {
				status: 422,
				title: 'JSON data is missing or invalid',
				type: TYPE,
				errors: { name: 'error.expected.jsstring', code: 5 },
			},
			reason: 'JSON data is missing or invalid; name: error.expected.jsstring; code',
		},
		{
			shape: 'B, no fields',
			status: 403,
			body: { status: 403, title: "You don't have a required scope", type: TYPE, errors: {} },
			reason: "You don't have a required scope",
		},
		{ shape: 'C', status: 504, body: { errors: {} }, reason: null },
		{
			shape: 'C with all',
			status: 504,
			body: { status: 504, title: 'Gateway Timeout', type: TYPE, errors: {} },
			reason: 'Gateway Timeout',
		},
		{
			shape: 'D',
			status: 404,
			body: { status: 404, title: 'Not found', type: TYPE, instance: '/x' },
			reason: 'Not found',
		},
		{
			shape: 'E',
			status: 422,
			body: { data: [{ status: 422, title: 'Unable to provide store credit for a guest customer.', type: TYPE }] },
			reason: 'Unable to provide store credit for a guest customer.',
		},
		{
			shape: 'F',
			status: 503,
			body: { data: [{ order_id: 1, status: 503, error: 'Tax service gone away' }], meta: {} },
			reason: 'Tax service gone away',
		},
		{
			shape: 'G',
			status: 400,
			body: [{ status: 400, message: "The field 'custom_status' is not supported." }],
			reason: "The field 'custom_status' is not supported.",
		},
		{
			shape: 'G, several',
			status: 400,
			body: [{ message: 'one' }, { message: 'two' }, { message: 'one' }],
			reason: 'one; two',
		},
		{ shape: 'H', status: 401, body: 'X-Auth-Token header is required', reason: 'X-Auth-Token header is required' },
		{
			shape: 'I',
			status: 400,
			body: { status: 400, title: 'Bad', detail: 'Amount is missing', code: 30101, errors: { amount: 'required' } },
			reason: 'Bad; Amount is missing; amount: required',
		},
		{ shape: 'J, nothing', status: 502, body: '', reason: null },
		{ shape: 'J, null', status: 502, body: null, reason: null },
		{ shape: 'J, HTML', status: 502, body: '<!DOCTYPE html><html><title>502</title></html>', reason: null },
		{ shape: 'J, html', status: 502, body: '  <html>x</html>', reason: null },
		{ shape: 'J, xml', status: 502, body: '<?xml version="1.0"?><e/>', reason: null },
		{ shape: 'text that speaks of HTML', status: 400, body: 'Sorry, no <html> here', reason: 'Sorry, no <html> here' },
		{ shape: 'a title beside a blank detail', status: 400, body: { title: 'Bad', detail: ' ' }, reason: 'Bad' },
		{ shape: 'lines', status: 400, body: ' a\n b\t c ', reason: 'a b c' },
		{ shape: 'blank title', status: 400, body: { title: '  ' }, reason: null },
		{ shape: 'number title', status: 400, body: { title: 7 }, reason: '7' },
		{ shape: 'a number', status: 400, body: 7, reason: null },
		{ shape: 'an empty list', status: 400, body: [], reason: null },
		{ shape: 'a list of text', status: 400, body: ['x'], reason: null },
	])('$shape', ({ status, body, reason }) => {
		expect(failureOf(answered(status, body))).toEqual({ status, code: `http${status}`, reason, requestId: null });
	});

	test('is cut at 300 characters', () => {
		expect(failureOf(answered(400, 'x'.repeat(300))).reason).toBe('x'.repeat(300));
		expect(failureOf(answered(400, 'x'.repeat(301))).reason).toBe(`${'x'.repeat(299)}…`);
	});

	test('comes with the request’s ID', () => {
		expect(failureOf(answered(500, '', { 'x-request-id': 'a5ee' })).requestId).toBe('a5ee');
	});
});

test('what became of a call without an answer is told by its code', () => {
	expect(failureOf({ kind: 'notSent', code: 'ECONNREFUSED', message: 'connect\nrefused' })).toEqual({
		status: null,
		code: 'ECONNREFUSED',
		reason: 'connect refused',
		requestId: null,
	});
	expect(failureOf({ kind: 'unclear', code: 'timeout', message: '' })).toEqual({
		status: null,
		code: 'timeout',
		reason: null,
		requestId: null,
	});
	expect(failureOf({ kind: 'cancelled' })).toEqual({ status: null, code: 'cancelled', reason: null, requestId: null });
});
