import type { OrderContents, OrderLine } from '../api/orderContents';
import type { Refund } from '../api/refunds';
import { formatMoney, formatWithCurrency, minus, parseMoney, plus, readMoney, type Money } from '../model/money';
import type { OrderId } from '../model/orderId';
import { isByQuantity, quantityOf, type ItemType, type RequestedItem } from './selection';

/** A line of the body of a quote or refund, without its reason. */
export type RefundLine =
	{ item_type: ItemType; item_id: number; quantity: number } | { item_type: ItemType; item_id: number; amount: number };

/** The lines to be quoted, or why there are none, as a sentence. */
export type RefundLines = { ok: true; lines: RefundLine[] } | { ok: false; reason: string };

/** An amount as JSON: the shortest decimal, which is what was asked for. */
export function jsonAmount(money: Money): number {
	return Number(formatMoney(money));
}

/** The lines for an amount of the whole order; tax is not worked out again for it. */
export function linesForAmount(orderId: OrderId, amount: unknown, left: Money): RefundLines {
	const typed = parseMoney(amount, left.currency, 'Amount');
	if (!typed.ok) return typed;
	const { money } = typed;
	if (money.minor === BigInt(0))
		return { ok: false, reason: "'Amount' is 0. Give an amount above 0, or choose 'Everything Left'." };
	if (money.minor > left.minor) {
		return {
			ok: false,
			reason: `'Amount' is ${formatWithCurrency(money)}, and only ${formatWithCurrency(left)} of order ${orderId} are left to refund.`,
		};
	}
	return { ok: true, lines: [{ item_type: 'ORDER', item_id: orderId, amount: jsonAmount(money) }] };
}

/**
 * The lines for everything that an order is made of, less what was refunded of it. Better than one amount,
 * because BigCommerce then works the tax out line by line; whether it comes to all that is left, the quote says.
 */
export function linesForEverything(contents: OrderContents, currency: string): RefundLine[] {
	const products = contents.lines.flatMap((line) => productLines(line, line.quantity - line.refunded, currency));
	const fees = contents.fees.map(({ id, cost }) => ({ type: 'FEE' as const, id, cost }));
	return [...products, ...costLines([...shippingCosts(contents), ...fees], currency)];
}

/**
 * The lines for what was not shipped: of each product the quantity less what was shipped, less what was refunded. No
 * line where everything was shipped; null where BigCommerce does not say what was shipped.
 *
 * Downloads and gift certificates are delivered without a shipment, so they never count as not shipped.
 */
export function linesForNotShipped(
	contents: OrderContents,
	refunds: Refund[],
	currency: string,
	shippingCost: 'keep' | 'refund',
): RefundLine[] | null {
	const physical = contents.lines.filter(({ isPhysical }) => isPhysical);
	const products: RefundLine[] = [];
	for (const line of physical) {
		if (line.shipped === null) return null;
		products.push(...productLines(line, line.quantity - line.shipped - line.refunded, currency));
	}
	if (products.length === 0 || shippingCost === 'keep') return products;
	const rest = shippingCosts(contents).map((cost) => lessRefunded(cost, refunds, currency));
	return [...products, ...costLines(rest, currency)];
}

function productLines({ id, wrapping }: OrderLine, quantity: number, currency: string): RefundLine[] {
	if (quantity < 1) return [];
	const wrapped: RefundLine[] = isAbove0(wrapping, currency)
		? [{ item_type: 'GIFT_WRAPPING', item_id: id, quantity }]
		: [];
	return [{ item_type: 'PRODUCT', item_id: id, quantity }, ...wrapped];
}

/** Something of an order that has a cost rather than a quantity. */
interface Cost {
	type: 'SHIPPING' | 'HANDLING' | 'FEE';
	id: number;
	cost: string | null;
}

function shippingCosts({ addresses }: OrderContents): Cost[] {
	return addresses.flatMap(({ id, shipping, handling }) => [
		{ type: 'SHIPPING' as const, id, cost: shipping },
		{ type: 'HANDLING' as const, id, cost: handling },
	]);
}

function costLines(costs: Cost[], currency: string): RefundLine[] {
	return costs.flatMap(({ type, id, cost }): RefundLine[] => {
		const money = readMoney(cost, currency);
		return money !== null && money.minor > 0 ? [{ item_type: type, item_id: id, amount: jsonAmount(money) }] : [];
	});
}

/** What is left of a cost after the refunds that name it. */
function lessRefunded({ type, id, cost }: Cost, refunds: Refund[], currency: string): Cost {
	const full = readMoney(cost, currency);
	if (full === null) return { type, id, cost };
	const given = refunds
		.filter(({ payments }) => payments.some(({ isDeclined }) => !isDeclined))
		.flatMap(({ items }) => items)
		.filter((item) => item.type === type && item.itemId === id)
		.reduce<Money>(
			(sum, { requested }) => plus(sum, readMoney(requested, currency) ?? { minor: BigInt(0), currency }),
			{ minor: BigInt(0), currency },
		);
	return { type, id, cost: formatMoney(minus(full, given)) };
}

