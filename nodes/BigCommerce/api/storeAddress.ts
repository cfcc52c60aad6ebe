/** Where the API of one store is: `apiUrl` without a trailing slash, `storeHash` as BigCommerce names it. */
export interface StoreAddress {
	apiUrl: string;
	storeHash: string;
}

/** The address, or the sentence to show to whoever filled in the credential. */
export type ReadAddress = { ok: true; address: StoreAddress } | { ok: false; reason: string };

export const DEFAULT_API_URL = 'https://api.bigcommerce.com';

// BigCommerce states no pattern; its examples (abc123, g5cd38, sftg45fsd, ktvx0elrm2) and the sandbox are these.
const STORE_HASH = /^[a-z0-9]{1,64}$/;

/**
 * Reads the credential fields 'Store Hash' and 'API URL'. The one place where that happens, for the
 * node, the trigger and the credential test.
 *
 * A store hash may be given bare, as `stores/abc123`, as the API path copied from the control panel
 * (`https://api.bigcommerce.com/stores/abc123/v3/`), or as any control-panel address
 * (`https://store-abc123.mybigcommerce.com/…`).
 */
export function readStoreAddress(storeHash: unknown, apiUrl: unknown): ReadAddress {
	const hash = readStoreHash(storeHash);
	if (hash === null) return { ok: false, reason: storeHashReason(storeHash) };
	const url = readApiUrl(apiUrl);
	return url.ok ? { ok: true, address: { apiUrl: url.apiUrl, storeHash: hash } } : url;
}

function readStoreHash(value: unknown): string | null {
	if (typeof value !== 'string') return null;
	const text = value.trim();
	const found =
		/^https?:\/\/store-([a-z0-9]+)(?:-\d+)?\.mybigcommerce\.com(?:[/?#:].*)?$/i.exec(text)?.[1] ??
		/^https?:\/\/[^/?#]+\/stores\/([^/?#]+)(?:\/(?:v[23]\/?)?)?$/i.exec(text)?.[1] ??
		/^\/?stores\/([^/?#]+)(?:\/(?:v[23]\/?)?)?$/i.exec(text)?.[1] ??
		text;
	const hash = found.toLowerCase();
	return STORE_HASH.test(hash) ? hash : null;
}

function storeHashReason(value: unknown): string {
	const given = typeof value === 'string' ? value.trim() : '';
	if (given === '') {
		return "The credential's 'Store Hash' is empty. Paste the API path that BigCommerce shows with the API account, or the store hash alone (for example abc123).";
	}
	return `The credential's 'Store Hash' (${shorten(given)}) is not a store hash. Paste the API path that BigCommerce shows with the API account (https://api.bigcommerce.com/stores/abc123/v3/), or the store hash alone (abc123).`;
}

function readApiUrl(value: unknown): { ok: true; apiUrl: string } | { ok: false; reason: string } {
	const text = typeof value === 'string' && value.trim() !== '' ? value.trim() : DEFAULT_API_URL;
	let url: URL;
	try {
		url = new URL(text);
	} catch {
		return {
			ok: false,
			reason: `The credential's 'API URL' (${shorten(text)}) is not a URL. It is normally ${DEFAULT_API_URL}.`,
		};
	}
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
		return {
			ok: false,
			reason: `The credential's 'API URL' (${shorten(text)}) must start with https://, because the access token is sent there. Plain http:// is taken for this computer alone (the sandbox).`,
		};
	}
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '' || url.pathname !== '/') {
		return {
			ok: false,
			reason: `The credential's 'API URL' (${shorten(text)}) must be a host alone, such as ${DEFAULT_API_URL}. The store hash belongs in 'Store Hash'.`,
		};
	}
	return { ok: true, apiUrl: url.origin };
}

/** Whether a host name is this computer itself. */
export function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function shorten(text: string): string {
	return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
