import { SCOPES } from '../scopes';

const TEXT = { type: 'string', minLength: 1 };
const SWITCH = { type: 'boolean' };
const MILLISECONDS = { type: 'number', minimum: 0 };
const COUNT = { type: 'integer', minimum: 0 };
const SECOND = { enum: ['accept201', 'conflict409', 'unprocessable422', 'ignore201'] };
const STATUS_OR_UNCHANGED = { anyOf: [{ type: 'integer', minimum: 0, maximum: 14 }, { const: 'unchanged' }] };

/** The same fields as `StoreSettings`, any of them. */
export const SETTINGS_SCHEMA = {
	type: 'object',
	additionalProperties: false,
	properties: {
		storeHash: TEXT,
		storeId: TEXT,
		apiHost: TEXT,
		tokens: {
			type: 'object',
			additionalProperties: {
				type: 'object',
				required: ['clientId', 'scopes'],
				additionalProperties: false,
				properties: { clientId: TEXT, scopes: { type: 'array', items: { enum: SCOPES } } },
			},
		},
		clientSecret: TEXT,
		latencyMs: MILLISECONDS,
		quota: { anyOf: [{ type: 'integer', minimum: 0 }, { type: 'null' }] },
		windowMs: { type: 'number', minimum: 1 },
		quotaHeaders: { enum: ['normal', 'none', 'zero', 'negative', 'text'] },
		otherAppsPerWindow: COUNT,
		retryAfter: { anyOf: [{ enum: ['none', 'window'] }, { type: 'number', minimum: 0 }] },
		captureDelayMs: MILLISECONDS,
		voidDelayMs: MILLISECONDS,
		refundDelayMs: MILLISECONDS,
		refundBusyMs: MILLISECONDS,
		refundBusyStatus: { enum: [409, 422] },
		secondCapture: SECOND,
		secondVoid: SECOND,
		notAuthorizedStatus: { enum: [400, 404, 409, 422] },
		captureBody: { enum: ['{}', '', 204] },
		pendingVisible: SWITCH,
		statusAfterCapture: STATUS_OR_UNCHANGED,
		statusAfterVoid: STATUS_OR_UNCHANGED,
		statusAfterRefund: { enum: ['moves', 'unchanged'] },
		modifiedDatesMove: SWITCH,
		declineLeavesTransaction: SWITCH,
		transactionsRecorded: { enum: ['all', 'authorizationOnly', 'none'] },
		absentValues: { enum: ['object', 'null', 'missing'] },
		overLimit: { enum: ['error413', 'cap'] },
		refundListMeta: { enum: ['pagination', 'empty'] },
		metafieldScope: { enum: ['orders', 'ordersOrTransactions', 'denied'] },
		metafieldCreatedStatus: { enum: [200, 201] },
		metafieldBatchLimit: { type: 'integer', minimum: 1 },
		metafieldOverLimitStatus: { enum: [413, 422] },
		metafieldConflictBody: { enum: ['errors', 'plain', 'empty'] },
		metafieldBatchErrors: { enum: ['byIndex', 'byResource', 'each'] },
		metafieldAllConflictStatus: { enum: [422, 409] },
		metafieldMissingOrder: { enum: ['accepted', 'refused404'] },
		metafieldListLateMs: MILLISECONDS,
		metafieldResourceFilter: { enum: ['honoured', 'ignored'] },
		customStatusLabels: { type: 'object', additionalProperties: { type: 'string' } },
		logSize: { type: 'integer', minimum: 1, maximum: 100_000 },
		hookSignatures: SWITCH,
		hookDuplicates: { type: 'integer', minimum: 0, maximum: 20 },
		hookReorder: SWITCH,
		hookDelayMs: MILLISECONDS,
		hookTimeScale: { type: 'number', exclusiveMinimum: 0 },
		hookTimeoutMs: { type: 'number', minimum: 1 },
		hookHashCovers: { enum: ['payload', 'data'] },
		hookWarmupMs: MILLISECONDS,
		hookBlocklist: SWITCH,
		hookWildcardCoversTransactions: SWITCH,
		hookStatusUpdatedHasStatus: SWITCH,
		hookPaymentFiresOrderUpdated: SWITCH,
		hookTransactionEvents: { enum: ['created', 'createdAndUpdated'] },
	},
};
