import { DEFAULT_TOKENS, type TokenGrant } from './scopes';

/**
 * How the store answers a capture (or void) of a payment that is already on its way or done.
 * Nobody has published what BigCommerce does (facts §9, questions 1 and 10), so every way is a switch.
 * `accept201` runs a second job: the money moves twice, and the ledger shows it.
 */
export type SecondAction = 'accept201' | 'conflict409' | 'unprocessable422' | 'ignore201';

export type QuotaHeaders = 'normal' | 'none' | 'zero' | 'negative' | 'text';

export interface StoreSettings {
	storeHash: string;
	/** `store_id` of hook payloads, a string there. */
	storeId: string;
	/** Host put into the links inside bodies. */
	apiHost: string;
	tokens: Record<string, TokenGrant>;
	/** Key of the hook signatures (facts §6.4). */
	clientSecret: string;
	/** Every answer is this late. */
	latencyMs: number;

	/** Requests allowed in a window; null is the unlimited plan, which sends no quota headers. */
	quota: number | null;
	windowMs: number;
	quotaHeaders: QuotaHeaders;
	/** What other apps of the store use up in each window, spread evenly over it. */
	otherAppsPerWindow: number;
	/** `X-Retry-After` on a 429: absent, the rest of the window in whole seconds, or this many seconds. */
	retryAfter: 'none' | 'window' | number;

	/** From acceptance to the gateway's word. 0 settles at once. */
	captureDelayMs: number;
	voidDelayMs: number;
	refundDelayMs: number;
	/** After a refund was taken, how long the order counts as busy (facts §1.5: one at a time). */
	refundBusyMs: number;
	refundBusyStatus: 409 | 422;

	secondCapture: SecondAction;
	secondVoid: SecondAction;
	/** Status of a capture or void that the payment's state rules out. */
	notAuthorizedStatus: 400 | 404 | 409 | 422;
	/** Body of a 201; the number 204 is a 204 without body. */
	captureBody: '{}' | '' | 204;
	/** Off: reads go on showing `authorized` until the result is there, as with some gateways (facts §2.2). */
	pendingVisible: boolean;
	statusAfterCapture: number | 'unchanged';
	statusAfterVoid: number | 'unchanged';
	statusAfterRefund: 'moves' | 'unchanged';
	/** Whether a change of the payment alone moves `date_modified` (unknown, facts §6.3). */
	modifiedDatesMove: boolean;
	declineLeavesTransaction: boolean;
	/** Some gateways kept no journal: `none` answers 204 (facts §1.3). */
	transactionsRecorded: 'all' | 'authorizationOnly' | 'none';
	/** How a transaction shows what it has not: `{}` as in the official sample, null, or nothing. */
	absentValues: 'object' | 'null' | 'missing';
	/** `limit` above 250 on a v2 list (facts §9, question 8). */
	overLimit: 'error413' | 'cap';
	/** `meta` of the list of all refunds (facts §9, question 9). */
	refundListMeta: 'pagination' | 'empty';
	/** Which scope metafields of orders need is not said; `denied` refuses every token with 403. */
	metafieldScope: 'orders' | 'ordersOrTransactions' | 'denied';
	/** 200 is published for a create; 201 is what other creates answer. */
	metafieldCreatedStatus: 200 | 201;
	/** How many metafields one batch may have; not published. */
	metafieldBatchLimit: number;
	/** Status of a batch refused whole because it is too large. */
	metafieldOverLimitStatus: 413 | 422;
	/** Body of a 409: with `errors`, without, or nothing at all. */
	metafieldConflictBody: 'errors' | 'plain' | 'empty';
	/** `errors` of a batch: one entry with positions or resource ids as keys, or one entry for each that failed. */
	metafieldBatchErrors: 'byIndex' | 'byResource' | 'each';
	/** Status of a batch in which every create was taken already. */
	metafieldAllConflictStatus: 422 | 409;
	/** "The service does not check that the order exists" (staff, github.com/bigcommerce/docs/pull/197). */
	metafieldMissingOrder: 'accepted' | 'refused404';
	/** Lists show what is created, changed and deleted this much later; single reads are always fresh. */
	metafieldListLateMs: number;
	/** `resource_id:in` is not among the published parameters of the list: does it filter? */
	metafieldResourceFilter: 'honoured' | 'ignored';
	/** Merchant's own names of order statuses, by id. */
	customStatusLabels: Record<string, string>;
	/** Requests kept in the log. */
	logSize: number;

