import type { ScenarioOrder } from './drawn/orders';
import type { Scenario } from './scenario';

/** An order with one authorization that stands, and a store in which nothing goes wrong: what a case differs from. */
export const ORDER: ScenarioOrder = {
	id: 101,
	authorizations: [{ minor: 2_500, was: 'standing' }],
	isReopened: false,
	paidByHand: 0,
	byHandAs: 'offline',
	statusId: 7,
	isArchived: false,
	giftCertificate: 0,
	certificateEvent: 'purchase',
	storeCredit: 0,
	itemsShipped: 0,
	jobs: [{ result: 'taken', delayMs: 1_000 }],
	faults: [],
	actors: [],
};

export const SCENARIO: Scenario = {
	seed: 1,
	orders: [ORDER],
	items: [{ order: 0, guards: null, options: {} }],
	traits: {
		quota: null,
		windowMs: 30_000,
		headers: 'normal',
		others: 0,
		retryAfter: 'none',
		secondCapture: 'accept201',
		secondVoid: 'accept201',
		notAuthorizedStatus: 422,
		yes: '{}',
		pendingVisible: true,
		statusAfterCapture: 11,
		modifiedDatesMove: true,
		refusalLeavesTransaction: true,
		journal: 'all',
		hasReferences: true,
		absentValues: 'object',
		hasDateHeader: true,
	},
	faults: [],
	token: 'full',
	terms: {
		dryRun: false,
		waitForResult: true,
		alreadySettled: 'succeed',
		resultTimeout: 60_000,
		verificationWindow: 10_000,
		maxConcurrency: 4,
		maxOrders: null,
		stopAfterFailures: null,
		keepOrder: false,
	},
	quotaReserve: 10,
	requestTimeout: 30_000,
	latencyMs: 40,
	wallOffset: 0,
	plan: {
		kind: 'once',
		runs: [
			{ action: 'capture', terms: {} },
			{ action: 'capture', terms: {} },
		],
	},
};
