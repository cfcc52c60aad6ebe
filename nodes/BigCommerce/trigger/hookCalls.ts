import type { ApiClient } from '../api/client';
import type { LaneAnswer } from '../api/lane';
import type { HookScope } from './events';
import { readHookPage, type Hook } from './hook';
import { HOOK_HEADER } from './secret';

const PATH = '/v3/hooks';
const PAGE_SIZE = 250;
/** BigCommerce takes ten hooks for a scope; far more pages than that can fill are a list that does not end. */
const MOST_PAGES = 40;

/** A call that worked, or the answer of one that did not. */
export type HookCall<T> = { ok: true; value: T } | { ok: false; answer: LaneAnswer };

/** All hooks of the API account, every page. */
export async function listHooks(client: ApiClient): Promise<HookCall<Hook[]>> {
	const hooks = new Map<number, Hook>();
	for (let page = 1; page <= MOST_PAGES; page++) {
		const answer = await client.get(PATH, { page, limit: PAGE_SIZE });
		const read = isSuccess(answer) ? readHookPage(answer.body) : null;
		if (read === null) return { ok: false, answer };
		for (const hook of read.hooks) hooks.set(hook.id, hook);
		if (read.rows < PAGE_SIZE) break;
	}
	return { ok: true, value: [...hooks.values()] };
}

export async function createHook(client: ApiClient, scope: HookScope, destination: string, secret: string): Promise<HookCall<null>> {
	const body = { scope, destination, is_active: true, headers: { [HOOK_HEADER]: secret } };
	return done(await client.send('POST', PATH, body));
}

/** Switches a hook on and gives it the secret. */
export async function renewHook(client: ApiClient, hook: Hook, secret: string): Promise<HookCall<null>> {
	return done(await client.send('PUT', `${PATH}/${hook.id}`, { is_active: true, headers: { [HOOK_HEADER]: secret } }));
}

/** Removes a hook; one that is not there any more is removed. */
export async function removeHook(client: ApiClient, hook: Hook): Promise<HookCall<null>> {
	const answer = await client.send('DELETE', `${PATH}/${hook.id}`);
	return answer.kind === 'answered' && answer.status === 404 ? { ok: true, value: null } : done(answer);
}

function done(answer: LaneAnswer): HookCall<null> {
	return isSuccess(answer) ? { ok: true, value: null } : { ok: false, answer };
}

function isSuccess(answer: LaneAnswer): answer is Extract<LaneAnswer, { kind: 'answered' }> {
	return answer.kind === 'answered' && answer.status >= 200 && answer.status < 300;
}
