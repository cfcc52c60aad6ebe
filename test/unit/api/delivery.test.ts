import { deliveryOfRead, deliveryOfWrite } from '../../../nodes/BigCommerce/api/delivery';
import type { HttpAnswer } from '../../../nodes/BigCommerce/api/http';

const answered = (status: number, body: unknown = {}): HttpAnswer => ({ kind: 'answered', status, headers: {}, body });

interface Case {
	title: string;
	answer: HttpAnswer;
	write: ReturnType<typeof deliveryOfWrite>;
	/** Where it differs from `write`. */
	read?: ReturnType<typeof deliveryOfRead>;
}

const CASES: Case[] = [
	{ title: '201 {}', answer: answered(201), write: 'accepted' },
	{ title: '201 empty', answer: answered(201, ''), write: 'accepted' },
	{ title: '201 null', answer: answered(201, null), write: 'accepted' },
	{ title: '201 without a body', answer: answered(201, undefined), write: 'accepted' },
	{ title: '201 [], as some languages write an empty object', answer: answered(201, []), write: 'accepted' },
	{ title: '201 text', answer: answered(201, 'OK'), write: 'accepted' },
	{ title: '201 text with a smaller-than in it', answer: answered(201, 'took < 1 s'), write: 'accepted' },
	{ title: '201 with a status of its own', answer: answered(201, { status: 422 }), write: 'accepted' },
	{ title: '201 with data', answer: answered(201, { data: {}, meta: {} }), write: 'accepted' },
	{ title: '202 []', answer: answered(202, []), write: 'accepted' },
	{ title: '204', answer: answered(204, ''), write: 'accepted' },
	{ title: '201 with errors', answer: answered(201, { errors: {} }), write: 'ambiguous', read: 'accepted' },
	{
		title: '201 with errors, cut off',
		answer: answered(201, '{"title":"x","errors" : {"a'),
		write: 'ambiguous',
		read: 'accepted',
	},
	{ title: '201 HTML', answer: answered(201, '<html></html>'), write: 'ambiguous', read: 'accepted' },
	{ title: '202 HTML after a space', answer: answered(202, ' \n<p>x</p>'), write: 'ambiguous', read: 'accepted' },
	{ title: '201 HTML after text', answer: answered(201, 'x <BODY class="y">'), write: 'ambiguous', read: 'accepted' },
	{ title: '204 HTML', answer: answered(204, '<!DOCTYPE html>'), write: 'ambiguous', read: 'accepted' },
	{ title: '200 {data}', answer: answered(200, { data: {}, meta: {} }), write: 'accepted' },
	{ title: '200 empty', answer: answered(200, ''), write: 'accepted' },
	{ title: '200 null', answer: answered(200, null), write: 'accepted' },
	{ title: '200 without a body', answer: answered(200, undefined), write: 'accepted' },
	{ title: '200 with status 399', answer: answered(200, { status: 399 }), write: 'accepted' },
	{ title: '200 with status 400', answer: answered(200, { status: 400 }), write: 'ambiguous', read: 'accepted' },
	{ title: '200 with status "422"', answer: answered(200, { status: '422' }), write: 'ambiguous', read: 'accepted' },
	{ title: '200 with errors', answer: answered(200, { errors: {} }), write: 'ambiguous', read: 'accepted' },
	{ title: '200 with an error', answer: answered(200, { error: 'x' }), write: 'ambiguous', read: 'accepted' },
	{ title: '200 with code 500', answer: answered(200, { code: 500 }), write: 'ambiguous', read: 'accepted' },
	{ title: '200 without success', answer: answered(200, { success: false }), write: 'ambiguous', read: 'accepted' },
	{ title: '200 with success', answer: answered(200, { success: true, error: null, code: 0 }), write: 'accepted' },
	{
		title: '200 with an error in its data',
		answer: answered(200, { data: { status: 503 } }),
		write: 'ambiguous',
		read: 'accepted',
	},
	{
		title: '200 with an error for the order',
		answer: answered(200, { data: [{ order_id: 118, status: 503, error: 'x' }] }),
		write: 'ambiguous',
		read: 'accepted',
	},
	{ title: '207', answer: answered(207, { data: [] }), write: 'ambiguous', read: 'accepted' },
	{ title: '200 text', answer: answered(200, 'OK'), write: 'ambiguous', read: 'accepted' },
	{ title: '200 HTML', answer: answered(200, '<html></html>'), write: 'ambiguous', read: 'accepted' },
	{ title: '200 list', answer: answered(200, []), write: 'ambiguous', read: 'accepted' },
	{ title: '299', answer: answered(299), write: 'accepted' },
	{ title: '199', answer: answered(199), write: 'ambiguous' },
	{ title: '300', answer: answered(300), write: 'ambiguous' },
	{ title: '302', answer: answered(302, ''), write: 'ambiguous' },
	{ title: '399', answer: answered(399), write: 'ambiguous' },
	{ title: '400', answer: answered(400), write: 'refused' },
	{ title: '401', answer: answered(401, 'X-Auth-Token header is required'), write: 'tokenRefused' },
	{ title: '403', answer: answered(403, { status: 403, title: 'x' }), write: 'scopeMissing' },
	{ title: '403 as v2 writes it', answer: answered(403, [{ status: 403, message: 'x' }]), write: 'scopeMissing' },
	{ title: '403 HTML, from a firewall', answer: answered(403, '<html></html>'), write: 'ambiguous' },
	{ title: '403 empty', answer: answered(403, ''), write: 'ambiguous' },
	{ title: '403 null', answer: answered(403, null), write: 'ambiguous' },
	{ title: '404', answer: answered(404), write: 'refused' },
	{ title: '405', answer: answered(405), write: 'refused' },
	{ title: '408', answer: answered(408), write: 'ambiguous' },
	{ title: '409', answer: answered(409), write: 'refused' },
	{ title: '422', answer: answered(422), write: 'refused' },
	{ title: '425', answer: answered(425), write: 'ambiguous' },
	{ title: '429', answer: answered(429, ''), write: 'throttled' },
	{ title: '499', answer: answered(499), write: 'ambiguous' },
	{ title: '500', answer: answered(500), write: 'ambiguous' },
	{ title: '502 HTML', answer: answered(502, '<html>'), write: 'ambiguous' },
	{ title: '503', answer: answered(503), write: 'ambiguous' },
	{ title: '504', answer: answered(504, { errors: {} }), write: 'ambiguous' },
	{
		title: 'a refused connection',
		answer: { kind: 'notSent', code: 'ECONNREFUSED', message: '' },
		write: 'notDelivered',
	},
	{ title: 'a reset', answer: { kind: 'unclear', code: 'ECONNRESET', message: '' }, write: 'ambiguous' },
	{ title: 'a Stop', answer: { kind: 'cancelled' }, write: 'ambiguous' },
];

test.each(CASES)('an answer to a capture: $title is $write', ({ answer, write }) => {
	expect(deliveryOfWrite(answer)).toBe(write);
});

test.each(CASES)('an answer to a read: $title', ({ answer, write, read = write }) => {
	expect(deliveryOfRead(answer)).toBe(read);
});
