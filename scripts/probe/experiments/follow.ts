import type { NamedOrders } from '../namedOrders';
import type { Look } from '../reading';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/** Reads an order until its payment has come to an end, or for as long as is allowed. */
export async function follow(
	store: NamedOrders,
	order: number,
	isOver: (looks: readonly Look[]) => boolean,
	waitMs: number,
): Promise<Look[]> {
	const looks: Look[] = [];
	const until = store.clock.now() + waitMs;
	for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5)) {
		looks.push(await store.look(order));
		if (isOver(looks) || store.clock.now() >= until) return looks;
		await store.clock.wait(pause);
	}
}

/** Does the newest look show one of these? */
export function shows(...statuses: readonly string[]): (looks: readonly Look[]) => boolean {
	return (looks) => statuses.includes(looks.at(-1)?.paymentStatus ?? '');
}

export const isCaptured = shows('captured', 'paid', 'partially refunded', 'refunded');
export const isVoided = shows('void');
export const isRefunded = shows('partially refunded', 'refunded');

/** `authorized` again after it was pending: the gateway refused. */
export function isRefused(looks: readonly Look[]): boolean {
	return shows('authorized')(looks) && looks.some(({ paymentStatus }) => paymentStatus.endsWith(' pending'));
}
