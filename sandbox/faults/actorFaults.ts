/** Somebody else acts on the order at the worst moment. */
import { fault, milliseconds, oneOf, optional, required } from './definition';

/** The control panel and other apps act through the store; the gateway knows nothing of the store. */
export const ACTORS = ['staff', 'app', 'gateway'] as const;
export type Actor = (typeof ACTORS)[number];

/**
 * `edit` changes total, order status or notes; `authorize` a new payment in place of the old; `review` and `approve`
 * fraud.
 */
export const DEEDS = ['capture', 'void', 'refund', 'edit', 'authorize', 'review', 'approve'] as const;
export type Deed = (typeof DEEDS)[number];

/** A decimal of the order's currency. */
const AMOUNT = { type: 'string', pattern: '^\\d+(\\.\\d+)?$' };

export const ACTOR_FAULTS = {
	actor: fault(
		{
			who: oneOf(ACTORS, 'staff'),
			does: required<Deed>('capture', { enum: DEEDS }),
			when: oneOf(['beforeAction', 'afterAction', 'afterMs'], 'beforeAction'),
			ms: optional(0, milliseconds),
			amount: optional<string | null>(null, AMOUNT),
			total: optional<string | null>(null, AMOUNT),
			statusId: optional<number | null>(null, { type: 'integer', minimum: 0, maximum: 14 }),
			staffNotes: optional<string | null>(null, { type: 'string' }),
		},
		{
			on: 'action',
			label: 'Staff capture just before',
			does: 'somebody else acts just before or after the request it matches, or `ms` later; `who` is `staff`, `app` or `gateway`',
			sample: { who: 'staff', does: 'capture', times: 1 },
			more: [
				{ label: 'Staff void just before', sample: { who: 'staff', does: 'void', times: 1 } },
				{ label: 'Gateway takes the money itself', sample: { who: 'gateway', does: 'capture', times: 1 } },
				{
					label: 'App refunds 3 s after',
					sample: { who: 'app', does: 'refund', when: 'afterMs', ms: 3_000, times: 1 },
				},
			],
		},
	),
};
