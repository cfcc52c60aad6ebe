import { canonicalDecimal } from '../model/money';
import type { OrderId } from '../model/orderId';

/** What of an order is to be given back, as it was asked for. Amounts as they were typed. */
export type RefundSelection =
	| { kind: 'everything' }
	| { kind: 'amount'; amount: unknown }
	| { kind: 'items'; items: RequestedItem[] }
	/** Quantity less shipped less refunded of each product; shipping and handling only where they are not kept. */
	| { kind: 'notShipped'; shippingCost: 'keep' | 'refund' };

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

const BY_QUANTITY: ReadonlySet<ItemType> = new Set(['PRODUCT', 'GIFT_WRAPPING']);

/** Whether lines of the type go by quantity; the others go by amount. */
export function isByQuantity(type: ItemType): boolean {
	return BY_QUANTITY.has(type);
}

/** A quantity, given as a number or as digits; one where none was given. Null where it is none. */
export function quantityOf({ quantity }: RequestedItem): number | null {
	if (quantity === undefined || quantity === null || quantity === '') return 1;
	const number = typeof quantity === 'string' && /^\d{1,9}$/.test(quantity.trim()) ? Number(quantity) : quantity;
	return typeof number === 'number' && Number.isSafeInteger(number) && number >= 1 ? number : null;
}

/**
 * The selection in one notation, so that the same refund asked for in another is recognised: `5`, `"5.00"` and
 * `" 5.0 "` are one amount, two lines of one product are one, and the order of lines does not matter. What is no
 * amount stays as it is; it is refused later.
 */
export function canonicalSelection(orderId: OrderId, selection: RefundSelection): string {
	switch (selection.kind) {
		case 'everything':
			return 'everything';
		case 'amount':
			return `amount ${canonicalAmount(selection.amount)}`;
		case 'notShipped':
			return `notShipped ${selection.shippingCost}`;
		case 'items':
			return canonicalItems(orderId, selection.items);
	}
}

function canonicalItems(orderId: OrderId, items: RequestedItem[]): string {
	const quantities = new Map<string, number>();
	const lines: string[] = [];
	for (const item of items) {
		const isOfOrder = item.type === 'ORDER' || item.type === 'TAX';
		const name = `${item.type} ${item.itemId ?? (isOfOrder ? orderId : 'only')}`;
		if (!isByQuantity(item.type)) lines.push(`${name} ${canonicalAmount(item.amount)}`);
		else quantities.set(name, (quantities.get(name) ?? 0) + (quantityOf(item) ?? Number.NaN));
	}
	for (const [name, quantity] of quantities) lines.push(`${name} x${quantity}`);
	return `items ${lines.sort().join(', ')}`;
}

function canonicalAmount(amount: unknown): string {
	return canonicalDecimal(typeof amount === 'string' ? amount.trim() : amount) ?? `? ${JSON.stringify(amount)}`;
}
