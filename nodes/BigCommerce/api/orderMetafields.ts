import { parseOrderId, type OrderId } from '../model/orderId';
import type { ApiClient } from './client';
import { isScopeRefusal } from './delivery';
import { failureOf, type ApiFailure } from './failure';
import { integerOf, isObject, objectsIn, textOf, type JsonObject } from './json';
import type { LaneAnswer } from './lane';

/** An order metafield, as far as it is used. Source: reference/orders.v3.yml, `Metafield`. */
export interface OrderMetafield {
	id: number;
	orderId: OrderId;
	key: string;
	value: string;
	/** Milliseconds since 1970 by the store's clock; null where not told. */
	createdAt: number | null;
	modifiedAt: number | null;
}

/** A metafield to be made. It is seen and written by this API account alone (`app_only`). */
export interface NewMetafield {
	orderId: OrderId;
	namespace: string;
	key: string;
	value: string;
	description: string;
}

/**
 * What became of one metafield that was to be made.
 *
 * - `made`: it is there, and this call made it.
 * - `notMade`: the store would not; mostly because one of that key is there already (409).
 * - `ambiguous`: it may or may not be there.
 * - `refused`: the store or the token cannot.
 */
export type Creation =
	| { kind: 'made'; metafield: OrderMetafield }
	| { kind: 'notMade' }
	| { kind: 'ambiguous'; failure: ApiFailure }
	| { kind: 'refused'; failure: ApiFailure }
	| { kind: 'throttled' | 'cancelled' };

const BATCH_PATH = '/v3/orders/metafields';

/**
 * Makes metafields with as few calls as the store takes: how many one call may carry is not documented, so a batch
 * that is refused whole is halved. In a batch "some" are made (422 with `data` and `errors`, whose shape is not relied
 * upon): what is not among `data` is `notMade`.
 *
 * @returns an entry for each, by order; no two of `fields` may be of one order
 */
export async function createMetafields(
	client: ApiClient,
	fields: readonly NewMetafield[],
	precondition?: () => boolean,
): Promise<Map<OrderId, Creation>> {
	const [only] = fields;
	if (only === undefined) return new Map();
	if (fields.length === 1) return new Map([[only.orderId, await createMetafield(client, only, precondition)]]);
	const answer = await client.send(
		'POST',
		BATCH_PATH,
		fields.map((field) => ({ ...bodyOf(field), resource_id: field.orderId })),
		undefined,
		{ precondition },
	);
	const sameForAll = sameForEach(answer);
	if (sameForAll !== null) return new Map(fields.map(({ orderId }) => [orderId, sameForAll]));
	const rows = rowsIn(answer);
	if (rows === null) {
		const half = Math.ceil(fields.length / 2);
		const first = await createMetafields(client, fields.slice(0, half), precondition);
		return new Map([...first, ...(await createMetafields(client, fields.slice(half), precondition))]);
	}
	const made = new Map(rows.map((row) => [`${row.orderId} ${row.key}`, row]));
	return new Map(
		fields.map(({ orderId, key }) => {
			const metafield = made.get(`${orderId} ${key}`);
			return [orderId, metafield === undefined ? { kind: 'notMade' } : { kind: 'made', metafield }];
		}),
	);
}

/** Makes one metafield by the endpoint of its order. */
export async function createMetafield(
	client: ApiClient,
	field: NewMetafield,
	precondition?: () => boolean,
): Promise<Creation> {
	const answer = await client.send('POST', orderMetafieldsPath(field.orderId), bodyOf(field), undefined, {
		precondition,
	});
	const same = sameForEach(answer);
	if (same !== null) return same;
	if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) {
		const data = isObject(answer.body) ? answer.body.data : undefined;
		const metafield = isObject(data) ? readMetafield({ resource_id: field.orderId, ...data }) : null;
		// A good answer that does not show it: whether it is there is for a read to say.
		return metafield === null ? { kind: 'ambiguous', failure: failureOf(answer) } : { kind: 'made', metafield };
	}
	if (answer.kind === 'answered' && answer.status === 409) return { kind: 'notMade' };
	return answer.kind === 'throttled' ? { kind: 'throttled' } : { kind: 'refused', failure: failureOf(answer) };
}

/** A metafield to be changed: its ID and all that it is to be. */
export interface MetafieldChange extends NewMetafield {
	id: number;
}

/**
 * Changes metafields with as few calls as the store takes. Values are absolute, so doing it twice changes nothing more.
 * @returns the IDs of those that were changed
 */
