import type { INodeProperties } from 'n8n-workflow';

const events: INodeProperties = {
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

const STATUS_CHANGES = { show: { events: ['orderStatusUpdated'] } };

const fromStatus: INodeProperties = {
	displayName: 'From Status Names or IDs',
	name: 'fromStatus',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
	displayOptions: STATUS_CHANGES,
	default: [],
	description:
		'Which statuses an order must come from for Order Status Updated; none lets all through. A change whose previous status BigCommerce does not say comes through too. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

const toStatus: INodeProperties = {
	displayName: 'To Status Names or IDs',
	name: 'toStatus',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
	displayOptions: STATUS_CHANGES,
	default: [],
	description:
		'Which statuses an order must go to for Order Status Updated; none lets all through. Where BigCommerce does not say the new status, it is read from the order. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

const includeOrder: INodeProperties = {
	displayName: 'Include Order',
	name: 'includeOrder',
	type: 'boolean',
	default: false,
	description: 'Whether to read the order and add it to the item as it is when the event is worked on',
};

const notice: INodeProperties = {
	displayName: 'BigCommerce delivers to HTTPS on port 443 only. A new hook may take up to one minute to start.',
	name: 'notice',
	type: 'notice',
	default: '',
};

export const triggerFields: INodeProperties[] = [events, fromStatus, toStatus, includeOrder, notice];
