import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject, type JsonObject } from '../../api/json';
import { nothingCounted, type Counted } from '../../capture/counted';

/**
 * What this node has counted towards its limits in this execution: n8n keeps a node's context with the execution, also
 * while it waits, and gives it to every call of an agent and every round of a loop.
 */
export function countedIn(context: IExecuteFunctions): Counted {
	const kept: JsonObject = context.getContext('node');
	const { counted } = kept;
	if (isCounted(counted)) return counted;
	const nothing = nothingCounted();
	kept.counted = nothing;
	return nothing;
}

function isCounted(value: unknown): value is Counted {
	if (!isObject(value) || !isObject(value.amounts)) return false;
	if (!Array.isArray(value.orders) || !Array.isArray(value.failed)) return false;
	const amounts = [value.total, ...Object.values(value.amounts)];
	return (
		[...value.orders, ...value.failed].every(Number.isInteger) &&
		amounts.every((amount) => typeof amount === 'string' && /^-?\d+$/.test(amount)) &&
		(value.currency === null || typeof value.currency === 'string')
	);
}
