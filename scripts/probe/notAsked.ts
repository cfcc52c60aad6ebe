import type { Setting } from './questions/question';

/** Switches of the sandbox that a real store cannot be asked about, and why. */
export const NOT_ASKED_OF_A_STORE: Readonly<Partial<Record<Setting, string>>> = {
	refundBusyMs: 'How long an order stays busy takes more refunds than a test order has; only the status is asked.',
	metafieldMissingOrder: 'It takes a call for an order that was not named.',
	hookReorder: 'An order that was kept proves nothing; the report lists the order in which they came.',
	hookWarmupMs: 'The probe waits for the published minute.',
	hookBlocklist: 'It takes a hundred failed deliveries, and shuts a domain out.',
	customStatusLabels: "A merchant's own words, not a behavior.",
};

/** Settings that say what a store is or how fast it is, not what it does where nothing is published. */
export const STORE_ITSELF: ReadonlySet<Setting> = new Set<Setting>([
	'storeHash',
	'storeId',
	'apiHost',
	'tokens',
	'clientSecret',
	'latencyMs',
	'quota',
	'windowMs',
	'otherAppsPerWindow',
	'captureDelayMs',
	'voidDelayMs',
	'refundDelayMs',
	'logSize',
	'hookDelayMs',
	'hookTimeScale',
	'hookTimeoutMs',
]);
