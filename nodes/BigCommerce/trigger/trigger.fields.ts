import type { INodeProperties } from 'n8n-workflow';

export const eventsField: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: ['paymentCaptured', 'paymentCaptureFailed'],
	description: 'What starts the workflow',
	options: [
		{ name: 'Order Created', value: 'orderCreated', description: 'Any new order, incomplete and unpaid ones included' },
		{ name: 'Order Status Updated', value: 'orderStatusUpdated', description: 'The status of an order changed' },
		{ name: 'Order Updated', value: 'orderUpdated', description: 'Anything about an order changed' },
		{
			name: 'Payment Capture Failed',
			value: 'paymentCaptureFailed',
			description: 'The gateway refused to capture an authorized payment',
		},
		{
			name: 'Payment Captured',
			value: 'paymentCaptured',
			description: 'The gateway captured an authorized payment. What is paid at checkout comes as Transaction Created.',
		},
		{ name: 'Payment Voided', value: 'paymentVoided', description: 'The gateway voided an authorized payment' },
		{
			name: 'Refund Created',
			value: 'refundCreated',
			description: 'A refund was submitted; whether the gateway took it shows in the refund',
		},
		{ name: 'Shipment Created', value: 'shipmentCreated', description: 'A shipment was added to an order' },
		{
			name: 'Transaction Created',
			value: 'transactionCreated',
			description: 'A payment transaction of any kind, good or bad, was written',
		},
		{ name: 'Transaction Updated', value: 'transactionUpdated', description: 'A payment transaction changed' },
	],
};