export async function updateMetafields(client: ApiClient, changes: readonly MetafieldChange[]): Promise<Set<number>> {
	const [only] = changes;
	if (only === undefined) return new Set();
	if (changes.length === 1) {
		const answer = await client.send('PUT', `${orderMetafieldsPath(only.orderId)}/${only.id}`, bodyOf(only));
		const isDone = answer.kind === 'answered' && answer.status >= 200 && answer.status < 300;
		return new Set(isDone ? [only.id] : []);
	}
	const answer = await client.send(
		'PUT',
		BATCH_PATH,
		changes.map((change) => ({ id: change.id, ...bodyOf(change) })),
	);
	const rows = rowsIn(answer);
	if (rows !== null) return new Set(rows.map(({ id }) => id));
	if (answer.kind !== 'answered' || answer.status === 401 || answer.status === 403) return new Set();
	const half = Math.ceil(changes.length / 2);
	const first = await updateMetafields(client, changes.slice(0, half));
	return new Set([...first, ...(await updateMetafields(client, changes.slice(half)))]);
}

/**
 * Removes metafields with as few calls as the store takes.
 * @returns the IDs of those that the store says it has removed
 */
export async function deleteMetafields(client: ApiClient, ids: readonly number[]): Promise<Set<number>> {
	if (ids.length === 0) return new Set();
	const answer = await client.send('DELETE', BATCH_PATH, ids);
	if (answer.kind !== 'answered') return new Set();
	const { status, body } = answer;
	if (status === 204) return new Set(ids);
	const removed = isObject(body) && Array.isArray(body.data) ? body.data.map(Number) : [];
	const isOfEach = (status >= 200 && status < 300) || (isObject(body) && Array.isArray(body.errors) && status === 422);
	if (isOfEach || removed.length > 0) return new Set(removed);
	if (ids.length === 1 || status === 401 || status === 403 || status >= 500) return new Set();
	const half = Math.ceil(ids.length / 2);
	const first = await deleteMetafields(client, ids.slice(0, half));
	return new Set([...first, ...(await deleteMetafields(client, ids.slice(half)))]);
}

/** The metafields in a list's rows. */
export function metafieldsIn(rows: readonly JsonObject[]): OrderMetafield[] {
	return rows.flatMap((row) => readMetafield(row) ?? []);
}

/** The path of one order's metafields. */
export function orderMetafieldsPath(orderId: OrderId): string {
	return `/v3/orders/${orderId}/metafields`;
}

/** The path of all orders' metafields. */
export const ALL_METAFIELDS_PATH = BATCH_PATH;

function bodyOf({ namespace, key, value, description }: NewMetafield): JsonObject {
	return { permission_set: 'app_only', namespace, key, value, description };
}

/** What an answer means for every metafield of its call; null where each has to be looked at. */
function sameForEach(answer: LaneAnswer): Creation | null {
	if (answer.kind === 'throttled' || answer.kind === 'cancelled') return { kind: answer.kind };
	const failure = failureOf(answer);
	if (answer.kind === 'notSent') return { kind: 'refused', failure };
	if (answer.kind === 'unclear' || answer.status >= 500) return { kind: 'ambiguous', failure };
	if (answer.status >= 300 && answer.status < 400) return { kind: 'ambiguous', failure };
	if (answer.status === 401) return { kind: 'refused', failure };
	if (answer.status === 403)
		return isScopeRefusal(answer) ? { kind: 'refused', failure } : { kind: 'ambiguous', failure };
	return null;
}

/** The metafields that a batch says it has made or changed; null where the whole of it was refused. */
function rowsIn(answer: LaneAnswer): OrderMetafield[] | null {
	if (answer.kind !== 'answered') return null;
	const { status, body } = answer;
	if (status === 409) return [];
	if (!isObject(body) || !Array.isArray(body.data)) return null;
	const isDone = (status >= 200 && status < 300) || status === 422;
	// A refusal that lists nothing as done, and not what was wrong with each, is one of the whole.
	const isWhole = body.data.length === 0 && !Array.isArray(body.errors);
	return isDone && !isWhole ? metafieldsIn(objectsIn(body.data)) : null;
}

function readMetafield(row: JsonObject): OrderMetafield | null {
	const id = integerOf(row, 'id');
	const order = parseOrderId(row.resource_id);
	const key = textOf(row, 'key');
	if (id === null || !order.ok || key === null) return null;
	return {
		id,
		orderId: order.orderId,
		key,
		value: textOf(row, 'value') ?? '',
		createdAt: timeOf(row, 'date_created'),
		modifiedAt: timeOf(row, 'date_modified'),
	};
}

function timeOf(row: JsonObject, field: string): number | null {
	const time = Date.parse(textOf(row, field) ?? '');
	return Number.isNaN(time) ? null : time;
}
