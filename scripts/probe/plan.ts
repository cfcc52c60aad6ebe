import type { Evidence } from './evidence';

/** What the user wants to be asked, with which orders. */
export interface Wishes {
	/** Authorized orders, in the order in which they were named. */
	orders: readonly number[];
	/** An authorized order whose capture the gateway is going to refuse. */
	declines?: number | undefined;
	/** The number of an order that is not there. */
	missing?: number | undefined;
	usesUpQuota: boolean;
	/** More refunds of one order than a page has. */
	refundsManyTimes: boolean;
	/** How many orders are on a page of all orders. */
	countsOrders: boolean;
	/** How long a payment may take to end. */
	waitMs: number;
}

/** What each named order is for. One order is enough for the first; each further one answers more. */
export interface Roles {
	captured: number;
	second?: number | undefined;
	voided?: number | undefined;
	decline?: number | undefined;
}

export function rolesOf({ orders, declines }: Wishes): Roles {
	const [captured, second, voided] = orders;
	if (captured === undefined) throw new Error('No order was named');
	return { captured, second, voided, decline: declines };
}

export type Experiment = keyof Evidence;

interface ExperimentPlan {
	experiment: Experiment;
	calls: string;
	does: string;
	needs: string;
}

/** About how many calls each experiment takes, what it does, and what it needs, for the plan and the page. */
export const EXPERIMENTS: readonly ExperimentPlan[] = [
	{ experiment: 'overLimit', calls: '1', does: 'reads a list of one order', needs: 'order A' },
	{ experiment: 'capture', calls: '5–35', does: 'captures order A', needs: 'order A' },
	{ experiment: 'refund', calls: '9–100', does: 'refunds a quarter of order A, three times', needs: 'order A' },
	{
		experiment: 'manyRefunds',
		calls: '53–110',
		does: 'refunds the least amount of order A, 51 times',
		needs: '`--many-refunds`',
	},
	{ experiment: 'second', calls: '5–35', does: 'captures order B, and again at once', needs: 'order B' },
	{
		experiment: 'wholeRefund',
		calls: '6–35',
		does: 'refunds all of order B, and the least amount of order A',
		needs: 'order B',
	},
	{ experiment: 'voided', calls: '6–35', does: 'voids order C twice, then captures it', needs: 'order C' },
	{ experiment: 'decline', calls: '5–35', does: 'captures order D, which is refused', needs: '`--declines`' },
	{
		experiment: 'metafields',
		calls: '12–25',
		does: 'makes three metafields and deletes them',
		needs: 'order A, or A and B',
	},
	{
		experiment: 'secondToken',
		calls: '4',
		does: 'reads order A, makes a metafield and deletes it',
		needs: 'a second token',
	},
	{ experiment: 'pages', calls: '2', does: 'counts the orders on two pages', needs: '`--count-orders`' },
	{
		experiment: 'hooks',
		calls: '26–30',
		does: 'makes five webhooks, changes the staff notes of order A and puts them back, deletes the webhooks',
		needs: '`--hook-url`',
	},
	{
		experiment: 'quota',
		calls: 'two windows, 2,000 at most',
		does: 'reads order A until the store refuses',
		needs: '`--use-up-quota`',
	},
];
