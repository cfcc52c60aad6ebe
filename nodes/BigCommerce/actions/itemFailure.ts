import type { ApiError } from '../api/apiError';
import type { ApiFailure } from '../api/failure';
import { itemFailure, type FailureFacts, type ItemFailure } from './errorItem';
import { OrderIdReason } from './parameters';

const NOTHING_SENT = { orderId: null, retriable: false, moneyMoved: 'no', money: 'Nothing was sent.' } as const;

/** An item whose parameters cannot be used, or whose expression failed: nothing was sent. */
export function inputFailure(error: unknown, itemIndex: number): ItemFailure {
	const reason = error instanceof Error ? error.message : 'a parameter could not be read';
	if (error instanceof OrderIdReason) {
		return itemFailure({
			...NOTHING_SENT,
			outcome: 'invalidOrderId',
			code: 'invalidOrderId',
			happened: reason,
			nextStep: "Map 'Order ID' to the field that holds BigCommerce's order number, and run it again.",
		});
	}
	return itemFailure({
		...NOTHING_SENT,
		outcome: 'blocked',
		code: 'invalidParameter',
		happened: `Item ${itemIndex}: ${reason}`,
		nextStep: 'Correct the parameter, and run it again.',
	});
}

/** A credential from which no store can be made out. */
export function storeFailure(error: unknown): ItemFailure {
	return itemFailure({
		...NOTHING_SENT,
		outcome: 'unauthorized',
		code: 'credential',
		happened: error instanceof Error ? error.message : 'the credential could not be read',
		nextStep: 'Correct the credential, and run it again.',
	});
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

/** What a failed call comes to: words of an outcome, and the sentences. */
type Verdict = Pick<FailureFacts, 'outcome' | 'code' | 'retriable' | 'happened' | 'nextStep'>;

/** A call that failed, for an operation that moves no money. */
export function apiErrorFailure(error: ApiError, subject: Subject): ItemFailure {
	return itemFailure({
		...verdictOn(error, subject),
		orderId: subject.orderId,
		moneyMoved: 'no',
		money: '',
		failure: error.failure,
	});
}

function verdictOn({ kind, failure }: ApiError, { name, orderId, scope }: Subject): Verdict {
	const { status, code } = failure;
	const said = apiErrorSuffix(failure);
	const verdict = (outcome: string, why: string, retriable: boolean, happened: string, nextStep: string): Verdict => ({
		outcome,
		code: why,
		retriable,
		happened: `${name}: ${happened}`,
		nextStep,
	});
	if (kind === 'cancelled' && code === 'stoppedWhileSending') {
		return verdict(
			'cancelled',
			'stoppedWhileSending',
			true,
			'the execution was stopped while the order was being changed, and whether it was is not known.',
			'Run it again: only what differs is changed.',
		);
	}
	if (kind === 'cancelled') {
		return verdict('cancelled', 'stoppedBeforeSending', true, 'the execution was stopped.', 'Run it again.');
	}
	if (kind === 'throttled') {
		return verdict(
			'throttled',
			'quotaExhausted',
			true,
			"the store's API quota did not free up in time.",
			'Run it again in a few minutes.',
		);
	}
	if (status === 401) {
		return verdict(
			'unauthorized',
			'tokenRefused',
			false,
			`BigCommerce refused the access token${said}.`,
			"Check the credential's 'Access Token'.",
		);
	}
	if (status === 403) {
		return verdict(
			'unauthorized',
			'scopeMissing',
			false,
			`the access token may not do this${said}.`,
			`The API account needs the scope ${scope}. Make a new API account, since scopes cannot be changed; and check the credential's 'Store Hash'.`,
		);
	}
	if (status === 404) {
		return verdict(
			'notFound',
			orderId === null ? 'notFound' : 'orderNotFound',
			false,
			`not found in this store${said}.`,
			"Check the ID, and the credential's 'Store Hash'.",
		);
	}
	if (status !== null && status >= 400 && status < 500) {
		return verdict(
			'refused',
			'refusedByBigCommerce',
			false,
			`BigCommerce refused the request${said}.`,
			'Correct what BigCommerce names, and run it again.',
		);
	}
	if (code === 'incompleteList') {
		return verdict(
			'unavailable',
			'incompleteList',
			true,
			`the list came back incomplete${failure.reason === null ? '' : ` (${failure.reason})`}.`,
			'Run it again. If it lasts, tell BigCommerce support.',
		);
	}
	if (code === 'unreadable') {
		return verdict(
			'unavailable',
			'unreadableAnswer',
			true,
			"what came back is not an answer of BigCommerce's API.",
			"Check the credential's 'API URL' and any proxy in between. Then run it again.",
		);
	}
	return verdict(
		'unavailable',
		'serverUnavailable',
		true,
		`BigCommerce did not answer as it should${said}.`,
		'Run it again later. If it lasts, the store may be down for maintenance or suspended.',
	);
}

/** What the API said, to follow on a sentence: " (HTTP 400: The field …)". */
function apiErrorSuffix({ status, code, reason }: ApiFailure): string {
	const said = [status === null ? code : `HTTP ${status}`, reason].filter((part) => part !== null);
	return ` (${said.join(': ')})`;
}
