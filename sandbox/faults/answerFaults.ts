/** Faults of one answer: its status and its body. */
import { empty, html, json, jsonText, plainText, refundError, v3Error } from '../answers';
import { isRecord, parseJson } from '../jsonBody';
import { accepted, fault, httpStatus, type MetRequest, oneOf, optional } from './definition';
import { CUT_SHORT, EDGE_PAGE, gatewayUnsupported, notFound, readError, serverError } from './faultBodies';

/** The usual status of an answer, where the fault does not say another. */
const status = (): ReturnType<typeof optional<number | null>> => optional<number | null>(null, httpStatus);

function usual({ endpoint, real }: MetRequest): number {
	const isAction = endpoint === 'capture' || endpoint === 'void' || endpoint === 'refundCreate';
	return real?.status ?? (isAction ? 201 : 200);
}

// A body that makes no sense is usually an answer to something that was done.
const brokenBody = { status: status(), accepted: accepted(true) };

export const ANSWER_FAULTS = {
	serverError: fault(
		{ status: oneOf([500, 502, 503, 504], 502), accepted: accepted(false) },
		{
			on: 'action',
			label: '502, accepted',
			does: 'a server error, accepted or not',
			sample: { status: 502, accepted: true, times: 1 },
			more: [{ label: '503, not accepted', sample: { status: 503, accepted: false, times: 1 } }],
			isAccepted: 'param',
			hidesRefusal: true,
			answer: (params) => serverError(params.status),
		},
	),
	html: fault(
		{ status: optional(502, httpStatus), accepted: accepted(false) },
		{
			on: 'action',
			label: 'HTML page, accepted',
			does: 'a page of something on the way',
			sample: { status: 502, accepted: true, times: 1 },
			more: [{ label: 'HTML page with 200, not accepted', sample: { status: 200, accepted: false, times: 1 } }],
			isAccepted: 'param',
			hidesRefusal: true,
			answer: (params) => html(params.status, EDGE_PAGE),
		},
	),
	truncatedJson: fault(brokenBody, {
		on: 'action',
		label: 'JSON cut short',
		does: 'half a body',
		sample: { times: 1 },
		isAccepted: 'param',
		answer: (params, met) => jsonText(params.status ?? usual(met), half(met.real?.body ?? '')),
	}),
	textBody: fault(brokenBody, {
		on: 'action',
		label: 'Text instead of JSON',
		does: 'the body is the text OK',
		sample: { times: 1 },
		isAccepted: 'param',
		answer: (params, met) => plainText(params.status ?? usual(met), 'OK'),
	}),
	arrayBody: fault(brokenBody, {
		on: 'action',
		label: 'Array instead of object',
		does: 'the body is `[]`',
		sample: { times: 1 },
		isAccepted: 'param',
		answer: (params, met) => json(params.status ?? usual(met), []),
	}),
	emptyBody: fault(brokenBody, {
		on: 'action',
		label: 'Empty body',
		does: 'no body',
		sample: { times: 1 },
		isAccepted: 'param',
		answer: (params, met) => empty(params.status ?? usual(met)),
	}),
	gatewayUnsupported: fault(
		{},
		{
			on: 'action',
			label: 'Gateway cannot do it',
			does: '422: not from here',
			answer: (_params, { endpoint }) =>
				endpoint === 'refundCreate' ? refundError(422, gatewayUnsupported) : v3Error(422, gatewayUnsupported, {}),
		},
	),
	notFound: fault(
		{},
		{
			on: 'any',
			label: 'Not found',
			does: 'gone everywhere, lists included',
			answer: (_params, { path }) => notFound(path),
		},
	),
	readError: fault(
		{ status: optional(500, httpStatus) },
		{
			on: 'read',
			label: 'Reads fail with 500',
			does: 'reads of the order fail; with `on: "orderList"` every list that would show it',
			sample: { status: 500 },
			answer: (params, { path }) => readError(params.status, path),
		},
	),
	transactions503: fault(
		{},
		{
			on: 'transactions',
			label: 'Transactions answer 503',
			does: 'the transactions fail while the order can be read',
			answer: () => v3Error(503, 'Service Unavailable'),
		},
	),
	shortList: fault(
		{ rows: optional(1, { type: 'integer', minimum: 1 }) },
		{
			on: 'refundList',
			label: 'List shorter than its total',
			does: 'the last rows of a list are missing; the total it names is as before',
			sample: { on: 'orderRefunds', times: 1 },
			isAccepted: true,
			answer: (params, { real }) => (real ? { ...real, body: shortened(real.body, params.rows) } : empty(204)),
		},
	),
};

function half(body: string): string {
	return body.length > 4 ? body.slice(0, Math.floor(body.length / 2)) : CUT_SHORT;
}

function shortened(body: string, rows: number): string {
	const value = parseJson(body);
	if (Array.isArray(value)) return JSON.stringify(value.slice(0, -rows));
	if (!isRecord(value) || !Array.isArray(value.data)) return body;
	return JSON.stringify({ ...value, data: value.data.slice(0, -rows) });
}
