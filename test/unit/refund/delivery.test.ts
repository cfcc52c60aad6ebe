import type { HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import { deliveryOfRefund, type RefundDelivery } from '../../../nodes/BigCommerce/refund/delivery';

const answered = (status: number, body: unknown = {}): HttpAnswer => ({ kind: 'answered', status, headers: {}, body });
const REFUND = { data: { id: 7, order_id: 118, total_amount: 5, payments: [] }, meta: {} };
const TAX_SERVICE = { data: [{ order_id: 118, status: 503, error: 'Tax service gone away' }], meta: {} };

test.each<{ name: string; answer: HttpAnswer; kind: RefundDelivery['kind'] }>([
	{ name: '201 with the refund', answer: answered(201, REFUND), kind: 'created' },
	{ name: '200 with the refund', answer: answered(200, REFUND), kind: 'created' },
	{ name: '201 with an empty body', answer: answered(201, ''), kind: 'ambiguous' },
	{ name: '201 with {}', answer: answered(201), kind: 'ambiguous' },
	{ name: '201 with HTML', answer: answered(201, '<html>'), kind: 'ambiguous' },
	{ name: '201 with a list', answer: answered(201, []), kind: 'ambiguous' },
	{ name: '201 with an error inside', answer: answered(201, { errors: {} }), kind: 'ambiguous' },
	{ name: 'a refund without payments', answer: answered(201, { data: { id: 7 } }), kind: 'ambiguous' },
	{ name: '204', answer: answered(204, ''), kind: 'ambiguous' },
	{ name: '302', answer: answered(302), kind: 'ambiguous' },
	{ name: '400', answer: answered(400), kind: 'refused' },
	{ name: '401', answer: answered(401), kind: 'tokenRefused' },
	{ name: '403', answer: answered(403), kind: 'scopeMissing' },
	{ name: "403 of a firewall's page", answer: answered(403, '<html>'), kind: 'ambiguous' },
	{ name: '404', answer: answered(404), kind: 'notFound' },
	{ name: '408', answer: answered(408), kind: 'ambiguous' },
	{ name: '409', answer: answered(409), kind: 'busy' },
	{ name: '422', answer: answered(422, { data: [{ status: 422, title: 'No.' }] }), kind: 'refused' },
	{ name: '423', answer: answered(423), kind: 'busy' },
	{ name: '500', answer: answered(500), kind: 'ambiguous' },
	{ name: '503 of the tax service', answer: answered(503, TAX_SERVICE), kind: 'unavailable' },
	{ name: 'the same words with another status', answer: answered(502, TAX_SERVICE), kind: 'ambiguous' },
	{ name: '503 of something else', answer: answered(503, { status: 503, title: 'Unavailable' }), kind: 'ambiguous' },
	{ name: '504', answer: answered(504), kind: 'ambiguous' },
	{ name: 'no connection', answer: { kind: 'notSent', code: 'ECONNREFUSED', message: '' }, kind: 'notDelivered' },
	{ name: 'a reset', answer: { kind: 'unclear', code: 'ECONNRESET', message: '' }, kind: 'ambiguous' },
	{ name: 'a timeout', answer: { kind: 'unclear', code: 'timeout', message: '' }, kind: 'ambiguous' },
])('$name: $kind', ({ answer, kind }) => expect(deliveryOfRefund(answer).kind).toBe(kind));
