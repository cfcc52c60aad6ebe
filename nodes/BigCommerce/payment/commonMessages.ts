import type { ApiFailure } from '../api/failure';

/** What is told about one item: what happened, what it means for the money, what to do. */
export interface Message {
	/** One sentence: what happened. */
	happened: string;
	/** One sentence: what it means for the money. */
	money: string;
	/** What to do. */
	nextStep: string;
}

/** Without what it means for the money, where that depends on the operation. */
type WithoutMoney = Omit<Message, 'money'>;

/** What the API said, to follow on a sentence: " (HTTP 422: Order is not authorized)"; empty where nothing failed. */
export function apiErrorSuffix(failure: ApiFailure | null): string {
	if (failure === null) return '';
	const what = failure.status === null ? failure.code : `HTTP ${failure.status}`;
	return failure.reason === null ? ` (${what})` : ` (${what}: ${failure.reason})`;
}

/**
 * The sentences that captures, voids, refunds and look-ups share, by code.
 * `subject` is "Order 118", `apiError` what `apiErrorSuffix` made of the answer.
 */
export const COMMON_MESSAGES = {
	tokenRefused: (subject: string, apiError: string): WithoutMoney => ({
		happened: `${subject}: BigCommerce refused the access token${apiError}.`,
		nextStep:
			"Check the credential's 'Access Token'. It is shown once, when the API account is made; a deleted account's token is refused for good.",
	}),
	/** @param needs which scopes for what, to follow on "The API account needs the scope" */
	scopeMissing: (subject: string, apiError: string, needs: string): WithoutMoney => ({
		happened: `${subject}: the access token may not do this${apiError}.`,
		nextStep: `The API account needs the scope ${needs}. Make a new API account, since scopes cannot be changed; and check the credential's 'Store Hash'.`,
	}),
	orderNotFound: (subject: string, apiError: string): WithoutMoney => ({
		happened: `${subject} was not found in this store${apiError}.`,
		nextStep:
			"Check 'Order ID' and the credential's 'Store Hash': a number from another system, or another store's order, is the usual cause.",
	}),
	/** @param notDone "was not sent", "was not refunded" */
	claimDenied: (subject: string, apiError: string, notDone: string): WithoutMoney => ({
		happened: `${subject} ${notDone}: 'Claim Orders' is In the Store, and this access token may not keep claims there${apiError}.`,
		nextStep:
			"Claims are order metafields: the API account needs the scope Orders: modify (store_v2_orders). Make a new API account with it, since scopes cannot be changed; or set 'Claim Orders' to In This Process where only one n8n process works on the store.",
	}),
	/** @param runAgain what running it again does */
	claimFailed: (subject: string, apiError: string, notDone: string, runAgain: string): WithoutMoney => ({
		happened: `${subject} ${notDone}: 'Claim Orders' is In the Store, and the claim could not be made, or could not be read back${apiError}.`,
		nextStep: `Run it again later. ${runAgain}`,
	}),
	neverConnected: (subject: string, apiError: string, notDone: string, runAgain: string): WithoutMoney => ({
		happened: `${subject} ${notDone}: BigCommerce could not be reached${apiError}.`,
		nextStep: `Check the network and the credential's 'API URL'. ${runAgain}`,
	}),
	/** @param problem what could not be made of it, to follow on the subject */
	unreadableAnswer: (subject: string, problem: string): WithoutMoney => ({
		happened: `${subject} ${problem}`,
		nextStep: "Check the credential's 'API URL' and 'Store Hash', and any proxy in between. Then run it again.",
	}),
};

/** To follow on "Run it again later." where BigCommerce did not answer as it should. */
export const IF_IT_LASTS = 'If it lasts, the store may be down for maintenance or suspended.';

/** To follow on "The API account needs the scope" where money is to move. */
export const SCOPES_THAT_MOVE_MONEY =
	'Orders: modify (store_v2_orders) or Order Transactions: modify (store_v2_transactions)';
