import { isErrorShape } from './errorShape';
import type { Answered, HttpAnswer } from './http';
import { isObject, objectsIn } from './json';

/**
 * What the answer to a call says of its delivery, all that is known before anything is read back.
 *
 * - `accepted`: taken; for a capture, void or refund that means scheduled.
 * - `throttled`: a 429, turned away before anything happened.
 * - `notDelivered`: the connection never opened, so nothing can have happened.
 * - `ambiguous`: it may or may not have had its effect.
 * - `refused`: a clear no, also as a 404: it is not documented with which status a payment's state is refused, and
 *   another request may have won the race.
 * - `busy`: a clear no for now, because the order is being worked on.
 * - `tokenRefused`, `scopeMissing`: a clear no that holds for every order.
 */
export type Delivery =
	'accepted' | 'throttled' | 'notDelivered' | 'ambiguous' | 'refused' | 'busy' | 'tokenRefused' | 'scopeMissing';

/** A `Delivery` that a call to capture or void can have. */
export type ActionDelivery = Exclude<Delivery, 'throttled' | 'busy'>;

// Refusals that come from something between us and BigCommerce, or that say nothing about the order.
const AMBIGUOUS_STATUSES = new Set([408, 425, 499]);
// The answers that BigCommerce gives to what it has scheduled.
const SCHEDULED_STATUSES = new Set([201, 202, 204]);
// Each part of what was asked for has a status of its own; a capture or void has no parts.
const MULTI_STATUS = 207;

/** What the answer to a call that changes something says of its delivery. */
export function deliveryOfWrite(answer: HttpAnswer): Exclude<Delivery, 'busy'> {
	if (answer.kind === 'notSent') return 'notDelivered';
	if (answer.kind !== 'answered') return 'ambiguous';
	const { status, body } = answer;
	if (SCHEDULED_STATUSES.has(status)) return hasErrors(body) || isMarkup(body) ? 'ambiguous' : 'accepted';
	if (status >= 200 && status < 300) return isPlainSuccess(status, body) ? 'accepted' : 'ambiguous';
	if (status === 403 && !isScopeRefusal(answer)) return 'ambiguous';
	return deliveryOfStatus(status);
}

/** What the answer to a read says of its delivery. Whether its body makes sense is for the reader to say. */
export function deliveryOfRead(answer: HttpAnswer): Exclude<Delivery, 'busy'> {
	if (answer.kind === 'notSent') return 'notDelivered';
	if (answer.kind !== 'answered') return 'ambiguous';
	const { status } = answer;
	if (status >= 200 && status < 300) return 'accepted';
	if (status === 403 && !isScopeRefusal(answer)) return 'ambiguous';
	return deliveryOfStatus(status);
}

/**
 * Whether BigCommerce itself says that the token may not. A page of HTML with a 403 comes from something on the way,
 * and says nothing of scopes.
 */
export function isScopeRefusal({ status, body }: Answered): boolean {
	return status === 403 && typeof body === 'object' && body !== null;
}

function deliveryOfStatus(status: number): 'throttled' | 'ambiguous' | 'refused' | 'tokenRefused' | 'scopeMissing' {
	if (status === 429) return 'throttled';
	if (status === 401) return 'tokenRefused';
	if (status === 403) return 'scopeMissing';
	return status >= 400 && status < 500 && !AMBIGUOUS_STATUSES.has(status) ? 'refused' : 'ambiguous';
}

/**
 * Whether an answer that schedules something takes it back in its body. Whatever else is in it does not matter: which
 * body comes with the status is not documented, and an empty object may be written `{}`, `[]` or not at all.
 */
function hasErrors(body: unknown): boolean {
	return isObject(body) ? 'errors' in body : typeof body === 'string' && /"errors"\s*:/.test(body);
}

function isMarkup(body: unknown): boolean {
	return typeof body === 'string' && /^\s*<|<(!doctype|html|head|body)\b/i.test(body);
}

/** A 200 is not the documented answer, so its body must make sense: nothing, or an object that is no error. */
function isPlainSuccess(status: number, body: unknown): boolean {
	if (status === MULTI_STATUS) return false;
	if (body === null || body === undefined || body === '') return true;
	return isObject(body) && !('errors' in body) && ![body, body.data, ...objectsIn(body.data)].some(isErrorShape);
}
