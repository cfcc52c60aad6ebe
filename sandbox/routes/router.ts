import type { Route } from './route';
import { hookAdminRoutes } from './hookAdminRoutes';
import { hookRoutes } from './hookRoutes';
import { metafieldRoutes } from './metafieldRoutes';
import { orderRoutes } from './orderRoutes';
import { paymentRoutes } from './paymentRoutes';
import { refundRoutes } from './refundRoutes';

interface Pattern {
	route: Route;
	parts: string[];
}

/** Patterns by their number of parts, which alone distinguishes most requests. */
const PATTERNS = new Map<number, Pattern[]>();
const ROUTES = [
	...paymentRoutes,
	...orderRoutes,
	...refundRoutes,
	...metafieldRoutes,
	...hookAdminRoutes,
	...hookRoutes,
];
for (const route of ROUTES) {
	const parts = route.path.split('/');
	PATTERNS.set(parts.length, [...(PATTERNS.get(parts.length) ?? []), { route, parts }]);
}

export type Match =
	{ kind: 'found'; storeHash: string; route: Route; ids: number[] } | { kind: 'wrongMethod' } | { kind: 'unknown' };

/** Finds the endpoint of `/stores/{hash}/v2/orders/118` and the numbers in it. */
export function findRoute(method: string, path: string): Match {
	const [, stores, storeHash, ...parts] = path.split('/');
	if (stores !== 'stores' || !storeHash) return { kind: 'unknown' };
	if (parts.at(-1) === '') parts.pop();
	const matches = (PATTERNS.get(parts.length) ?? []).filter((pattern) => fits(pattern.parts, parts));
	const match = matches.find(({ route }) => route.method === method);
	if (!match) return { kind: matches.length > 0 ? 'wrongMethod' : 'unknown' };
	const ids = match.parts.flatMap((part, index) => (part === ':id' ? [Number(parts[index])] : []));
	return { kind: 'found', storeHash, route: match.route, ids };
}

function fits(pattern: string[], parts: string[]): boolean {
	return pattern.every((expected, index) =>
		expected === ':id' ? /^\d{1,15}$/.test(parts[index] ?? '') : expected === parts[index],
	);
}
