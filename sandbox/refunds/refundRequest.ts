/** Reading the bodies of refund quotes and refunds (docs/bigcommerce-api.md, Refunds: item IDs). */
import { isRecord } from '../jsonBody';
import { parseMoney } from '../money';
import type { SandboxOrder } from '../orders/order';
import type { RefundItem, RefundItemType } from './refund';

/** What is wrong, by field, as in the `errors` of shape B. */
export type Problems = Record<string, string>;

export interface RequestedRefund {
	items: RefundItem[];
	/** Minor units. */
	taxAdjustment: number | null;
}

export interface RequestedPayment {
	providerId: string;
	/** Minor units. */
	amount: number;
	offline: boolean;
}

export interface RefundOverride {
	/** Minor units. */
	total: number;
	tax: number;
}

const BY_QUANTITY: readonly RefundItemType[] = ['PRODUCT', 'GIFT_WRAPPING'];
const BY_AMOUNT: readonly RefundItemType[] = ['SHIPPING', 'HANDLING', 'ORDER', 'FEE', 'TAX'];

/** The part that quotes and refunds share: `items`, or `tax_adjustment_amount`. */
export function readRefundItems(order: SandboxOrder, body: Record<string, unknown>): RequestedRefund | Problems {
	if (body.tax_adjustment_amount !== undefined && body.items === undefined) {
		const taxAdjustment = amountOf(order, body.tax_adjustment_amount);
		return taxAdjustment === undefined || taxAdjustment < 0
			? { tax_adjustment_amount: 'error.expected.amount' }
			: { items: [], taxAdjustment };
	}
	if (body.items === undefined) return { items: 'error.path.missing' };
	if (!Array.isArray(body.items) || body.items.length === 0) return { items: 'error.expected.nonemptyarray' };
	const items: RefundItem[] = [];
	const problems: Problems = {};
	for (const [index, value] of body.items.entries()) {
		const item = readItem(order, value);
		if (typeof item === 'string') problems[`items.${index}`] = item;
		else items.push(item);
	}
	return Object.keys(problems).length > 0 ? problems : { items, taxAdjustment: null };
}

export function isRefundItems(value: RequestedRefund | Problems): value is RequestedRefund {
	return 'taxAdjustment' in value && Array.isArray(value.items);
}

/** A sentence in place of an item that cannot be read. */
function readItem(order: SandboxOrder, value: unknown): RefundItem | string {
	if (!isRecord(value)) return 'error.expected.jsobject';
	const { item_type: name, item_id: itemId, quantity, reason = '' } = value;
	const type = [...BY_QUANTITY, ...BY_AMOUNT].find((known) => known === name);
	if (!type) return 'item_type: error.expected.enum';
	if (typeof itemId !== 'number' || !Number.isInteger(itemId)) return 'item_id: error.expected.integer';
	if (typeof reason !== 'string' || reason.length > 1_000) return 'reason: error.maxLength';
	if (BY_QUANTITY.includes(type)) {
		if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1) return 'quantity: error.min.1';
		const adjustments = readAdjustments(order, value.adjustments);
		if (!adjustments) return 'adjustments: error.expected.negative';
		return { type, itemId, quantity, amount: null, reason, adjustments };
	}
	const amount = amountOf(order, value.amount);
	if (amount === undefined || amount < 0) return 'amount: error.expected.amount';
	return { type, itemId, quantity: null, amount, reason, adjustments: [] };
}

/** Deductions are negative and have no more digits than the currency. */
function readAdjustments(order: SandboxOrder, value: unknown): RefundItem['adjustments'] | undefined {
	if (value === undefined) return [];
	if (!Array.isArray(value)) return undefined;
	const adjustments: RefundItem['adjustments'] = [];
	for (const entry of value) {
		const amount = isRecord(entry) ? amountOf(order, entry.amount) : undefined;
		if (!isRecord(entry) || amount === undefined || amount >= 0) return undefined;
		const description = typeof entry.description === 'string' ? entry.description : '';
		if (description.length > 255) return undefined;
		adjustments.push({ amount, description });
	}
	return adjustments;
}

export function readPayments(order: SandboxOrder, value: unknown): RequestedPayment[] | Problems {
	if (value === undefined) return { payments: 'error.path.missing' };
	if (!Array.isArray(value) || value.length === 0) return { payments: 'error.expected.nonemptyarray' };
	const payments: RequestedPayment[] = [];
	const problems: Problems = {};
	for (const [index, entry] of value.entries()) {
		const amount = isRecord(entry) ? amountOf(order, entry.amount) : undefined;
		if (!isRecord(entry) || typeof entry.provider_id !== 'string' || amount === undefined || amount <= 0) {
			problems[`payments.${index}`] = 'error.expected.payment';
			continue;
		}
		payments.push({ providerId: entry.provider_id, amount, offline: entry.offline === true });
	}
	return Object.keys(problems).length > 0 ? problems : payments;
}

/**
 * `total_amount` and `total_tax`; the `tax_amount` of the published example is wrong (docs/bigcommerce-api.md, Refunds:
 * override).
 */
export function readOverride(order: SandboxOrder, value: unknown): RefundOverride | null | Problems {
	if (value === undefined) return null;
	const total = isRecord(value) ? amountOf(order, value.total_amount) : undefined;
	const tax = isRecord(value) ? amountOf(order, value.total_tax) : undefined;
	if (total === undefined || total < 0 || tax === undefined) {
		return { merchant_calculated_override: 'error.expected.override' };
	}
	return { total, tax };
}

export function isOverride(value: RefundOverride | null | Problems): value is RefundOverride | null {
	return value === null || typeof value.total === 'number';
}

function amountOf({ currency }: SandboxOrder, value: unknown): number | undefined {
	return typeof value === 'number' ? parseMoney(value, currency) : undefined;
}
