import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { isObject } from '../api/json';
import { readStoreAddress } from '../api/storeAddress';

/** A read that any one of the four order and transaction scopes allows. */
const PATH = '/v3/orders/payment_actions/refunds?limit=1';
const TIMEOUT = 15_000;

const SENTENCES: Readonly<Record<number, string>> = {
	401: "BigCommerce does not know the access token. Copy 'Access Token' again; it is shown once, when the API account is made, and a deleted account's token is refused for good.",
	403: "The access token may not read this store's orders. Either 'Store Hash' is another store's, or the API account lacks the scopes: Orders (store_v2_orders) or Order Transactions (store_v2_transactions), modify or read-only. Scopes cannot be changed later; make a new API account.",
	404: "BigCommerce does not know this address. Check 'Store Hash' and 'API URL'.",
};

/**
 * Tests the credential with one harmless read. It runs in code rather than in the credential's `test`, so that
 * the store hash is read by the same function as everywhere else.
 */
export async function bigCommerceApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const { storeHash, apiUrl, accessToken } = credential.data ?? {};
	const read = readStoreAddress(storeHash, apiUrl);
	if (!read.ok) return { status: 'Error', message: read.reason };
	if (typeof accessToken !== 'string' || accessToken.trim() === '') {
		return { status: 'Error', message: "'Access Token' is empty." };
	}
	// In a credential test n8n offers this one request function.
	const { request } = this.helpers;
	try {
		const response: unknown = await request({
			method: 'GET',
			uri: `${read.address.apiUrl}/stores/${read.address.storeHash}${PATH}`,
			headers: { 'X-Auth-Token': accessToken, Accept: 'application/json' },
			resolveWithFullResponse: true,
			simple: false,
			followRedirect: false,
			timeout: TIMEOUT,
		});
		return resultOf(isObject(response) ? response.statusCode : undefined);
	} catch (error) {
		const reason = error instanceof Error ? error.message : 'no answer';
		return {
			status: 'Error',
			message: `BigCommerce could not be reached (${reason}). Check 'API URL' and the network.`,
		};
	}
}

function resultOf(status: unknown): INodeCredentialTestResult {
	if (typeof status !== 'number') return { status: 'Error', message: 'BigCommerce gave no answer that could be read.' };
	if (status >= 200 && status < 300) return { status: 'OK', message: 'Connection successful' };
	// The quota is used up: token and store were let through.
	if (status === 429)
		return { status: 'OK', message: "Connection successful; the store's API quota is used up just now" };
	return {
		status: 'Error',
		message:
			SENTENCES[status] ??
			`BigCommerce answered with HTTP ${status}. Try again in a few minutes; the store may be down for maintenance.`,
	};
}