/**
 * The lines for chosen items.
 * @param contents what the order is made of; null where the token may not read it, and BigCommerce checks alone
 */
export function linesForItems(
	orderId: OrderId,
	items: RequestedItem[],
	currency: string,
	contents: OrderContents | null,
): RefundLines {
	if (items.length === 0)
		return { ok: false, reason: "'Items' is empty. Add at least one item, or choose 'Everything Left'." };
	const lines: RefundLine[] = [];
	for (const [index, item] of items.entries()) {
		const read = lineFor(orderId, item, currency, contents, `Item ${index + 1} of 'Items'`);
		if (typeof read === 'string') return { ok: false, reason: read };
		lines.push(read);
	}
	const repeated = tooMany(lines, contents);
	return repeated === null ? { ok: true, lines } : { ok: false, reason: repeated };
}

function lineFor(
	orderId: OrderId,
	item: RequestedItem,
	currency: string,
	contents: OrderContents | null,
	name: string,
): RefundLine | string {
	const itemId = item.itemId ?? onlyOne(item.type, orderId, contents);
	if (itemId === null) return `${name} has no 'Item ID'. Give the ID of the order's ${wordFor(item.type)}.`;
	const known = idsOf(item.type, orderId, contents);
	if (known !== null && !known.includes(itemId)) {
		const choice =
			known.length === 0 ? `It has no ${wordFor(item.type)}.` : `It has: ${known.slice(0, 10).join(', ')}.`;
		return `${name} is not in order ${orderId}: there is no ${wordFor(item.type)} ${itemId}. ${choice}`;
	}
	if (isByQuantity(item.type)) {
		const quantity = quantityOf(item);
		if (quantity === null) return `${name}: 'Quantity' is not a whole number from 1 on.`;
		return { item_type: item.type, item_id: itemId, quantity };
	}
	const typed = parseMoney(item.amount, currency, 'Amount');
	if (!typed.ok) return `${name}: ${typed.reason}`;
	if (typed.money.minor === BigInt(0)) return `${name}: 'Amount' is 0. Give an amount above 0.`;
	return { item_type: item.type, item_id: itemId, amount: jsonAmount(typed.money) };
}

/** Of a product no more can be refunded than was sold, however it is spread over lines. */
function tooMany(lines: RefundLine[], contents: OrderContents | null): string | null {
	if (contents === null) return null;
	for (const { id, name, quantity, refunded } of contents.lines) {
		const asked = lines.reduce(
			(sum, line) =>
				line.item_type === 'PRODUCT' && line.item_id === id && 'quantity' in line ? sum + line.quantity : sum,
			0,
		);
		const left = quantity - refunded;
		if (asked > left)
			return `'Items' asks for ${asked} of "${name}" (${id}), and ${left} of ${quantity} are left to refund.`;
	}
	return null;
}

/** The same items with the IDs filled in that were left out because the order has only one of the kind. */
export function withItemIds(orderId: OrderId, items: RequestedItem[], contents: OrderContents | null): RequestedItem[] {
	return items.map((item) => ({ ...item, itemId: item.itemId ?? onlyOne(item.type, orderId, contents) }));
}

function onlyOne(type: ItemType, orderId: OrderId, contents: OrderContents | null): number | null {
	if (type === 'ORDER' || type === 'TAX') return orderId;
	const ids = idsOf(type, orderId, contents);
	return ids !== null && ids.length === 1 ? (ids[0] ?? null) : null;
}

/** The IDs that a type's items have in this order; null where they are not known. */
function idsOf(type: ItemType, orderId: OrderId, contents: OrderContents | null): number[] | null {
	if (type === 'ORDER') return [orderId];
	// Nothing published says which ID a tax line has.
	if (type === 'TAX' || contents === null) return null;
	if (type === 'FEE') return contents.fees.map(({ id }) => id);
	if (type === 'SHIPPING' || type === 'HANDLING') return contents.addresses.map(({ id }) => id);
	return contents.lines.map(({ id }) => id);
}

function wordFor(type: ItemType): string {
	switch (type) {
		case 'FEE':
			return 'fee';
		case 'SHIPPING':
		case 'HANDLING':
			return 'shipping address';
		case 'PRODUCT':
		case 'GIFT_WRAPPING':
			return 'order product';
		default:
			return 'order';
	}
}

function isAbove0(amount: string | null, currency: string): boolean {
	const money = readMoney(amount ?? '0', currency);
	return money !== null && money.minor > 0;
}
