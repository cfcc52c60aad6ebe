/** Sends deliveries over HTTP. The only part of the hooks that knows about sockets and timers. */
import type { SandboxStore } from '../store';
import type { Delivery } from './deliveries';

const LOOK_MS = 20;
const MOST_AT_ONCE = 32;

/** Starts sending what is due; returns how to stop it. */
export function startHookSender(store: SandboxStore): () => void {
	let underWay = 0;
	const looking = setInterval(() => {
		store.advance();
		const free = MOST_AT_ONCE - underWay;
		if (free <= 0) return;
		for (const delivery of store.deliveries.takeDue(store.now(), free)) {
			underWay += 1;
			void send(store, delivery).finally(() => (underWay -= 1));
		}
	}, LOOK_MS);
	looking.unref();
	return () => clearInterval(looking);
}

async function send(store: SandboxStore, delivery: Delivery): Promise<void> {
	store.deliveries.report(delivery, await post(store, delivery), store.now());
}

/** The status, or null when no answer came. Redirects are not followed: they are outside the 200 range. */
async function post(store: SandboxStore, delivery: Delivery): Promise<number | null> {
	try {
		const response = await fetch(delivery.url, {
			method: 'POST',
			// A connection that is kept may be closed by its server in the moment of the next delivery, or of another call.
			headers: { ...store.deliveries.headersOf(delivery, store.now()), connection: 'close' },
			body: delivery.body,
			redirect: 'manual',
			signal: AbortSignal.timeout(store.settings.hookTimeoutMs),
		});
		await response.body?.cancel();
		return response.status;
	} catch {
		return null;
	}
}
