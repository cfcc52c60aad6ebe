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
	test.each<[string, number, unknown, string | null]>([
		['A', 404, { status: 404, title: 'Account with {id} not found', type: TYPE }, 'Account with {id} not found'],
		[
			'B',
			422,
			{
				status: 422,
				title: 'JSON data is missing or invalid',
				type: TYPE,
				errors: { name: 'error.expected.jsstring', code: 5 },
			},
			'JSON data is missing or invalid; name: error.expected.jsstring; code',
		],
		[
			'B, no fields',
			403,
			{ status: 403, title: "You don't have a required scope", type: TYPE, errors: {} },
			"You don't have a required scope",
		],
		['C', 504, { errors: {} }, null],
		['C with all', 504, { status: 504, title: 'Gateway Timeout', type: TYPE, errors: {} }, 'Gateway Timeout'],
		['D', 404, { status: 404, title: 'Not found', type: TYPE, instance: '/x' }, 'Not found'],
		[
			'E',
			422,
			{ data: [{ status: 422, title: 'Unable to provide store credit for a guest customer.', type: TYPE }] },
			'Unable to provide store credit for a guest customer.',
		],
		[
			'F',
			503,
			{ data: [{ order_id: 1, status: 503, error: 'Tax service gone away' }], meta: {} },
			'Tax service gone away',
		],
		[
			'G',
			400,
			[{ status: 400, message: "The field 'custom_status' is not supported." }],
			"The field 'custom_status' is not supported.",
		],
		['G, several', 400, [{ message: 'one' }, { message: 'two' }, { message: 'one' }], 'one; two'],
		['H', 401, 'X-Auth-Token header is required', 'X-Auth-Token header is required'],
		[
			'I',
			400,
			{ status: 400, title: 'Bad', detail: 'Amount is missing', code: 30101, errors: { amount: 'required' } },
			'Bad; Amount is missing; amount: required',
		],
		['J, nothing', 502, '', null],
		['J, null', 502, null, null],
		['J, HTML', 502, '<!DOCTYPE html><html><title>502</title></html>', null],
		['J, html', 502, '  <html>x</html>', null],
		['J, xml', 502, '<?xml version="1.0"?><e/>', null],
		['text that speaks of HTML', 400, 'Sorry, no <html> here', 'Sorry, no <html> here'],
		['a title beside a blank detail', 400, { title: 'Bad', detail: ' ' }, 'Bad'],
		['lines', 400, ' a\n b\t c ', 'a b c'],
		['blank title', 400, { title: '  ' }, null],
		['number title', 400, { title: 7 }, '7'],
		['a number', 400, 7, null],
		['an empty list', 400, [], null],
		['a list of text', 400, ['x'], null],
	])('%s', (_shape, status, body, reason) => {
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
