/** `/v3/hooks` as published in webhooks.v3.yml. No scope is needed: "the default scope of an API account". */
import { type Answer, json, v3Error } from '../answers';
import type { StoreContext } from '../context';
import type { Hook } from '../hooks/hook';
import { hookBody } from '../hooks/hookBody';
import { type HookFields, readHookFields } from '../hooks/hookRequest';
import { parseObject } from '../jsonBody';
import { isAnswer, parseV3Page, takePage } from '../orders/paging';
import { NEEDS } from '../scopes';
import type { RequestContext, Route } from './route';
import { pagination } from './pagination';

const MAX_PER_SCOPE = 10;

function createHook(ctx: StoreContext, { client, body: text }: RequestContext): Answer {
	const body = parseObject(text);
	if (!body) return v3Error(400, 'Input is invalid.');
	const { fields, problems } = readHookFields(body);
	for (const name of ['scope', 'destination']) if (body[name] === undefined) problems[name] = 'error.path.missing.';
	const { scope, destination } = fields;
	if (scope === undefined || destination === undefined || Object.keys(problems).length > 0) return invalid(problems);
	const conflict = conflictOf(ctx, client.clientId, scope, destination);
	if (conflict) return conflict;
	const hook: Hook = {
		id: ctx.nextId('hook'),
		clientId: client.clientId,
		scope,
		destination,
		headers: fields.headers ?? null,
		isActive: fields.isActive ?? true,
		isDeactivated: false,
		createdAt: ctx.now(),
		updatedAt: ctx.now(),
	};
	ctx.hooks.add(hook);
	return json(200, { data: hookBody(ctx, hook), meta: {} });
}

/** Ten hooks for an account and scope, one for a destination among them; the words of the 422 are unknown. */
function conflictOf(
	ctx: StoreContext,
	clientId: string,
	scope: string,
	destination: string,
	except?: number,
): Answer | undefined {
	const others = ctx.hooks.of(clientId).filter((hook) => hook.scope === scope && hook.id !== except);
	if (others.some((hook) => hook.destination === destination)) {
		return v3Error(422, 'A webhook with this scope and destination already exists.', {
			destination: 'error.duplicate',
		});
	}
	if (others.length < MAX_PER_SCOPE) return undefined;
	return v3Error(422, `No more than ${MAX_PER_SCOPE} webhooks are allowed for a scope.`, { scope: 'error.limit' });
}

function listHooks(ctx: StoreContext, { client, query }: RequestContext): Answer {
	const page = parseV3Page(ctx.settings, query);
	if (isAnswer(page)) return page;
	const { is_active: isActive, scope, destination } = query;
	const found = ctx.hooks
		.of(client.clientId)
		.filter((hook) => isActive === undefined || String(hook.isActive) === isActive)
		.filter((hook) => scope === undefined || hook.scope === scope)
		.filter((hook) => destination === undefined || hook.destination === destination);
	const data = takePage(found, page).map((hook) => hookBody(ctx, hook));
	return json(200, { data, meta: { pagination: pagination(found.length, data.length, page, '') } });
}

function updateHook(ctx: StoreContext, { client, ids, body: text }: RequestContext): Answer {
	const hook = ctx.hooks.get(client.clientId, ids[0]);
	if (!hook) return missing(ids[0]);
	const body = parseObject(text);
	if (!body) return v3Error(400, 'Input is invalid.');
	const { fields, problems } = readHookFields(body);
	if (Object.keys(problems).length > 0) return invalid(problems);
	if (Object.keys(fields).length === 0) return invalid({ body: 'error.expected.nonempty' });
	const changed: HookFields = { ...fields };
	const { scope = hook.scope, destination = hook.destination } = changed;
	const conflict = conflictOf(ctx, client.clientId, scope, destination, hook.id);
	if (conflict) return conflict;
	Object.assign(hook, changed, {
		updatedAt: ctx.now(),
		isDeactivated: hook.isDeactivated && changed.isActive !== true,
	});
	return json(200, { data: hookBody(ctx, hook), meta: {} });
}

/** Answers 200 with the hook that is gone, not 204. */
function deleteHook(ctx: StoreContext, { client, ids }: RequestContext): Answer {
	const hook = ctx.hooks.get(client.clientId, ids[0]);
	if (!hook) return missing(ids[0]);
	ctx.hooks.remove(hook.id);
	return json(200, { data: hookBody(ctx, hook), meta: {} });
}

function missing(id: number | undefined): Answer {
	return v3Error(404, `Webhook with id [${id}] not found`);
}

function invalid(problems: Record<string, string>): Answer {
	return v3Error(422, 'JSON data is missing or invalid', problems);
}

const of = 'store' as const;
const scopes = NEEDS.nothing;

export const hookRoutes: readonly Route[] = [
	{ endpoint: 'hookCreate', method: 'POST', path: 'v3/hooks', scopes, of, handle: createHook },
	{ endpoint: 'hookList', method: 'GET', path: 'v3/hooks', scopes, of, handle: listHooks },
	{
		endpoint: 'hookGet',
		method: 'GET',
		path: 'v3/hooks/:id',
		scopes,
		of,
		handle: (ctx, { client, ids }) => {
			const hook = ctx.hooks.get(client.clientId, ids[0]);
			return hook ? json(200, { data: hookBody(ctx, hook), meta: {} }) : missing(ids[0]);
		},
	},
	{ endpoint: 'hookUpdate', method: 'PUT', path: 'v3/hooks/:id', scopes, of, handle: updateHook },
	{ endpoint: 'hookDelete', method: 'DELETE', path: 'v3/hooks/:id', scopes, of, handle: deleteHook },
];
