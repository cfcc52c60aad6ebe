/** Every switch with its positions. */
export type Factors = Readonly<Record<string, readonly unknown[]>>;
export type Row = Record<string, unknown>;

/**
 * Rows in which every two positions of every two switches meet at least once: each row takes the pairs that are left,
 * as many as fit, in an order drawn by `random`. Not the fewest rows there could be, but near.
 *
 * @param random 0 ≤ x < 1
 */
export function pairwise(factors: Factors, random: () => number): Row[] {
	const names = Object.keys(factors);
	const positions = (name: string): readonly unknown[] => factors[name] ?? [];
	const left = new Set<string>();
	names.forEach((a, index) => {
		for (const b of names.slice(index + 1)) {
			positions(a).forEach((_, i) => positions(b).forEach((__, j) => left.add(pair(a, i, b, j))));
		}
	});
	const rows: Row[] = [];
	while (left.size > 0) {
		const chosen = new Map<string, number>();
		const [[first, i, second, j]] = [unpair(left.values().next().value ?? '')];
		chosen.set(first, i).set(second, j);
		for (const name of shuffled(names, random)) {
			if (!chosen.has(name)) chosen.set(name, best(name, positions(name).length, chosen, left, random));
		}
		const picked = names.map((name) => [name, chosen.get(name) ?? 0] as const);
		picked.forEach(([a, x], index) => {
			for (const [b, y] of picked.slice(index + 1)) left.delete(pair(a, x, b, y));
		});
		rows.push(Object.fromEntries(picked.map(([name, index]) => [name, positions(name)[index]])));
	}
	return rows;
}

/** The position that meets the most pairs that are left; among equals, any. */
function best(
	name: string,
	count: number,
	chosen: ReadonlyMap<string, number>,
	left: ReadonlySet<string>,
	random: () => number,
): number {
	const gains = Array.from({ length: count }, (_, index) => {
		const met = [...chosen].filter(
			([other, at]) => left.has(pair(name, index, other, at)) || left.has(pair(other, at, name, index)),
		);
		return met.length + random() / 2;
	});
	return gains.indexOf(Math.max(...gains));
}

function pair(a: string, i: number, b: string, j: number): string {
	return [a, i, b, j].join(' ');
}

function unpair(text: string): [string, number, string, number] {
	const [a = '', i, b = '', j] = text.split(' ');
	return [a, Number(i), b, Number(j)];
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
	return items
		.map((item) => ({ item, at: random() }))
		.sort((a, b) => a.at - b.at)
		.map(({ item }) => item);
}
