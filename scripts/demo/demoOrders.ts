import type { INodeParameters } from 'n8n-workflow';
import type { OrderInput } from '../../sandbox/store';
import { SEED_ORDERS } from '../../sandbox/seed';

/** One item of one demo run's input, and what must come of it. */
export interface DemoOrder {
	/** What the workflow is fed as order ID. */
	given: string | number;
	/** What goes on with the order, in a few words. */
	story: string;
	expect: string;
}

/** One run of the workflow. */
export interface DemoRun {
	title: string;
	token?: string;
	parameters: INodeParameters;
	orders: DemoOrder[];
	/** Press Stop after this many milliseconds. */
	stopAfter?: number;
}

/** Short waits: the sandbox answers at once, where a gateway takes its time. */
const QUICK = { resultTimeout: 6, requestTimeout: 2, verificationWindow: 3 };

/** Orders that the runs need beside the sandbox's own. */
export const EXTRA_ORDERS: OrderInput[] = [
	{ id: 201, customerName: 'Ada Lovelace', total: '25.00' },
	{ id: 202, customerName: 'Grace Hopper', total: '26.00' },
	{ id: 203, customerName: 'Alan Turing', total: '27.00' },
	{ id: 204, customerName: 'Katherine Johnson', total: '28.00' },
	{ id: 205, customerName: 'Barbara Liskov', total: '29.00', faults: [{ kind: 'throttle429', resetMs: 2_000 }] },
	{ id: 206, customerName: 'Donald Knuth', total: '30.00', faults: [{ kind: 'slow', ms: 1_000, on: 'orderGet' }] },
	{ id: 207, customerName: 'Radia Perlman', total: '31.00' },
	{ id: 208, customerName: 'Mary Jackson', total: '32.00', faults: [{ kind: 'decline', on: 'void' }] },
	{ id: 209, customerName: 'Hedy Lamarr', total: '48.00', state: 'captured' },
	{
		id: 210,
		customerName: 'Annie Easley',
		total: '49.00',
		state: 'captured',
		faults: [{ kind: 'decline', on: 'refundCreate' }],
	},
	{
		id: 211,
		customerName: 'John Backus',
		total: '50.00',
		state: 'captured',
		faults: [{ kind: 'lostAnswer', on: 'refundCreate', times: 1 }],
	},
	{ id: 212, customerName: 'Tony Hoare', total: '12.00' },
];

function capture(more: INodeParameters = {}, options: INodeParameters = {}): INodeParameters {
	return payment('capture', more, options);
}

function payment(operation: string, more: INodeParameters = {}, options: INodeParameters = {}): INodeParameters {
	return {
		resource: 'payment',
		operation,
		orderId: { __rl: true, mode: 'id', value: '={{ $json.orderId }}' },
		options: { ...QUICK, ...options },
		...more,
	};
}

/** What the demo shows: one order for every outcome, then voids and refunds. */
export const DEMO_RUNS: DemoRun[] = [
	{
		title: 'Capture: every way a capture can go, in one run',
		parameters: capture(),
		orders: [
			...SEED_ORDERS.filter(({ id }) => id < 130).map(({ id, story, outcome }) => ({
				given: id,
				story,
				expect: outcome,
			})),
			{ given: '#101', story: 'The first order once more, as "#101"', expect: 'captured' },
			{ given: 9999, story: 'No such order', expect: 'notFound' },
			{ given: '12,13', story: 'Not an order ID', expect: 'invalidOrderId' },
		],
	},
	{
		title: 'The same order again: nothing is sent twice',
		parameters: capture(),
		orders: [{ given: 101, story: 'Captured above', expect: 'captured' }],
	},
	{
		title: "'Dry Run'",
		parameters: capture({}, { dryRun: true }),
		orders: [{ given: 201, story: 'Could be captured', expect: 'planned' }],
	},
	{
		title: "'Wait for Result' off",
		parameters: capture({ waitForResult: false }),
		orders: [{ given: 202, story: 'Accepted is not yet captured', expect: 'accepted' }],
	},
	{
		title: "'Only If': Expected Amount 99.00",
		parameters: capture({ guards: { expectedAmount: '99.00' } }),
		orders: [{ given: 203, story: 'Authorized for 27.00', expect: 'blocked' }],
	},
	{
		title: 'A token that BigCommerce does not know',
		token: 'no-such-token',
		parameters: capture(),
		orders: [{ given: 204, story: 'Authorized', expect: 'unauthorized' }],
	},
	{
		title: 'A quota that never frees up',
		parameters: capture({}, { resultTimeout: 3 }),
		orders: [{ given: 205, story: '429 again and again', expect: 'throttled' }],
	},
	{
		title: 'Stop, pressed while the order is being read',
		parameters: capture(),
		stopAfter: 400,
		orders: [{ given: 206, story: 'Stopped before it was sent', expect: 'cancelled' }],
	},
	{
		title: 'Void',
		parameters: payment('void'),
		orders: [
			{ given: 207, story: 'Authorized; the shopper cancelled', expect: 'voided' },
			{ given: 208, story: 'The gateway refuses the void', expect: 'declined' },
			{ given: 209, story: 'Captured before; give it back with a refund', expect: 'notVoidable' },
		],
	},
	{
		title: 'Refund: 18.00 of each order, quoted first',
		parameters: {
			resource: 'refund',
			operation: 'create',
			orderId: { __rl: true, mode: 'id', value: '={{ $json.orderId }}' },
			refundWhat: 'amount',
			amount: '18.00',
			options: QUICK,
		},
		orders: [
			{ given: 209, story: 'Captured; part of it is given back', expect: 'refunded' },
			{ given: 210, story: 'The gateway refuses the refund', expect: 'declined' },
			{ given: 211, story: 'Accepted, but the answer is lost', expect: 'refunded' },
			{ given: 212, story: 'Never captured, so there is nothing to give back', expect: 'notRefundable' },
		],
	},
];
