import { quoteOrder } from '../../refund/quote';
import { executePerItem } from '../executePerItem';
import type { Operation } from '../operation';
import { isSimplified, orderIdOf } from '../parameters';
import { quoteFailure } from './refundFailure';
import { quoteFields } from './refundFields';
import { readSelection } from './refundInput';
import { quoteItem, rawQuoteItem } from './refundItems';

/** What a refund would come to, and the ways to give it back. */
export const createQuote: Operation = {
	fields: quoteFields,
	execute: async (context) =>
		await executePerItem(context, {
			readInput: (itemIndex, storeHash) => ({
				orderId: orderIdOf(context, itemIndex, storeHash),
				selection: readSelection(context, itemIndex),
				simplify: isSimplified(context, itemIndex),
			}),
			subjectOf: ({ orderId }) => ({ name: `Order ${orderId}`, orderId, scope: 'Orders: modify (store_v2_orders)' }),
			answer: async (session, { orderId, selection, simplify }) => {
				const quoted = await quoteOrder({ orderId, selection }, session);
				if (!quoted.ok) return quoteFailure(orderId, quoted.end);
				const { quote, left } = quoted.value;
				return [simplify ? quoteItem(orderId, quote, left.currency, left) : rawQuoteItem(quote)];
			},
		}),
};