	/** Standard Webhooks signature headers on deliveries. */
	hookSignatures: boolean;
	/** Extra copies of every delivery. */
	hookDuplicates: number;
	/** Deliveries that are due together go out last first. */
	hookReorder: boolean;
	hookDelayMs: number;
	/** Published retry times are multiplied by this: 1 is real time, 0.001 makes minutes milliseconds. */
	hookTimeScale: number;
	hookTimeoutMs: number;
	/** "SHA-1 hash of the JSON-encoded payload data" (facts §6.2): of the payload, or of its `data` alone? */
	hookHashCovers: 'payload' | 'data';
	/** A new hook may take up to a minute to start working (facts §6.1). Not scaled. */
	hookWarmupMs: number;
	/** Stop calling a domain that fails (facts §6.2). */
	hookBlocklist: boolean;
	/** Does `store/order/*` cover transaction events? Unknown (facts §6.3). */
	hookWildcardCoversTransactions: boolean;
	/** The samples disagree on whether `statusUpdated` carries the statuses (facts §6.3). */
	hookStatusUpdatedHasStatus: boolean;
	/** Does a change of the payment alone fire `store/order/updated`? Unknown (facts §6.3). */
	hookPaymentFiresOrderUpdated: boolean;
	/** Does the result of a capture arrive as one event or as created (pending) and updated? Unknown (facts §6.3). */
	hookTransactionEvents: 'created' | 'createdAndUpdated';
}

/** A fresh object every time: tokens and labels may be changed by the owner. */
export function defaultSettings(): StoreSettings {
	return {
		storeHash: 'sandbox',
		storeId: '1025646',
		apiHost: 'https://api.bigcommerce.com',
		tokens: { ...DEFAULT_TOKENS },
		clientSecret: 'sandbox-client-secret',
		latencyMs: 0,
		quota: 150,
		windowMs: 30_000,
		quotaHeaders: 'normal',
		otherAppsPerWindow: 0,
		retryAfter: 'none',
		captureDelayMs: 1_000,
		voidDelayMs: 1_000,
		refundDelayMs: 0,
		refundBusyMs: 0,
		refundBusyStatus: 422,
		secondCapture: 'unprocessable422',
		secondVoid: 'unprocessable422',
		notAuthorizedStatus: 422,
		captureBody: '{}',
		pendingVisible: true,
		statusAfterCapture: 11,
		statusAfterVoid: 5,
		statusAfterRefund: 'moves',
		modifiedDatesMove: true,
		declineLeavesTransaction: true,
		transactionsRecorded: 'all',
		absentValues: 'object',
		overLimit: 'error413',
		refundListMeta: 'pagination',
		metafieldScope: 'orders',
		metafieldCreatedStatus: 200,
		metafieldBatchLimit: 250,
		metafieldOverLimitStatus: 422,
		metafieldConflictBody: 'errors',
		metafieldBatchErrors: 'byIndex',
		metafieldAllConflictStatus: 422,
		metafieldMissingOrder: 'accepted',
		metafieldListLateMs: 0,
		metafieldResourceFilter: 'honoured',
		customStatusLabels: {},
		logSize: 1_000,
		hookSignatures: true,
		hookDuplicates: 0,
		hookReorder: false,
		hookDelayMs: 0,
		hookTimeScale: 1,
		hookTimeoutMs: 10_000,
		hookHashCovers: 'payload',
		hookWarmupMs: 0,
		hookBlocklist: true,
		hookWildcardCoversTransactions: true,
		hookStatusUpdatedHasStatus: true,
		hookPaymentFiresOrderUpdated: true,
		hookTransactionEvents: 'created',
	};
}
