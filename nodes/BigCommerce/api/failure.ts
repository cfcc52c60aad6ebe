import type { HttpAnswer } from './http';
import { isObject, objectOf, objectsIn, textOf } from './json';

/** A call that did not succeed, whatever shape its answer had. */
export interface ApiFailure {
	/** HTTP status, or null where there was no answer. */
	status: number | null;
	/** Stable word for what happened: `http422`, `ECONNRESET`, `timeout` … */
	code: string;
	/** BigCommerce's own words on one line, or null. For people: titles are boilerplate, nothing may branch on them. */
	reason: string | null;
	/** BigCommerce support's handle on the call (`x-request-id`), where given. */
	requestId: string | null;
}

const LONGEST_REASON = 300;

/**
 * Makes one of BigCommerce's error shapes: `{status,title,type}`, the same with `errors`, with
 * `detail` or `instance`; `{errors}`; the refund's `{data:[{status,title}]}` and
 * `{data:[{order_id,status,error}]}`; v2's `[{status,message}]`; plain text; HTML; nothing.
 * Sources: reference/orders.v3.yml and orders.v2.oas2.yml of the published API, and its gateway's text answers.
 */
export function failureOf(answer: HttpAnswer): ApiFailure {
	switch (answer.kind) {
		case 'answered':
			return {
				status: answer.status,
				code: `http${answer.status}`,
				reason: reasonIn(answer.body),
				requestId: answer.headers['x-request-id'] ?? null,
			};
		case 'cancelled':
			return { status: null, code: 'cancelled', reason: null, requestId: null };
		default:
			return { status: null, code: answer.code, reason: oneLine(answer.message), requestId: null };
	}
}

function reasonIn(body: unknown): string | null {
	if (typeof body === 'string') return isMarkup(body) ? null : oneLine(body);
	if (Array.isArray(body)) return joined(objectsIn(body).map(reasonInObject));
	return isObject(body) ? reasonInObject(body) : null;
}

function reasonInObject(body: { [key: string]: unknown }): string | null {
	if (Array.isArray(body.data)) return joined(objectsIn(body.data).map(reasonInObject));
	const title = textOf(body, 'title') ?? textOf(body, 'error') ?? textOf(body, 'message');
	const fields = Object.entries(objectOf(body, 'errors') ?? {}).map(([field, text]) =>
		typeof text === 'string' ? `${field}: ${text}` : field,
	);
	return joined([title, textOf(body, 'detail'), ...fields]);
}

function joined(parts: Array<string | null>): string | null {
	const distinct = [...new Set(parts.filter((part): part is string => part !== null && part.trim() !== ''))];
	return distinct.length === 0 ? null : oneLine(distinct.join('; '));
}

function oneLine(text: string): string | null {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line === '') return null;
	return line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON - 1)}…` : line;
}

function isMarkup(text: string): boolean {
	return /^\s*(<!doctype|<html|<\?xml|<head|<body)/i.test(text);
}
