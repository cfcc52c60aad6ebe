import { ApiError } from '../api/apiError';
import type { ErrorDetails } from './errorItem';
import { OrderIdReason } from './parameters';

/** Why an item has no answer, in the words and keys of an error item. */
export interface ItemFailure {
	/** One sentence: what happened. */
	error: string;
	/** What it means and what to do. */
	message: string;
	details: ErrorDetails;
}

const NOT_TRIED: Pick<ErrorDetails, 'httpStatus' | 'requestId' | 'attempts'> = {
	httpStatus: null,
	requestId: null,
	attempts: 0,
};

/** An item whose parameters cannot be used, or whose expression failed: nothing was sent. */
export function inputFailure(error: unknown, itemIndex: number): ItemFailure {
	const reason = error instanceof Error ? error.message : 'a parameter could not be read';
	if (error instanceof OrderIdReason) {
		const nextStep = "Map 'Order ID' to the field that holds BigCommerce's order number, and run it again.";
		return failure(reason, 'Nothing was sent.', {
			orderId: null,
			outcome: 'invalidOrderId',
			code: 'invalidOrderId',
			retriable: false,
			moneyMoved: 'no',
			nextStep,
			...NOT_TRIED,
		});
	}
	const nextStep = 'Correct the parameter, and run it again.';
	return failure(`Item ${itemIndex}: ${reason}`, 'Nothing was sent.', {
		orderId: null,
		outcome: 'blocked',
		code: 'invalidParameter',
		retriable: false,
		moneyMoved: 'no',
		nextStep,
		...NOT_TRIED,
	});
}

/** A credential from which no store can be made out. */
export function storeFailure(error: unknown): ItemFailure {
	const reason = error instanceof Error ? error.message : 'the credential could not be read';
	const nextStep = 'Correct the credential, and run it again.';
	return failure(reason, 'Nothing was sent.', {
		orderId: null,
		outcome: 'unauthorized',
		code: 'credential',
		retriable: false,
		moneyMoved: 'no',
		nextStep,
		...NOT_TRIED,
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

/** A call that failed, for an operation that moves no money. */
export function apiErrorFailure(
	{ kind, failure: { status, code, reason, requestId } }: ApiError,
	subject: Subject,
): ItemFailure {
	const said =
		status === null
			? ` (${[code, reason].filter((part) => part !== null).join(': ')})`
			: ` (HTTP ${status}${reason === null ? '' : `: ${reason}`})`;
	const end = (outcome: string, why: string, retriable: boolean, happened: string, nextStep: string) =>
		failure(happened, '', {
			orderId: subject.orderId,
			outcome,
			code: why,
			retriable,
			moneyMoved: 'no',
			nextStep,
			httpStatus: status,
			requestId,
			attempts: 0,
		});
	const { name, scope } = subject;
	if (kind === 'cancelled')
		return end('cancelled', 'stopped', true, `${name}: the execution was stopped.`, 'Run it again.');
	if (kind === 'throttled')
		return end(
			'throttled',
			'quotaExhausted',
			true,
			`${name}: the store's API quota did not free up in time.`,
			'Run it again in a few minutes.',
		);
	if (status === 401)
		return end(
			'unauthorized',
			'tokenRefused',
			false,
			`${name}: BigCommerce refused the access token${said}.`,
			"Check the credential's 'Access Token'.",
		);
	if (status === 403) {
		return end(
			'unauthorized',
			'scopeMissing',
			false,
			`${name}: the access token may not do this${said}.`,
			`The API account needs the scope ${scope}. Make a new API account, since scopes cannot be changed; and check the credential's 'Store Hash'.`,
		);
	}
	if (status === 404)
		return end(
			'notFound',
			'notFound',
			false,
			`${name}: not found in this store${said}.`,
			"Check the ID, and the credential's 'Store Hash'.",
		);
	if (status !== null && status >= 400 && status < 500) {
		return end(
			'refused',
			'refusedByBigCommerce',
			false,
			`${name}: BigCommerce refused the request${said}.`,
			'Correct what BigCommerce names, and run it again.',
		);
	}
	if (code === 'unreadable') {
		return end(
			'unavailable',
			'unreadableAnswer',
			true,
			`${name}: what came back is not an answer of BigCommerce's API.`,
			"Check the credential's 'API URL' and any proxy in between. Then run it again.",
		);
	}
	return end(
		'unavailable',
		'serverUnavailable',
		true,
		`${name}: BigCommerce did not answer as it should${said}.`,
		'Run it again later. If it lasts, the store may be down for maintenance or suspended.',
	);
}

function failure(error: string, meaning: string, details: ErrorDetails): ItemFailure {
	return { error, message: [meaning, details.nextStep].filter((part) => part !== '').join(' '), details };
}
