/** What an order was, moment by moment: for reads that are late or stale. */
import type { StoreContext } from '../context';
import type { OrderVersion, SandboxOrder } from './order';

const KEPT = 40;

/** Remembers what the order is now and tells those who watch. Called after every change. */
export function changed(ctx: StoreContext, order: SandboxOrder): void {
	const { versions } = order;
	const present = presentVersion(order, ctx.now());
	if (versions.at(-1)?.at === present.at) versions.pop();
	versions.push(present);
	if (versions.length > KEPT) versions.splice(0, versions.length - KEPT);
	ctx.emit({ type: 'order', orderId: order.id });
}

export function presentVersion(order: SandboxOrder, at: number): OrderVersion {
	const { state, statusId, modifiedAt, total, totalTax, staffNotes, transactions } = order;
	return { at, state, statusId, modifiedAt, total, totalTax, staffNotes, transactionCount: transactions.length };
}

/** What the order was at a moment; the oldest that is known where that is earlier. */
export function versionAt(order: SandboxOrder, at: number): OrderVersion {
	const { versions } = order;
	for (let index = versions.length - 1; index >= 0; index--) {
		const version = versions[index];
		if (version && version.at <= at) return version;
	}
	return versions[0] ?? presentVersion(order, at);
}
