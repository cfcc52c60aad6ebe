/**
 * Order metafields: short texts that an API account keeps at an order. One account, namespace, key and order has one,
 * which makes a second create the store's only refusal that several processes can rely on.
 */

/** Who else may see and change it (`MetafieldBase_Post` of the published orders.v3.yml). */
export const PERMISSION_SETS = ['app_only', 'read', 'write', 'read_and_sf_access', 'write_and_sf_access'] as const;
export type PermissionSet = (typeof PERMISSION_SETS)[number];

export interface MetafieldFields {
	permissionSet: PermissionSet;
	namespace: string;
	key: string;
	value: string;
	description: string;
}

export interface Metafield extends Readonly<MetafieldFields> {
	readonly id: number;
	readonly orderId: number;
	/** The account that made it: `owner_client_id`. */
	readonly clientId: string;
	readonly createdAt: number;
	readonly modifiedAt: number;
}

/** What a metafield was from a moment on; null once it was deleted. */
interface Version {
	from: number;
	state: Metafield | null;
}

/** How long what a metafield was is remembered, for lists that are late. */
const REMEMBERED_MS = 600_000;

/** All metafields of the store, ascending by id, as they are and as they were. */
export class MetafieldBook {
	private readonly history = new Map<number, Version[]>();
	private readonly taken = new Map<string, number>();
	private readonly counts = new Map<string, number>();

	get(id: number | undefined): Metafield | undefined {
		return id === undefined ? undefined : (this.history.get(id)?.at(-1)?.state ?? undefined);
	}

	/** The metafield that already has this account, namespace, key and order. */
	taker(
		clientId: string,
		orderId: number,
		{ namespace, key }: Pick<MetafieldFields, 'namespace' | 'key'>,
	): number | undefined {
		return this.taken.get(uniqueKey(clientId, orderId, namespace, key));
	}

	countOf(clientId: string, orderId: number): number {
		return this.counts.get(`${orderId} ${clientId}`) ?? 0;
	}

	/** Every metafield as it was at a moment. */
	*asOf(at: number): Generator<Metafield> {
		for (const versions of this.history.values()) {
			const state = versions.filter(({ from }) => from <= at).at(-1)?.state;
			if (state) yield state;
		}
	}

	add(metafield: Metafield): void {
		this.history.set(metafield.id, [{ from: metafield.createdAt, state: metafield }]);
		this.occupy(metafield, 1);
	}

	replace(metafield: Metafield): void {
		const before = this.get(metafield.id);
		if (before) this.occupy(before, -1);
		this.remember(metafield.id, { from: metafield.modifiedAt, state: metafield });
		this.occupy(metafield, 1);
	}

	remove(id: number, at: number): void {
		const before = this.get(id);
		if (!before) return;
		this.occupy(before, -1);
		this.remember(id, { from: at, state: null });
		this.forgetBefore(at - REMEMBERED_MS);
	}

	clear(): void {
		this.history.clear();
		this.taken.clear();
		this.counts.clear();
	}

	private remember(id: number, version: Version): void {
		this.history.set(id, [...(this.history.get(id) ?? []).slice(-20), version]);
	}

	private occupy({ id, clientId, orderId, namespace, key }: Metafield, by: 1 | -1): void {
		const name = uniqueKey(clientId, orderId, namespace, key);
		if (by === 1) this.taken.set(name, id);
		else this.taken.delete(name);
		this.counts.set(`${orderId} ${clientId}`, this.countOf(clientId, orderId) + by);
	}

	/** Drops what was deleted so long ago that no list can be that late; the oldest come first. */
	private forgetBefore(at: number): void {
		for (const [id, versions] of this.history) {
			const last = versions.at(-1);
			if (!last || last.state !== null || last.from > at) return;
			this.history.delete(id);
		}
	}
}

function uniqueKey(clientId: string, orderId: number, namespace: string, key: string): string {
	return JSON.stringify([clientId, orderId, namespace, key]);
}

/** May an account read it? `app_only` is "private to the app that owns the field". */
export function isVisibleTo({ clientId, permissionSet }: Metafield, reader: string): boolean {
	return clientId === reader || permissionSet !== 'app_only';
}

export function isWritableBy({ clientId, permissionSet }: Metafield, writer: string): boolean {
	return clientId === writer || permissionSet.startsWith('write');
}
