import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { textOf } from '../../api/json';
import { fetchOrder } from '../../api/orders';
import { has, updateOrder, type OrderChanges } from '../../api/orderUpdate';
import type { OrderId } from '../../model/orderId';
import { executePerItem } from '../executePerItem';
import { simplifyField } from '../commonFields';
import type { Operation } from '../operation';
import { collectionOf, isSimplified, orderIdOf, ParameterReason, statusIdsIn } from '../parameters';
import { orderIdField } from '../payment/captureFields';
import { isToolCall, ONE_ORDER_A_CALL } from '../toolCall';
import { orderItem, rawOrderItem } from './orderItem';

interface Input {
	orderId: OrderId;
	changes: OrderChanges;
	/** A line that is added to the staff notes; null: none. */
	noteLine: string | null;
	simplify: boolean;
}

const updateField: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Add to Staff Notes',
			name: 'addStaffNote',
			type: 'string',
			default: '',
			description: 'Line that is added to the staff notes, unless it is there already',
		},
		{
			displayName: 'Customer Message',
			name: 'customerMessage',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'What the customer wrote at checkout; shown to the customer',
		},
		{
			displayName: 'External Merchant ID',
			name: 'externalMerchantId',
			type: 'string',
			default: '',
			description: "The merchant's ID in another system. BigCommerce lets it be set once.",
		},
		{
			displayName: 'External Order ID',
			name: 'externalOrderId',
			type: 'string',
			default: '',
			description: "The order's ID in another system, such as your ERP",
		},
		{
			displayName: 'External Source',
			name: 'externalSource',
			type: 'string',
			default: '',
			placeholder: 'e.g. ERP (Acumatica)',
			description: 'Name of the other system',
		},
		{
			displayName: 'Order Status Name or ID',
			name: 'statusId',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
			default: '',
			description:
				'A label: it moves no money, and it may send the customer an email. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Staff Notes',
			name: 'staffNotes',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'Replaces all staff notes',
		},
	],
};

/** Labels and notes of one order. */
export const update: Operation = {
	fields: [orderIdField, simplifyField, updateField],
	execute: async (context) =>
		await executePerItem<Input>(context, {
			readInput: (itemIndex, storeHash) => readInput(context, itemIndex, storeHash),
			changesOrder: ({ orderId }) => orderId,
			subjectOf: ({ orderId }) => ({ name: `Order ${orderId}`, orderId, scope: 'Orders: modify (store_v2_orders)' }),
			answer: async ({ client, clock }, { orderId, changes, noteLine, simplify }) => {
				const before = await fetchOrder(client, orderId);
				const wanted = {
					...changes,
					...withNote(changes.staff_notes ?? textOf(before.raw, 'staff_notes') ?? '', noteLine),
				};
				const order = has(before, wanted) ? before : await updateOrder(client, clock, orderId, wanted);
				return [simplify ? orderItem(order) : rawOrderItem(order)];
			},
		}),
};

/** Setting the notes replaces them, and a second run must not add the line again. */
function withNote(notes: string, line: string | null): OrderChanges {
	if (line === null || notes.split('\n').includes(line)) return {};
	return { staff_notes: notes === '' ? line : `${notes}\n${line}` };
}

const TEXTS = [
	['customerMessage', 'customer_message', 'Customer Message'],
	['externalMerchantId', 'external_merchant_id', 'External Merchant ID'],
	['externalOrderId', 'external_order_id', 'External Order ID'],
	['externalSource', 'external_source', 'External Source'],
	['staffNotes', 'staff_notes', 'Staff Notes'],
] as const;

function readInput(context: IExecuteFunctions, itemIndex: number, storeHash: string): Input {
	if (isToolCall(context) && context.getInputData().length > 1) {
		throw new ParameterReason(ONE_ORDER_A_CALL);
	}
	const given = collectionOf(context, 'updateFields', itemIndex);
	const changes: OrderChanges = {};
	for (const [name, field, label] of TEXTS) {
		const value = given[name];
		if (value === undefined || value === null) continue;
		// An empty text is a wish too: it empties the field.
		if (typeof value !== 'string' && typeof value !== 'number') throw new ParameterReason(`'${label}' is not a text.`);
		changes[field] = String(value);
	}
	const [statusId] = statusIdsIn(given, 'statusId', 'Order Status');
	if (statusId !== undefined) changes.status_id = statusId;
	const noteLine =
		typeof given.addStaffNote === 'string' && given.addStaffNote.trim() !== '' ? given.addStaffNote.trim() : null;
	if (noteLine === null && Object.keys(changes).length === 0)
		throw new ParameterReason("'Update Fields' is empty. Add at least one field.");
	return {
		orderId: orderIdOf(context, itemIndex, storeHash),
		changes,
		noteLine,
		simplify: isSimplified(context, itemIndex),
	};
}
