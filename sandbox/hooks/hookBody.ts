import type { StoreContext } from '../context';
import { toUnix } from '../dates';
import type { Hook } from './hook';

/** A hook as `/v3/hooks` shows it (webhooks.v3.yml). */
export function hookBody({ settings }: StoreContext, hook: Hook): Record<string, unknown> {
	return {
		id: hook.id,
		client_id: hook.clientId,
		store_hash: settings.storeHash,
		scope: hook.scope,
		destination: hook.destination,
		headers: hook.headers,
		is_active: hook.isActive,
		created_at: toUnix(hook.createdAt),
		updated_at: toUnix(hook.updatedAt),
	};
}
