import { notify } from './dom.js';

/** Calls a control endpoint; null, and a notice, when it fails. */
export async function control(method, path, body) {
	try {
		const response = await fetch(`/sandbox/${path}`, {
			method,
			...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
		});
		const answer = await response.json();
		if (response.ok) return answer;
		notify(answer.message ?? `The sandbox answered ${response.status}.`);
	} catch {
		notify('The sandbox does not answer. Is it still running?');
	}
	return null;
}

/** Minor units as a decimal: `money(2500, 'USD')` is `25.00 USD`. */
export function money(minor, currency) {
	const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
	return `${(minor / 10 ** digits).toFixed(digits)} ${currency}`;
}
