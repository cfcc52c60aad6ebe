import type { IWebhookFunctions } from 'n8n-workflow';
import { openSession } from '../n8n/session';
import { WEBHOOK } from './destination';
import { listHooks, updateHook } from './hookCalls';
import { hookFailure } from './hookFailure';
import type { TriggerState } from './triggerState';

/**
 * A hook is given up after 48 hours of failures or 90 idle days: so often is soon enough, and costs four calls a day.
 */
const LOOK_EVERY_MS = 6 * 60 * 60 * 1_000;

/** When this process last looked after the hooks of each trigger. */
const lookedAt = new Map<string, number>();

/**
 * BigCommerce switches each hook off by itself, so of a trigger that has several some may be off while others deliver.
 * What one delivers is the occasion to look after the rest. Nothing waits for it. Hooks that are gone are not made
 * anew: the workflow may be on its way to being switched off.
 */
export function lookAfterHooks(context: IWebhookFunctions, state: TriggerState): void {
	if (context.getMode() === 'manual') return;
	const node = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	const now = Date.now();
	if (now - (lookedAt.get(node) ?? Number.NEGATIVE_INFINITY) < LOOK_EVERY_MS) return;
	lookedAt.set(node, now);
	void revive(context, state.secret).catch((error: unknown) =>
		warn(context, `its hooks could not be looked after: ${error instanceof Error ? error.message : String(error)}`),
	);
}

async function revive(context: IWebhookFunctions, secret: string): Promise<void> {
	const destination = context.getNodeWebhookUrl(WEBHOOK);
	const session = await openSession(context);
	try {
		const listed = await listHooks(session.client);
		if (!listed.ok) return warn(context, hookFailure('list its hooks', listed.failed).message);
		const off = listed.value.filter((hook) => hook.destination === destination && !hook.isActive);
		for (const hook of off) {
			const updated = await updateHook(session.client, hook, secret);
			warn(
				context,
				updated.ok
					? `BigCommerce had switched its hook for ${hook.scope} off; it is on again. What happened meanwhile is found by Payment: Get Many.`
					: hookFailure(`switch its hook for ${hook.scope} on again`, updated.failed).message,
			);
		}
	} finally {
		session.close();
	}
}

function warn(context: IWebhookFunctions, message: string): void {
	context.logger.warn(`BigCommerce Trigger: ${message}`);
}
