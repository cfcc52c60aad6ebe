/** What a fault makes of a request: what the store does, and what the caller gets to see. */
import {
	type Answer,
	empty,
	html,
	json,
	jsonText,
	plainText,
	refundError,
	transactionsError,
	v2Error,
	v2NotFound,
	v3Error,
} from './answers';
import type { FaultKind, FaultOf } from './faults';
import { quotaValues } from './quota';
import type { Endpoint } from './protocol';

/** Faults that shape an answer. The first that is set and meets the request acts. */
export const ANSWER_FAULTS = [
	'bare429',
	'throttle429',
	'reset',
	'lostAnswer',
	'hang',
	'serverError',
	'html',
	'truncatedJson',
	'textBody',
	'arrayBody',
	'emptyBody',
	'redirect',
	'gatewayUnsupported',
	'notFound',
	'readError',
	'transactions503',
] as const satisfies readonly FaultKind[];

export type AnswerFault = FaultOf<(typeof ANSWER_FAULTS)[number]>;

/** `null` instead of an answer: the connection ends that way. */
export type Outcome = Answer | 'reset' | 'hang';

/** Does the store do what it was asked, although the answer goes wrong? */
export function isAccepted(fault: AnswerFault): boolean {
	switch (fault.kind) {
		case 'lostAnswer':
			return true;
		// A body that makes no sense is usually an answer to something that was done.
		case 'truncatedJson':
		case 'textBody':
		case 'arrayBody':
		case 'emptyBody':
			return fault.accepted ?? true;
		case 'serverError':
		case 'html':
		case 'hang':
		case 'redirect':
			return fault.accepted ?? false;
		default:
			return false;
	}
}

/** The answer as the caller sees it; `real` is what the store would have said, where it did anything. */
export function spoil(fault: AnswerFault, endpoint: Endpoint, path: string, real: Answer | undefined): Outcome {
	const usual =
		real?.status ?? (endpoint === 'capture' || endpoint === 'void' || endpoint === 'refundCreate' ? 201 : 200);
	switch (fault.kind) {
		case 'reset':
		case 'lostAnswer':
			return 'reset';
		case 'hang':
			return 'hang';
		case 'serverError':
			return serverError(fault.status ?? 502);
		case 'html':
			return html(fault.status ?? 502, EDGE_PAGE);
		case 'truncatedJson':
			return jsonText(fault.status ?? usual, cutShort(real?.body ?? ''));
		case 'textBody':
			return plainText(fault.status ?? usual, 'OK');
		case 'arrayBody':
			return json(fault.status ?? usual, []);
		case 'emptyBody':
			return empty(fault.status ?? usual);
		case 'redirect':
			return { status: fault.status ?? 302, headers: { location: fault.to }, body: '' };
		case 'bare429':
			return empty(429);
		case 'throttle429':
			return throttled(fault.resetMs ?? 1_000);
		case 'gatewayUnsupported':
			return gatewayUnsupported(endpoint);
		case 'notFound':
			return notFound(path);
		case 'readError':
			return readError(fault.status ?? 500, path);
		case 'transactions503':
			return v3Error(503, 'Service Unavailable');
	}
}

/** A refusal by the store itself is not hidden behind a body that looks like success. */
export function mayHideRefusal(fault: AnswerFault): boolean {
	return fault.kind === 'lostAnswer' || fault.kind === 'hang' || fault.kind === 'serverError' || fault.kind === 'html';
}

/** A refused refund has a shape of its own, E. */
function gatewayUnsupported(endpoint: Endpoint): Answer {
	const title = 'The payment gateway does not support this request.';
	return endpoint === 'refundCreate' ? refundError(422, title) : v3Error(422, title, {});
}

function serverError(status: 500 | 502 | 503 | 504): Answer {
	const titles = {
		500: 'Internal Server Error',
		502: 'Bad Gateway',
		503: 'Service Unavailable',
		504: 'Gateway Timeout',
	};
	// Shape C for 504, shape A for the others (facts §1.1).
	return v3Error(status, titles[status], status === 504 ? {} : undefined);
}

function throttled(resetMs: number): Answer {
	const answer = v3Error(429, 'Too many requests');
	const headers = quotaValues('30000', String(resetMs), '150', '0');
	return { ...answer, headers: { ...answer.headers, ...headers } };
}

function notFound(path: string): Answer {
	if (path.includes('/v2/')) return v2NotFound();
	const title = 'The requested order was not found.';
	return path.endsWith('/transactions') ? transactionsError(404, title, path) : v3Error(404, title);
}

function readError(status: number, path: string): Answer {
	return path.includes('/v2/') ? v2Error(status, 'Internal Server Error') : v3Error(status, 'Internal Server Error');
}

function cutShort(body: string): string {
	return body.length > 4 ? body.slice(0, Math.floor(body.length / 2)) : '{"data":{"id":1,"stat';
}

const EDGE_PAGE = `<!DOCTYPE html>
<html><head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>edge</center></body></html>
`;
