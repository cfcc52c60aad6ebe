import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { RECORD_STATES, type RecordState } from '../../payment/paymentSummary';
import { isoTime } from '../../model/time';
import type { Attempt } from '../../session/attempt';
import { unfinishedOrders } from '../../session/unfinishedOrders';
import { findPayments, type FoundPayment, type PaymentSearch } from '../../reading/paymentSearch';
import { executePerItem } from '../executePerItem';
import { listFields, simplifyField } from '../commonFields';
import type { Operation } from '../operation';
import { rawOrderItem } from '../order/orderItem';
import {
	choicesIn,
	collectionOf,
	flagIn,
	idIn,
	isSimplified,
	limitOf,
	numberIn,
	ParameterReason,
	statusIdsIn,
	textIn,
} from '../parameters';
import { rawRefundItem } from '../refund/refundItems';
import { rawTransactionItem } from '../transaction/transactionItem';
import { paymentDetails, paymentItem } from './paymentItem';
import { lookBackOption, lookUpGatewayOption, windowOption } from './searchOptions';

type Input = Omit<PaymentSearch, 'now' | 'orderIds' | 'onBounded'> & {
	/** Only orders whose claim in the store was never closed. */
	unfinished: boolean;
	limit: number | null;
	simplify: boolean;
};

const fields: INodeProperties[] = [
	{
		displayName: 'States',
		name: 'states',
		type: 'multiOptions',
		default: ['authorized'],
		description: 'Payments to look for; without any, all',
		// An order that was left unfinished may be in any.
		displayOptions: { hide: { '/filters.unfinished': [true] } },
		options: [
			{ name: 'Authorized', value: 'authorized', description: 'Can be captured' },
			{ name: 'Capture Pending', value: 'capturePending' },
			{ name: 'Captured', value: 'captured', description: 'Nothing given back' },
			{ name: 'Declined', value: 'declined' },
			{ name: 'Held for Review', value: 'heldForReview' },
			{ name: 'Partially Refunded', value: 'partiallyRefunded' },
			{ name: 'Refunded', value: 'refunded' },
			{ name: 'Unpaid', value: 'unpaid', description: 'Offline methods, and payments never finished' },
			{ name: 'Unrecognized', value: 'unrecognised', description: 'A word that BigCommerce has not published' },
			{ name: 'Void Pending', value: 'voidPending' },
			{ name: 'Voided', value: 'voided' },
		],
	},
	...listFields,
	simplifyField,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Channel ID',
				name: 'channelId',
				type: 'number',
				default: 1,
				description: 'Sales channel: 1 is the storefront',
			},
			{ displayName: 'Currency', name: 'currency', type: 'string', default: '', placeholder: 'e.g. USD' },
			{
				displayName: 'Expires Within (Days)',
				name: 'expiresWithinDays',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 2,
				description:
					'Time until the estimated expiry, at most; authorizations that may have expired already are among them',
			},
			{
				displayName: 'Max Age (Days)',
				name: 'maxAgeDays',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 7,
				description: 'Age of the payment, at most',
			},
			{
				displayName: 'Max Amount',
				name: 'maxAmount',
				type: 'string',
				default: '',
				placeholder: 'e.g. 1000.00',
				description: "In the payment's currency, at most",
			},
			{
				displayName: 'Min Age (Days)',
				name: 'minAgeDays',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 1,
				description: 'Age of the payment, at least',
			},
			{
				displayName: 'Min Amount',
				name: 'minAmount',
				type: 'string',
				default: '',
				placeholder: 'e.g. 10.00',
				description: "In the payment's currency, at least",
			},
			{
				displayName: 'Order Status Names or IDs',
				name: 'orderStatusIds',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
				default: [],
				description:
					'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			},
			{
				displayName: 'Unfinished',
				name: 'unfinished',
				type: 'boolean',
				default: true,
				description:
					"Whether to return only orders that a run with 'Claim Orders' set to In the Store claimed and never closed, such as one that was killed, whatever their state: 'States' does not count then. Each item's claim says what was to be done: a void that was left must not be captured.",
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [windowOption, lookBackOption, lookUpGatewayOption],
	},
];

