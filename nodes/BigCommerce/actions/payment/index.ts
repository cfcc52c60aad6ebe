import { describeResource } from '../describeResource';
import type { Resource } from '../operation';
import { capture } from './capture.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getSummary } from './getSummary.operation';
import { voidPayment } from './void.operation';

/** The payment of an order: authorized at checkout, captured or voided later. */
export const payment: Resource = describeResource('payment', 'capture', [
	{
		name: 'Capture',
		value: 'capture',
		action: 'Capture payment',
		description:
			'Take the money of an authorized payment, exactly once, and say captured only with proof. Repeating it is safe.',
		operation: capture,
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get payment',
		description:
			'Tell where the payment of one order stands: its state, whether it can be captured, its amounts, and when the authorization may expire. Reads only; moves no money.',
		operation: get,
	},
	{
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many payments',
		description:
			'Find payments by state, oldest first: which orders can be captured, and which authorizations expire soon. Reads only; moves no money.',
		operation: getMany,
	},
	{
		name: 'Get Summary',
		value: 'getSummary',
		action: 'Get payment summary',
		description:
			'Count and add up open payments: authorized, expiring, pending too long, shipped and not captured. Reads only; moves no money.',
		operation: getSummary,
	},
	{
		name: 'Void',
		value: 'void',
		action: 'Void payment',
		description: "Void an authorized payment, so that the shopper's money is free again. Repeating it is safe.",
		operation: voidPayment,
	},
]);
