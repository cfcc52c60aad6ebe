import type { INodeExecutionData } from 'n8n-workflow';
import type { MoneyMoved } from '../../payment/outcome';
import type { OrderId } from '../../model/orderId';
import { errorItem, itemFailure } from '../errorItem';

/** An item that never came to a settlement, in the words of an outcome. */
export interface Unsettled {
	kind: 'unsettled';
	orderId: OrderId | null;
	outcome: 'invalidOrderId' | 'blocked' | 'unauthorized' | 'unknown';
	code: string;
	happened: string;
	money: string;
	nextStep: string;
	moneyMoved: MoneyMoved;
	retriable: boolean;
}

/** Parameters that could not be read: nothing was sent for the item. */
export function refusedInput(outcome: 'invalidOrderId' | 'blocked', code: string, reason: string): Unsettled {
	return {
		...nothingSent(null, reason),
		outcome,
		code,
		nextStep:
			outcome === 'invalidOrderId'
				? "Map 'Order ID' to the field that holds BigCommerce's order number, and run it again."
				: 'Correct the parameter, and run it again.',
	};
}

/** A credential that does not say which store: nothing can be sent. */
export function invalidCredential(orderId: OrderId, reason: string): Unsettled {
	return {
		...nothingSent(orderId, reason),
		outcome: 'unauthorized',
		code: 'credential',
		nextStep: 'Correct the credential, and run it again.',
	};
}

/** Something broke that must not break. What was sent before is not known here, so nothing is claimed. */
export function internalError(orderId: OrderId, reason: string): Unsettled {
	return {
		kind: 'unsettled',
		orderId,
		outcome: 'unknown',
		code: 'unexpected',
		happened: `Order ${orderId}: this node could not finish (${reason}).`,
		money: 'Nobody can tell from here whether it was sent.',
		nextStep:
			'Run it again: it reads first and sends nothing if the payment has moved. If it comes back, tell the maintainers.',
		moneyMoved: 'unknown',
		retriable: true,
	};
}

function nothingSent(orderId: OrderId | null, happened: string) {
	return {
		kind: 'unsettled',
		orderId,
		happened,
		money: 'Nothing was sent.',
		moneyMoved: 'no',
		retriable: false,
	} as const;
}

/** The item for the error branch. */
export function unsettledItem(unsettled: Unsettled, itemIndex: number): INodeExecutionData {
	return errorItem(itemFailure(unsettled), itemIndex);
}

/** The item for an output of its own: the success shape without values. */
export function unsettledOwnItem(
	{ orderId, outcome, happened, money, nextStep }: Unsettled,
	itemIndex: number,
): INodeExecutionData {
	return {
		json: {
			orderId,
			outcome,
			changed: false,
			paymentStatus: null,
			amount: null,
			refunded: null,
			net: null,
			currency: null,
			paymentMethod: null,
			orderStatusId: null,
			requestedAt: null,
			settledAt: null,
			reason: `${happened} ${money}`,
			nextStep,
		},
		pairedItem: itemIndex,
	};
}
