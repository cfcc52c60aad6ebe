import type { Fault } from './faults';
import type { OrderInput, SandboxStore } from './store';

/** A demonstration order: what it is for, and what a capture of it should come to. */
export interface SeedOrder extends OrderInput {
	id: number;
	/** What goes on with this order, in a few words. */
	story: string;
	/** The outcome a capture ends in (contract §3.1), with the sandbox's own settings. */
	outcome: string;
}

/** One order for each way a capture can go, from 101 on. */
export const SEED_ORDERS: readonly SeedOrder[] = [
	{ id: 101, customerName: 'Ada Lovelace', total: '25.00', story: 'Authorized; the capture goes through', outcome: 'captured' },
	{ id: 102, customerName: 'Grace Hopper', total: '129.90', gateway: 'stripe', story: 'The gateway captures at once, no body in the answer', outcome: 'captured', faults: [{ kind: 'immediate' }, { kind: 'emptyBody' }] },
	{ id: 103, customerName: 'Alan Turing', total: '64.50', story: 'Accepted, then the gateway declines', outcome: 'declined', faults: [{ kind: 'decline' }] },
	{ id: 104, customerName: 'Katherine Johnson', total: '310.00', gateway: 'adyen', story: 'Declined so fast that pending is never seen', outcome: 'declined', faults: [{ kind: 'declineFast' }] },
	{ id: 105, customerName: 'Edsger Dijkstra', total: '18.75', story: 'Accepted, and stuck at the gateway', outcome: 'pending', faults: [{ kind: 'stuckPending' }] },
	{ id: 106, customerName: 'Barbara Liskov', total: '42.00', story: 'Accepted, but the answer is lost', outcome: 'captured', faults: [{ kind: 'lostAnswer', times: 1 }] },
	{ id: 107, customerName: 'Donald Knuth', total: '256.00', story: 'Connection cut before anything was accepted', outcome: 'captured', faults: [{ kind: 'reset', times: 1 }] },
	{ id: 108, customerName: 'Radia Perlman', total: '77.70', gateway: 'stripe', story: 'Answered 502 although it was accepted', outcome: 'captured', faults: [{ kind: 'serverError', status: 502, accepted: true, times: 1 }] },
	{ id: 109, customerName: 'Dennis Ritchie', total: '19.72', story: 'Answered 503 every time, never accepted', outcome: 'unavailable', faults: [{ kind: 'serverError', status: 503, accepted: false }] },
	{ id: 110, customerName: 'Hedy Lamarr', total: '199.00', story: 'An HTML page instead of an answer, although it was accepted', outcome: 'captured', faults: [{ kind: 'html', status: 502, accepted: true, times: 1 }] },
	{ id: 111, customerName: 'Ken Thompson', total: '11.00', story: 'Never answered, although it was accepted', outcome: 'captured', faults: [{ kind: 'hang', accepted: true, times: 1 }] },
	{ id: 112, customerName: 'Mary Jackson', total: '88.00', story: 'Reads go on showing authorized for two seconds', outcome: 'captured', faults: [{ kind: 'lateVisibility', ms: 2_000 }] },
	{ id: 113, customerName: 'Claude Shannon', total: '33.33', story: 'Turned away twice with a 429 without headers', outcome: 'captured', faults: [{ kind: 'bare429', times: 2 }] },
	{ id: 114, customerName: 'Annie Easley', total: '5400', currency: 'JPY', gateway: 'stripe', story: 'In yen, no decimals', outcome: 'captured' },
	{ id: 115, customerName: 'John Backus', total: '12.345', currency: 'KWD', story: 'In Kuwaiti dinar, three decimals', outcome: 'captured' },
	{ id: 116, customerName: 'Karen Spärck Jones', total: '60.00', storeCredit: '15.00', story: 'Part paid with store credit: 45.00 is authorized', outcome: 'captured' },
	{ id: 117, customerName: 'Niklaus Wirth', total: '49.00', state: 'captured', story: 'Captured already', outcome: 'captured' },
	{ id: 118, customerName: 'Frances Allen', total: '75.00', state: 'capturePending', story: 'Somebody in the control panel captured it a moment ago', outcome: 'captured' },
	{ id: 119, customerName: 'Tony Hoare', total: '10.00', state: 'voided', story: 'Voided', outcome: 'notCapturable' },
	{ id: 120, customerName: 'Dorothy Vaughan', total: '140.00', state: 'pending', story: 'Bank deposit, still waited for', outcome: 'notCapturable' },
	{ id: 121, customerName: 'Ada Lovelace', total: '55.00', state: 'partiallyRefunded', story: 'Captured, and half of it refunded', outcome: 'captured' },
	{ id: 122, customerName: 'Grace Hopper', total: '95.00', state: 'heldForReview', story: 'Held back as possible fraud', outcome: 'notCapturable' },
	{ id: 123, customerName: 'Alan Turing', total: '210.00', ageDays: 31, story: 'Authorized a month ago; the gateway says it has expired', outcome: 'declined', faults: [{ kind: 'expired' }] },
	{ id: 124, customerName: 'Katherine Johnson', total: '36.00', gateway: 'paypalexpress', story: 'A gateway that cannot capture from here', outcome: 'notCapturable', faults: [{ kind: 'gatewayUnsupported' }] },
	{ id: 125, customerName: 'Edsger Dijkstra', total: '27.00', story: 'A payment status nobody has heard of', outcome: 'notCapturable', faults: [{ kind: 'unknownStatus', paymentStatus: 'awaiting the oracle' }] },
	{ id: 126, customerName: 'Barbara Liskov', total: '82.00', story: 'Accepted, answer lost, and then nothing can be read', outcome: 'unknown', faults: [{ kind: 'archived' }, { kind: 'lostAnswer', times: 1 }, { kind: 'readError', status: 503, since: 'accepted' }] },
	{ id: 127, customerName: 'Donald Knuth', total: '31.41', story: 'Archived: in no list, but it can be read and captured', outcome: 'captured', faults: [{ kind: 'archived' }] },
	{ id: 128, customerName: 'Radia Perlman', total: '47.11', story: 'Sent on to another host', outcome: 'unavailable', faults: [{ kind: 'redirect', to: 'http://other-host.invalid/' }] },
	{ id: 129, customerName: 'Dennis Ritchie', total: '23.00', story: 'The transactions service is down', outcome: 'captured', faults: [{ kind: 'transactions503' }] },
	{
		id: 130,
		customerName: 'Hedy Lamarr',
		customerId: 0,
		state: 'captured',
		taxPercent: 20,
		lines: [
			{ name: 'Fog Linen Towel', price: '24.00', quantity: 3 },
			{ name: 'Brewing System', price: '60.00' },
		],
		shippingCost: '12.00',
		story: 'Captured guest order with several products, for refunds',
		outcome: 'captured',
	},
];

