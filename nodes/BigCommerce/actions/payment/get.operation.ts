import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { ApiError } from '../../api/apiError';
import type { ApiClient } from '../../api/client';
import type { Refund } from '../../api/refunds';
import { lookedUp } from '../../reading/lookedUp';
import type { ReadResult } from '../../reading/readResult';
import type { OrderId } from '../../model/orderId';
import { paymentSummary } from '../../payment/paymentSummary';
import { PaymentReader } from '../../reading/paymentReader';
import { refundsOf } from '../../refund/reading';
import { executePerItem } from '../executePerItem';
import { simplifyField } from '../commonFields';
import type { Operation } from '../operation';
import { rawOrderItem } from '../order/orderItem';
import { collectionOf, isSimplified, numberIn, orderIdOf } from '../parameters';
import { rawRefundItem } from '../refund/refundItems';
import { rawTransactionItem } from '../transaction/transactionItem';
import { paymentDetails, paymentItem } from './paymentItem';
import { orderIdField } from './captureFields';
import { windowOption } from './searchOptions';

const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [windowOption],
};

/** What one order's payment is at. */
export const get: Operation = {
	fields: [orderIdField, simplifyField, optionsField],
	execute: async (context) =>
		await executePerItem<{ orderId: OrderId; simplify: boolean; windowDays: number | null }>(context, {
			readInput: (itemIndex, storeHash) => ({
				orderId: orderIdOf(context, itemIndex, storeHash),
				simplify: isSimplified(context, itemIndex),
				windowDays: numberIn(collectionOf(context, 'options', itemIndex), 'windowDays', 'Authorization Window', 1),
			}),
			subjectOf: ({ orderId }) => ({
				name: `Order ${orderId}`,
				orderId,
				scope: 'Orders: read-only (store_v2_orders_read_only)',
			}),
			answer: async ({ client, clock }, { orderId, simplify, windowDays }) => [
				await answer(client, clock.wallTime(), orderId, simplify, windowDays),
			],
		}),
};

async function answer(
	client: ApiClient,
	now: number,
	orderId: OrderId,
	simplify: boolean,
	windowDays: number | null,
): Promise<IDataObject> {
	const reader = new PaymentReader(client);
	const { payment, order, transactions: known } = seen(await reader.readAlone(orderId));
	const journal = known === null ? await reader.transactions(orderId) : null;
	if (journal?.kind === 'cancelled' || journal?.kind === 'throttled') seen(journal);
	const looked = known ?? (journal === null ? 'notLookedUp' : lookedUp(journal));
	const transactions = Array.isArray(looked) ? looked : null;
	const refunds = payment.state === 'captured' ? await refundsIfReadable(client, orderId) : [];
	const record = paymentSummary(payment, { order, transactions: looked, refunds, windowDays, now });
	const item = paymentItem(orderId, record);
	if (simplify) return item;
	const raw = {
		order: order === null ? null : rawOrderItem(order),
		transactions: transactions === null ? null : transactions.map(rawTransactionItem),
		refunds: refunds === null ? null : refunds.map(rawRefundItem),
	};
	return { ...item, ...paymentDetails(payment, raw) };
}

/** What a look showed. @throws ApiError where it showed nothing */
function seen<Seen extends ReadResult>(look: Seen): Extract<Seen, { kind: 'seen' }> {
	if (isSeen(look)) return look;
	if (look.kind === 'missing' || look.kind === 'denied' || look.kind === 'failed')
		throw new ApiError('failed', look.failure);
	const kind = look.kind === 'throttled' ? 'throttled' : 'cancelled';
	throw new ApiError(kind, { status: null, code: kind, reason: null, requestId: null });
}

function isSeen<Seen extends ReadResult>(look: Seen): look is Extract<Seen, { kind: 'seen' }> {
	return look.kind === 'seen';
}

/** The refunds, or null where they cannot be read: the payment's state is known all the same. */
async function refundsIfReadable(client: ApiClient, orderId: OrderId): Promise<Refund[] | null> {
	return await refundsOf(client, orderId).catch(() => null);
}
