import { describeResource } from '../describeResource';
import type { Resource } from '../operation';
import { capture } from './capture.operation';
import { voidPayment } from './void.operation';

/** The payment of an order: authorized at checkout, captured or voided later. */
export const payment: Resource = describeResource('payment', 'capture', [
	{
		name: 'Capture',
		value: 'capture',
		action: 'Capture payment',
		description: 'Take the money of an authorized payment, exactly once, and say captured only with proof. Repeating it is safe.',
		operation: capture,
	},
	{
		name: 'Void',
		value: 'void',
		action: 'Void payment',
		description: "Give up an authorized payment, so that the shopper's money is free again. Repeating it is safe.",
		operation: voidPayment,
	},
]);
