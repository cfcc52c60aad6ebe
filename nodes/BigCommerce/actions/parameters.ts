import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject, type JsonObject } from '../api/json';
import { parseOrderId, parseOrderUrl, type OrderId, type ParsedOrderId } from '../model/orderId';

/** A parameter that cannot be used, as a sentence. Caught where the item's input is read. */
export class ParameterReason extends Error {}

/** An order ID that is none, as a sentence. */
export class OrderIdReason extends Error {}

/** The item's order; `storeHash` as for `parseOrderUrl`. @throws OrderIdReason */
export function orderIdOf(context: IExecuteFunctions, itemIndex: number, storeHash: string | null = null): OrderId {
	const parsed = readOrderId(context.getNodeParameter('orderId', itemIndex, ''), storeHash);
	if (!parsed.ok) throw new OrderIdReason(`'Order ID' of item ${itemIndex} is not an order ID: ${parsed.reason}.`);
	return parsed.orderId;
}

/** Reads what the resource locator, or an expression in its place, yielded; `storeHash` as for `parseOrderUrl`. */
export function readOrderId(given: unknown, storeHash: string | null = null): ParsedOrderId {
	if (!isObject(given) || !('mode' in given)) return parseOrderId(given);
	return given.mode === 'url' ? parseOrderUrl(given.value, storeHash) : parseOrderId(given.value);
}

/** A collection's fields; none where it is empty. */
export function collectionOf(context: IExecuteFunctions, name: string, itemIndex: number): JsonObject {
	const value = context.getNodeParameter(name, itemIndex, {});
	return isObject(value) ? value : {};
}

/** How many rows a list is to have; null for all. @throws ParameterReason */
export function limitOf(context: IExecuteFunctions, itemIndex: number): number | null {
	if (context.getNodeParameter('returnAll', itemIndex, false) === true) return null;
	const limit = Number(context.getNodeParameter('limit', itemIndex, 50));
	if (Number.isFinite(limit) && limit >= 1) return Math.floor(limit);
	throw new ParameterReason("'Limit' must be 1 or more.");
}

/** Whether the item wants the simplified answer. */
export function isSimplified(context: IExecuteFunctions, itemIndex: number): boolean {
	return context.getNodeParameter('simplify', itemIndex, true) !== false;
}

/** The text in a field, or null where it is empty. @throws ParameterReason where it is no text */
export function textIn(given: JsonObject, name: string, label: string): string | null {
	const value = given[name];
	if (value === undefined || value === null || value === '') return null;
	if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
	if (typeof value === 'number') return String(value);
	throw new ParameterReason(`'${label}' is not a text.`);
}

/** The number in a field, or null where it is empty. @throws ParameterReason */
export function numberIn(given: JsonObject, name: string, label: string, least = 0): number | null {
	const value = given[name];
	if (value === undefined || value === null || value === '') return null;
	const number = typeof value === 'string' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) throw new ParameterReason(`'${label}' is not a number.`);
	if (number < least) throw new ParameterReason(`'${label}' must be ${least} or more.`);
	return number;
}

/** A switch in a field. An expression may yield it as text; anything else is no answer, and may decide about money. @throws ParameterReason */
export function flagIn(given: JsonObject, name: string, label: string, fallback: boolean): boolean {
	const value = given[name];
	if (value === undefined || value === null || value === '') return fallback;
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw new ParameterReason(`'${label}' is neither true nor false.`);
}

/** A whole number in a field, or null where it is empty. @throws ParameterReason */
export function idIn(given: JsonObject, name: string, label: string): number | null {
	const value = numberIn(given, name, label);
	if (value === null || Number.isSafeInteger(value)) return value;
	throw new ParameterReason(`'${label}' is not a whole number.`);
}

/** The moment in a date field as milliseconds since 1970, or null where it is empty. @throws ParameterReason */
export function dateIn(given: JsonObject, name: string, label: string): number | null {
	const value = given[name];
	if (value === undefined || value === null || value === '') return null;
	// Luxon's DateTime, which n8n's expressions yield, turns into its ISO form as text.
	const time = typeof value === 'number' ? value : Date.parse(String(value));
	if (Number.isNaN(time)) throw new ParameterReason(`'${label}' is not a date.`);
	return time;
}

/** The values chosen in a list that takes several. One value, or a text with commas, is taken too. */
export function choicesIn(given: JsonObject, name: string): string[] {
	const value = given[name];
	if (value === undefined || value === null || value === '') return [];
	const values: unknown[] = Array.isArray(value) ? value : String(value).split(',');
	return values.map((one) => String(one).trim()).filter((one) => one !== '');
}

/** IDs of order statuses. Source of the range: 0 is Incomplete, the published list ends at 14. @throws ParameterReason */
export function statusIdsIn(given: JsonObject, name: string, label: string): number[] {
	return choicesIn(given, name).map((text) => {
		if (!/^\d{1,9}$/.test(text))
			throw new ParameterReason(`'${label}' holds something that is not the ID of an order status.`);
		return Number(text);
	});
}
