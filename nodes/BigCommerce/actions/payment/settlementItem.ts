import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Action } from '../../payment/action';
import { formatAmount } from '../../model/money';
import { isRetriable, isSuccess, moneyMoved, type Settlement } from '../../payment/outcome';
import { DELETED, messageFor } from '../../capture/messages';
import { errorItem, itemFailure } from '../errorItem';
import { isoTime } from '../../model/time';

/** The success item's fields; null where a value is not known. */
export function successJson(settlement: Settlement): IDataObject {
	const { payment, balance } = settlement;
	const amount = payment?.amount ?? null;
	return {
		orderId: settlement.orderId,
		outcome: settlement.outcome,
		changed: settlement.changed,
		paymentStatus: payment?.status ?? null,
		amount: formatAmount(amount),
		refunded: formatAmount(balance.refunded),
		net: formatAmount(balance.net),
		currency: amount?.currency ?? null,
		paymentMethod: payment?.method ?? null,
		orderStatusId: payment?.orderStatusId ?? null,
		requestedAt: isoTime(settlement.requestedAt),
		settledAt: isoTime(settlement.settledAt),
		...(payment?.isDeleted === true ? { note: DELETED } : {}),
	};
}

/** The item for a settlement: of the success branch, or of the error branch. */
export function settlementItem(settlement: Settlement, action: Action, itemIndex: number): INodeExecutionData {
	if (isSuccess(settlement)) return { json: successJson(settlement), pairedItem: itemIndex };
	const { orderId, outcome, code, failure, attempts } = settlement;
	return errorItem(
		itemFailure({
			orderId,
			outcome,
			code,
			retriable: isRetriable(settlement),
			moneyMoved: moneyMoved(settlement),
			...messageFor(settlement, action),
			failure,
			attempts,
		}),
		itemIndex,
	);
}

/** The item for an output of its own ('Outputs': one for each outcome): the success shape with reason and next step. */
export function reasonedItem(settlement: Settlement, action: Action, itemIndex: number): INodeExecutionData {
	const { happened, money, nextStep } = messageFor(settlement, action);
	return { json: { ...successJson(settlement), reason: `${happened} ${money}`, nextStep }, pairedItem: itemIndex };
}
