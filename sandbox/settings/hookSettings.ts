/** Webhooks: how they are sent, and what of it is a guess. */
import { choice, flag, integer, number } from './definition';

const group = 'hooks' as const;

export const HOOK_SETTINGS = {
	hookSignatures: flag(true, { group, label: 'Deliveries are signed', guess: 'Documented; not said for which hooks.' }),
	hookBlocking: flag(true, { group, label: 'A domain that fails too often gets nothing for three minutes' }),
	hookDuplicates: integer(0, { group, label: 'Extra copies of each delivery' }, { maximum: 20 }),
	hookReorder: flag(false, { group, label: 'Deliveries come last first' }),
	hookDelayMs: number(0, { group, label: 'Deliveries are late by (ms)' }),
	hookTimeScale: number(
		1,
		{ group, label: 'Published retry times are multiplied by' },
		{ minimum: undefined, exclusiveMinimum: 0 },
	),
	hookTimeoutMs: number(
		10_000,
		{ group, label: 'A delivery waits for its answer (ms)', guess: 'Not documented.' },
		{ minimum: 1 },
	),
	hookHashCovers: choice(
		[
			['payload', 'the whole payload'],
			['data', 'its `data` alone'],
		],
		'payload',
		{ group, label: '`hash` covers', guess: '"SHA-1 hash of the JSON-encoded payload data" may be read both ways.' },
	),
	hookWarmupMs: number(0, { group, label: 'A new hook starts working after (ms)' }),
	hookWildcardCoversTransactions: flag(true, {
		group,
		label: '`store/order/*` covers transactions',
		guess: 'Not documented.',
	}),
	hookStatusUpdatedHasStatus: flag(true, {
		group,
		label: '`statusUpdated` carries the statuses',
		guess: 'The published samples disagree.',
	}),
	hookPaymentFiresOrderUpdated: flag(true, {
		group,
		label: 'A payment change fires `store/order/updated`',
		guess: 'Not documented.',
	}),
	hookTransactionEvents: choice(
		[
			['created', 'one event, created'],
			['createdAndUpdated', 'created (pending), then updated'],
		],
		'created',
		{ group, label: 'The result of a capture arrives as', guess: 'Not documented.' },
	),
};
