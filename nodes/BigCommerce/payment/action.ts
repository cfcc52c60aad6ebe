import type { PaymentState } from './payment';

/** What tells a capture from a void; everything else of the engine is the same for both. */
export interface Action {
	name: 'capture' | 'void';
	/** Last part of the path, `POST /v3/orders/{order_id}/payment_actions/…`. */
	endpoint: 'capture' | 'void';
	/** The outcome once it is proved. */
	done: 'captured' | 'voided';
	/** The outcome where the payment's state rules it out. */
	notPossible: 'notCapturable' | 'notVoidable';
	/** State while BigCommerce's scheduled job is under way. */
	pendingState: PaymentState;
	/** State that proves it. */
	doneState: PaymentState;
}

export const CAPTURE: Action = {
	name: 'capture',
	endpoint: 'capture',
	done: 'captured',
	notPossible: 'notCapturable',
	pendingState: 'capturePending',
	doneState: 'captured',
};

export const VOID: Action = {
	name: 'void',
	endpoint: 'void',
	done: 'voided',
	notPossible: 'notVoidable',
	pendingState: 'voidPending',
	doneState: 'voided',
};
