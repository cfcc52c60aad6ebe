import type { OrderInput, StoreOptions } from '../../sandbox/store';
import { SandboxClient } from './sandboxClient';

/** A captured order with two products, shipping and a fee: 72 + 60 + 12 + 2.50 = 146.50. */
export function captured(settings: StoreOptions = {}, more: OrderInput = {}) {
	const shop = new SandboxClient(settings);
	const order = shop.store.addOrder({
		id: 118,
		state: 'captured',
		taxPercent: 20,
		lines: [
			{ name: 'Towel', price: '24.00', quantity: 3 },
			{ name: 'Brewer', price: '60.00' },
		],
		shippingCost: '12.00',
		fees: [{ name: 'Insurance', cost: '2.50' }],
		...more,
	});
	const ids = {
		towel: order.lines[0]?.id,
		brewer: order.lines[1]?.id,
		address: order.addressId,
		fee: order.fees[0]?.id,
	};
	const quote = (body: unknown) => shop.call('POST', 'v3/orders/118/payment_actions/refund_quotes', body);
	const refund = (body: unknown) => shop.call('POST', 'v3/orders/118/payment_actions/refunds', body);
	const refundAmount = (amount: number, providerId = 'braintree') =>
		refund({
			items: [{ item_type: 'ORDER', item_id: 118, amount }],
			payments: [{ provider_id: providerId, amount, offline: providerId === 'custom' }],
		});
	return { shop, order, ids, quote, refund, refundAmount };
}
