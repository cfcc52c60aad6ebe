/** Answers and the error shapes of the API, named by the letters of docs/bigcommerce-api.md, Errors. */

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
}

/** Real bodies carry the absolute address; the published examples a relative one (docs/bigcommerce-api.md, Errors). */
export const STATUS_CODES_PAGE = 'https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes';

const JSON_TYPE = 'application/json';

/** An answer whose body is already JSON text. */
export function jsonText(status: number, body: string): Answer {
	return { status, headers: { 'content-type': JSON_TYPE }, body };
}

export function json(status: number, value: unknown): Answer {
	return jsonText(status, JSON.stringify(value));
}

export function plainText(status: number, body: string): Answer {
	return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

export function html(status: number, body: string): Answer {
	return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/**
 * No body at all; v2 lists answer 204 this way when nothing matches (docs/bigcommerce-api.md, Lists and paging: empty).
 */
export function empty(status: number): Answer {
	return { status, headers: {}, body: '' };
}

/** Shape A, or shape B when `errors` is given (it may be empty). */
export function v3Error(status: number, title: string, errors?: Record<string, string>): Answer {
	const body = { status, title, type: STATUS_CODES_PAGE };
	return json(status, errors === undefined ? body : { ...body, errors });
}

/** Shape D: transactions add `instance`. */
export function transactionsError(status: number, title: string, instance: string): Answer {
	return json(status, { status, title, type: STATUS_CODES_PAGE, instance });
}

/** Shape E: a refund that breaks a rule. */
export function refundError(status: number, title: string): Answer {
	return json(status, { data: [{ status, title, type: STATUS_CODES_PAGE }] });
}

/** Shape F: a refund that a service behind the store failed. */
export function refundServiceError(orderId: number, status: number, error: string): Answer {
	return json(status, { data: [{ order_id: orderId, status, error }], meta: {} });
}

/** Shape G: every v2 error is an array. */
export function v2Error(status: number, message: string): Answer {
	return json(status, [{ status, message }]);
}

/** The v2 text for a missing resource (status and shape observed, the words are a guess). */
export function v2NotFound(): Answer {
	return v2Error(404, 'The requested resource was not found.');
}

/** The refusals of the gateway in front of the store, word for word (docs/bigcommerce-api.md, Errors: shape H). */
export const gateway = {
	noToken: () => plainText(401, 'X-Auth-Token header is required'),
	emptyToken: () => plainText(401, 'X-Auth-Token header should have correct format'),
	badToken: () =>
		v3Error(
			401,
			'Unauthorized - the v3 Auth client ID or token in the request are not a valid combination for this store.',
		),
	noScope: () => v3Error(403, "You don't have a required scope to access the endpoint", {}),
	wrongStore: () => v3Error(403, 'Unauthorized Access. You do not have permission to make this request.'),
	noRoute: () => plainText(404, 'The route is not found, check the URL'),
	wrongMethod: () => v3Error(405, 'Method Not Allowed'),
	/** The 429's body is not documented (docs/bigcommerce-api.md, Quota: 429 body); the title is the one of shape A. */
	throttled: () => v3Error(429, 'Too many requests'),
};
