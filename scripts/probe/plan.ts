import type { Evidence } from './evidence';

/** What the user wants to be asked, with which orders. */
export interface Wishes {
	/** Authorized orders, in the order in which they were named. */
	orders: readonly number[];
	/** An authorized order whose capture the gateway is going to refuse. */
	declines?: number | undefined;
	usesUpQuota: boolean;
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

/** About how many calls each course takes, and what it does to its order, for the plan and the page. */
export const COURSES: ReadonlyArray<{ course: keyof Evidence; calls: string; does: string; needs: string }> = [
	{ course: 'overLimit', calls: '1', does: 'reads a list of one order', needs: 'order A' },
	{ course: 'capture', calls: '5–35', does: 'captures order A', needs: 'order A' },
	{ course: 'refund', calls: '6–35', does: 'refunds a quarter of order A, twice', needs: 'order A' },
	{ course: 'second', calls: '5–35', does: 'captures order B, and again at once', needs: 'order B' },
	{ course: 'wholeRefund', calls: '4–30', does: 'refunds all of order B', needs: 'order B' },
	{ course: 'voided', calls: '6–35', does: 'voids order C twice, then captures it', needs: 'order C' },
	{ course: 'decline', calls: '5–35', does: 'captures order D, which is refused', needs: '`--declines`' },
	{
		course: 'metafields',
		calls: '12–25',
		does: 'makes three metafields and deletes them',
		needs: 'order A, or A and B',
	},
	{ course: 'hooks', calls: '10', does: 'makes five webhooks and deletes them', needs: '`--hook-url`' },
	{
		course: 'quota',
		calls: 'one window, 1,000 at most',
		does: 'reads order A until the store refuses',
		needs: '`--use-up-quota`',
	},
];
