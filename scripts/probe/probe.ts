import { addHooks, type Inbox, ofNamed } from './courses/hooks';
import { meetMetafields } from './courses/metafields';
import { captureCleanly, captureOnce, captureTwice, voidTwice } from './courses/payments';
import { useUpQuota } from './courses/quota';
import { refundTwice, refundWhole } from './courses/refunds';
import type { Evidence } from './evidence';
import { type NamedOrders, Stopped } from './namedOrders';
import { rolesOf, type Wishes } from './plan';
import type { Journal, Look } from './reading';

/** Deliveries may take a while after the last event. */
const LAST_DELIVERIES_MS = 15_000;

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
	for (const order of store.named) {
		const { look, journal } = await store.prove(order);
		before.set(order, look);
		evidence.journals.push(journal);
		for (const { gateway } of journal.transactions) gateways.add(gateway);
	}
	const beforeOf = (order: number): Look => {
		const look = before.get(order);
		if (!look) throw new Error(`Order ${order} was not read`);
		return look;
	};

	evidence.overLimit = await store.listed(roles.captured, 251);
	const refused = inbox ? await addHooks(store, inbox) : [];
	evidence.capture = await captureCleanly(store, roles.captured, beforeOf(roles.captured), waitMs);
	const captured = evidence.capture.looks.at(-1) ?? beforeOf(roles.captured);
	evidence.refund = await refundTwice(store, roles.captured, captured, waitMs);
	if (roles.second !== undefined) {
		evidence.second = await captureTwice(store, roles.second, beforeOf(roles.second), waitMs);
		evidence.wholeRefund = await refundWhole(store, roles.second, beforeOf(roles.second), waitMs);
	}
	if (roles.voided !== undefined) {
		evidence.voided = await voidTwice(store, roles.voided, beforeOf(roles.voided), waitMs);
	}
	if (roles.decline !== undefined) {
		evidence.decline = await captureOnce(store, roles.decline, beforeOf(roles.decline), waitMs);
	}
	evidence.metafields = await meetMetafields(store, roles.captured, roles.second ?? roles.captured, run);
	if (inbox) {
		await store.clock.wait(LAST_DELIVERIES_MS);
		evidence.hooks = { refused, arrived: ofNamed(inbox.arrived(), store.named), captured: roles.captured };
	}
	if (wishes.usesUpQuota) evidence.quota = await useUpQuota(store, roles.captured);
}
