import type { OrderContents } from '../api/orderParts';
import { formatMoney, parseMoney, readMoney, type Money } from '../model/money';
import type { OrderId } from '../model/orderId';

/** What of an order is to be given back, as it was asked for. Amounts as they were typed. */
export type RefundSelection =
	{ kind: 'everything' } | { kind: 'amount'; amount: unknown } | { kind: 'items'; items: RequestedItem[] };

export const ITEM_TYPES = ['PRODUCT', 'GIFT_WRAPPING', 'SHIPPING', 'HANDLING', 'FEE', 'ORDER', 'TAX'] as const;

export type ItemType = (typeof ITEM_TYPES)[number];

/** One line of a refund by items. A product goes by quantity, everything else by amount. */
export interface RequestedItem {
	type: ItemType;
	/** Null: the only one of its type. */
	itemId: number | null;
	quantity: unknown;
	amount: unknown;
}

/** A line of the body of a quote or refund, without its reason. */
export type RefundLine =
	{ item_type: ItemType; item_id: number; quantity: number } | { item_type: ItemType; item_id: number; amount: number };

/** The lines to be quoted, or why there are none, as a sentence. */
export type RefundLines = { ok: true; lines: RefundLine[] } | { ok: false; reason: string };

const BY_QUANTITY: ReadonlySet<ItemType> = new Set(['PRODUCT', 'GIFT_WRAPPING']);

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
			reason: `'Amount' is ${shown(money)}, and only ${shown(left)} of order ${orderId} are left to refund.`,
		};
	}
	return { ok: true, lines: [{ item_type: 'ORDER', item_id: orderId, amount: jsonAmount(money) }] };
}

/**
 * The lines for everything that an order is made of, less what was refunded of it. Better than one amount,
 * because BigCommerce then works the tax out line by line; whether it comes to all that is left, the quote says.
 */
export function linesForEverything(parts: OrderContents, currency: string): RefundLine[] {
	const products = parts.lines.flatMap((line): RefundLine[] => {
		const quantity = line.quantity - line.refunded;
		if (quantity < 1) return [];
		const wrapped = isAbove0(line.wrapping, currency)
			? [{ item_type: 'GIFT_WRAPPING' as const, item_id: line.id, quantity }]
			: [];
		return [{ item_type: 'PRODUCT', item_id: line.id, quantity }, ...wrapped];
	});
	const costs = [
		...parts.addresses.flatMap(({ id, shipping, handling }) => [
			{ type: 'SHIPPING' as const, id, cost: shipping },
			{ type: 'HANDLING' as const, id, cost: handling },
		]),
		...parts.fees.map(({ id, cost }) => ({ type: 'FEE' as const, id, cost })),
	];
	const rest = costs.flatMap(({ type, id, cost }): RefundLine[] => {
		const money = readMoney(cost, currency);
		return money !== null && money.minor > 0 ? [{ item_type: type, item_id: id, amount: jsonAmount(money) }] : [];
	});
	return [...products, ...rest];
}

/**
 * The lines for chosen items.
 * @param parts what the order is made of; null where the token may not read it, and BigCommerce checks alone
 */
export function linesForItems(
	orderId: OrderId,
	items: RequestedItem[],
	currency: string,
	parts: OrderContents | null,
): RefundLines {
	if (items.length === 0)
		return { ok: false, reason: "'Items' is empty. Add at least one item, or choose 'Everything Left'." };
	const lines: RefundLine[] = [];
	for (const [index, item] of items.entries()) {
		const read = lineFor(orderId, item, currency, parts, `Item ${index + 1} of 'Items'`);
		if (typeof read === 'string') return { ok: false, reason: read };
		lines.push(read);
	}
	const repeated = tooMany(lines, parts);
	return repeated === null ? { ok: true, lines } : { ok: false, reason: repeated };
}

function lineFor(
	orderId: OrderId,
	item: RequestedItem,
	currency: string,
	parts: OrderContents | null,
	name: string,
): RefundLine | string {
	const itemId = item.itemId ?? onlyOne(item.type, orderId, parts);
	if (itemId === null) return `${name} has no 'Item ID'. Give the ID of the order's ${wordFor(item.type)}.`;
	const known = idsOf(item.type, orderId, parts);
	if (known !== null && !known.includes(itemId)) {
		const choice =
			known.length === 0 ? `It has no ${wordFor(item.type)}.` : `It has: ${known.slice(0, 10).join(', ')}.`;
		return `${name} is not in order ${orderId}: there is no ${wordFor(item.type)} ${itemId}. ${choice}`;
	}
	if (BY_QUANTITY.has(item.type)) {
		const quantity = wholeNumber(item.quantity ?? 1);
		if (quantity === null || quantity < 1) return `${name}: 'Quantity' is not a whole number from 1 on.`;
		return { item_type: item.type, item_id: itemId, quantity };
	}
	const typed = parseMoney(item.amount, currency, 'Amount');
	if (!typed.ok) return `${name}: ${typed.reason}`;
	if (typed.money.minor === BigInt(0)) return `${name}: 'Amount' is 0. Give an amount above 0.`;
	return { item_type: item.type, item_id: itemId, amount: jsonAmount(typed.money) };
}

/** Of a product no more can be refunded than was sold, however it is spread over lines. */
function tooMany(lines: RefundLine[], parts: OrderContents | null): string | null {
	if (parts === null) return null;
	for (const { id, name, quantity, refunded } of parts.lines) {
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

function onlyOne(type: ItemType, orderId: OrderId, parts: OrderContents | null): number | null {
	if (type === 'ORDER' || type === 'TAX') return orderId;
	const ids = idsOf(type, orderId, parts);
	return ids !== null && ids.length === 1 ? (ids[0] ?? null) : null;
}

/** The IDs that a type's items have in this order; null where they are not known. */
function idsOf(type: ItemType, orderId: OrderId, parts: OrderContents | null): number[] | null {
	if (type === 'ORDER') return [orderId];
	// Nothing published says which ID a tax line has.
	if (type === 'TAX' || parts === null) return null;
	if (type === 'FEE') return parts.fees.map(({ id }) => id);
	if (type === 'SHIPPING' || type === 'HANDLING') return parts.addresses.map(({ id }) => id);
	return parts.lines.map(({ id }) => id);
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

function wholeNumber(value: unknown): number | null {
	const number = typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

function shown(money: Money): string {
	return `${formatMoney(money)} ${money.currency}`;
}
