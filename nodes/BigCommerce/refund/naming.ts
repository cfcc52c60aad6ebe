import { objectOf, textOf, type JsonObject } from '../api/json';
import type { OrderId } from '../model/orderId';
import { referenceFor, type Reference } from './reference';
import type { RefundNaming } from './request';
import { canonicalSelection, type RefundSelection } from './selection';

/** A refund that its user gave no reference. */
export interface UnnamedRefund {
	orderId: OrderId;
	selection: RefundSelection;
	/** The item that asks for it: one that comes back from the node's own error output carries its reference. */
	item: JsonObject;
}

/** What the node's earlier runs in the same execution said of refunds, by their references. */
export interface EarlierRefunds {
	/** Given back, and told so: the next refund like it is another one. */
	refunded: ReadonlySet<string>;
	/** Sent, or perhaps sent. */
	sent: ReadonlySet<string>;
}

/** Whose refunds are named: workflow, execution, node. */
export type ExecutionName = ReadonlyArray<string | number>;

/**
 * Reads what the node put out before. The error output of an older n8n has the details inside `error`.
 * @param items the JSON of all its items in earlier runs of this execution
 */
export function earlierRefundsIn(items: Iterable<JsonObject>): EarlierRefunds {
	const refunded = new Set<string>();
	const sent = new Set<string>();
	for (const item of items) {
		const reference = textOf(item, 'reference');
		if (reference !== null && item.outcome === 'refunded') refunded.add(reference);
		if (reference !== null && (item.outcome === 'refunded' || item.outcome === 'pending')) sent.add(reference);
		const details = detailsOf(item);
		const inDoubt = details === null ? null : textOf(details, 'reference');
		if (inDoubt !== null && details?.outcome === 'unknown') sent.add(inDoubt);
	}
	return { refunded, sent };
}

function detailsOf(item: JsonObject): JsonObject | null {
	return objectOf(item, 'details') ?? objectOf(item, 'error');
}

/**
 * Names the refunds of one run, so that the same refund has the same name whenever this execution comes back to it:
 * when n8n tries the run again, and when a loop leads from the error output back to the node, whichever turn it is and
 * wherever the item then stands. Two equal refunds that are both meant have two names: they are numbered, and a number
 * whose refund was given back is not used again.
 */
export function nameRefunds(
	execution: ExecutionName,
	{ refunded, sent }: EarlierRefunds,
	refunds: UnnamedRefund[],
): RefundNaming[] {
	const carried = refunds.map(({ item }) => referenceIn(item));
	const reserved = new Set(carried.filter((reference) => reference !== null));
	const counts = new Map<string, number>();
	return refunds.map(({ orderId, selection }, index) => {
		const own = carried[index] ?? null;
		const key = `${orderId} ${canonicalSelection(orderId, selection)}`;
		const place = counts.get(key) ?? 0;
		const nameOf = (canonical: string, number: number) => referenceFor([...execution, orderId, canonical, number]);
		const isOwn = own !== null && isAmong(own, (number) => nameOf(canonicalSelection(orderId, selection), number));
		if (!isOwn) counts.set(key, place + 1);
		return {
			isGiven: false,
			referenceOf: (canonical) =>
				carriedName(own, (number) => nameOf(canonical, number)) ??
				freeName(
					place,
					(number) => nameOf(canonical, number),
					(name) => refunded.has(name) || reserved.has(name),
				),
			wasSent: (reference) => sent.has(reference),
		};
	});
}

/** The name of a refund that an agent asks for: asked for again in the same execution, it is the same refund. */
export function nameForAgent(execution: ExecutionName, orderId: OrderId): RefundNaming {
	return {
		isGiven: false,
		referenceOf: (canonical) => referenceFor([...execution, orderId, canonical]),
		wasSent: () => false,
	};
}

/** The name that the user gave. */
export function nameGiven(reference: Reference, { sent }: EarlierRefunds): RefundNaming {
	return { isGiven: true, referenceOf: () => reference, wasSent: (name) => sent.has(name) };
}

/** The reference that an item of this node's own outputs carries, or null. */
function referenceIn(item: JsonObject): string | null {
	const details = detailsOf(item);
	const reference = textOf(item, 'reference') ?? (details === null ? null : textOf(details, 'reference'));
	return reference !== null && /^n8n-[0-9a-f]{16}$/.test(reference) ? reference : null;
}

/** More refunds alike than one execution has. */
const MAX_ALIKE = 1_000;

/** The carried name, where it is one that this execution gives to this refund. */
function carriedName(carried: string | null, nameOf: (number: number) => Reference): Reference | null {
	if (carried === null) return null;
	for (let number = 0; number < MAX_ALIKE; number++) {
		const name = nameOf(number);
		if (name === carried) return name;
	}
	return null;
}

function isAmong(carried: string, nameOf: (number: number) => Reference): boolean {
	return carriedName(carried, nameOf) !== null;
}

/** The name at `place` among those that are free. */
function freeName(
	place: number,
	nameOf: (number: number) => Reference,
	isTaken: (name: Reference) => boolean,
): Reference {
	for (let number = 0, free = 0; ; number++) {
		const name = nameOf(number);
		if (isTaken(name)) continue;
		if (free === place) return name;
		free++;
	}
}
