import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject, type JsonObject } from '../api/json';
import { parseOrderId, parseOrderUrl, type OrderId, type ParsedOrderId } from '../model/orderId';
import { parseTime } from '../model/localTime';
import { wasNoSet } from './wholeSet';

/** A parameter that cannot be used, as a sentence. Caught where the item's input is read. */
export class ParameterReason extends Error {}

/** An order ID that is none, as a sentence. */
export class OrderIdReason extends Error {}

/**
 * The item's order: the one door for order IDs of operations.
 * @param storeHash the credential's store: an order of another store is refused; null where it cannot be made out
 * @throws OrderIdReason
 */
export function orderIdOf(context: IExecuteFunctions, itemIndex: number, storeHash: string | null): OrderId {
	const parsed = readOrderId(context.getNodeParameter('orderId', itemIndex, ''), storeHash);
	if (!parsed.ok) throw new OrderIdReason(`'Order ID' of item ${itemIndex} is not an order ID: ${parsed.reason}.`);
	return parsed.orderId;
}

/** Reads what the resource locator, or an expression in its place, yielded; `storeHash` as for `parseOrderUrl`. */
export function readOrderId(given: unknown, storeHash: string | null): ParsedOrderId {
	if (!isObject(given) || !('mode' in given)) return parseOrderId(given);
	return given.mode === 'url' ? parseOrderUrl(given.value, storeHash) : parseOrderId(given.value);
}

/** Labels of the collections, for the sentences. */
const COLLECTIONS = { filters: 'Filters', guards: 'Only If', options: 'Options', updateFields: 'Update Fields' };

/**
 * A collection's fields; none where nothing was added to it.
 * @throws ParameterReason where something else stood in its place, such as an expression for the whole of it
 */
export function collectionOf(
	context: IExecuteFunctions,
	name: keyof typeof COLLECTIONS,
	itemIndex: number,
): JsonObject {
	const value = context.getNodeParameter(name, itemIndex, {});
	if (isObject(value) && !wasNoSet(value)) return value;
	throw new ParameterReason(
		`'${COLLECTIONS[name]}' is one expression, text or list for the whole set of fields. n8n hands none of it to the node, so that what it says would not hold. Give each field an expression of its own; where the editor shows the set without fields, add the node anew.`,
	);
}

/** How many rows a list is to have; null for all. @throws ParameterReason */
export function limitOf(context: IExecuteFunctions, itemIndex: number): number | null {
	if (switchOf(context, itemIndex, 'returnAll', 'Return All', false)) return null;
	const limit = Number(context.getNodeParameter('limit', itemIndex, 50));
	if (Number.isFinite(limit) && limit >= 1) return Math.floor(limit);
	throw new ParameterReason("'Limit' must be 1 or more.");
}

/** Whether the item wants the simplified answer. @throws ParameterReason */
export function isSimplified(context: IExecuteFunctions, itemIndex: number): boolean {
	return switchOf(context, itemIndex, 'simplify', 'Simplify', true);
}

function switchOf(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	label: string,
	fallback: boolean,
): boolean {
	return flagIn({ [name]: context.getNodeParameter(name, itemIndex, fallback) }, name, label, fallback);
}

/**
 * The value of a field of a collection; undefined where the field was not added. A field that was added is meant: one
 * whose expression yields nothing is refused rather than taken as not there, because "orders of this email" would
 * become "all orders", and a limit no limit.
 *
 * @throws ParameterReason where it was added and is empty
 */
function addedIn(given: JsonObject, name: string, label: string): unknown {
	if (!(name in given)) return undefined;
	const value = given[name];
	if (!isBlank(value)) return value;
	throw new ParameterReason(`'${label}' is empty. Give it a value, or remove it.`);
}

/** Whether nothing was given: a field that was left empty, or an expression that yields nothing. */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** The text in a field, or null where it was not added. @throws ParameterReason where it is empty, or no text */
export function textIn(given: JsonObject, name: string, label: string): string | null {
	const value = addedIn(given, name, label);
	if (value === undefined) return null;
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number') return String(value);
	throw new ParameterReason(`'${label}' is not a text.`);
}

