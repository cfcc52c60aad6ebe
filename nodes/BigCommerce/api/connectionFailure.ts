import type { HttpAnswer } from './http';
import { isObject, textOf, type JsonObject } from './json';

/**
 * System calls that come before the first byte of a request. The error's code alone says nothing: the network can
 * become unreachable (`EHOSTUNREACH`, `ENETUNREACH`, `ENETDOWN`) under an open connection too, and Node then reports
 * the same code with `read` or `write`, for a request that may have arrived.
 */
const BEFORE_THE_REQUEST = new Set(['connect', 'getaddrinfo']);

/** Certificates are checked before a request is written (Node's TLS docs, "X509 certificate error codes"). */
const CERTIFICATE_REFUSED = new Set([
	'CERT_CHAIN_TOO_LONG',
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_REJECTED',
	'CERT_REVOKED',
	'CERT_SIGNATURE_FAILURE',
	'CERT_UNTRUSTED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'HOSTNAME_MISMATCH',
	'INVALID_CA',
	'INVALID_PURPOSE',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/**
 * What else Node says only of a handshake: the other side hung up in it, or sent the alerts 40 (handshake_failure)
 * or 70 (protocol_version), which TLS knows in no later place (RFC 8446, 6.2). Other TLS errors can come later.
 */
const HANDSHAKE_BROKEN = /before secure TLS connection was established|SSL alert number (?:40|70)\b/;

/** A call that threw, as an answer: `notSent` only where it provably cannot have arrived. */
export function failedAnswer(error: unknown): HttpAnswer {
	const causes = causesOf(error);
	const codes = causes.flatMap((cause) => textOf(cause, 'code') ?? textOf(cause, 'httpCode') ?? []);
	if (codes.includes('ERR_CANCELED')) return { kind: 'cancelled' };
	const message = causes.map((cause) => textOf(cause, 'message')).find((text) => text !== null) ?? 'no answer';
	const code = codes[codes.length - 1] ?? 'noAnswer';
	if (neverOpened(causes)) return { kind: 'notSent', code, message };
	return { kind: 'unclear', code: code === 'ECONNABORTED' || code === 'ETIMEDOUT' ? 'timeout' : code, message };
}

/** The first cause decides: what wraps it only repeats its code and message. */
function neverOpened(causes: JsonObject[]): boolean {
	const first = causes[causes.length - 1];
	if (first === undefined) return false;
	const attempts = attemptsOf(first);
	return attempts.length > 0 ? attempts.every(isBeforeTheRequest) : isBeforeTheRequest(first);
}

function isBeforeTheRequest(cause: JsonObject): boolean {
	const syscall = textOf(cause, 'syscall');
	if (syscall !== null && BEFORE_THE_REQUEST.has(syscall)) return true;
	if (CERTIFICATE_REFUSED.has(textOf(cause, 'code') ?? '')) return true;
	return HANDSHAKE_BROKEN.test(textOf(cause, 'message') ?? '');
}

/** Where a name has several addresses, Node tries each, and reports them together (`AggregateError`). */
function attemptsOf(cause: JsonObject): JsonObject[] {
	return Array.isArray(cause.errors) ? cause.errors.filter(isObject) : [];
}

/** The error and what caused it: n8n wraps axios's, which wraps Node's. */
function causesOf(error: unknown): JsonObject[] {
	const causes: JsonObject[] = [];
	for (let cause: unknown = error; isObject(cause) && causes.length < 5; cause = cause.cause) causes.push(cause);
	return causes;
}
