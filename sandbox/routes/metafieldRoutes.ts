/** Metafields of orders, one by one and in batches (published orders.v3.yml, `/orders/metafields`). */
import { type Answer, empty, json, STATUS_CODES_PAGE, v3Error } from '../answers';
import type { StoreContext } from '../context';
import { parseObject } from '../jsonBody';
import { isVisibleTo, type Metafield } from '../metafields/metafield';
import { createMetafields, deleteMetafields, syntaxError, updateMetafields } from '../metafields/metafieldBatch';
import { metafieldBody } from '../metafields/metafieldBody';
import { listMetafields } from '../metafields/metafieldList';
import { readMetafield, readNewMetafield } from '../metafields/metafieldRequest';
import {
	createMetafield,
	deleteMetafield,
	isRefusal,
	type MetafieldRefusal,
	NOT_FOUND,
	updateMetafield,
} from '../metafields/metafieldWrites';
import { NEEDS, type Scope } from '../scopes';
import type { StoreSettings } from '../settings';
import type { RequestContext, Route } from './route';

function list(ctx: StoreContext, { client, query, ids: [orderId] }: RequestContext): Answer {
	if (orderId !== undefined && isMissing(ctx, orderId)) return missingOrder();
	return listMetafields(ctx, client.clientId, query, orderId);
}

function create(ctx: StoreContext, { client, ids: [orderId = 0], body: text }: RequestContext): Answer {
	const body = parseObject(text);
	if (!body) return syntaxError();
	const read = readNewMetafield(body);
	if ('problems' in read) return v3Error(422, 'JSON data is missing or invalid', read.problems);
	const result = createMetafield(ctx, client.clientId, orderId, read.fields);
	return isRefusal(result) ? refused(ctx.settings, result) : one(ctx.settings.metafieldCreatedStatus, result);
}

function get(ctx: StoreContext, request: RequestContext): Answer {
	const metafield = named(ctx, request);
	return metafield && isVisibleTo(metafield, request.client.clientId)
		? one(200, metafield)
		: refused(ctx.settings, NOT_FOUND);
}

function update(ctx: StoreContext, request: RequestContext): Answer {
	const body = parseObject(request.body);
	if (!body) return syntaxError();
	const { fields, problems } = readMetafield(body);
	if (Object.keys(problems).length > 0) return v3Error(422, 'JSON data is missing or invalid', problems);
	const result = updateMetafield(ctx, request.client.clientId, named(ctx, request), fields);
	return isRefusal(result) ? refused(ctx.settings, result) : one(200, result);
}

function remove(ctx: StoreContext, request: RequestContext): Answer {
	const result = deleteMetafield(ctx, request.client.clientId, named(ctx, request));
	return isRefusal(result) ? refused(ctx.settings, result) : empty(204);
}

/** The metafield of the path, if it is that order's. */
function named(ctx: StoreContext, { ids: [orderId, id] }: RequestContext): Metafield | undefined {
	const metafield = ctx.metafields.get(id);
	return metafield?.orderId === orderId ? metafield : undefined;
}

function one(status: number, metafield: Metafield): Answer {
	return json(status, { data: metafieldBody(metafield), meta: {} });
}

/** The published 404 has an empty list of errors, the 409 an object; how full that is, is a switch. */
function refused({ metafieldConflictBody }: StoreSettings, { status, title, errors }: MetafieldRefusal): Answer {
	if (status === 404) return json(404, { status, title, type: STATUS_CODES_PAGE, errors: [] });
	if (status !== 409 || metafieldConflictBody === 'errors') return v3Error(status, title, errors);
	return metafieldConflictBody === 'empty' ? empty(409) : v3Error(409, title);
}

function isMissing({ settings, orders }: StoreContext, orderId: number): boolean {
	return settings.metafieldMissingOrder === 'refused404' && !orders.get(orderId);
}

function missingOrder(): Answer {
	return v3Error(404, 'The requested order was not found.');
}

/** Which scope metafields of orders need is not said; the prose of the scopes names orders. */
function scopes(access: 'read' | 'write') {
	return ({ metafieldScope }: StoreSettings): readonly Scope[] | null => {
		if (metafieldScope === 'denied') return null;
		if (metafieldScope === 'ordersOrTransactions') {
			return access === 'read' ? NEEDS.readOrderOrTransaction : NEEDS.writeOrderOrTransaction;
		}
		return access === 'read' ? NEEDS.readOrder : NEEDS.writeOrder;
	};
}

const [read, write] = [scopes('read'), scopes('write')];
const ALL = 'v3/orders/metafields';
const OF_ORDER = 'v3/orders/:id/metafields';
const ONE = `${OF_ORDER}/:id`;

/** Faults of the order meet these, whether or not the store asks that the order exists. */
const of = 'orderIfAny' as const;

export const metafieldRoutes: readonly Route[] = [
	{ endpoint: 'metafieldList', method: 'GET', path: ALL, scopes: read, of: 'store', handle: list },
	{
		endpoint: 'metafieldBatchCreate',
		method: 'POST',
		path: ALL,
		scopes: write,
		of: 'store',
		handle: (ctx, { client, body }) => createMetafields(ctx, client.clientId, body),
	},
	{
		endpoint: 'metafieldBatchUpdate',
		method: 'PUT',
		path: ALL,
		scopes: write,
		of: 'store',
		handle: (ctx, { client, body }) => updateMetafields(ctx, client.clientId, body),
	},
	{
		endpoint: 'metafieldBatchDelete',
		method: 'DELETE',
		path: ALL,
		scopes: write,
		of: 'store',
		handle: (ctx, { client, body }) => deleteMetafields(ctx, client.clientId, body),
	},
	{ endpoint: 'orderMetafieldList', method: 'GET', path: OF_ORDER, scopes: read, of, handle: list },
	{ endpoint: 'orderMetafieldCreate', method: 'POST', path: OF_ORDER, scopes: write, of, handle: create },
	{ endpoint: 'orderMetafieldGet', method: 'GET', path: ONE, scopes: read, of, handle: get },
	{ endpoint: 'orderMetafieldUpdate', method: 'PUT', path: ONE, scopes: write, of, handle: update },
	{ endpoint: 'orderMetafieldDelete', method: 'DELETE', path: ONE, scopes: write, of, handle: remove },
];
