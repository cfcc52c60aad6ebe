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
 * `https://store-abc123.mybigcommerce.com/manage/orders/118`. A store may have its control panel at a domain of its own.
 *
 * @param storeHash the credential's store, where it is known: order 118 of another store is another order
 */
export function parseOrderUrl(value: unknown, storeHash: string | null = null): ParsedOrderId {
	const text = typeof value === 'string' ? value.trim() : '';
	if (text === '') return { ok: false, reason: 'the URL is empty' };
	const url = readUrl(text);
	if (url === null) return refuseUrl(text);
	const other = storeHash === null ? null : otherStore(url.hostname, storeHash);
	if (other !== null) {
		return { ok: false, reason: `the URL is of ${other}, and the credential is for the store ${storeHash}` };
	}
	const named = [...new Set(orderNumbersIn(url))];
	const [digits] = named;
	if (digits === undefined || !named.every((one) => /^\d+$/.test(one))) return refuseUrl(text);
	if (named.length === 1) return parseOrderId(digits);
	return {
		ok: false,
		reason: `the URL names more than one order: ${named.slice(0, -1).join(', ')} and ${named.slice(-1).join('')}`,
	};
}

/** The address, or null where the text is none. Blanks inside make it none: the URL class would take some out. */
function readUrl(text: string): URL | null {
	if (/\s/.test(text) || !URL.canParse(text)) return null;
	const url = new URL(text);
	return url.protocol === 'https:' ? url : null;
}

/** The store that a host of BigCommerce's names, for the sentence; null where it may be the credential's own. */
function otherStore(hostname: string, storeHash: string): string | null {
	const host = hostname.replace(/\.+$/, '');
	// A number behind the store hash is that of a storefront. A host by another name may be this store's.
	const store = /(?:^|\.)store-([a-z0-9]+)(?:-\d+)?\.mybigcommerce\.com$/.exec(host)?.[1];
	return store === undefined || store === storeHash ? null : `the store ${store}`;
}

/** Every order number that an address of the control panel names: in its path, behind a `#`, in a query. */
function orderNumbersIn({ pathname, search, hash }: URL): string[] {
	if (!/^\/(?:manage|admin)\//i.test(pathname)) return [];
	const ofPath = /^\/[^/]+\/(?:orders|view-orders?)\/(?:(\d+)(?:\/|$))?/i.exec(pathname);
	const ofHash = ofPath !== null && ofPath[0] === pathname ? /^#(\d+)(?:[/?#]|$)/.exec(hash) : null;
	const queries = [search, hash.replace(/^[^?]*/, '')].flatMap((query) => [...new URLSearchParams(query)]);
	const ofQueries = queries.filter(([name]) => /^order_?id$/i.test(name)).map(([, number]) => number);
	return [ofPath?.[1], ofHash?.[1], ...ofQueries].filter((number) => number !== undefined);
}

function refuseUrl(text: string): ParsedOrderId {
	return {
		ok: false,
		reason: `${shorten(`"${text}"`)} is not the control-panel address of an order (https://store-abc123.mybigcommerce.com/manage/orders/118)`,
	};
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
