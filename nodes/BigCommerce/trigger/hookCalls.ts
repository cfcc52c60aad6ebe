import { ApiError, goodAnswer } from '../api/apiError';
import type { ApiClient } from '../api/client';
import { allRows, pagesOfV3 } from '../api/pages';
import type { HookScope } from './events';
import { readHook, type Hook } from './hook';
import { HOOK_HEADER } from './secret';

const PATH = '/v3/hooks';

/** A call that worked, or how it failed. */
export type HookCall<T> = { ok: true; value: T } | { ok: false; failed: ApiError };

/** All hooks of the API account, every page; hooks of other accounts are not shown ("of the same client_id"). */
export async function listHooks(client: ApiClient): Promise<HookCall<Hook[]>> {
	return await attempt(async () => (await allRows(pagesOfV3(client, PATH))).flatMap((row) => readHook(row) ?? []));
}

export async function createHook(
	client: ApiClient,
	scope: HookScope,
	destination: string,
	secret: string,
): Promise<HookCall<null>> {
	return await attempt(async () => {
		goodAnswer(
			await client.send('POST', PATH, { scope, destination, is_active: true, headers: { [HOOK_HEADER]: secret } }),
		);
		return null;
	});
}

/** Switches a hook on and gives it the secret. */
export async function updateHook(client: ApiClient, hook: Hook, secret: string): Promise<HookCall<null>> {
	return await attempt(async () => {
		goodAnswer(await client.send('PUT', `${PATH}/${hook.id}`, { is_active: true, headers: { [HOOK_HEADER]: secret } }));
		return null;
	});
}

/** Removes a hook; one that is not there any more is removed. */
export async function removeHook(client: ApiClient, hook: Hook): Promise<HookCall<null>> {
	return await attempt(async () => {
		const answer = await client.send('DELETE', `${PATH}/${hook.id}`);
		if (answer.kind !== 'answered' || answer.status !== 404) goodAnswer(answer);
		return null;
	});
}

async function attempt<T>(call: () => Promise<T>): Promise<HookCall<T>> {
	try {
		return { ok: true, value: await call() };
	} catch (error) {
		return { ok: false, failed: failedCall(error) };
	}
}

function failedCall(error: unknown): ApiError {
	if (error instanceof ApiError) return error;
	throw error;
}