/**
 * The same for a text that decides nothing, such as a note: empty is none.
 * @throws ParameterReason where it is no text
 */
export function optionalTextIn(given: JsonObject, name: string, label: string): string | null {
	return isBlank(given[name]) ? null : textIn(given, name, label);
}

/** The number in a field, or null where it was not added. @throws ParameterReason */
export function numberIn(given: JsonObject, name: string, label: string, least = 0): number | null {
	const value = addedIn(given, name, label);
	if (value === undefined) return null;
	const number = typeof value === 'string' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) throw new ParameterReason(`'${label}' is not a number.`);
	if (number < least) throw new ParameterReason(`'${label}' must be ${least} or more.`);
	return number;
}

/**
 * A switch in a field. An expression may yield it as text; anything else is no answer, and may decide about money.
 * @throws ParameterReason
 */
export function flagIn(given: JsonObject, name: string, label: string, fallback: boolean): boolean {
	const value = addedIn(given, name, label);
	if (value === undefined) return fallback;
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw new ParameterReason(`'${label}' is neither true nor false.`);
}

/**
 * One of several words in a field; `fallback` where it was not added. Any other is no answer, as for a switch.
 * @throws ParameterReason
 */
export function choiceIn<Choice extends string>(
	given: JsonObject,
	name: string,
	label: string,
	choices: readonly Choice[],
	fallback: Choice,
): Choice {
	const value = addedIn(given, name, label);
	if (value === undefined) return fallback;
	const choice = choices.find((known) => known === value);
	if (choice !== undefined) return choice;
	throw new ParameterReason(`'${label}' must be one of ${choices.join(', ')}.`);
}

/**
 * Who is kept from an order. A word that is none, taken for the default, would leave the order unclaimed.
 * @throws ParameterReason
 */
export function claimOrdersIn(options: JsonObject): 'inProcess' | 'inStore' {
	return choiceIn(options, 'claimOrders', 'Claim Orders', ['inProcess', 'inStore'], 'inProcess');
}

/** A whole number in a field, or null where it was not added. @throws ParameterReason */
export function idIn(given: JsonObject, name: string, label: string): number | null {
	const value = numberIn(given, name, label);
	if (value === null || Number.isSafeInteger(value)) return value;
	throw new ParameterReason(`'${label}' is not a whole number.`);
}

/**
 * The moment in a date field as milliseconds since 1970, or null where it was not added.
 * @param timezone the workflow's: the editor's date picker yields times without an offset, which are meant there
 * @throws ParameterReason
 */
export function dateIn(given: JsonObject, name: string, label: string, timezone: string): number | null {
	const value = addedIn(given, name, label);
	if (value === undefined) return null;
	const time = parseTime(value, timezone);
	if (time !== null) return time;
	throw new ParameterReason(
		`'${label}' is not a date. Give ISO 8601, for example 2026-11-25 or 2026-11-25T09:30:00Z, or a DateTime.`,
	);
}

/**
 * The values chosen in a list that takes several; none where it was not added. One value, or a text with commas, is
 * taken too.
 * @throws ParameterReason where it was added and is empty
 */
export function choicesIn(given: JsonObject, name: string, label: string): string[] {
	const value = addedIn(given, name, label);
	if (value === undefined) return [];
	const values: unknown[] = Array.isArray(value) ? value : String(value).split(',');
	const choices = values.map((one) => (isBlank(one) ? '' : String(one).trim())).filter((one) => one !== '');
	if (choices.length > 0) return choices;
	throw new ParameterReason(`'${label}' is empty. Choose at least one, or remove it.`);
}

/**
 * IDs of order statuses. Source of the range: 0 is Incomplete, the published list ends at 14.
 * @throws ParameterReason
 */
export function statusIdsIn(given: JsonObject, name: string, label: string): number[] {
	return choicesIn(given, name, label).map((text) => {
		if (!/^\d{1,9}$/.test(text))
			throw new ParameterReason(`'${label}' holds something that is not the ID of an order status.`);
		return Number(text);
	});
}
