import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { textOf } from '../../api/json';
import type { OrderSnapshot } from '../../api/orders';
import { changeOrder, type OrderChanges } from '../../api/orderUpdate';
import { withStaffNote } from '../../model/staffNotes';
import type { OrderId } from '../../model/orderId';
import { executePerItem } from '../executePerItem';
import { simplifyField } from '../commonFields';
import type { Operation } from '../operation';
import { collectionOf, isSimplified, orderIdOf, ParameterReason, optionalTextIn, statusIdsIn } from '../parameters';
import { orderIdField } from '../payment/captureFields';
import { isToolCall, ONE_ORDER_A_CALL } from '../toolCall';
import { orderItem, rawOrderItem } from './orderItem';

interface Input {
	orderId: OrderId;
	changes: OrderChanges;
	/** Added to the staff notes; null: none. */
	note: string | null;
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
			description: 'Note that is added to the staff notes, unless it is there already',
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
			answer: async ({ client, clock, turns }, { orderId, changes, note, simplify }) => {
				const order = await turns.inTurn(
					orderId,
					async () =>
						await changeOrder(client, clock, orderId, (found) => ({ ...changes, ...noted(found, changes, note) })),
				);
				return [simplify ? orderItem(order) : rawOrderItem(order)];
			},
		}),
};

/** The note is added to what the notes are to be, or to what they are. */
function noted(order: OrderSnapshot, changes: OrderChanges, note: string | null): OrderChanges {
	if (note === null) return {};
	return { staff_notes: withStaffNote(changes.staff_notes ?? textOf(order.raw, 'staff_notes') ?? '', note) };
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
	const note = optionalTextIn(given, 'addStaffNote', 'Add to Staff Notes');
	if (note === null && Object.keys(changes).length === 0)
		throw new ParameterReason("'Update Fields' is empty. Add at least one field.");
	return {
		orderId: orderIdOf(context, itemIndex, storeHash),
		changes,
		note,
		simplify: isSimplified(context, itemIndex),
	};
}
