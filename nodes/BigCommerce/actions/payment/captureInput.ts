import type { IExecuteFunctions } from 'n8n-workflow';
import type { JsonObject } from '../../api/json';
import { DEFAULT_SESSION, type SessionOptions } from '../../session/session';
import type { Action } from '../../payment/action';
import type { Guards } from '../../payment/guards';
import type { OrderId, ParsedOrderId } from '../../model/orderId';
import type { RunOptions } from '../../capture/options';
import { collectionOf, flagIn, numberIn, optionalTextIn, readOrderId, statusIdsIn } from '../parameters';
import { guardsOf } from './guards';

/** What one input item asks for. */
export interface CaptureInput {
	orderId: OrderId;
	guards: Guards;
	terms: RunOptions;
	session: SessionOptions;
	after: PostCaptureOptions;
}

/** What is done with the order once its end is known. Null: nothing. */
export interface PostCaptureOptions {
	statusOnSuccess: number | null;
	statusOnFailure: number | null;
	staffNote: string | null;
}

/** An item's input, or why nothing is sent for it. `adjusted` names numbers that were brought into their range. */
export type ReadInput =
	| { ok: true; input: CaptureInput; adjusted: string[] }
	| { ok: false; outcome: 'invalidOrderId' | 'blocked'; code: 'invalidOrderId' | 'invalidParameter'; reason: string };

/** Reads all parameters of one item. Never throws: an expression that fails is a reason like any other. */
export function readCaptureInput(
	context: IExecuteFunctions,
	itemIndex: number,
	action: Action,
	storeHash: string | null,
): ReadInput {
	let parsed: ParsedOrderId;
	try {
		parsed = readOrderId(context.getNodeParameter('orderId', itemIndex, ''), storeHash);
	} catch (error) {
		parsed = { ok: false, reason: messageOf(error) };
	}
	if (!parsed.ok) {
		const reason = `'Order ID' of item ${itemIndex} is not an order ID: ${parsed.reason}.`;
		return { ok: false, outcome: 'invalidOrderId', code: 'invalidOrderId', reason };
	}
	try {
		return readTerms(context, itemIndex, action, parsed.orderId);
	} catch (error) {
		return {
			ok: false,
			outcome: 'blocked',
			code: 'invalidParameter',
			reason: `Item ${itemIndex}: ${messageOf(error)}`,
		};
	}
}

function readTerms(context: IExecuteFunctions, itemIndex: number, action: Action, orderId: OrderId): ReadInput {
	const options = collectionOf(context, 'options', itemIndex);
	const adjusted: string[] = [];
	const within = (name: string, label: string, fallback: number, least: number, most: number): number => {
		const value = numberIn(options, name, label, Number.NEGATIVE_INFINITY) ?? fallback;
		const kept = Math.min(most, Math.max(least, value));
		if (kept !== value) adjusted.push(`'${label}' ${value} is outside ${least}–${most}; ${kept} was used.`);
		return kept;
	};
	const resultTimeout = within('resultTimeout', 'Result Timeout', 60, 0, 86_400) * 1000;
	const maxConcurrency = Math.floor(within('maxConcurrency', 'Max Concurrency', DEFAULT_SESSION.maxConcurrency, 1, 50));
	return {
		ok: true,
		adjusted,
		input: {
			orderId,
			guards: guardsOf(collectionOf(context, 'guards', itemIndex)),
			terms: {
				action,
				dryRun: flagIn(options, 'dryRun', 'Dry Run', false),
				waitForResult: flagIn(
					{ waitForResult: context.getNodeParameter('waitForResult', itemIndex, true) },
					'waitForResult',
					'Wait for Result',
					true,
				),
				alreadySettled: options.alreadySettled === 'fail' ? 'fail' : 'succeed',
				resultTimeout,
				verificationWindow: within('verificationWindow', 'Verification Window', 10, 0, 3_600) * 1000,
				maxConcurrency,
				maxOrders: wholeIn(options, 'maxOrders', 'Max Orders'),
				stopAfterFailures: wholeIn(options, 'stopAfterFailures', 'Stop After Failures'),
				keepOrder: context.getNodeParameter('simplify', itemIndex, true) === false,
			},
			session: {
				maxConcurrency,
				quotaReserve: within('quotaReserve', 'Quota Reserve', DEFAULT_SESSION.quotaReserve, 0, 90),
				requestTimeout: within('requestTimeout', 'Request Timeout', 30, 1, 300) * 1000,
				maxThrottleWaitMs: resultTimeout,
			},
			after: {
				statusOnSuccess: statusIdsIn(options, 'statusOnSuccess', 'Status on Success')[0] ?? null,
				statusOnFailure: statusIdsIn(options, 'statusOnFailure', 'Status on Failure')[0] ?? null,
				staffNote: optionalTextIn(options, 'staffNote', 'Staff Note'),
			},
		},
	};
}

/** How many at most; a part of one is none. @throws ParameterReason below 1 */
function wholeIn(options: JsonObject, name: string, label: string): number | null {
	const value = numberIn(options, name, label, 1);
	return value === null ? null : Math.floor(value);
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : 'a parameter could not be read';
}
