/**
 * Reads the form n8n stores run data in: a JSON list whose first entry is the root, and in which
 * every string inside an object or list is the index of the entry it stands for.
 */
export function parseFlatted(text: string): unknown {
	const entries = JSON.parse(text) as unknown[];
	const built = new Map<number, unknown>();

	const entryAt = (index: number): unknown => {
		const raw = entries[index];
		if (raw === null || typeof raw !== 'object') return raw;
		const known = built.get(index);
		if (known !== undefined) return known;
		const target: Record<string, unknown> | unknown[] = Array.isArray(raw) ? [] : {};
		// Registered before it is filled: run data may refer to itself.
		built.set(index, target);
		for (const [key, value] of Object.entries(raw)) {
			Object.assign(target, { [key]: typeof value === 'string' ? entryAt(Number(value)) : value });
		}
		return target;
	};
	return entryAt(0);
}
