/** What may go wrong with a call or a read. */
import fc, { type Arbitrary } from 'fast-check';
import { ODD_BODIES } from '../store/bodies';
import type { Fault } from '../store/faults';
import { bool, int, of } from './pick';

const times = of(undefined, 1, 1, 2, 3, 4);
const few = of(1, 1, 2, 4, 12, undefined);
const after = of(undefined, undefined, undefined, 1, 2);
const sinceCall = of(undefined, undefined, true);

const beforeArrival = fc.record({
	kind: fc.constant('neverConnected' as const),
	code: of('ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'ETIMEDOUT'),
	syscall: fc.constant('connect' as const),
});
const nameLookup = fc.record({
	kind: fc.constant('neverConnected' as const),
	code: of('ENOTFOUND', 'EAI_AGAIN'),
	syscall: fc.constant('getaddrinfo' as const),
});
const connectionLost = fc.record({
	kind: fc.constant('connectionLost' as const),
	code: of('ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'),
	syscall: of('read' as const, 'write' as const),
	accepted: bool,
});
const serverError = fc.record({
	kind: fc.constant('serverError' as const),
	status: of(500 as const, 502 as const, 503 as const, 504 as const),
	accepted: bool,
});
const throttled = fc.oneof(
	fc.constant({ kind: 'bare429' as const }),
	fc.record({
		kind: fc.constant('stated429' as const),
		retryAfter: of(null, '0', '1', '40', '86400', '99999999', '-5', 'soon'),
		resetMs: of(null, '1', '700', '20000', '0', '999999999999', '-1'),
	}),
);
const oddBody = (...statuses: number[]) =>
	fc.record({
		kind: fc.constant('oddBody' as const),
		status: of(...statuses),
		body: of(...ODD_BODIES),
		accepted: bool,
	});

/** Faults of a capture or void call. */
export const callFault: Arbitrary<Fault> = fc
	.record({
		shape: fc.oneof(
			serverError,
			fc.record({ kind: fc.constant('html' as const), status: of(200, 201, 302, 502, 520), accepted: bool }),
			oddBody(200, 500, 502),
			fc.record({ kind: fc.constant('redirect' as const), accepted: bool }),
			fc.constant({ kind: 'falseYes' as const }),
			fc.record({
				kind: fc.constant('refused' as const),
				status: of(400 as const, 404 as const, 409 as const, 422 as const),
			}),
			throttled,
			beforeArrival,
			nameLookup,
			connectionLost,
			connectionLost,
			fc.record({ kind: of('hang' as const, 'trickle' as const), accepted: bool }),
			fc.record({ kind: fc.constant('slow' as const), ms: int(1, 40_000) }),
			fc.record({ kind: fc.constant('arrivesLate' as const), ms: int(1, 40_000) }),
		),
		times,
		after,
	})
	// A millisecond after which it is refused again, for ever, is no wait that anybody states.
	.map(({ shape, times: left, after: skip }) => ({
		...shape,
		on: 'call' as const,
		times: shape.kind === 'stated429' ? (left ?? 4) : left,
		after: skip,
	}));

const where = of('order' as const, 'list' as const, 'journal' as const, 'reads' as const);

/** Faults of reads. */
export const readFault: Arbitrary<Fault> = fc
	.record({
		shape: fc.oneof(
			serverError,
			fc.record({ kind: fc.constant('html' as const), status: of(200, 403, 502), accepted: fc.constant(false) }),
			oddBody(200, 500),
			throttled,
			beforeArrival,
			connectionLost,
			fc.record({ kind: of('hang' as const, 'trickle' as const), accepted: fc.constant(false) }),
			fc.record({ kind: fc.constant('slow' as const), ms: int(1, 20_000) }),
			fc.constant({ kind: 'notFound' as const }),
			fc.constant({ kind: 'tooLarge' as const }),
			fc.record({ kind: fc.constant('forbidden' as const), status: of(401 as const, 403 as const, 403 as const) }),
		),
		on: where,
		times: few,
		after,
		sinceCall,
	})
	.map(({ shape, ...rest }) => ({
		...shape,
		...rest,
		times: shape.kind === 'stated429' ? (rest.times ?? 12) : shape.kind === 'forbidden' ? 1 : rest.times,
		on: shape.kind === 'tooLarge' ? ('list' as const) : rest.on,
	}));

const lateFault: Arbitrary<Fault> = fc
	.record({
		shape: fc.oneof(
			{
				weight: 5,
				arbitrary: fc.record({ kind: fc.constant('stale' as const), ms: of(300, 2_000, 9_000, 9_000, 60_000) }),
			},
			{
				weight: 1,
				arbitrary: fc.record({ kind: fc.constant('unknownWord' as const), word: of('on hold', 'capture_pending') }),
			},
		),
		on: where,
		times: of(undefined, 1, 1, 2, 5),
		after: of(undefined, 1, 2, 3),
		sinceCall,
	})
	.map(({ shape, ...rest }) => ({ ...shape, ...rest }));

/** One look shows the word of another payment. */
const declinedOnce: Arbitrary<Fault> = fc.record({
	kind: fc.constant('unknownWord' as const),
	word: fc.constant('declined'),
	on: of('order' as const, 'list' as const),
	times: fc.constant(1),
	after,
	sinceCall: fc.constant(true),
});

/** Reads that show the order as it was, each kind apart; also one between two that show it as it is. */
export const viewFault: Arbitrary<Fault> = fc.oneof(
	{ weight: 12, arbitrary: lateFault },
	{ weight: 2, arbitrary: declinedOnce },
);