/** Payments by state, oldest first: which orders can be captured, and until when. */
export const getMany: Operation = {
	fields,
	execute: async (context) =>
		await executePerItem<Input>(context, {
			readInput: (itemIndex) => readInput(context, itemIndex),
			subjectOf: () => ({ name: 'Payments', orderId: null, scope: 'Orders: read-only (store_v2_orders_read_only)' }),
			answer: async ({ client, clock }, { limit, simplify, unfinished, ...search }) => {
				const items: IDataObject[] = [];
				const claims = unfinished ? await unfinishedOrders(client) : null;
				const found = findPayments(client, {
					...search,
					orderIds: claims === null ? null : [...claims.keys()],
					now: clock.wallTime(),
					onBounded: () => hint(context, BOUNDED),
				});
				for await (const one of found) {
					const item = simplify ? paymentItem(one.orderId, one.record) : detailedItem(one);
					items.push(claims === null ? item : { ...item, claim: claimItem(claims.get(one.orderId)) });
					if (items.length === limit) break;
				}
				return items;
			},
		}),
};

const BOUNDED =
	"This store has very many recent orders. The oldest of them were all looked at, and of the others those that are Awaiting Payment. Set 'Look Back' to look at all.";

function hint(context: IExecuteFunctions, message: string): void {
	if ('addExecutionHints' in context) context.addExecutionHints({ message });
}

/** The claim that was never closed: what was to be done, when it was made, and by which execution. */
function claimItem(claim: Attempt | undefined): IDataObject | null {
	if (claim === undefined) return null;
	return { action: claim.action, madeAt: isoTime(claim.madeAt), execution: claim.execution };
}

function detailedItem({ orderId, record, payment, order, transactions, refunds }: FoundPayment): IDataObject {
	return {
		...paymentItem(orderId, record),
		...paymentDetails(payment, {
			order: rawOrderItem(order),
			transactions: transactions === null ? null : transactions.map(rawTransactionItem),
			refunds: refunds === null ? null : refunds.map(rawRefundItem),
		}),
	};
}

function readInput(context: IExecuteFunctions, itemIndex: number): Input {
	const filters = collectionOf(context, 'filters', itemIndex);
	const options = collectionOf(context, 'options', itemIndex);
	const states = statesOf(context, itemIndex);
	const unfinished = flagIn(filters, 'unfinished', 'Unfinished', false);
	const lookBackDays = numberIn(options, 'lookBackDays', 'Look Back', 1);
	return {
		unfinished,
		lookBackDays,
		isBounded: lookBackDays === null,
		filters: {
			states: unfinished ? [] : states,
			orderStatusIds: statusIdsIn(filters, 'orderStatusIds', 'Order Statuses'),
			minAgeDays: numberIn(filters, 'minAgeDays', 'Min Age'),
			maxAgeDays: numberIn(filters, 'maxAgeDays', 'Max Age'),
			minAmount: amountIn(filters, 'minAmount', 'Min Amount'),
			maxAmount: amountIn(filters, 'maxAmount', 'Max Amount'),
			currency: textIn(filters, 'currency', 'Currency')?.toUpperCase() ?? null,
			expiresWithinDays: numberIn(filters, 'expiresWithinDays', 'Expires Within'),
		},
		channelId: idIn(filters, 'channelId', 'Channel ID'),
		looksUpGateway: flagIn(options, 'lookUpGateway', 'Look Up Gateway', false),
		windowDays: numberIn(options, 'windowDays', 'Authorization Window', 1),
		limit: limitOf(context, itemIndex),
		simplify: isSimplified(context, itemIndex),
	};
}

/** The states looked for; none chosen on the canvas is all, but an expression that yields none is refused. */
function statesOf(context: IExecuteFunctions, itemIndex: number): RecordState[] {
	const isLiteral = Array.isArray(context.getNode().parameters.states);
	const given = context.getNodeParameter('states', itemIndex, ['authorized']);
	if (isLiteral && Array.isArray(given) && given.length === 0) return [];
	return choicesIn({ states: given }, 'states', 'States').map((name) => {
		const state = RECORD_STATES.find((known) => known === name);
		if (state !== undefined) return state;
		throw new ParameterReason(`'States' has "${name}", and may have ${RECORD_STATES.join(', ')}.`);
	});
}

function amountIn(given: Parameters<typeof textIn>[0], name: string, label: string): string | null {
	const text = textIn(given, name, label);
	if (text === null || /^\d{1,12}(\.\d{1,4})?$/.test(text)) return text;
	throw new ParameterReason(`'${label}' is not an amount. Give digits with a point, for example 25.00.`);
}
