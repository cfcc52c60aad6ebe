import type { Setting } from './questions/question';

/** Switches of the sandbox that a real store cannot be asked about, and why. */
export const NOT_ASKED_OF_A_STORE: Readonly<Partial<Record<Setting, string>>> = {
	refundBusyMs: 'How long an order stays busy takes more refunds than a test order has; only the status is asked.',
	metafieldMissingOrder: 'It takes a call for an order that was not named.',
	pageCap: 'It takes a list of orders that were not named.',
	quotaPool: 'It takes a second API account.',
	hookTimeoutMs: 'It takes deliveries that are left unanswered, which counts against the address.',
	hookReorder: 'An order that was kept proves nothing; the report lists the order in which they came.',
	hookWarmupMs: 'The probe waits for the published minute.',
};
