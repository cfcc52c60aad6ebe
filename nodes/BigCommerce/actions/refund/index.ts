import { describeResource } from '../describeResource';
import type { Resource } from '../operation';
import { create } from './create.operation';
import { createQuote } from './createQuote.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

/** Money that goes back to the shopper. */
export const refund: Resource = describeResource('refund', 'create', [
	{
		name: 'Create',
		value: 'create',
		action: 'Create refund',
		description:
			"Give captured money of one order back to the shopper: everything left, an amount, items, or what was not shipped. This moves money. With a 'Reference' of yours repeating it is safe; without one only within the same execution.",
		operation: create,
	},
	{
		name: 'Create Quote',
		value: 'createQuote',
		action: 'Create refund quote',
		description: 'Work out what a refund of one order would come to, and through which providers. Moves no money.',
		operation: createQuote,
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get refund',
		description: 'Look one refund up by its ID. Reads only; moves no money.',
		operation: get,
	},
	{
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many refunds',
		description: 'List the refunds of one order, or of all orders. Reads only; moves no money.',
		operation: getMany,
	},
]);
