import type { HookScope } from './events';
import type { Hook } from './hook';

/** What a trigger wants to be subscribed to. */
export interface Subscription {
	scopes: readonly HookScope[];
	destination: string;
	secret: string;
	/** Where this node was subscribed under an earlier path of this host, or null. */
	formerDestination: string | null;
}

/** The calls that make the hooks what the subscription says; none where they are. */
export interface HookPlan {
	create: HookScope[];
	/** Hooks to switch on again, or to give the secret of this node. */
	update: Hook[];
	remove: Hook[];
}

/**
 * Compares the hooks there are with those subscription: one for each scope, found by scope and destination, because
 * BigCommerce takes no second one for both ("one per store, client, scope and destination"). The destination is this
 * node's alone, so everything else that points there is surplus.
 */
export function reconcileHooks(hooks: readonly Hook[], subscription: Subscription): HookPlan {
	const plan: HookPlan = { create: [], update: [], remove: [] };
	const kept = new Set<Hook>();
	for (const scope of subscription.scopes) {
		const found = hooks.filter((hook) => hook.scope === scope && hook.destination === subscription.destination);
		const hook = found.find((one) => isGood(one, subscription)) ?? found[0];
		if (hook === undefined) plan.create.push(scope);
		else {
			kept.add(hook);
			if (!isGood(hook, subscription)) plan.update.push(hook);
		}
	}
	plan.remove = hooksOf(hooks, subscription).filter((hook) => !kept.has(hook));
	return plan;
}

/** Whether nothing is left to do. */
export function isDone({ create, update, remove }: HookPlan): boolean {
	return create.length + update.length + remove.length === 0;
}

/** All hooks of this node, wherever they were left. */
export function hooksOf(
	hooks: readonly Hook[],
	{ destination, formerDestination }: Pick<Subscription, 'destination' | 'formerDestination'>,
): Hook[] {
	return hooks.filter((hook) => hook.destination === destination || hook.destination === formerDestination);
}

/**
 * The destination that was used before, where it is this node's own of an earlier path on this host. One on another
 * host is left alone: a copy of n8n's database on a second machine has it on record too, and must not silence the
 * first. If it is nobody's any more, BigCommerce drops it after 48 hours of failed deliveries. The address for tests
 * stands beside the one for production and replaces nothing: n8n puts them below different paths.
 */
export function formerDestinationOf(recorded: unknown, destination: string): string | null {
	if (typeof recorded !== 'string' || recorded === destination || !URL.canParse(recorded)) return null;
	return endpointOf(recorded) === endpointOf(destination) ? recorded : null;
}

/** Where n8n takes webhooks in: the address without the node's own part, its webhook ID and path. */
function endpointOf(destination: string): string {
	const { origin, pathname } = new URL(destination);
	return `${origin}${pathname.split('/').slice(0, -2).join('/')}`;
}

function isGood(hook: Hook, subscription: Subscription): boolean {
	return hook.isActive && hook.secret === subscription.secret;
}
