/** Payment providers an order may have been paid with, as transactions, orders and refund quotes name them. */
export interface Gateway {
	/** `gateway` of a transaction, `provider_id` of a refund. */
	id: string;
	/** `provider_description` of a refund quote. */
	name: string;
	/** `payment_method` of the v2 order: a display name (docs/bigcommerce-api.md, Orders: payment method). */
	paymentMethod: string;
	/** `method` of a transaction. */
	method: string;
	/** Cheques, bank deposits and the like: no card, nothing to capture. */
	offline: boolean;
}

const CARD = { paymentMethod: 'Credit Card', method: 'credit_card', offline: false };

export const GATEWAYS: readonly Gateway[] = [
	{ id: 'braintree', name: 'Braintree', ...CARD },
	{ id: 'stripe', name: 'Stripe', ...CARD },
	{ id: 'adyen', name: 'Adyen', ...CARD },
	{ id: 'authorizenet', name: 'Authorize.Net', ...CARD },
	{ id: 'klarna', name: 'Klarna', paymentMethod: 'Klarna Payments', method: 'electronic_wallet', offline: false },
	{ id: 'paypalexpress', name: 'PayPal Express', paymentMethod: 'PayPal', method: 'electronic_wallet', offline: false },
	{
		id: 'testgateway',
		name: 'Test Payment Gateway',
		paymentMethod: 'Test Payment Gateway',
		method: 'credit_card',
		offline: false,
	},
	{ id: 'bankdeposit', name: 'Bank Deposit', paymentMethod: 'Bank Deposit', method: 'offline', offline: true },
	{ id: 'cheque', name: 'Check', paymentMethod: 'Check', method: 'offline', offline: true },
	{ id: 'cod', name: 'Cash on Delivery', paymentMethod: 'Cash on Delivery', method: 'offline', offline: true },
];

/** A gateway by its id; one that is not listed is taken for a card gateway of that name. */
export function gatewayOf(id: string): Gateway {
	return GATEWAYS.find((gateway) => gateway.id === id) ?? { id, name: id, ...CARD };
}
