import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject, type JsonObject } from '../../api/json';
import { ITEM_TYPES, type RequestedItem, type RefundSelection } from '../../refund/items';
import type { RefundDestination } from '../../refund/method';
import type { RefundRequest } from '../../refund/refundOrder';
import { parseReference, referenceFor, type Reference } from '../../refund/reference';
import {
	collectionOf,
	flagIn,
	idIn,
	numberIn,
	optionalTextIn,
	orderIdOf,
	ParameterReason,
	textIn,
} from '../parameters';
import { guardsOf } from '../payment/guards';
import { isToolCall, ONE_ORDER_A_CALL } from '../toolCall';

/** What one item asks for. */
export interface RefundInput {
	request: RefundRequest;
	simplify: boolean;
	/** Milliseconds that one call may take. */
	requestTimeout: number;
}

/** Reads what is to be given back. @throws ParameterReason */
export function readAsk(context: IExecuteFunctions, itemIndex: number): RefundSelection {
	const what = context.getNodeParameter('refundWhat', itemIndex, 'everything');
	if (what === 'everything') return { kind: 'everything' };
	if (what === 'amount') return { kind: 'amount', amount: context.getNodeParameter('amount', itemIndex, '') };
	if (what !== 'items') throw new ParameterReason("'Refund' is neither everything, nor amount, nor items.");
	const isJson = context.getNodeParameter('specifyItems', itemIndex, 'fields') === 'json';
	const rows = isJson
		? jsonRows(context.getNodeParameter('itemsJson', itemIndex, '[]'))
		: fieldRows(context.getNodeParameter('items', itemIndex, {}));
	return { kind: 'items', items: rows.map(itemIn) };
}

/** Reads all parameters of a refund; `storeHash` is the credential's. @throws ParameterReason, OrderIdReason */
export function readRefundInput(context: IExecuteFunctions, itemIndex: number, storeHash: string | null): RefundInput {
	if (isToolCall(context) && context.getInputData().length > 1) {
		throw new ParameterReason(ONE_ORDER_A_CALL);
	}
	const orderId = orderIdOf(context, itemIndex, storeHash);
	const options = collectionOf(context, 'options', itemIndex);
	const ask = readAsk(context, itemIndex);
	const to = readTo(context, itemIndex);
	const seconds = (name: string, label: string, fallback: number, least = 0) =>
		(numberIn(options, name, label, least) ?? fallback) * 1000;
	return {
		request: {
			orderId,
			ask,
			to,
			reason: optionalTextIn(options, 'reason', 'Reason') ?? '',
			reference: readReference(context, itemIndex, options, [orderId, JSON.stringify(ask), JSON.stringify(to)]),
			guards: guardsOf(collectionOf(context, 'guards', itemIndex)),
			allowOffline: flagIn(options, 'allowOffline', 'Allow Offline', false),
			dryRun: flagIn(options, 'dryRun', 'Dry Run', false),
			resultTimeout: seconds('resultTimeout', 'Result Timeout', 30),
			verificationWindow: seconds('verificationWindow', 'Verification Window', 10),
		},
		simplify: context.getNodeParameter('simplify', itemIndex, true) !== false,
		requestTimeout: seconds('requestTimeout', 'Request Timeout', 30, 1),
	};
}

function readTo(context: IExecuteFunctions, itemIndex: number): RefundDestination {
	const to = context.getNodeParameter('refundTo', itemIndex, 'original');
	if (to === 'original' || to === 'storeCredit') return { to };
	if (to !== 'provider')
		throw new ParameterReason("'Refund To' is neither the original payment method, nor store credit, nor a provider.");
	const providerId = textIn(
		{ providerId: context.getNodeParameter('providerId', itemIndex, '') },
		'providerId',
		'Provider',
	);
	if (providerId === null) throw new ParameterReason("'Provider' is empty. Choose one that the quote offers.");
	return { to, providerId };
}

/**
 * The reference that keeps a refund from being made twice. Without one of the user's own it stands for this item of
 * this run of the node, which is the same when n8n tries again. An agent that asks for the same refund again in one
 * execution means the same refund.
 */
function readReference(
	context: IExecuteFunctions,
	itemIndex: number,
	options: JsonObject,
	asked: Array<string | number>,
): Reference {
	const given = options.reference;
	if (given !== undefined && given !== null && given !== '') {
		const parsed = parseReference(given);
		if (parsed.ok) return parsed.reference;
		throw new ParameterReason(parsed.reason);
	}
	const run = [context.getWorkflow().id ?? '', context.getExecutionId(), context.getNode().id];
	if (isToolCall(context)) return referenceFor([...run, ...asked]);
	return referenceFor([...run, runIndexOf(context), itemIndex, ...asked]);
}

/** Which turn of a loop this is. */
function runIndexOf(context: IExecuteFunctions): number {
	const proxy: unknown = context.getWorkflowDataProxy(0);
	return isObject(proxy) && typeof proxy.$runIndex === 'number' ? proxy.$runIndex : 0;
}

function fieldRows(value: unknown): JsonObject[] {
	const rows = isObject(value) ? value.item : null;
	return Array.isArray(rows) ? rows.filter(isObject) : [];
}

function jsonRows(value: unknown): JsonObject[] {
	let list: unknown = value;
	if (typeof value === 'string') {
		try {
			list = JSON.parse(value);
		} catch {
			list = null;
		}
	}
	if (!Array.isArray(list) || !list.every(isObject))
		throw new ParameterReason("'Items' is not a list of items in JSON.");
	return list;
}

function itemIn(row: JsonObject): RequestedItem {
	const wanted = String(row.type ?? 'PRODUCT')
		.trim()
		.toUpperCase()
		.replace(/[\s-]+/g, '_');
	const type = ITEM_TYPES.find((known) => known === wanted);
	if (type === undefined)
		throw new ParameterReason(`'Type' of an item is "${wanted}", and must be one of ${ITEM_TYPES.join(', ')}.`);
	// Left empty where the order has only one of the kind.
	const itemId = row.id === undefined || row.id === null || row.id === '' ? null : idIn(row, 'id', 'Item');
	return { type, itemId, quantity: row.quantity, amount: row.amount };
}
