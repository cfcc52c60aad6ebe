/** The store itself and how fast it answers. */
import { DEFAULT_TOKENS, SCOPES, type TokenGrant } from '../scopes';
import { choice, integer, number, numberOrNone, type SettingDefinition, text } from './definition';

const TEXT = { type: 'string', minLength: 1 };

const tokens: SettingDefinition<Record<string, TokenGrant>> = {
	value: { ...DEFAULT_TOKENS },
	group: 'store',
	label: 'Tokens, each with its API account and scopes',
	schema: {
		type: 'object',
		additionalProperties: {
			type: 'object',
			required: ['clientId', 'scopes'],
			additionalProperties: false,
			properties: { clientId: TEXT, scopes: { type: 'array', items: { enum: SCOPES } } },
		},
	},
};

const customStatusLabels: SettingDefinition<Record<string, string>> = {
	value: {},
	group: 'store',
	label: "Merchant's own names of order statuses, by id",
	schema: { type: 'object', additionalProperties: { type: 'string' } },
};

const retryAfter: SettingDefinition<'none' | 'window' | number> = {
	value: 'none',
	group: 'quota',
	label: '`X-Retry-After` on a 429: absent, the rest of the window, or this many seconds',
	guess: 'Documented as legacy, and still read by the official clients.',
	schema: { anyOf: [{ enum: ['none', 'window'] }, { type: 'number', minimum: 0 }] },
};

export const STORE_SETTINGS = {
	storeHash: text('sandbox', { group: 'store', label: 'Store hash' }),
	storeId: text('1025646', { group: 'store', label: '`store_id` of hook payloads' }),
	apiHost: text('https://api.bigcommerce.com', { group: 'store', label: 'Host in the links inside bodies' }),
	tokens,
	clientSecret: text('sandbox-client-secret', { group: 'store', label: 'Key of the hook signatures' }),
	customStatusLabels,
	logSize: integer(1_000, { group: 'store', label: 'Requests kept in the log' }, { minimum: 1, maximum: 100_000 }),

	latencyMs: number(0, { group: 'pace', label: 'Every answer takes (ms)' }),
	captureDelayMs: number(1_000, { group: 'pace', label: 'Capture takes (ms)' }),
	voidDelayMs: number(1_000, { group: 'pace', label: 'Void takes (ms)' }),
	refundDelayMs: number(0, { group: 'pace', label: 'Refund takes (ms)' }),
	refundBusyMs: number(0, { group: 'pace', label: 'After a refund the order is busy for (ms)' }),

	quota: numberOrNone(150, { group: 'quota', label: 'Requests in a window' }),
	windowMs: number(30_000, { group: 'quota', label: 'Length of a window (ms)' }, { minimum: 1 }),
	quotaPool: choice(
		[
			['shared', 'one for the whole store'],
			['byClient', 'one for each API account'],
		],
		'shared',
		{
			group: 'quota',
			label: 'The quota is',
			guess: '"Shared by all apps" and "for your client" both stand in the documentation of rate limits.',
		},
	),
	otherAppsPerWindow: integer(0, { group: 'quota', label: 'Used by other apps in a window' }),
	quotaHeaders: choice(
		[
			['normal', 'as documented'],
			['none', 'absent'],
			['zero', 'all zero'],
			['negative', 'negative'],
			['text', 'words'],
		],
		'normal',
		{ group: 'quota', label: 'Quota headers' },
	),
	retryAfter,
	concurrency: choice(
		[
			['unlimited', 'not limited'],
			['adaptive', 'limited, by an adaptive limit'],
		],
		'unlimited',
		{
			group: 'quota',
			label: 'Requests at once are',
			guess: 'Adaptive limits are undocumented on purpose (github.com/bigcommerce/docs/pull/684).',
		},
	),
	concurrencyMin: integer(3, { group: 'quota', label: 'Least requests at once' }, { minimum: 1 }),
	concurrencyMax: integer(40, { group: 'quota', label: 'Most requests at once' }, { minimum: 1 }),
};