/** Puts the demonstration orders into a store: the first placed about five days ago, the last just now. */
export function seedStore(store: SandboxStore): void {
	for (const { story: _story, outcome: _outcome, ...order } of SEED_ORDERS) {
		store.addOrder({ ageDays: (131 - order.id) / 6, ...order });
	}
}

/** Every fault in words, for the page's list and the README. */
export const FAULTS: ReadonlyArray<{ label: string; fault: Fault }> = [
	{ label: 'Declined by the gateway', fault: { kind: 'decline' } },
	{ label: 'Declined at once', fault: { kind: 'declineFast' } },
	{ label: 'Authorization expired', fault: { kind: 'expired' } },
	{ label: 'Stuck pending', fault: { kind: 'stuckPending' } },
	{ label: 'Captured at once', fault: { kind: 'immediate' } },
	{ label: 'Pending never shown', fault: { kind: 'pendingHidden' } },
	{ label: 'Change visible 2 s late', fault: { kind: 'lateVisibility', ms: 2_000 } },
	{ label: 'Accepted, answer lost', fault: { kind: 'lostAnswer', times: 1 } },
	{ label: 'Reset, not accepted', fault: { kind: 'reset', times: 1 } },
	{ label: 'Hangs, accepted', fault: { kind: 'hang', accepted: true, times: 1 } },
	{ label: 'Hangs, not accepted', fault: { kind: 'hang', accepted: false, times: 1 } },
	{ label: 'Answers 3 s late', fault: { kind: 'slow', ms: 3_000 } },
	{ label: '502, accepted', fault: { kind: 'serverError', status: 502, accepted: true, times: 1 } },
	{ label: '503, not accepted', fault: { kind: 'serverError', status: 503, accepted: false, times: 1 } },
	{ label: 'HTML page, accepted', fault: { kind: 'html', status: 502, accepted: true, times: 1 } },
	{ label: 'HTML page with 200, not accepted', fault: { kind: 'html', status: 200, accepted: false, times: 1 } },
	{ label: 'JSON cut short', fault: { kind: 'truncatedJson', times: 1 } },
	{ label: 'Text instead of JSON', fault: { kind: 'textBody', times: 1 } },
	{ label: 'Array instead of object', fault: { kind: 'arrayBody', times: 1 } },
	{ label: 'Empty body', fault: { kind: 'emptyBody', times: 1 } },
	{ label: 'Redirect to another host', fault: { kind: 'redirect', to: 'http://other-host.invalid/', times: 1 } },
	{ label: '429 without headers, twice', fault: { kind: 'bare429', times: 2 } },
	{ label: '429 with headers', fault: { kind: 'throttle429', resetMs: 1_000, times: 1 } },
	{ label: 'Gateway cannot do it', fault: { kind: 'gatewayUnsupported' } },
	{ label: 'Not found', fault: { kind: 'notFound' } },
	{ label: 'Archived', fault: { kind: 'archived' } },
	{ label: 'Reads fail with 500', fault: { kind: 'readError', status: 500 } },
	{ label: 'Transactions answer 503', fault: { kind: 'transactions503' } },
	{ label: 'Unknown payment status', fault: { kind: 'unknownStatus', paymentStatus: 'awaiting the oracle' } },
	{ label: 'Refund: tax service gone', fault: { kind: 'taxServiceGone', times: 1 } },
	{ label: 'Refund: order busy', fault: { kind: 'refundBusy', times: 1 } },
	{ label: 'Refund: quote has changed', fault: { kind: 'quoteChanged', byMinor: -100, times: 1 } },
];
