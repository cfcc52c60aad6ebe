import type { IExecuteFunctions } from 'n8n-workflow';
import type { JsonObject } from '../../api/json';
import { DEFAULT_SESSION, type SessionOptions } from '../../session/session';
import type { Action } from '../../payment/action';
import type { Guards } from '../../payment/guards';
import type { OrderId, ParsedOrderId } from '../../model/orderId';
import type { OrderOptions } from '../../capture/options';
import {
	choiceIn,
	claimOrdersIn,
	collectionOf,
	flagIn,
	numberIn,
	optionalTextIn,
	ParameterReason,
	readOrderId,
	statusIdsIn,
	textIn,
} from '../parameters';
import { guardsOf } from './guards';

/** What one input item asks for. */
export interface CaptureInput {
	orderId: OrderId;
	guards: Guards;
	options: OrderOptions;
	limits: RunLimits;
	/** Whether each attempt is claimed in the store before it is sent. */
	claimsInStore: boolean;
	/** Whether claims in the store stay when they are closed. */
	keepsClosedClaims: boolean;
	session: SessionOptions;
}

/** Limits of a whole run. Null: none. */
export interface RunLimits {
	maxOrders: number | null;
	maxTotal: string | null;
	stopAfterFailures: number | null;
}

/** An item's input, or why nothing is sent for it. `adjusted` names numbers that were brought into their range. */
export type ReadInput =
	| { ok: true; input: CaptureInput; adjusted: string[] }
	| { ok: false; outcome: 'invalidOrderId' | 'blocked'; reason: string };

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
		return { ok: false, outcome: 'invalidOrderId', reason };
	}
	try {
		return readTerms(context, itemIndex, action, parsed.orderId);
	} catch (error) {
		return {
			ok: false,
			outcome: 'blocked',
			reason: `Item ${itemIndex}: ${messageOf(error)}`,
		};
	}
}

function readTerms(context: IExecuteFunctions, itemIndex: number, action: Action, orderId: OrderId): ReadInput {
	const options = collectionOf(context, 'options', itemIndex);
	const adjusted: string[] = [];
	const alreadyLabel = action.done === 'captured' ? 'If Already Captured' : 'If Already Voided';
	const within = (name: string, label: string, fallback: number, least: number, most: number): number => {
		const value = numberIn(options, name, label, Number.NEGATIVE_INFINITY) ?? fallback;
		const kept = Math.min(most, Math.max(least, value));
		if (kept !== value) adjusted.push(`'${label}' ${value} is outside ${least}–${most}; ${kept} was used.`);
		return kept;
	};
	const resultTimeout = within('resultTimeout', 'Result Timeout', 60, 0, 86_400) * 1000;
	return {
		ok: true,
		adjusted,
		input: {
			orderId,
			guards: guardsOf(collectionOf(context, 'guards', itemIndex)),
			options: {
				action,
				dryRun: flagIn(options, 'dryRun', 'Dry Run', false),
				waitForResult: flagIn(
					{ waitForResult: context.getNodeParameter('waitForResult', itemIndex, true) },
					'waitForResult',
					'Wait for Result',
					true,
				),
				alreadySettled: choiceIn(options, 'alreadySettled', alreadyLabel, ['succeed', 'fail'], 'succeed'),
				resultTimeout,
				// An acceptance that shows a moment late must not be taken for none.
				verificationWindow: within('verificationWindow', 'Verification Window', 10, 1, 3_600) * 1000,
				keepOrder: context.getNodeParameter('simplify', itemIndex, true) === false,
				afterwards: {
					statusOnSuccess: statusIn(options, 'statusOnSuccess', 'Status on Success'),
					statusOnFailure: statusIn(options, 'statusOnFailure', 'Status on Failure'),
					staffNote: optionalTextIn(options, 'staffNote', 'Staff Note'),
				},
			},
			limits: {
				maxOrders: wholeIn(options, 'maxOrders', 'Max Orders'),
				maxTotal: sumIn(options, 'maxTotal', 'Max Total'),
				stopAfterFailures: wholeIn(options, 'stopAfterFailures', 'Stop After Failures'),
			},
			claimsInStore: claimOrdersIn(options) === 'inStore',
			keepsClosedClaims: choiceIn(options, 'closedClaims', 'Closed Claims', ['keep', 'remove'], 'keep') === 'keep',
			session: {
				maxConcurrency: Math.floor(within('maxConcurrency', 'Max Concurrency', DEFAULT_SESSION.maxConcurrency, 1, 50)),
				quotaReserve: within('quotaReserve', 'Quota Reserve', DEFAULT_SESSION.quotaReserve, 0, 90),
				requestTimeout: within('requestTimeout', 'Request Timeout', 30, 1, 300) * 1000,
				maxThrottleWaitMs: resultTimeout,
			},
		},
	};
}

/** A sum of money whose currency shows later, or null where it was not added. @throws ParameterReason */
function sumIn(options: JsonObject, name: string, label: string): string | null {
	const text = textIn(options, name, label);
	if (text === null || /^\d{1,30}(\.\d{1,9})?$/.test(text)) return text;
	throw new ParameterReason(`'${label}' is not an amount. Give digits with a point, for example 2500.00.`);
}

/** The status to set; none where it was added and nothing was chosen. */
function statusIn(options: JsonObject, name: string, label: string): number | null {
	return options[name] === '' ? null : (statusIdsIn(options, name, label)[0] ?? null);
}

/** How many at most; a part of one is none. @throws ParameterReason below 1 */
function wholeIn(options: JsonObject, name: string, label: string): number | null {
	const value = numberIn(options, name, label, 1);
	return value === null ? null : Math.floor(value);
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : 'a parameter could not be read';
}
