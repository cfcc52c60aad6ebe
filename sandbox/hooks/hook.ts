/**
 * Hook subscriptions, each visible to the API account that made it alone (docs/bigcommerce-api.md, Webhooks: own hooks
 * only).
 */

export interface Hook {
	id: number;
	clientId: string;
	scope: string;
	destination: string;
	headers: Record<string, string> | null;
	isActive: boolean;
	/** Switched off by the store after too many failures, not by its owner. */
	isDeactivated: boolean;
	createdAt: number;
	updatedAt: number;
}

export class HookBook {
	private readonly hooks = new Map<number, Hook>();
	/** Who is told when a hook is switched off, by API account. */
	private readonly emails = new Map<string, readonly string[]>();

	get isEmpty(): boolean {
		return this.hooks.size === 0;
	}

	/** Of every account. */
	all(): Hook[] {
		return [...this.hooks.values()];
	}

	of(clientId: string): Hook[] {
		return this.all().filter((hook) => hook.clientId === clientId);
	}

	/** Another account's hook is not found, as if it were not there. */
	get(clientId: string, id: number | undefined): Hook | undefined {
		const hook = id === undefined ? undefined : this.hooks.get(id);
		return hook?.clientId === clientId ? hook : undefined;
	}

	byId(id: number): Hook | undefined {
		return this.hooks.get(id);
	}

	add(hook: Hook): void {
		this.hooks.set(hook.id, hook);
	}

	remove(id: number): void {
		this.hooks.delete(id);
	}

	emailsOf(clientId: string): readonly string[] {
		return this.emails.get(clientId) ?? [];
	}

	setEmails(clientId: string, emails: readonly string[]): void {
		this.emails.set(clientId, emails);
	}

	clear(): void {
		this.hooks.clear();
		this.emails.clear();
	}
}

/** Does a hook's scope cover an event's? `store/order/*` covers everything below `store/order/`. */
export function covers(scope: string, event: string, wildcardCoversTransactions: boolean): boolean {
	if (!scope.endsWith('/*')) return scope === event;
	if (!event.startsWith(scope.slice(0, -1))) return false;
	const isDirect = scope === 'store/order/transaction/*';
	return wildcardCoversTransactions || isDirect || !event.startsWith('store/order/transaction/');
}
