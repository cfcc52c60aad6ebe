/** The v2 order as `GET /v2/orders/{id}` and the lists show it (`order_Resp` of the published orders.v2.oas2.yml). */
import type { StoreContext } from '../context';
import { toRfc2822 } from '../dates';
import { parseObject } from '../jsonBody';
import { toV2Money } from '../money';
import { addressBody } from './addressBody';
import { feeBody } from './lineBodies';
import type { OrderVersion, SandboxOrder } from './order';
import { customLabel, systemLabel } from './orderStatuses';
import { paymentStatusOf, type ReadMoment, shownVersion } from './orderView';

/**
 * The JSON text of one order. Written in two parts, because a list shows up to 250 orders of eighty fields,
 * of which only a handful change while a payment is followed. `include` is the query's.
 */
export function orderBodyText(ctx: StoreContext, order: SandboxOrder, moment: ReadMoment, include = ''): string {
	const version = shownVersion(ctx, order, moment);
	const { statusId, modifiedAt } = version;
	const unknown = order.faults.isEmpty ? undefined : order.faults.take(moment.endpoint, ['unknownStatus']);
	const moving = JSON.stringify({
		id: order.id,
		date_modified: toRfc2822(modifiedAt),
		status_id: statusId,
		status: systemLabel(statusId),
		custom_status: customLabel(ctx.settings, statusId),
		payment_status: unknown?.paymentStatus ?? paymentStatusOf(ctx, order, version),
		fees: include.split(',').includes('fees') ? order.fees.map((fee) => feeBody(order, fee)) : link(ctx, order, 'fees'),
	});
	const text = `${moving.slice(0, -1)},${restText(ctx, order, version)}`;
	const unreadable = order.faults.isEmpty ? undefined : order.faults.take(moment.endpoint, ['unreadableRow']);
	return unreadable ? withNull(text, unreadable.field ?? 'payment_status') : text;
}

/** What seldom changes is written once and kept; what a stale read shows is written for that read. */
function restText(ctx: StoreContext, order: SandboxOrder, version: OrderVersion): string {
	const { total, totalTax, staffNotes } = version;
	if (total !== order.total || staffNotes !== order.staffNotes) {
		return JSON.stringify(restOfBody(ctx, { ...order, total, totalTax, staffNotes })).slice(1);
	}
	order.bodyText ??= JSON.stringify(restOfBody(ctx, order)).slice(1);
	return order.bodyText;
}

function withNull(text: string, field: string): string {
	const body = parseObject(text);
	return body ? JSON.stringify({ ...body, [field]: null }) : text;
}

/** Sub-resources are links, not data (docs/bigcommerce-api.md, Orders: parts are links). */
function link(ctx: StoreContext, { id }: SandboxOrder, name: string): { url: string; resource: string } {
	const resource = `/orders/${id}/${name}`;
	return { url: `${ctx.settings.apiHost}/stores/${ctx.settings.storeHash}/v2${resource}`, resource };
}

function restOfBody(ctx: StoreContext, order: SandboxOrder): Record<string, unknown> {
	const money = (minor: number): string => toV2Money(minor, order.currency);
	const zero = money(0);
	const subtotal = order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
	const subtotalTax = order.lines.reduce((sum, line) => sum + line.priceTax * line.quantity, 0);
	return {
		customer_id: order.customer.id,
		date_created: toRfc2822(order.createdAt),
		date_shipped: order.shippedAt === null ? '' : toRfc2822(order.shippedAt),
		subtotal_ex_tax: money(subtotal - subtotalTax),
		subtotal_inc_tax: money(subtotal),
		subtotal_tax: money(subtotalTax),
		base_shipping_cost: money(order.shippingCost),
		shipping_cost_ex_tax: money(order.shippingCost - order.shippingTax),
		shipping_cost_inc_tax: money(order.shippingCost),
		shipping_cost_tax: money(order.shippingTax),
		shipping_cost_tax_class_id: 2,
		base_handling_cost: zero,
		handling_cost_ex_tax: zero,
		handling_cost_inc_tax: zero,
		handling_cost_tax: zero,
		handling_cost_tax_class_id: 2,
		base_wrapping_cost: zero,
		wrapping_cost_ex_tax: zero,
		wrapping_cost_inc_tax: zero,
		wrapping_cost_tax: zero,
		wrapping_cost_tax_class_id: 3,
		total_ex_tax: money(order.total - order.totalTax),
		total_inc_tax: money(order.total),
		total_tax: money(order.totalTax),
		is_tax_inclusive_pricing: false,
		items_total: order.lines.reduce((sum, line) => sum + line.quantity, 0),
		items_shipped: order.lines.reduce((sum, line) => sum + line.quantityShipped, 0),
		payment_method: order.paymentMethod,
		payment_provider_id: '',
		// "always returns 0" (docs/bigcommerce-api.md, Orders: refunded_amount): refunds are read from their own list.
		refunded_amount: zero,
		order_is_digital: false,
		store_credit_amount: money(order.storeCredit),
		gift_certificate_amount: money(order.giftCertificate),
		ip_address: '192.0.2.1',
		ip_address_v6: '',
		geoip_country: 'United States',
		geoip_country_iso2: 'US',
		currency_id: 1,
		currency_code: order.displayCurrency,
		currency_exchange_rate: '1.0000000000',
		default_currency_id: 1,
		default_currency_code: order.currency,
		staff_notes: order.staffNotes,
		customer_message: order.customerMessage,
		discount_amount: zero,
		coupon_discount: zero,
		shipping_address_count: 1,
		is_deleted: order.archived || order.faults.has('archived'),
		ebay_order_id: '0',
		cart_id: order.cartId,
		billing_address: { ...addressBody(order), form_fields: [] },
		is_email_opt_in: false,
		credit_card_type: null,
		order_source: 'www',
		channel_id: order.channelId,
		external_source: order.externalSource,
		products: link(ctx, order, 'products'),
		shipping_addresses: link(ctx, order, 'shippingaddresses'),
		coupons: link(ctx, order, 'coupons'),
		external_id: order.externalId,
		external_merchant_id: order.externalMerchantId,
		tax_provider_id: 'BasicTaxProvider',
		store_default_currency_code: '',
		store_default_to_transactional_exchange_rate: '1.0000000000',
		customer_locale: 'en',
		external_order_id: order.externalOrderId,
	};
}
