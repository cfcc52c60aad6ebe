import type { ApiError } from '../api/apiError';
import { apiErrorSuffix, COMMON_MESSAGES, IF_IT_LASTS } from '../payment/commonMessages';
import { itemFailure, type FailureFacts, type ItemFailure } from './errorItem';
import { OrderIdReason } from './parameters';

/** Something that was found wrong before anything was sent. */
function nothingSent(
	orderId: number | null,
	outcome: 'invalidOrderId' | 'blocked' | 'unauthorized',
	code: string,
	happened: string,
	nextStep: string,
): FailureFacts {
	return {
		orderId,
		outcome,
		code,
		retriable: false,
		moneyMoved: 'no',
		happened,
		money: 'Nothing was sent.',
		nextStep,
	};
}

/** An order ID from which no order can be made out. */
export function invalidOrderId(reason: string): FailureFacts {
	const nextStep = "Map 'Order ID' to the field that holds BigCommerce's order number, and run it again.";
	return nothingSent(null, 'invalidOrderId', 'invalidOrderId', reason, nextStep);
}

/** A parameter that cannot be used. */
export function invalidParameter(reason: string): FailureFacts {
	return nothingSent(null, 'blocked', 'invalidParameter', reason, 'Correct the parameter, and run it again.');
}

/** A credential from which no store can be made out. */
export function invalidCredential(orderId: number | null, reason: string): FailureFacts {
	return nothingSent(orderId, 'unauthorized', 'credential', reason, 'Correct the credential, and run it again.');
}

/** An item whose parameters cannot be used, or whose expression failed. */
export function inputFailure(error: unknown, itemIndex: number): ItemFailure {
	const reason = error instanceof Error ? error.message : 'a parameter could not be read';
	return itemFailure(
		error instanceof OrderIdReason ? invalidOrderId(reason) : invalidParameter(`Item ${itemIndex}: ${reason}`),
	);
}

/** An item of a run whose credential cannot be used. */
export function storeFailure(error: unknown): ItemFailure {
	return itemFailure(
		invalidCredential(null, error instanceof Error ? error.message : 'the credential could not be read'),
	);
}

/** What an item is about, for the sentences. */
export interface Subject {
	/** "Order 118", "The orders", "Refund 7". */
	name: string;
	orderId: number | null;
	/** Scope that the call needs, for people. */
	scope: string;
}

/**
 * Something broke that must not break, after the parameters were read.
 * @param changesOrder whether the order may have been changed by then
 */
export function unexpectedFailure(error: unknown, { name, orderId }: Subject, changesOrder: boolean): ItemFailure {
	const reason = error instanceof Error ? error.message : String(error);
	return itemFailure({
		orderId,
		outcome: changesOrder ? 'unknown' : 'unavailable',
		code: 'unexpected',
		retriable: true,
		moneyMoved: 'no',
		happened: `${name}: this node could not finish (${reason}).`,
		money: changesOrder ? 'Whether it was changed is not known; no money moves here.' : '',
		nextStep: 'Run it again. If it comes back, tell the maintainers.',
	});
}

/** A call that failed, for an operation that moves no money. */
export function apiErrorFailure(error: ApiError, subject: Subject): ItemFailure {
	const [outcome, code, sentences] = classify(error, subject);
	return itemFailure({
		outcome,
		code,
		retriable: RETRIABLE.has(outcome),
		...sentences,
		orderId: subject.orderId,
		moneyMoved: 'no',
		money: '',
		failure: error.failure,
	});
}

/** Outcomes after which running it again may end better without anybody changing anything. */
const RETRIABLE: ReadonlySet<string> = new Set(['cancelled', 'throttled', 'unavailable']);

type Classified = [outcome: string, code: string, sentences: Pick<FailureFacts, 'happened' | 'nextStep'>];

function classify({ kind, failure }: ApiError, { name, orderId, scope }: Subject): Classified {
	const { status, code, reason } = failure;
	const apiError = apiErrorSuffix(failure);
	const told = (happened: string, nextStep: string) => ({ happened: `${name}: ${happened}`, nextStep });
	if (kind === 'cancelled' && code === 'stoppedWhileSending') {
		const happened = 'the execution was stopped while the order was being changed, and whether it was is not known.';
		return ['cancelled', code, told(happened, 'Run it again: only what differs is changed.')];
	}
	if (kind === 'cancelled') {
		return ['cancelled', 'stoppedBeforeSending', told('the execution was stopped.', 'Run it again.')];
	}
	if (kind === 'throttled') {
		const happened = "the store's API quota did not free up in time.";
		return ['throttled', 'quotaExhausted', told(happened, 'Run it again in a few minutes.')];
	}
	if (status === 401) return ['unauthorized', 'tokenRefused', COMMON_MESSAGES.tokenRefused(name, apiError)];
	if (status === 403) return ['unauthorized', 'scopeMissing', COMMON_MESSAGES.scopeMissing(name, apiError, scope)];
	if (status === 404 && orderId !== null) {
		return ['notFound', 'orderNotFound', COMMON_MESSAGES.orderNotFound(name, apiError)];
	}
	if (status === 404) {
		const nextStep = "Check the ID, and the credential's 'Store Hash'.";
		return ['notFound', 'notFound', told(`not found in this store${apiError}.`, nextStep)];
	}
	if (status !== null && status >= 400 && status < 500) {
		const happened = `BigCommerce refused the request${apiError}.`;
		return ['refused', 'refusedByBigCommerce', told(happened, 'Correct what BigCommerce names, and run it again.')];
	}
	if (code === 'incompleteList') {
		const happened = `the list came back incomplete${reason === null ? '' : ` (${reason})`}.`;
		return ['unavailable', code, told(happened, 'Run it again. If it lasts, tell BigCommerce support.')];
	}
	if (code === 'unreadable') {
		const problem = "could not be read: what came back is not an answer of BigCommerce's API.";
		return ['unavailable', 'unreadableAnswer', COMMON_MESSAGES.unreadableAnswer(name, problem)];
	}
	const happened = `BigCommerce did not answer as it should${apiError}.`;
	return ['unavailable', 'serverUnavailable', told(happened, `Run it again later. ${IF_IT_LASTS}`)];
}
