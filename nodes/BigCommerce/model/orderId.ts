/** A BigCommerce order ID that has been checked. Only `parseOrderId` makes one. */
export type OrderId = number & { readonly brand: unique symbol };

/** The ID, or what is wrong with what was given, to follow on "… is not an order ID: ". */
export type ParsedOrderId = { ok: true; orderId: OrderId } | { ok: false; reason: string };

const LONGEST_SHOWN = 60;

/**
 * Reads an order ID: a whole number from 1 to 2^53-1, given as `118`, `"118"` or `"#118"`.
 * Everything else is refused here, before any call, because the ID becomes part of a path and of a decision about
 * money.
 */
export function parseOrderId(value: unknown): ParsedOrderId {
	if (typeof value === 'number') {
		return isOrderId(value) ? { ok: true, orderId: value } : refuse(String(value));
	}
	if (typeof value !== 'string') return refuse(describe(value));
	const text = value.trim();
	if (text === '') return { ok: false, reason: 'it is empty' };
	const digits = /^#?([1-9]\d*)$/.exec(text)?.[1];
	const number = Number(digits);
	return digits !== undefined && isOrderId(number) ? { ok: true, orderId: number } : refuse(`"${text}"`);
}

/**
 * Reads the order ID out of a control-panel address, such as
 * `https://store-abc123.mybigcommerce.com/manage/orders/118`.
 *
 * @param storeHash the credential's store, where it is known: order 118 of another store is another order
 */
export function parseOrderUrl(value: unknown, storeHash: string | null = null): ParsedOrderId {
	const text = typeof value === 'string' ? value.trim() : '';
	if (text === '') return { ok: false, reason: 'the URL is empty' };
	const store = /^https:\/\/store-([a-z0-9]+)(?:-\d+)?\.mybigcommerce\.com\//i.exec(text)?.[1]?.toLowerCase();
	if (store !== undefined && storeHash !== null && store !== storeHash) {
		return { ok: false, reason: `the URL is of the store ${store}, and the credential is for the store ${storeHash}` };
	}
	const digits =
		/^https:\/\/[^\s/?#]+\/(?:manage|admin)\/(?:orders|view-orders?)\/#?(\d+)(?:[/?#]\S*)?$/i.exec(text)?.[1] ??
		/^https:\/\/[^\s/?#]+\/(?:manage|admin)\/[^\s]*[?&](?:orderId|order_id|searchId)=(\d+)(?:[&#]\S*)?$/i.exec(
			text,
		)?.[1];
	if (digits === undefined) {
		return {
			ok: false,
			reason: `${shorten(`"${text}"`)} is not the control-panel address of an order (https://store-abc123.mybigcommerce.com/manage/orders/118)`,
		};
	}
	return parseOrderId(digits);
}

function isOrderId(value: number): value is OrderId {
	return Number.isSafeInteger(value) && value > 0;
}

function refuse(given: string): ParsedOrderId {
	return { ok: false, reason: `${shorten(given)} is not a whole number from 1 on (118, "118" or "#118")` };
}

function describe(value: unknown): string {
	if (value === null || value === undefined) return 'nothing';
	return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}

function shorten(text: string): string {
	return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}

/** The ID of a refund, or null where what was given is none: a whole number from 1 on, as a number or as digits. */
export function parseRefundId(value: unknown): number | null {
	const number =
		typeof value === 'string' && /^#?[1-9]\d*$/.test(value.trim()) ? Number(value.trim().replace('#', '')) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null;
}
