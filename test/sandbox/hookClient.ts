import { record, type SandboxClient } from './sandboxClient';

/** Where the hooks of these tests lead. */
export const SINK = 'https://n8n.example/webhook/1';

/** Makes a hook. @returns its ID */
export function hook(shop: SandboxClient, scope: string, more: object = {}): number {
	const { status, body } = shop.call('POST', 'v3/hooks', { scope, destination: SINK, ...more });
	if (status !== 200) throw new Error(`The hook was refused: ${JSON.stringify(body)}`);
	return Number(record(record(body).data).id);
}

/** Scopes and data of everything that is to be delivered now, delivered with this status. */
export function deliver(shop: SandboxClient, status: number | null = 200): Array<[string, unknown]> {
	shop.store.advance();
	return shop.store.deliveries.takeDue(shop.now).map((delivery) => {
		shop.store.deliveries.report(delivery, status, shop.now);
		const payload: unknown = JSON.parse(delivery.body);
		return [String(record(payload).scope), record(payload).data];
	});
}
