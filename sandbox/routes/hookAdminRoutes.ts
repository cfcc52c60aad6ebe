/** `/v3/hooks/admin` as published in webhooks.v3.yml: who is told of trouble, how hooks stand, blocked domains. */
import { type Answer, empty, json, v3Error } from '../answers';
import type { StoreContext } from '../context';
import { toUnix } from '../dates';
import { hookBody } from '../hooks/hookBody';
import { parseObject } from '../jsonBody';
import { NEEDS } from '../scopes';
import { pagination } from './pagination';
import type { RequestContext, Route } from './route';

function readAdmin(ctx: StoreContext, { client: { clientId }, query }: RequestContext): Answer {
	const hooks = ctx.hooks
		.of(clientId)
		.filter((hook) => query.is_active === undefined || String(hook.isActive) === query.is_active);
	const data = {
		emails: ctx.hooks.emailsOf(clientId),
		hooks_list: hooks.map((hook) => ({
			...hookBody(ctx, hook),
			status: hook.isActive ? 'active' : hook.isDeactivated ? 'deactivated' : 'inactive',
		})),
		blocked_domains: ctx.blockedDomains(clientId).map(({ origin, until, failures, since }) => ({
			destination: origin,
			time_left: Math.ceil((until - ctx.now()) / 1_000),
			reasons: [{ failure_description: 'Too many failed deliveries', count: failures, timestamp: toUnix(since) }],
		})),
	};
	const page = { page: 1, limit: Math.max(hooks.length, 50) };
	return json(200, { data, meta: { pagination: pagination(hooks.length, hooks.length, page, '') } });
}

function updateAdmin(ctx: StoreContext, { client, body: text }: RequestContext): Answer {
	const body = parseObject(text);
	if (!body) return v3Error(400, 'Input is invalid.');
	const { emails } = body;
	if (!Array.isArray(emails) || !emails.every(isEmail))
		return v3Error(422, 'JSON data is missing or invalid', { emails: 'error.expected.emails' });
	ctx.hooks.setEmails(client.clientId, emails);
	return empty(204);
}

function isEmail(value: unknown): value is string {
	return typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value);
}

const of = 'store' as const;
const scopes = NEEDS.nothing;

export const hookAdminRoutes: readonly Route[] = [
	{ endpoint: 'hookAdmin', method: 'GET', path: 'v3/hooks/admin', scopes, of, handle: readAdmin },
	{ endpoint: 'hookAdminUpdate', method: 'PUT', path: 'v3/hooks/admin', scopes, of, handle: updateAdmin },
];
