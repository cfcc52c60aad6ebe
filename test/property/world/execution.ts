import type { LaneUse } from '../../../nodes/BigCommerce/api/lane';
import type { CaptureRequest } from '../../../nodes/BigCommerce/capture/orderState';
import type { Settlement } from '../../../nodes/BigCommerce/payment/outcome';
import type { Knew, Knowledge } from './knowledge';
import type { RunPlan } from './scenario';
import type { Call } from './store/reply';

/** A call to capture or void that left an execution. */
export interface Post {
	orderId: number;
	/** When it left, and when the caller had its answer or gave it up; virtual milliseconds. */
	leftAt: number;
	answeredAt: number | null;
	/** What the run had read of the order when the call left. */
	knew: Knew;
	/** What became of it at the store; null where it never arrived. */
	call: Call | null;
	/** The status that the caller was answered with; null where there was none. */
	status: number | null;
}

/** One execution, and what it said. Times in virtual milliseconds. */
export interface Execution {
	plan: RunPlan;
	name: string;
	process: number;
	requests: CaptureRequest[];
	posts: Post[];
	knowledge: Knowledge;
	use: Readonly<LaneUse>;
	/** Null where its process died first. */
	answers: Settlement[] | null;
	/** When each order was settled, and what was known of it then. */
	settled: Map<number, { at: number; knew: Knew }>;
	beganAt: number;
	endedAt: number;
	stoppedAt: number | null;
}
