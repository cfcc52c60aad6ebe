import type { IAllExecuteFunctions, IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { withinTime } from '../api/callDeadline';
import { failedAnswer } from '../api/connectionFailure';
import type { ApiRequest, Clock, Http, HttpAnswer } from '../api/http';
import { isObject } from '../api/json';
import type { StoreAddress } from '../api/storeAddress';
import { systemClock } from './clock';
import { CREDENTIAL, type KeptCredential } from './credential';
import { VERSION } from './version';

const USER_AGENT = `n8n-nodes-bigcommerce/${VERSION}`;

/**
 * Calls one store through n8n. The only function of the package that sends anything to BigCommerce.
 *
 * Every status comes back as an answer. Redirects are not followed, because n8n would carry the token to the
 * other host; a 401 is not sent a second time, which n8n does by default; the whole call is bounded, where n8n's
 * default bounds a silence of five minutes (n8n-core `request-helpers/authentication.js`).
 */
export function httpThrough(
	context: IAllExecuteFunctions,
	{ apiUrl, storeHash }: StoreAddress,
	credential: KeptCredential,
	clock: Clock = systemClock,
): Http {
	const allowedDomains = new URL(apiUrl).hostname;
	const stop = stopSignalOf(context);
	return async (request) =>
		await withinTime(clock, request.timeoutMs, stop, async (signal) => {
			const url = `${apiUrl}/stores/${storeHash}${request.path}`;
			const options: IHttpRequestOptions = { ...optionsOf(request), url, allowedDomains, abortSignal: signal };
			try {
				const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
					endingWith(signal, context),
					CREDENTIAL,
					options,
					{ preAuthenticationRetryStatusCode: [], credentialsDecrypted: await credential.current() },
				);
				const answer = answerOf(response);
				if (answer.kind === 'answered' && answer.status === 401) credential.noteRefused();
				return answer;
			} catch (error) {
				return failedAnswer(error);
			}
		});
}

/** Aborted on Stop and on the workflow's timeout; look-ups in the editor have none. */
export function stopSignalOf(context: IAllExecuteFunctions): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/**
 * The same context with the call's own signal: n8n puts what `getExecutionCancelSignal` returns into every request
 * with a credential, in the place of `abortSignal`, and a Stop alone would give the socket up.
 */
function endingWith(signal: AbortSignal, context: IAllExecuteFunctions): IAllExecuteFunctions {
	const scope: IAllExecuteFunctions = Object.create(context, { getExecutionCancelSignal: { value: () => signal } });
	return scope;
}

function optionsOf({ method, query, body, timeoutMs }: ApiRequest): Omit<IHttpRequestOptions, 'url'> {
	const headers: IDataObject = { Accept: 'application/json', 'User-Agent': USER_AGENT };
	if (body !== undefined) headers['Content-Type'] = 'application/json';
	return {
		method,
		headers,
		qs: query,
		// n8n drops an empty object, and the capture call wants `{}` with a content type.
		body: body === undefined ? undefined : JSON.stringify(body),
		json: body === undefined,
		timeout: timeoutMs,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
}

function answerOf(response: unknown): HttpAnswer {
	if (!isObject(response) || typeof response.statusCode !== 'number') {
		return { kind: 'unclear', code: 'noResponse', message: 'n8n returned no response' };
	}
	return {
		kind: 'answered',
		status: response.statusCode,
		headers: headersOf(response.headers),
		body: parsed(response.body),
	};
}

function headersOf(headers: unknown): Record<string, string> {
	const result: Record<string, string> = {};
	if (!isObject(headers)) return result;
	for (const [name, value] of Object.entries(headers)) {
		if (typeof value === 'string' || typeof value === 'number') result[name.toLowerCase()] = String(value);
	}
	return result;
}

/** n8n parses JSON where it is asked for or labelled so; the rest comes as text, and is JSON or it is not. */
function parsed(body: unknown): unknown {
	if (typeof body !== 'string' || !/^\s*[[{]/.test(body)) return body;
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}
