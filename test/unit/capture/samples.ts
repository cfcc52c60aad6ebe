import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import { CAPTURE } from '../../../nodes/BigCommerce/payment/action';
import type { Watch } from '../../../nodes/BigCommerce/capture/lookTimes';
import type { CaptureOptions } from '../../../nodes/BigCommerce/capture/options';
import { parseOrderId, type OrderId } from '../../../nodes/BigCommerce/model/orderId';
import type { Settlement } from '../../../nodes/BigCommerce/payment/outcome';
import type { Payment } from '../../../nodes/BigCommerce/payment/payment';

export function orderId(id: number): OrderId {
	const parsed = parseOrderId(id);
	if (!parsed.ok) throw new Error(`${id} is not an order ID`);
	return parsed.orderId;
}

export function orderIds(...ids: number[]): OrderId[] {
	return ids.map(orderId);
}

/** An authorized payment of 25.00 USD. */
export function payment(more: Partial<Payment> = {}): Payment {
	return {
		state: 'authorized',
		status: 'authorized',
		seenIn: 'order',
		amount: { minor: BigInt(2500), currency: 'USD' },
		method: 'Credit Card',
		orderStatusId: 7,
		authorizedAt: Date.parse('2026-03-01T10:00:00Z'),
		shipment: { shipped: 0, total: 2 },
		isDeleted: false,
		...more,
	};
}

export function transaction(more: Partial<Transaction> = {}): Transaction {
	return {
		id: 1,
		event: 'authorization',
		status: 'ok',
		method: 'credit_card',
		amount: 25,
		currency: 'USD',
		gateway: 'braintree',
		referenceId: null,
		createdAt: Date.parse('2026-03-01T10:00:00Z'),
		fraudReview: false,
		raw: {},
		...more,
	};
}

export const TERMS: CaptureOptions = {
	action: CAPTURE,
	dryRun: false,
	waitForResult: true,
	alreadySettled: 'succeed',
	resultTimeout: 60_000,
	verificationWindow: 10_000,
};

export function watch(more: Partial<Watch> = {}): Watch {
	return { reason: 'following', since: 0, ours: true, attempts: 1, doubted: false, ...more };
}

type Given = Partial<Omit<Settlement, 'outcome'>>;

export function settlement(outcome: Settlement['outcome'], more: Given = {}): Settlement {
	return {
		orderId: orderId(118),
		outcome,
		code: 'done',
		payment: payment(),
		balance: { refunded: null, net: null },
		order: null,
		changed: false,
		requestedAt: null,
		settledAt: null,
		attempts: 1,
		failure: null,
		note: null,
		warning: null,
		log: [],
		...more,
	};
}
