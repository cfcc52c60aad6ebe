import type { ApiFailure } from '../api/failure';
import type { Refund, RefundQuote } from '../api/refunds';
import type { Money } from '../model/money';
import type { LogEntry } from '../payment/outcome';
import type { PaymentState } from '../payment/payment';
import type { RefundRequest, RefundTools } from './refundOrder';
import type { Wanted } from './decisions';
import type { PlannedPayment } from './method';
import type { RefundCode, RefundFailure, RefundSettlement, RefundSuccess } from './outcome';

/** Ends a refund from wherever it is; caught where the refund began. */
export class RefundEnd extends Error {
	constructor(readonly settlement: RefundSettlement) {
		super(settlement.code);
	}
}

/** One refund on its way: what is known of it so far. */
export class RefundWork {
	amount: Money | null = null;
	left: Money | null = null;
	state: PaymentState | null = null;
	payments: PlannedPayment[] = [];
	quote: RefundQuote | null = null;
	refund: Refund | null = null;
	wanted: Wanted | null = null;
	/** The server's own time when the order was read, milliseconds since 1970; null where it was not said. */
	serverTime: number | null = null;
	attempts = 0;
	failure: ApiFailure | null = null;
	private readonly log: LogEntry[] = [];

	constructor(
		readonly request: RefundRequest,
		readonly tools: RefundTools,
	) {}

	/** Adds a line to the attempt log. */
	note(did: string, saw: string): void {
		this.log.push({ at: this.tools.clock.wallTime(), did, saw });
	}

	settlement(
		outcome: RefundSuccess | RefundFailure,
		code: RefundCode,
		note: string | null = null,
		changed = false,
	): RefundSettlement {
		const { amount, left, state, payments, quote, refund, attempts, failure, log } = this;
		const { orderId, reference } = this.request;
		return {
			orderId,
			outcome,
			code,
			changed,
			reference,
			amount,
			left,
			state,
			payments,
			quote,
			refund,
			attempts,
			failure,
			note,
			log,
		};
	}

	/** Ends the refund here. @throws RefundEnd always */
	end(outcome: RefundFailure, code: RefundCode, note: string | null = null): never {
		throw new RefundEnd(this.settlement(outcome, code, note));
	}
}
