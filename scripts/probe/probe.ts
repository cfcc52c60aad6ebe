import { addHooks, endHooks, type Inbox, ofNamed } from './experiments/hooks';
import { meetMetafields } from './experiments/metafields';
import { captureCleanly, captureOnce, captureTwice, voidTwice } from './experiments/payments';
import { useUpQuota } from './experiments/quota';
import { askAsSecond, countPages } from './experiments/reads';
import { refundManyTimes, refundOften, refundWhole } from './experiments/refunds';
import type { Evidence, Warmup } from './evidence';
import { type NamedOrders, Stopped } from './namedOrders';
import { rolesOf, type Wishes } from './plan';
import type { Journal, Look } from './reading';

export interface Asked {
	evidence: Evidence;
	/** Display names of the gateways that the orders were paid through. */
	gateways: readonly string[];
	/** Why it ended before its last question; null where it did not. */
	stopped: string | null;
}

/**
 * Asks everything, each thing once. Every named order is read, and proved to be authorized and in test mode, before
 * anything is sent for any of them. What was found before it had to stop is kept; what it made is put away.
 */
export async function probe(store: NamedOrders, wishes: Wishes, run: string, inbox: Inbox | null): Promise<Asked> {
	const evidence: Evidence & { journals: Journal[] } = { log: store.log, journals: [] };
	const gateways = new Set<string>();
	let stopped: string | null = null;
	try {
		await askAll(store, wishes, run, inbox, evidence, gateways);
	} catch (error) {
		if (!(error instanceof Stopped)) throw error;
		stopped = error.message;
	} finally {
		await store.putAway().catch(() => {
			stopped = `${stopped ?? ''} Its metafields and webhooks could not all be deleted.`.trim();
		});
	}
	return { evidence, gateways: [...gateways].sort(), stopped };
}

async function askAll(
	store: NamedOrders,
	wishes: Wishes,
	run: string,
	inbox: Inbox | null,
	evidence: Evidence & { journals: Journal[] },
	gateways: Set<string>,
): Promise<void> {
	const { waitMs } = wishes;
	const roles = rolesOf(wishes);
	const before = new Map<number, Look>();
	for (const named of store.named) {
		const { look, journal } = await store.prove(named);
		before.set(named, look);
		evidence.journals.push(journal);
		for (const { gateway } of journal.transactions) gateways.add(gateway);
	}
	const beforeOf = (named: number): Look => {
		const look = before.get(named);
		if (!look) throw new Error(`Order ${named} was not read`);
		return look;
	};

	if (wishes.missing !== undefined) await store.proveMissing(wishes.missing);

	const { captured: order } = roles;
	evidence.overLimit = await store.listed(order, 251);
	if (wishes.countsOrders) evidence.pages = await countPages(store);
	let warmup: Warmup | null = null;
	if (inbox) {
		warmup = await addHooks(store, inbox, order);
		before.set(order, await store.look(order));
	}
	evidence.capture = await captureCleanly(store, order, beforeOf(order), waitMs);
	const captured = evidence.capture.looks.at(-1) ?? beforeOf(order);
	inbox?.holdNext('all');
	evidence.refund = await refundOften(store, order, captured, waitMs);
	if (wishes.refundsManyTimes) evidence.manyRefunds = await refundManyTimes(store, order, captured);
	if (roles.second !== undefined) {
		evidence.second = await captureTwice(store, roles.second, beforeOf(roles.second), waitMs);
		const other = { order, before: captured };
		evidence.wholeRefund = await refundWhole(store, roles.second, beforeOf(roles.second), other, waitMs);
	}
	if (roles.voided !== undefined) {
		evidence.voided = await voidTwice(store, roles.voided, beforeOf(roles.voided), waitMs);
	}
	if (roles.decline !== undefined) {
		evidence.decline = await captureOnce(store, roles.decline, beforeOf(roles.decline), waitMs);
	}
	evidence.metafields = await meetMetafields(store, order, roles.second ?? order, run, wishes.missing);
	if (store.hasSecondToken) evidence.secondToken = await askAsSecond(store, order, run);
	if (inbox && warmup) {
		await endHooks(store, inbox, order);
		evidence.hooks = { ...warmup, arrived: ofNamed(inbox.arrived(), store.named), captured: order };
	}
	if (wishes.usesUpQuota) evidence.quota = await useUpQuota(store, order);
}
