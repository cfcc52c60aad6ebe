/** The lists that hang on a v2 order: products, shipping addresses, fees (published schemas of orders.v2.oas2.yml). */
import { toV2Money } from '../money';
import { refundedQuantity } from '../refunds/refundable';
import { addressBody } from './addressBody';
import type { OrderFee, OrderLine, SandboxOrder } from './order';

/** One element of `/products`. `id` is what refunds and shipments name, not `product_id`. */
export function lineBody(order: SandboxOrder, line: OrderLine): Record<string, unknown> {
	const money = (minor: number): string => toV2Money(minor, order.currency);
	const zero = money(0);
	const refunded = refundedQuantity(order, line.id);
	return {
		id: line.id,
		order_id: order.id,
		product_id: line.productId,
		variant_id: line.productId + 300,
		order_address_id: order.addressId,
		name: line.name,
		name_customer: line.name,
		name_merchant: line.name,
		sku: line.sku,
		upc: '',
		type: 'physical',
		base_price: money(line.price),
		price_ex_tax: money(line.price - line.priceTax),
		price_inc_tax: money(line.price),
		price_tax: money(line.priceTax),
		base_total: money(line.price * line.quantity),
		total_ex_tax: money((line.price - line.priceTax) * line.quantity),
		total_inc_tax: money(line.price * line.quantity),
		total_tax: money(line.priceTax * line.quantity),
		weight: '1.0000',
		width: '1.0000',
		height: '1.0000',
		depth: '1.0000',
		quantity: line.quantity,
		base_cost_price: zero,
		cost_price_inc_tax: zero,
		cost_price_ex_tax: zero,
		cost_price_tax: zero,
		is_refunded: refunded === line.quantity,
		quantity_refunded: refunded,
		refund_amount: zero,
		return_id: 0,
		wrapping_id: 0,
		wrapping_name: '',
		base_wrapping_cost: zero,
		wrapping_cost_ex_tax: zero,
		wrapping_cost_inc_tax: zero,
		wrapping_cost_tax: zero,
		wrapping_message: '',
		quantity_shipped: line.quantityShipped,
		fixed_shipping_cost: zero,
		ebay_item_id: '',
		ebay_transaction_id: '',
		option_set_id: null,
		parent_order_product_id: null,
		is_bundled_product: false,
		bin_picking_number: '',
		external_id: null,
		brand: 'Sandbox',
		applied_discounts: [],
		product_options: [],
		configurable_fields: [],
		gift_certificate_id: null,
		discounted_total_inc_tax: money(line.price * line.quantity),
	};
}

/** The one shipping address of a sandbox order. */
export function shippingAddressBody(order: SandboxOrder, storeUrl: string): Record<string, unknown> {
	const money = (minor: number): string => toV2Money(minor, order.currency);
	const resource = `/orders/${order.id}/shippingaddresses/${order.addressId}/shippingquotes`;
	return {
		id: order.addressId,
		order_id: order.id,
		...addressBody(order),
		items_total: order.lines.reduce((sum, line) => sum + line.quantity, 0),
		items_shipped: order.lines.reduce((sum, line) => sum + line.quantityShipped, 0),
		shipping_method: 'Flat Rate',
		base_cost: money(order.shippingCost),
		cost_ex_tax: money(order.shippingCost - order.shippingTax),
		cost_inc_tax: money(order.shippingCost),
		cost_tax: money(order.shippingTax),
		cost_tax_class_id: 0,
		base_handling_cost: money(0),
		handling_cost_ex_tax: money(0),
		handling_cost_inc_tax: money(0),
		handling_cost_tax: money(0),
		handling_cost_tax_class_id: 0,
		shipping_zone_id: 1,
		shipping_zone_name: 'United States',
		shipping_quotes: { url: `${storeUrl}/v2${resource}`, resource },
		form_fields: [],
	};
}

export function feeBody(order: SandboxOrder, fee: OrderFee): Record<string, unknown> {
	const cost = toV2Money(fee.cost, order.currency);
	return {
		id: fee.id,
		type: 'custom_fee',
		display_name_customer: fee.name,
		display_name_merchant: fee.name,
		source: 'v2',
		base_cost: cost,
		cost_ex_tax: cost,
		cost_inc_tax: cost,
		cost_tax: toV2Money(0, order.currency),
		tax_class_id: null,
	};
}
