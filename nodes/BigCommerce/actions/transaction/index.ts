import { describeResource } from '../describeResource';
import type { Resource } from '../operation';
import { getMany } from './getMany.operation';

/** What payment providers reported: authorizations, captures, voids, refunds. */
export const transaction: Resource = describeResource('transaction', 'getMany', [
	{
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many transactions',
		description:
			'List what the payment provider reported for one order: authorization, capture, void, refund. Reads only; moves no money.',
		operation: getMany,
	},
]);
