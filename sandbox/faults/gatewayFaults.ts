/** Faults of the gateway: what becomes of an action that the store has accepted. */
import { fault, optional } from './definition';

const message = optional('', { type: 'string' });

export const GATEWAY_FAULTS = {
	decline: fault(
		{ message },
		{
			on: 'action',
			label: 'Declined by the gateway',
			does: 'accepted, then refused by the gateway; a refund answers `is_declined`',
			fate: (params) => ({ result: 'declined', message: params.message }),
		},
	),
	declineFast: fault(
		{ message },
		{
			on: 'action',
			label: 'Declined at once',
			does: 'the same, so fast that pending is never seen',
			fate: (params) => ({ result: 'declined', message: params.message, isAtOnce: true }),
		},
	),
	expired: fault(
		{},
		{
			on: 'action',
			label: 'Authorization expired',
			does: 'accepted, then refused: the authorization has expired',
			fate: () => ({ result: 'declined', isExpired: true }),
		},
	),
	stuckPending: fault(
		{},
		{
			on: 'action',
			label: 'Stuck pending',
			does: 'accepted, and never ends until it is let go',
			fate: () => ({ result: 'stuck' }),
		},
	),
	immediate: fault(
		{},
		{ on: 'action', label: 'Captured at once', does: 'done at once', fate: () => ({ result: 'ok', isAtOnce: true }) },
	),
};
