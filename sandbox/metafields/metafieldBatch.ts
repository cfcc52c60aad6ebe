/** `POST`, `PUT` and `DELETE /v3/orders/metafields`: many at once, each done or refused for itself. */
import { type Answer, json, STATUS_CODES_PAGE, v3Error } from '../answers';
import type { StoreContext } from '../context';
import { isRecord, parseJson } from '../jsonBody';
import type { StoreSettings } from '../settings';
import type { Metafield } from './metafield';
import { metafieldBody } from './metafieldBody';
import { readMetafield, readNewMetafield } from './metafieldRequest';
import { createMetafield, deleteMetafield, isRefusal, type MetafieldRefusal, updateMetafield } from './metafieldWrites';

interface Failed {
	/** Position in the request, from 0. */
	index: number;
	/** The order of a create, the metafield of the others. */
	id: number;
	refusal: MetafieldRefusal;
}

export function createMetafields(ctx: StoreContext, clientId: string, text: string): Answer {
	const { metafieldCreatedStatus: okStatus } = ctx.settings;
	return batch(ctx, text, { okStatus, body: metafieldBody }, (entry) => {
		if (!isRecord(entry)) return { id: 0, result: invalid({ '': 'error.expected.jsobject' }) };
		const { resource_id: orderId } = entry;
		const read = readNewMetafield(entry);
		if (typeof orderId !== 'number' || !Number.isSafeInteger(orderId) || orderId < 1) {
			return { id: 0, result: invalid({ resource_id: 'error.expected.jsinteger' }) };
		}
		const result = 'problems' in read ? invalid(read.problems) : createMetafield(ctx, clientId, orderId, read.fields);
		return { id: orderId, result };
	});
}

export function updateMetafields(ctx: StoreContext, clientId: string, text: string): Answer {
	return batch(ctx, text, { okStatus: 200, body: metafieldBody }, (entry) => {
		const id = isRecord(entry) && typeof entry.id === 'number' ? entry.id : undefined;
		if (!isRecord(entry) || id === undefined) return { id: 0, result: invalid({ id: 'error.expected.jsinteger' }) };
		const { fields, problems } = readMetafield(entry);
		if (Object.keys(problems).length > 0) return { id, result: invalid(problems) };
		return { id, result: updateMetafield(ctx, clientId, ctx.metafields.get(id), fields) };
	});
}

export function deleteMetafields(ctx: StoreContext, clientId: string, text: string): Answer {
	return batch(ctx, text, { okStatus: 200, body: ({ id }) => id }, (entry) => {
		if (typeof entry !== 'number') return { id: 0, result: invalid({ '': 'error.expected.jsinteger' }) };
		return { id: entry, result: deleteMetafield(ctx, clientId, ctx.metafields.get(entry)) };
	});
}

function batch(
	ctx: StoreContext,
	text: string,
	{ okStatus, body }: { okStatus: number; body: (metafield: Metafield) => unknown },
	write: (entry: unknown) => { id: number; result: Metafield | MetafieldRefusal },
): Answer {
	const entries = parseJson(text);
	if (!Array.isArray(entries)) return syntaxError();
	const { settings } = ctx;
	if (entries.length === 0) return v3Error(422, 'JSON data is missing or invalid', { '': 'error.minItems' });
	if (entries.length > settings.metafieldBatchLimit) {
		const title = `The batch has more than ${settings.metafieldBatchLimit} items.`;
		return v3Error(settings.metafieldOverLimitStatus, title, { '': 'error.maxItems' });
	}
	const done: Metafield[] = [];
	const failed: Failed[] = [];
	for (const [index, entry] of entries.entries()) {
		const { id, result } = write(entry);
		if (isRefusal(result)) failed.push({ index, id, refusal: result });
		else done.push(result);
	}
	return json(failed.length === 0 ? okStatus : failedStatus(settings, done, failed), {
		data: done.map(body),
		errors: failed.length === 0 ? [] : errorsOf(settings, failed),
		meta: { total: entries.length, success: done.length, failed: failed.length },
	});
}

/** 422 when some were not done; what it is when all were taken already is a switch. */
function failedStatus(settings: StoreSettings, done: Metafield[], failed: Failed[]): number {
	if (done.length > 0) return 422;
	const isConflict = failed.every(({ refusal }) => refusal.status === 409);
	return isConflict ? settings.metafieldAllConflictStatus : 422;
}

/** One entry for all, as in the published example, or one for each that failed. */
function errorsOf({ metafieldBatchErrors }: StoreSettings, failed: Failed[]): unknown[] {
	const page = { type: STATUS_CODES_PAGE };
	if (metafieldBatchErrors === 'each') {
		return failed.map(({ refusal: { status, title, errors } }) => ({ status, title, ...page, errors }));
	}
	const key = ({ index, id }: Failed): string => String(metafieldBatchErrors === 'byIndex' ? index : id);
	const errors = Object.fromEntries(failed.map((one) => [key(one), one.refusal.title]));
	return [{ status: 422, title: 'Bulk operation has failed', ...page, errors }];
}

function invalid(errors: Record<string, string>): MetafieldRefusal {
	return { status: 422, title: 'JSON data is missing or invalid', errors };
}

/** The published 400 has a `detail`. */
export function syntaxError(): Answer {
	return json(400, { status: 400, title: 'Input is invalid', type: STATUS_CODES_PAGE, detail: 'Syntax error' });
}
