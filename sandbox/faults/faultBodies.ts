/** Bodies of answers that go wrong, in the shapes of docs/bigcommerce-api.md, "Errors". */
import { type Answer, transactionsError, v2Error, v2NotFound, v3Error } from '../answers';

export const gatewayUnsupported = 'The payment gateway does not support this request.';

const SERVER_ERRORS = {
	500: 'Internal Server Error',
	502: 'Bad Gateway',
	503: 'Service Unavailable',
	504: 'Gateway Timeout',
};

/** The published 504 of capture and void has `errors`, the others have not. */
export function serverError(status: keyof typeof SERVER_ERRORS): Answer {
	return v3Error(status, SERVER_ERRORS[status], status === 504 ? {} : undefined);
}

export function notFound(path: string): Answer {
	if (path.includes('/v2/')) return v2NotFound();
	const title = 'The requested order was not found.';
	return path.endsWith('/transactions') ? transactionsError(404, title, path) : v3Error(404, title);
}

export function readError(status: number, path: string): Answer {
	const title = 'Internal Server Error';
	return path.includes('/v2/') ? v2Error(status, title) : v3Error(status, title);
}

/** The beginning of a body, where there was none to cut. */
export const CUT_SHORT = '{"data":{"id":1,"stat';

export const EDGE_PAGE = `<!DOCTYPE html>
<html><head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>edge</center></body></html>
`;
