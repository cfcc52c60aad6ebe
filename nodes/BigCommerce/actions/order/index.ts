import { describeResource } from '../describeResource';
import type { Resource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';

/** Orders, as far as working with their payments needs them. */
export const order: Resource = describeResource('order', 'get', [
	{
		name: 'Get',
		value: 'get',
		action: 'Get order',
		description: 'Look one order up: status, payment status, total, customer. Reads only; moves no money.',
		operation: get,
	},
	{
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many orders',
		description: 'List orders by status, date, customer or total. Reads only; moves no money.',
		operation: getMany,
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update order',
		description:
			'Set the status, staff notes or external IDs of one order. It never moves money: a status is a label, and a payment is captured or voided with the payment operations. Repeated, it sends only what differs by then.',
		operation: update,
	},
]);
