import { decideAfterRead } from '../../../nodes/BigCommerce/capture/decisions';
import type { Watch } from '../../../nodes/BigCommerce/capture/lookTimes';
import type { CaptureOptions } from '../../../nodes/BigCommerce/capture/options';
import { OPTIONS, watch } from '../../builders/captures';
import { modelOf, type Seen } from './seenModel';

/** A read of an order that was sent, and what it leads to. */
export interface AfterCase {
	title: string;
	watched?: Partial<Watch>;
	seen: Seen;
	/** Since it was sent, in milliseconds. */
	now?: number;
	options?: Partial<CaptureOptions>;
	leadsTo: object;
}

export const AMBIGUOUS = { reason: 'ambiguous' } as const;
export const REFUSED_CALL = { reason: 'refused' } as const;
export const OVER = OPTIONS.verificationWindow;
export const LAST = OPTIONS.resultTimeout;

export const decisionIn = ({ watched, seen, now = 100, options }: AfterCase) =>
	decideAfterRead(watch(watched), modelOf(seen, now), { ...OPTIONS, ...options }, now);
