/**
 * What takes hours by the clock, on virtual time: the engine against the sandbox store in this process, without n8n. A
 * small quota is spent for minutes, and the age of what was read counts in minutes too.
 */
import { idsOf, measure } from '../../test/property/world/measure';
import { NO_GUARDS } from '../../nodes/BigCommerce/payment/guards';

export interface VirtualFigures {
	/** Requests in 30 s. */
	quota: number;
	orders: number;
	proved: number;
	callsAProof: number;
}

const QUOTAS = [450, 150, 60];
const ORDERS = 1_000;

/** A condition on the amount, which costs the order's journal. */
export async function amountsWithinQuotas(): Promise<VirtualFigures[]> {
	const figures: VirtualFigures[] = [];
	for (const quota of QUOTAS) {
		const { proved, calls } = await measure({
			requested: idsOf(ORDERS),
			settings: { quota },
			request: () => ({ guards: { ...NO_GUARDS, maxAmount: '100' } }),
		});
		figures.push({ quota, orders: ORDERS, proved, callsAProof: calls / proved });
	}
	return figures;
}
