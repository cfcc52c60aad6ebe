import type { ApiError } from '../api/apiError';
import { isLoopbackUrl } from './destination';
import type { Hook } from './hook';

/** What a person is told: what happened, and what to do about it. */
export interface HookFailure {
	message: string;
	nextStep: string;
}

/** "max 10 hooks per store_id, client_id and scope" (webhooks overview). */
const MOST_HOOKS_OF_A_SCOPE = 10;

/** Whether trying again later may well work: no answer, the server's own trouble, or no quota. */
export function isPassing({ kind, failure: { status, code } }: ApiError): boolean {
	return kind !== 'failed' || status === null || status === 429 || status >= 500 || code === 'unreadable';
}

/** Words for a call about hooks that did not work, for example "list its hooks". */
export function hookFailure(task: string, failed: ApiError): HookFailure {
	const message = `BigCommerce could not ${task} (${whyOf(failed)}).`;
	if (failed.kind === 'throttled')
		return { message, nextStep: "The store's API quota did not free up. Try again in a minute." };
	switch (failed.failure.status) {
		case 401:
			return {
				message,
				nextStep:
					"Check the credential's 'Access Token'. A deleted API account's token is refused for good, and its hooks are gone with it.",
			};
		case 403:
			return {
				message,
				nextStep:
					"The access token is not one of this store's. Check the credential's 'Store Hash' and 'Access Token'.",
			};
		case 404:
			return { message, nextStep: "Check the credential's 'Store Hash' and 'API URL'." };
		default:
			return isPassing(failed)
				? { message, nextStep: 'Try again in a few minutes.' }
				: {
						message,
						nextStep:
							"Check that n8n's webhook address can be reached from outside over HTTPS, with a certificate that is not self-signed.",
					};
	}
}

/**
 * Words for a hook that BigCommerce would not take. Its own titles are boilerplate, so the likely reason is looked for.
 */
export function creationFailure(
	scope: string,
	destination: string,
	hooks: readonly Hook[],
	failed: ApiError,
): HookFailure {
	const failure = hookFailure(`subscribe to ${scope}`, failed);
	const { status } = failed.failure;
	if (status === null || status < 400 || status >= 500) return failure;
	const others = hooks.filter((hook) => hook.scope === scope && hook.destination !== destination);
	if (others.length >= MOST_HOOKS_OF_A_SCOPE) {
		const where = others
			.slice(0, MOST_HOOKS_OF_A_SCOPE)
			.map((hook) => hook.destination)
			.join(', ');
		return {
			...failure,
			nextStep: `BigCommerce takes ${MOST_HOOKS_OF_A_SCOPE} hooks for one event of an API account, and all are in use by: ${where}. Deactivate one of those workflows, let one trigger serve several, or make another API account.`,
		};
	}
	if ([400, 422].includes(status) && isLoopbackUrl(destination)) {
		return {
			...failure,
			nextStep: `This n8n's webhook address is ${destination}, which BigCommerce cannot reach. Name n8n's public https address in WEBHOOK_URL.`,
		};
	}
	return failure;
}

function whyOf({ kind, failure: { status, code, reason, requestId } }: ApiError): string {
	if (kind === 'throttled') return 'no API quota left';
	const parts = [status === null ? code : `HTTP ${status}`, reason, requestId === null ? null : `request ${requestId}`];
	return parts.filter((part) => part !== null).join(', ');
}
