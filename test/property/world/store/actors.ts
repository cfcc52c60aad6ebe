import type { StoreOrder } from './order';

/**
 * Something that somebody other than a run does to an order: in the control panel, at the gateway, through another app.
 */
export type Deed =
	| { kind: 'captures' }
	/** In the gateway's own dashboard: BigCommerce never hears of it. */
	| { kind: 'captures at the gateway' }
	| { kind: 'voids' }
	| { kind: 'refunds all' }
	| { kind: 'refunds a part' }
	/** A gateway that had not settled yet: the refund shows as a void of the capture. */
	| { kind: 'voids the capture' }
	| { kind: 'edits the total'; minor: number }
	| { kind: 'authorizes anew'; minor: number; voidsOld: boolean }
	| { kind: 'sets the status'; statusId: number }
	| { kind: 'writes a note' }
	| { kind: 'ships' };

/**
 * Who acts on an order, and when: at a time, right after one of its reads, as a call arrives, or some time after one.
 */
export interface Actor {
	when: { at: 'time'; ms: number } | { at: 'read'; number: number } | { at: 'call' } | { at: 'afterCall'; ms: number };
	does: Deed;
}

/** Does it, where the order allows it. Returns whether anything was done. */
export function act(order: StoreOrder, deed: Deed, at: number, begin: (action: 'capture' | 'void') => void): boolean {
	const { standing } = order;
	const isOpen = standing !== null && standing.taken === 0 && order.openJobs === 0 && order.word === 'authorized';
	const isTaken = standing !== null && standing.taken > standing.refunded && order.openJobs === 0;
	switch (deed.kind) {
		case 'captures':
		case 'voids':
			if (!isOpen) return false;
			begin(deed.kind === 'voids' ? 'void' : 'capture');
			return true;
		case 'captures at the gateway':
			if (!isOpen) return false;
			standing.isTakenElsewhere = true;
			return true;
		case 'refunds all':
		case 'voids the capture':
		case 'refunds a part': {
			if (!isTaken) return false;
			const rest = standing.taken - standing.refunded;
			const part = deed.kind === 'refunds a part' ? Math.ceil(rest / 2) : rest;
			order.change(at, true, () =>
				order.giveBack(standing, part, at, deed.kind === 'voids the capture' ? 'void' : 'refund'),
			);
			return true;
		}
		case 'edits the total':
			order.change(at, true, () => (order.total = deed.minor));
			return true;
		case 'authorizes anew':
			if (!isOpen) return false;
			order.change(at, true, () => {
				if (deed.voidsOld) order.release(standing, at);
				order.authorize(deed.minor, at);
			});
			return true;
		case 'sets the status':
			order.change(at, true, () => (order.statusId = deed.statusId));
			return true;
		case 'writes a note':
			order.change(at, true, () => (order.note += 'URGENT: do not ship\n'));
			return true;
		case 'ships':
			order.change(at, true, () => (order.itemsShipped = 2));
			return true;
	}
}
