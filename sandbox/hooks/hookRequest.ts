/** What a new or changed hook may look like (docs/bigcommerce-api.md, Webhooks: destination). */
import { isRecord } from '../jsonBody';
import type { Hook } from './hook';

export type HookFields = Partial<Pick<Hook, 'scope' | 'destination' | 'headers' | 'isActive'>>;
export type HookProblems = Record<string, string>;

/** Reads the fields that are given, or says by field what is wrong with them. */
export function readHookFields(body: Record<string, unknown>): { fields: HookFields; problems: HookProblems } {
	const fields: HookFields = {};
	const problems: HookProblems = {};
	if (body.scope !== undefined) {
		if (typeof body.scope === 'string' && SCOPE.test(body.scope)) fields.scope = body.scope;
		else problems.scope = 'error.invalid.scope';
	}
	if (body.destination !== undefined) {
		if (typeof body.destination === 'string' && isDestination(body.destination)) fields.destination = body.destination;
		else problems.destination = 'error.invalid.url';
	}
	if (body.is_active !== undefined) {
		if (typeof body.is_active === 'boolean') fields.isActive = body.is_active;
		else problems.is_active = 'error.expected.jsboolean';
	}
	if (body.headers !== undefined) {
		const headers = readHeaders(body.headers);
		if (headers === undefined) problems.headers = 'error.expected.jsobject';
		else fields.headers = headers;
	}
	return { fields, problems };
}

const SCOPE = /^store(\/[A-Za-z0-9_]+)+(\/\*)?$/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * "HTTPS, port 443 only". A loopback host may be anything: nothing else can be reached without leaving the
 * machine, and a rehearsal has no certificate.
 */
function isDestination(text: string): boolean {
	if (!URL.canParse(text)) return false;
	const { protocol, hostname, port } = new URL(text);
	if (LOOPBACK.test(hostname)) return protocol === 'http:' || protocol === 'https:';
	return protocol === 'https:' && port === '';
}

const MAX_HEADERS = 64;
const MAX_NAME_BYTES = 64;
const MAX_VALUE_BYTES = 8 * 1024;

function readHeaders(value: unknown): Record<string, string> | null | undefined {
	if (value === null) return null;
	if (!isRecord(value)) return undefined;
	const headers: Record<string, string> = {};
	for (const [name, text] of Object.entries(value)) {
		if (typeof text !== 'string' || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return undefined;
		if (Buffer.byteLength(name) > MAX_NAME_BYTES || Buffer.byteLength(text) > MAX_VALUE_BYTES) return undefined;
		if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) return undefined;
		headers[name] = text;
	}
	return Object.keys(headers).length > MAX_HEADERS ? undefined : headers;
}
