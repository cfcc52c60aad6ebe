import type { OrderContents } from '../api/orderContents';
import type { Refund } from '../api/refunds';
import { formatWithCurrency, readMoney, type Money } from '../model/money';
import { linesForNotShipped } from './items';
import type { RefundState } from './reading';
import { isByQuantity, quantityOf, type RefundSelection, type RequestedItem } from './selection';

/**
 * Why a refund that carries the reference is not the one that was asked for, as a clause to follow on "It has refund 7
 * with this reference already: "; null where it is. One reference stands for one refund: taken for another, money that
 * is owed would never be given back.
 */
export function whyOtherRefund(
	made: Refund,
	selection: RefundSelection,
	{ refunds, refundable }: Pick<RefundState, 'refunds' | 'refundable'>,
	contents: OrderContents | null,
): string | null {
	const { left } = refundable;
	const total = readMoney(made.total, left.currency);
	const came = total === null ? 'it' : formatWithCurrency(total);
	switch (selection.kind) {
		case 'amount': {
			const requested = readMoney(String(selection.amount).trim(), left.currency);
			if (requested === null || total === null || requested.minor === total.minor) return null;
			return `${came} were refunded, and ${formatWithCurrency(requested)} are asked for`;
		}
		case 'everything':
			if (left.minor === BigInt(0) || made.payments.some(({ isDeclined }) => isDeclined)) return null;
			return `${came} were refunded, and ${formatWithCurrency(left)} are left`;
		case 'items': {
			const differs = differingItem(made, selection.items, left);
			return differs === null ? null : `it is for other items (${differs})`;
		}
		case 'notShipped': {
			const lines = contents === null ? [] : linesForNotShipped(contents, refunds, left.currency, 'keep');
			return lines === null || lines.length === 0
				? null
				: `${came} were refunded, and there is more that was not shipped`;
		}
	}
}

/** The first line in which the refund differs from what is asked for, for people; null where there is none. */
function differingItem(made: Refund, items: RequestedItem[], { currency }: Money): string | null {
	// An ID that was left out, and could not be looked up, may be any.
	if (items.some(({ itemId }) => itemId === null)) return null;
	const requested = totals(
		items.map((item) => ({
			name: nameOf(item.type, item.itemId),
			size: isByQuantity(item.type)
				? BigInt(quantityOf(item) ?? 0)
				: (readMoney(String(item.amount).trim(), currency)?.minor ?? null),
		})),
	);
	const given = totals(
		made.items.map(({ type, itemId, quantity, requested: amount }) => ({
			name: nameOf(type, itemId),
			// Quantities are shown of products alone.
			size:
				type === 'PRODUCT' || type === 'GIFT_WRAPPING'
					? quantity === null
						? null
						: BigInt(quantity)
					: (readMoney(amount, currency)?.minor ?? null),
		})),
	);
	for (const name of new Set([...requested.keys(), ...given.keys()])) {
		const [expected, got] = [requested.get(name), given.get(name)];
		if (expected === undefined || got === undefined) return name;
		// What is not shown cannot differ.
		if (expected !== null && got !== null && expected !== got) return name;
	}
	return null;
}

function nameOf(type: string, itemId: number | null): string {
	return itemId === null ? type : `${type} ${itemId}`;
}

function totals(lines: Array<{ name: string; size: bigint | null }>): Map<string, bigint | null> {
	const sums = new Map<string, bigint | null>();
	for (const { name, size } of lines) {
		const sum = sums.get(name);
		sums.set(name, sum === null || size === null ? null : (sum ?? BigInt(0)) + size);
	}
	return sums;
}
