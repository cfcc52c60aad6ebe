import type { StoreSettings } from '../../sandbox/settings';
import { NamedOrders } from '../../scripts/probe/namedOrders';
import type { Wishes } from '../../scripts/probe/plan';
import { probe } from '../../scripts/probe/probe';
import { type Report, reportOf } from '../../scripts/probe/report';
import { VirtualStore } from './virtualStore';

export const SEED = Number(process.env.PROBE_SEED ?? 15);

export const ORDERS = [70118, 70119, 70120];
export const DECLINES = 70121;
const OTHERS = [70117, 70122, 70130];
export const MISSING = 999_999_999;
/** More orders than a page has; they take no part. */
const ALL_ORDERS = 260;

/** A store with the named orders, and others beside them; a while later, so that dates can move. */
export async function storeWith(settings: Partial<StoreSettings>, seed = SEED): Promise<VirtualStore> {
	const virtual = new VirtualStore(settings, seeded(seed));
	for (const id of [...ORDERS, DECLINES, ...OTHERS]) {
		const giftCertificate = id === ORDERS[0] ? '5.00' : '0';
		virtual.store.addOrder({
			id,
			total: '40.00',
			giftCertificate,
			gateway: 'testgateway',
			customerName: 'Ada Lovelace',
		});
	}
	virtual.store.addOrders(ALL_ORDERS, { total: '1.00' });
	virtual.store.setFault(DECLINES, { kind: 'decline' });
	await virtual.wait(60_000);
	return virtual;
}

export async function ask(
	virtual: VirtualStore,
	wishes: Partial<Wishes> & { isAlone?: boolean } = {},
): Promise<Report> {
	return await asked(virtual, wishes).then(({ report }) => report);
}

export async function asked(virtual: VirtualStore, wishes: Partial<Wishes> & { isAlone?: boolean } = {}) {
	const { isAlone = false, ...settings } = wishes;
	const all: Wishes = {
		orders: ORDERS,
		declines: DECLINES,
		missing: MISSING,
		usesUpQuota: true,
		refundsManyTimes: true,
		countsOrders: true,
		waitMs: 20_000,
		...settings,
	};
	const named = [...all.orders, ...(all.declines === undefined ? [] : [all.declines])];
	const { first, second } = virtual.connections;
	const store = new NamedOrders({ first, second: isAlone ? null : second }, virtual, named);
	const answers = await probe(store, all, 'run', virtual.inbox);
	return { report: reportOf(answers, '0.0.0', '2026-03-05', named.length), log: store.log };
}

/** Orders that a call touches: in its path, its query, or its body. */
function ordersIn({ path, query = {}, body }: VirtualStore['calls'][number]): number[] {
	const inPath = /^v[23]\/orders\/(\d+)/.exec(path)?.[1];
	const inQuery = ['min_id', 'max_id', 'order_id:in', 'resource_id:in'].flatMap(
		(name) => query[name]?.split(',') ?? [],
	);
	const inBody = Array.isArray(body) ? body.map((entry: { resource_id: number }) => entry.resource_id) : [];
	return [...(inPath === undefined ? [] : [inPath]), ...inQuery, ...inBody].map(Number);
}

export function seeded(seed: number): () => number {
	let state = seed % 2_147_483_648;
	return () => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state / 2_147_483_648;
	};
}

/** Not in the probe's calls, not in the store's log, not in its ledger. */
export function expectNothingForOthers({ calls, store }: VirtualStore, named: readonly number[]): void {
	expect(calls.filter((call) => ordersIn(call).some((order) => !named.includes(order)))).toEqual([]);
	const others = [...store.orders.range()].map(({ id }) => id).filter((id) => !named.includes(id));
	expect(others.length).toBeGreaterThanOrEqual(OTHERS.length);
	const called = store.log.recent().map(({ orderId }) => orderId);
	expect(others.filter((id) => called.includes(id))).toEqual([]);
	for (const id of others) expect(store.truth(id)).toMatchObject({ captures: 0, voids: 0, refunds: 0 });
}
