import type { Watch } from '../../nodes/BigCommerce/capture/lookTimes';
import type { CaptureOptions } from '../../nodes/BigCommerce/capture/options';
import { CAPTURE } from '../../nodes/BigCommerce/payment/action';
import type { Settlement } from '../../nodes/BigCommerce/payment/outcome';
import { orderId } from './orderIds';
import { payment } from './payments';

export const OPTIONS: CaptureOptions = {
	action: CAPTURE,
	dryRun: false,
	waitForResult: true,
	alreadySettled: 'succeed',
	resultTimeout: 60_000,
	verificationWindow: 10_000,
};

export function watch(more: Partial<Watch> = {}): Watch {
	return { reason: 'following', since: 0, ours: true, attempts: 1, wasAmbiguous: false, ...more };
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
