import { quoteRefund } from '../../refund/refundOrder';
import { NO_GUARDS } from '../../payment/guards';
import { referenceFor } from '../../refund/reference';
import { executePerItem } from '../executePerItem';
import type { Operation } from '../operation';
import { isSimplified, orderIdOf } from '../parameters';
import { refundFailure } from './refundFailure';
import { quoteFields } from './refundFields';
import { readAsk } from './refundInput';
import { quoteItem, rawQuoteItem } from './refundItems';

/** What a refund would come to, and the ways to give it back. */
export const createQuote: Operation = {
	fields: quoteFields,
	execute: async (context) =>
		await executePerItem(context, {
			readInput: (itemIndex, storeHash) => ({
				orderId: orderIdOf(context, itemIndex, storeHash),
				ask: readAsk(context, itemIndex),
				simplify: isSimplified(context, itemIndex),
			}),
			subjectOf: ({ orderId }) => ({ name: `Order ${orderId}`, orderId, scope: 'Orders: modify (store_v2_orders)' }),
			answer: async (session, { orderId, ask, simplify }) => {
				const settlement = await quoteRefund(
					{
						orderId,
						ask,
						to: { to: 'original' },
						reason: '',
						reference: referenceFor([orderId]),
						guards: NO_GUARDS,
						allowOffline: true,
						dryRun: true,
						resultTimeout: 0,
						verificationWindow: 0,
					},
					session,
				);
				const { quote, left } = settlement;
				if (quote === null || left === null) return refundFailure(settlement);
				return [simplify ? quoteItem(orderId, quote, left.currency, left) : rawQuoteItem(quote)];
			},
		}),
};
