import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject, type JsonObject } from '../../api/json';
import { DEFAULT_SESSION, type SessionTerms } from '../../api/session';
import type { Action } from '../../settlement/action';
import { NO_GUARDS, type Guards } from '../../settlement/guards';
import { parseOrderId, parseOrderUrl, type OrderId, type ParsedOrderId } from '../../settlement/orderId';
import type { RunTerms } from '../../settlement/work';

/** What one input item asks for. */
export interface SettleInput {
	orderId: OrderId;
	guards: Guards;
	terms: RunTerms;
	session: SessionTerms;
	after: AfterTerms;
}

/** What is done with the order once its end is known. Null: nothing. */
export interface AfterTerms {
	statusOnSuccess: number | null;
	statusOnFailure: number | null;
	staffNote: string | null;
}

/** An item's input, or why nothing is sent for it. `adjusted` names numbers that were brought into their range. */
export type ReadInput =
	| { ok: true; input: SettleInput; adjusted: string[] }
	| { ok: false; outcome: 'invalidOrderId' | 'blocked'; code: 'invalidOrderId' | 'invalidParameter'; reason: string };

/** Reads all parameters of one item. Never throws: an expression that fails is a reason like any other. */
export function readSettleInput(context: IExecuteFunctions, itemIndex: number, action: Action, storeHash: string | null): ReadInput {
	let parsed: ParsedOrderId;
	try {
		parsed = readOrderId(context.getNodeParameter('orderId', itemIndex, ''), storeHash);
	} catch (error) {
		parsed = { ok: false, reason: messageOf(error) };
	}
	if (!parsed.ok) {
		const reason = `'Order ID' of item ${itemIndex} is not an order ID: ${parsed.reason}.`;
		return { ok: false, outcome: 'invalidOrderId', code: 'invalidOrderId', reason };
	}
	try {
		return readTerms(context, itemIndex, action, parsed.orderId);
	} catch (error) {
		return { ok: false, outcome: 'blocked', code: 'invalidParameter', reason: `Item ${itemIndex}: ${messageOf(error)}` };
	}
}

/** Reads what the resource locator, or an expression in its place, yielded; `storeHash` as for `parseOrderUrl`. */
export function readOrderId(given: unknown, storeHash: string | null = null): ParsedOrderId {
	if (!isObject(given) || !('mode' in given)) return parseOrderId(given);
	return given.mode === 'url' ? parseOrderUrl(given.value, storeHash) : parseOrderId(given.value);
}

class ParameterReason extends Error {}

function readTerms(context: IExecuteFunctions, itemIndex: number, action: Action, orderId: OrderId): ReadInput {
	const options = collection(context.getNodeParameter('options', itemIndex, {}));
	const guards = collection(context.getNodeParameter('guards', itemIndex, {}));
	const adjusted: string[] = [];
	const within = (name: string, label: string, fallback: number, least: number, most: number): number => {
		const value = numberIn(options, name, label) ?? fallback;
		const kept = Math.min(most, Math.max(least, value));
		if (kept !== value) adjusted.push(`'${label}' ${value} is outside ${least}–${most}; ${kept} was used.`);
		return kept;
	};
	const resultTimeout = within('resultTimeout', 'Result Timeout', 60, 0, 86_400) * 1000;
	const maxConcurrency = Math.floor(within('maxConcurrency', 'Max Concurrency', DEFAULT_SESSION.maxConcurrency, 1, 50));
	return {
		ok: true,
		adjusted,
		input: {
			orderId,
			guards: guardsOf(guards),
			terms: {
				action,
				dryRun: options.dryRun === true,
				waitForResult: context.getNodeParameter('waitForResult', itemIndex, true) !== false,
				alreadySettled: options.alreadySettled === 'fail' ? 'fail' : 'succeed',
				resultTimeout,
				verificationWindow: within('verificationWindow', 'Verification Window', 10, 0, 3_600) * 1000,
				maxConcurrency,
				maxOrders: positive(options, 'maxOrders', 'Max Orders'),
				stopAfterFailures: positive(options, 'stopAfterFailures', 'Stop After Failures'),
				keepOrder: context.getNodeParameter('simplify', itemIndex, true) === false,
			},
			session: {
				maxConcurrency,
				quotaReserve: within('quotaReserve', 'Quota Reserve', DEFAULT_SESSION.quotaReserve, 0, 90),
				requestTimeout: within('requestTimeout', 'Request Timeout', 30, 1, 300) * 1000,
				patience: resultTimeout,
			},
			after: {
				statusOnSuccess: statusIn(options, 'statusOnSuccess', 'Status on Success'),
				statusOnFailure: statusIn(options, 'statusOnFailure', 'Status on Failure'),
				staffNote: typeof options.staffNote === 'string' && options.staffNote.trim() !== '' ? options.staffNote.trim() : null,
			},
		},
	};
}

