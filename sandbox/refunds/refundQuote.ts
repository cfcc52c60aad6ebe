/** What a refund comes to, and through whom it may be given back (docs/bigcommerce-api.md, Refunds: quote first). */
import { toV3Money } from '../money';
import type { SandboxOrder } from '../orders/order';
import type { RefundItem } from './refund';
import { gatewayLeft, refundableAmount, refundedOf, refundedQuantity, storeCreditLeft } from './refundable';
import type { Problems, RequestedRefund } from './refundRequest';

/** Minor units throughout. */
export interface RefundQuote {
	total: number;
	tax: number;
	/** The part that was asked for as ORDER. */
	orderLevel: number;
	/** Negative when more was asked for than is left. */
	adjustment: number;
}

export interface RefundOption {
	providerId: string;
	description: string;
	amount: number;
	offline: boolean;
	offlineProvider: boolean;
	offlineReason: string;
}

/** Prices what is asked for, or says by field why it cannot be refunded. */
export function quoteRefund(order: SandboxOrder, ask: RequestedRefund): RefundQuote | Problems {
	const left = refundableAmount(order);
	if (left === 0) return { order: 'The order has no captured payment left to refund.' };
	if (ask.taxAdjustment !== null) {
		const total = ask.taxAdjustment;
		if (total === 0 || total > order.totalTax) return { tax_adjustment_amount: 'error.max' };
		return { total, tax: total, orderLevel: 0, adjustment: 0 };
	}
	const problems: Problems = {};
	const sum = { total: 0, tax: 0, orderLevel: 0 };
	for (const [index, item] of ask.items.entries()) {
		const price = priceItem(order, ask.items, item);
		if (typeof price === 'string') problems[`items.${index}`] = price;
		else {
			sum.total += price.amount;
			sum.tax += price.tax;
			if (item.type === 'ORDER') sum.orderLevel += price.amount;
		}
	}
	if (Object.keys(problems).length > 0) return problems;
	if (sum.total <= 0) return { items: 'The refund must be more than zero.' };
	const total = Math.min(sum.total, left);
	return { ...sum, total, adjustment: total - sum.total };
}

export function isQuote(value: RefundQuote | Problems): value is RefundQuote {
	return typeof value.total === 'number';
}

function priceItem(
	order: SandboxOrder,
	items: RefundItem[],
	item: RefundItem,
): { amount: number; tax: number } | string {
	switch (item.type) {
		case 'PRODUCT':
			return priceProduct(order, items, item);
		case 'GIFT_WRAPPING':
			return 'The product has no gift wrapping.';
		case 'SHIPPING':
			if (item.itemId !== order.addressId) return 'item_id: The order has no such address.';
			return priceUpTo(item, order.shippingCost - refundedOf(order, 'SHIPPING', item.itemId), (amount) =>
				Math.round((order.shippingTax * amount) / order.shippingCost),
			);
		case 'HANDLING':
			return item.itemId === order.addressId ? priceUpTo(item, 0) : 'item_id: The order has no such address.';
		case 'FEE': {
			const fee = order.fees.find(({ id }) => id === item.itemId);
			return fee ? priceUpTo(item, fee.cost - refundedOf(order, 'FEE', fee.id)) : 'item_id: The order has no such fee.';
		}
		case 'TAX':
			return priceUpTo(item, order.totalTax - refundedOf(order, 'TAX', item.itemId), (amount) => amount);
		case 'ORDER':
			// Tax is not worked out again for an amount of the whole order (docs/bigcommerce-api.md, Refunds: settled money
			// only).
			return item.itemId === order.id ? priceUpTo(item, refundableAmount(order)) : 'item_id: This is another order.';
	}
}

function priceProduct(
	order: SandboxOrder,
	items: RefundItem[],
	item: RefundItem,
): { amount: number; tax: number } | string {
	const line = order.lines.find(({ id }) => id === item.itemId);
	if (!line) return 'item_id: The order has no such product.';
	const asked = items
		.filter(({ type, itemId }) => type === 'PRODUCT' && itemId === item.itemId)
		.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
	const left = line.quantity - refundedQuantity(order, line.id);
	if (asked > left) return `quantity: Only ${left} of this product are left to refund.`;
	const quantity = item.quantity ?? 0;
	const deduction = item.adjustments.reduce((sum, { amount }) => sum + amount, 0);
	const amount = line.price * quantity + deduction;
	return amount < 0 ? 'adjustments: More than the refund itself.' : { amount, tax: line.priceTax * quantity };
}

function priceUpTo(
	{ amount }: RefundItem,
	left: number,
	taxOf: (amount: number) => number = () => 0,
): { amount: number; tax: number } | string {
	const asked = amount ?? 0;
	return asked > left ? 'amount: More than is left to refund.' : { amount: asked, tax: asked === 0 ? 0 : taxOf(asked) };
}

/** Ways to give the amount back, each a list of payments: as it was paid, as store credit, or outside. */
export function refundMethods(order: SandboxOrder, total: number): RefundOption[][] {
	const isGuest = order.customer.id === 0;
	const original = originalMethod(order, total);
	return [
		...(original ? [original] : []),
		...(isGuest || original?.some(({ providerId }) => providerId === 'storecredit') ? [] : [[storeCredit(total)]]),
		[custom(total)],
	];
}

/** The way it was paid: the gateway first, the rest to store credit; null when that cannot cover it. */
function originalMethod(order: SandboxOrder, total: number): RefundOption[] | null {
	const byGateway = Math.min(total, gatewayLeft(order));
	const byCredit = order.customer.id === 0 ? 0 : Math.min(total - byGateway, storeCreditLeft(order));
	if (byGateway + byCredit < total) return null;
	const options = [];
	if (byGateway > 0) options.push(gatewayOption(order, byGateway));
	if (byCredit > 0) options.push(storeCredit(byCredit));
	return options;
}

function gatewayOption({ gateway }: SandboxOrder, amount: number): RefundOption {
	return {
		providerId: gateway.id,
		description: gateway.name,
		amount,
		offline: gateway.offline,
		offlineProvider: gateway.offline,
		offlineReason: gateway.offline ? OFFLINE_REASON : '',
	};
}

function storeCredit(amount: number): RefundOption {
	return {
		providerId: 'storecredit',
		description: 'Store Credit',
		amount,
		offline: false,
		offlineProvider: false,
		offlineReason: '',
	};
}

function custom(amount: number): RefundOption {
	return {
		providerId: 'custom',
		description: 'Custom',
		amount,
		offline: true,
		offlineProvider: true,
		offlineReason: OFFLINE_REASON,
	};
}

const OFFLINE_REASON = 'This is an offline payment provider.';

/** `data` of the 201. */
export function refundQuoteBody(order: SandboxOrder, quote: RefundQuote): Record<string, unknown> {
	const money = (minor: number): number => toV3Money(minor, order.currency);
	return {
		order_id: order.id,
		total_refund_amount: money(quote.total),
		total_refund_tax_amount: money(quote.tax),
		order_level_refund_amount: money(quote.orderLevel),
		rounding: 0,
		adjustment: money(quote.adjustment),
		tax_inclusive: true,
		refund_methods: refundMethods(order, quote.total).map((method) =>
			method.map((option) => ({
				provider_id: option.providerId,
				provider_description: option.description,
				amount: money(option.amount),
				offline: option.offline,
				offline_provider: option.offlineProvider,
				offline_reason: option.offlineReason,
			})),
		),
	};
}
