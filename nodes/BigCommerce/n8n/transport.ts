import type { IAllExecuteFunctions, IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import type { ApiRequest, Http, HttpAnswer } from '../api/http';
import { isObject, textOf, type JsonObject } from '../api/json';
import type { StoreAddress } from '../api/storeAddress';
import { VERSION } from './version';

export const CREDENTIAL = 'bigCommerceApi';

const USER_AGENT = `n8n-nodes-bigcommerce/${VERSION}`;

/**
 * Calls one store through n8n. The only function of the package that sends anything to BigCommerce.
 *
 * Every status comes back as an answer. Redirects are not followed, because n8n would carry the token to the
 * other host; a 401 is not sent a second time, which n8n does by default; the wait is bounded, where n8n's
 * default is five minutes (n8n-core `request-helpers/authentication.js`).
 */
export function httpThrough(context: IAllExecuteFunctions, { apiUrl, storeHash }: StoreAddress): Http {
	return async (request) => {
		const options: IHttpRequestOptions = {
			...optionsOf(request),
			url: `${apiUrl}/stores/${storeHash}${request.path}`,
			allowedDomains: new URL(apiUrl).hostname,
		};
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, options, {
				preAuthenticationRetryStatusCode: [],
			});
			return answerOf(response);
		} catch (error) {
			return failedAnswer(error);
		}
	};
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

// With these the connection never opened, so the call cannot have arrived: name look-up, routing, TLS handshake.
const NEVER_OPENED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EHOSTDOWN',
	'ENETDOWN',
	'EADDRNOTAVAIL',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function failedAnswer(error: unknown): HttpAnswer {
	const causes = causesOf(error);
	const codes = causes.flatMap((cause) => textOf(cause, 'code') ?? textOf(cause, 'httpCode') ?? []);
	if (codes.includes('ERR_CANCELED')) return { kind: 'cancelled' };
	const message = causes.map((cause) => textOf(cause, 'message')).find((text) => text !== null) ?? 'no answer';
	const code = codes[codes.length - 1] ?? 'noAnswer';
	const opened = !causes.some(failedToConnect);
	if (!opened) return { kind: 'notSent', code, message };
	return { kind: 'unclear', code: code === 'ECONNABORTED' || code === 'ETIMEDOUT' ? 'timeout' : code, message };
}

function failedToConnect(cause: JsonObject): boolean {
	return NEVER_OPENED.has(textOf(cause, 'code') ?? '') || textOf(cause, 'syscall') === 'connect';
}

/** The error and what caused it: n8n wraps axios's, which wraps Node's. */
function causesOf(error: unknown): JsonObject[] {
	const causes: JsonObject[] = [];
	for (let cause: unknown = error; isObject(cause) && causes.length < 5; cause = cause.cause) causes.push(cause);
	return causes;
}
