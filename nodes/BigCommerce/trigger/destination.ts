import { isLoopback } from '../api/storeAddress';

/** The trigger's webhook, as its description names it. */
export const WEBHOOK = 'default';

/** An address that BigCommerce can deliver to, or the sentence to show to whoever activates the workflow. */
export type ReadDestination = { ok: true; destination: string } | { ok: false; reason: string };

/**
 * Checks this n8n's webhook address: BigCommerce delivers to HTTPS on port 443 alone ("custom ports are not
 * supported", webhooks overview). Loopback hosts are let through for the sandbox, which runs on this computer.
 */
export function readDestination(url: string | undefined): ReadDestination {
	if (url === undefined || !URL.canParse(url)) {
		return { ok: false, reason: `n8n gave no webhook address that can be used (${url ?? 'none'}).` };
	}
	const { protocol, port, hostname } = new URL(url);
	if (isLoopback(hostname) || (protocol === 'https:' && port === '')) return { ok: true, destination: url };
	return {
		ok: false,
		reason: `BigCommerce delivers to HTTPS on port 443 only, and this n8n's webhook address is ${url}. Put n8n behind an https address without a port, and name it in n8n's WEBHOOK_URL.`,
	};
}

/** Whether an address is this computer's own, which BigCommerce cannot reach and the sandbox can. */
export function isLoopbackUrl(url: string): boolean {
	return URL.canParse(url) && isLoopback(new URL(url).hostname);
}