/** Reads the fields of 'Only If'. @throws where one is empty or makes no sense */
export function guardsOf(given: JsonObject): Guards {
	return {
		...NO_GUARDS,
		expectedAmount: amountIn(given, 'expectedAmount', 'Expected Amount'),
		amountTolerance: amountIn(given, 'amountTolerance', 'Amount Tolerance'),
		currency: currencyIn(given),
		maxAmount: amountIn(given, 'maxAmount', 'Max Amount'),
		minAgeDays: numberIn(given, 'minAgeDays', 'Min Age'),
		maxAgeDays: numberIn(given, 'maxAgeDays', 'Max Age'),
		orderStatusIds: statusesIn(given),
	};
}

function collection(value: unknown): JsonObject {
	return isObject(value) ? value : {};
}

/** A condition that is on the canvas must hold: one whose expression yields nothing is refused, not skipped. */
function amountIn(given: JsonObject, name: string, label: string): string | number | null {
	if (!(name in given)) return null;
	const value = given[name];
	if ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number') return value;
	throw new ParameterReason(`'${label}' is empty. Give an amount, for example 25.00, or remove the condition.`);
}

function currencyIn(given: JsonObject): string | null {
	if (!('currency' in given)) return null;
	const value = given.currency;
	if (typeof value === 'string' && /^[a-z]{3}$/i.test(value.trim())) return value.trim().toUpperCase();
	throw new ParameterReason("'Currency' is not a three-letter currency code, such as USD.");
}

function statusesIn(given: JsonObject): number[] {
	if (!('orderStatusIds' in given)) return [];
	const values: unknown[] = Array.isArray(given.orderStatusIds) ? given.orderStatusIds : [given.orderStatusIds];
	const ids = values.map((value) => statusOf(value, 'Order Statuses'));
	if (ids.length === 0) throw new ParameterReason("'Order Statuses' is empty. Choose at least one, or remove the condition.");
	return ids;
}

function statusIn(given: JsonObject, name: string, label: string): number | null {
	const value = given[name];
	return value === undefined || value === null || value === '' ? null : statusOf(value, label);
}

// Order status 0 is Incomplete; the published list ends at 14.
function statusOf(value: unknown, label: string): number {
	const number = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
	if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
	throw new ParameterReason(`'${label}' holds something that is not the ID of an order status.`);
}

function numberIn(given: JsonObject, name: string, label: string): number | null {
	const value = given[name];
	if (value === undefined || value === null || value === '') return null;
	const number = typeof value === 'string' ? Number(value) : value;
	if (typeof number === 'number' && Number.isFinite(number)) return number;
	throw new ParameterReason(`'${label}' is not a number.`);
}

function positive(given: JsonObject, name: string, label: string): number | null {
	const value = numberIn(given, name, label);
	if (value === null) return null;
	if (value < 1) throw new ParameterReason(`'${label}' must be 1 or more.`);
	return Math.floor(value);
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : 'a parameter could not be read';
}
