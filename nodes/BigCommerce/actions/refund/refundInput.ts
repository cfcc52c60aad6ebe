import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject, type JsonObject } from '../../api/json';
import type { RefundDestination } from '../../refund/method';
import { parseReference, type Reference } from '../../refund/reference';
import type { RefundRequest } from '../../refund/request';
import { isByQuantity, ITEM_TYPES, type RefundSelection, type RequestedItem } from '../../refund/selection';
import {
	claimOrdersIn,
	collectionOf,
	flagIn,
	idIn,
	isBlank,
	isSimplified,
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
	/** Its name depends on the run's other items. */
	request: Omit<RefundRequest, 'naming'>;
	/** The user's reference, or null. */
	reference: Reference | null;
	/** Whether its attempt is claimed in the store, for all processes. */
	claimsInStore: boolean;
	simplify: boolean;
}

/** Reads what is to be given back. @throws ParameterReason */
export function readSelection(context: IExecuteFunctions, itemIndex: number): RefundSelection {
	const what = context.getNodeParameter('refundWhat', itemIndex, 'everything');
	if (what === 'everything') return { kind: 'everything' };
	if (what === 'amount') return { kind: 'amount', amount: context.getNodeParameter('amount', itemIndex, '') };
	if (what === 'notShipped') return { kind: 'notShipped', shippingCost: readShippingCost(context, itemIndex) };
	if (what !== 'items') {
		throw new ParameterReason(
			"'What to Refund' is neither everything left, nor an amount, nor items, nor what was not shipped.",
		);
	}
	const isJson = context.getNodeParameter('specifyItems', itemIndex, 'fields') === 'json';
	const rows = isJson
		? jsonRows(context.getNodeParameter('itemsJson', itemIndex, '[]'))
		: fieldRows(context.getNodeParameter('items', itemIndex, {}));
	return { kind: 'items', items: rows.map(itemIn) };
}

function readShippingCost(context: IExecuteFunctions, itemIndex: number): 'keep' | 'refund' {
	const shippingCost = context.getNodeParameter('shippingCost', itemIndex, 'keep');
	if (shippingCost === 'keep' || shippingCost === 'refund') return shippingCost;
	throw new ParameterReason("'Shipping Cost' is neither kept nor given back.");
}

/** Reads all parameters of a refund; `storeHash` is the credential's. @throws ParameterReason, OrderIdReason */
export function readRefundInput(context: IExecuteFunctions, itemIndex: number, storeHash: string | null): RefundInput {
	if (isToolCall(context) && context.getInputData().length > 1) {
		throw new ParameterReason(ONE_ORDER_A_CALL);
	}
	const orderId = orderIdOf(context, itemIndex, storeHash);
	const options = collectionOf(context, 'options', itemIndex);
	const seconds = (name: string, label: string, fallback: number, least = 0) =>
		(numberIn(options, name, label, least) ?? fallback) * 1000;
	return {
		request: {
			orderId,
			selection: readSelection(context, itemIndex),
			to: readTo(context, itemIndex),
			reason: optionalTextIn(options, 'reason', 'Reason') ?? '',
			guards: guardsOf(collectionOf(context, 'guards', itemIndex)),
			allowOffline: flagIn(options, 'allowOffline', 'Allow Offline', false),
			dryRun: flagIn(options, 'dryRun', 'Dry Run', false),
			requestTimeout: seconds('requestTimeout', 'Request Timeout', 30, 1),
			resultTimeout: seconds('resultTimeout', 'Result Timeout', 30),
			verificationWindow: seconds('verificationWindow', 'Verification Window', 10),
		},
		reference: readReference(options),
		claimsInStore: claimOrdersIn(options) === 'inStore',
		simplify: isSimplified(context, itemIndex),
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

/** The user's own reference; null where there is none, so that an expression may yield one only where there is one. */
function readReference({ reference: given }: JsonObject): Reference | null {
	if (given === undefined || given === null || given === '') return null;
	const parsed = parseReference(given);
	if (parsed.ok) return parsed.reference;
	throw new ParameterReason(parsed.reason);
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
	const name = String(row.type ?? 'PRODUCT')
		.trim()
		.toUpperCase()
		.replace(/[\s-]+/g, '_');
	const type = ITEM_TYPES.find((known) => known === name);
	if (type === undefined)
		throw new ParameterReason(`'Type' of an item is "${name}", and must be one of ${ITEM_TYPES.join(', ')}.`);
	// An expression that yields nothing is no wish for one.
	if (isByQuantity(type) && 'quantity' in row && isBlank(row.quantity))
		throw new ParameterReason("'Quantity' of an item is empty. Give a whole number from 1.");
	// Left empty where the order has only one of the kind.
	const itemId = isBlank(row.id) ? null : idIn(row, 'id', 'Item');
	return { type, itemId, quantity: row.quantity, amount: row.amount };
}
