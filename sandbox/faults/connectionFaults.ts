/** Faults of the way to the store: the connection, who answers in its place, and when. */
import { empty, gateway } from '../answers';
import { quotaValues } from '../quota';
import { accepted, fault, milliseconds, oneOf, optional, required } from './definition';

export const CONNECTION_FAULTS = {
	lostAnswer: fault(
		{},
		{
			on: 'action',
			label: 'Accepted, answer lost',
			does: 'accepted, and the connection is cut',
			sample: { times: 1 },
			isAccepted: true,
			hidesRefusal: true,
			answer: () => 'reset',
		},
	),
	reset: fault(
		{},
		{
			on: 'action',
			label: 'Reset, not accepted',
			does: 'the connection is cut, nothing was accepted',
			sample: { times: 1 },
			answer: () => 'reset',
		},
	),
	hang: fault(
		{ accepted: accepted(false) },
		{
			on: 'action',
			label: 'Hangs, accepted',
			does: 'never answered',
			sample: { accepted: true, times: 1 },
			more: [{ label: 'Hangs, not accepted', sample: { accepted: false, times: 1 } }],
			isAccepted: 'param',
			hidesRefusal: true,
			answer: () => 'hang',
		},
	),
	slow: fault(
		{ ms: required(3_000, milliseconds) },
		{ on: 'action', label: 'Answers 3 s late', does: 'done at once, answered late' },
	),
	redirect: fault(
		{
			to: required('http://other-host.invalid/', { type: 'string' }),
			status: oneOf([301, 302, 303, 307, 308], 302),
			accepted: accepted(false),
		},
		{
			on: 'action',
			label: 'Redirect to another host',
			does: 'sent on to another address',
			sample: { times: 1 },
			isAccepted: 'param',
			answer: (params) => ({ status: params.status, headers: { location: params.to }, body: '' }),
		},
	),
	bare429: fault(
		{},
		{
			on: 'action',
			label: '429 without headers, twice',
			does: 'turned away without rate headers: too many requests at once',
			sample: { times: 2 },
			answer: () => empty(429),
		},
	),
	throttle429: fault(
		{ resetMs: optional(1_000, milliseconds) },
		{
			on: 'action',
			label: '429 with headers',
			does: 'turned away, with the time until the quota is back',
			sample: { resetMs: 1_000, times: 1 },
			answer: (params) => {
				const refusal = gateway.throttled();
				const headers = quotaValues('30000', String(params.resetMs), '150', '0');
				return { ...refusal, headers: { ...refusal.headers, ...headers } };
			},
		},
	),
};
