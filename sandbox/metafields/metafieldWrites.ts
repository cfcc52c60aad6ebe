/** Making, changing and deleting one metafield: what single calls and batches share. */
import type { StoreContext } from '../context';
import { announceMetafield } from '../hooks/announcements';
import { isVisibleTo, isWritableBy, type Metafield, type MetafieldFields } from './metafield';

/** "The maximum number of metafields allowed on each order … is 250 per client ID." */
const MAX_PER_ORDER = 250;

/** Why a metafield could not be written. */
export interface MetafieldRefusal {
	status: 403 | 404 | 409 | 422;
	title: string;
	errors: Record<string, string>;
}

export function createMetafield(
	ctx: StoreContext,
	clientId: string,
	orderId: number,
	fields: MetafieldFields,
): Metafield | MetafieldRefusal {
	if (ctx.settings.metafieldMissingOrder === 'refused404' && !ctx.orders.get(orderId)) {
		return { status: 404, title: 'The requested order was not found.', errors: {} };
	}
	const { metafields } = ctx;
	if (metafields.taker(clientId, orderId, fields) !== undefined) return conflict(fields);
	if (metafields.countOf(clientId, orderId) >= MAX_PER_ORDER) {
		const title = `The maximum number of metafields of an order is ${MAX_PER_ORDER}.`;
		return { status: 422, title, errors: { resource_id: 'error.limit' } };
	}
	const at = ctx.now();
	const metafield = { ...fields, id: ctx.nextId('metafield'), orderId, clientId, createdAt: at, modifiedAt: at };
	metafields.add(metafield);
	announceMetafield(ctx, metafield, 'created');
	return metafield;
}

export function updateMetafield(
	ctx: StoreContext,
	clientId: string,
	metafield: Metafield | undefined,
	fields: Partial<MetafieldFields>,
): Metafield | MetafieldRefusal {
	const refusal = refusalOf(clientId, metafield);
	if (refusal || !metafield) return refusal ?? NOT_FOUND;
	const changed: Metafield = { ...metafield, ...fields, modifiedAt: ctx.now() };
	const taker = ctx.metafields.taker(metafield.clientId, metafield.orderId, changed);
	if (taker !== undefined && taker !== metafield.id) return conflict(changed);
	ctx.metafields.replace(changed);
	announceMetafield(ctx, changed, 'updated');
	return changed;
}

export function deleteMetafield(
	ctx: StoreContext,
	clientId: string,
	metafield: Metafield | undefined,
): Metafield | MetafieldRefusal {
	const refusal = refusalOf(clientId, metafield);
	if (refusal || !metafield) return refusal ?? NOT_FOUND;
	ctx.metafields.remove(metafield.id, ctx.now());
	announceMetafield(ctx, metafield, 'deleted');
	return metafield;
}

export function isRefusal(value: Metafield | MetafieldRefusal): value is MetafieldRefusal {
	return 'status' in value;
}

/** One that the caller may not see is not there; one that it may only see is not its own to change. */
function refusalOf(clientId: string, metafield: Metafield | undefined): MetafieldRefusal | undefined {
	if (!metafield || !isVisibleTo(metafield, clientId)) return NOT_FOUND;
	if (isWritableBy(metafield, clientId)) return undefined;
	return { status: 403, title: 'Unauthorized to change the metafield.', errors: {} };
}

export const NOT_FOUND: MetafieldRefusal = { status: 404, title: 'Metafield does not exist', errors: {} };

function conflict({ namespace, key }: Pick<MetafieldFields, 'namespace' | 'key'>): MetafieldRefusal {
	const title = `The metafield with namespace '${namespace}' and key '${key}' exists already.`;
	return { status: 409, title, errors: { key: 'error.duplicate' } };
}
