import { integerOf, objectOf, textOf, type JsonObject } from '../api/json';
import { HOOK_HEADER } from './secret';

/** A hook as BigCommerce keeps it, of the API account that the token belongs to. */
export interface Hook {
	id: number;
	scope: string;
	destination: string;
	/** False where BigCommerce switched it off: after 48 hours of failed deliveries, or 90 idle days. */
	isActive: boolean;
	/** The secret that its deliveries carry, or null. */
	secret: string | null;
}

/** Reads one row of the list, or null where it is no hook. Source: reference/webhooks.v3.yml, GET /hooks. */
export function readHook(row: JsonObject): Hook | null {
	const id = integerOf(row, 'id');
	const scope = textOf(row, 'scope');
	const destination = textOf(row, 'destination');
	if (id === null || scope === null || destination === null) return null;
	return { id, scope, destination, isActive: row.is_active === true, secret: secretIn(objectOf(row, 'headers') ?? {}) };
}

/** Header names have no case, and what comes back need not be written as it was sent. */
function secretIn(headers: JsonObject): string | null {
	const name = Object.keys(headers).find((key) => key.toLowerCase() === HOOK_HEADER);
	return name === undefined ? null : textOf(headers, name);
}
