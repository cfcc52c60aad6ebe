import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import type { ApiClient } from '../api/client';
import { openSession } from '../n8n/session';
import { CREDENTIAL } from '../n8n/credential';
import { readDestination, WEBHOOK } from './destination';
import { isTriggerEvent, scopesOf } from './events';
import type { Hook } from './hook';
import { createHook, listHooks, removeHook, updateHook } from './hookCalls';
import { creationFailure, hookFailure, isPassing, type HookFailure } from './hookFailure';
import { formerDestinationOf, hooksOf, isDone, reconcileHooks, type Subscription } from './reconcileHooks';
import { TriggerState, type Keys } from './triggerState';

/** Whether the hooks are as they should be: each scope once, switched on, with this node's secret. */
export async function areHooksInPlace(context: IHookFunctions): Promise<boolean> {
	const subscription = subscriptionOf(context);
	if (isTest(context)) stateOf(context).startTestSession();
	return await withClient(context, async (client) => {
		const listed = await listHooks(client);
		if (listed.ok) {
			const areDone = isDone(reconcileHooks(listed.value, subscription));
			// The same hooks under a changed client secret: from now on they sign with it.
			if (areDone) stateOf(context).noteKeys(await keysOf(context));
			return areDone;
		}
		// When n8n starts it asks about hooks that were there when it stopped. To fail now would make it remove them.
		if (
			isStart(context) &&
			isPassing(listed.failed) &&
			stateOf(context).isSubscribed(subscription.destination, subscription.scopes)
		) {
			context.logger.warn(
				`${hookFailure('list its hooks', listed.failed).message} The trigger goes on with the hooks it had.`,
			);
			return true;
		}
		throw errorOf(context, hookFailure('list its hooks', listed.failed));
	});
}

/** Makes the hooks what they should be. Where one cannot be made, those just made are removed again. */
export async function putHooksInPlace(context: IHookFunctions): Promise<boolean> {
	const subscription = subscriptionOf(context);
	return await withClient(context, async (client) => {
		const before = await hooksIn(context, client);
		const plan = reconcileHooks(before, subscription);
		for (const hook of plan.update) {
			const updated = await updateHook(client, hook, subscription.secret);
			if (!updated.ok)
				throw errorOf(context, hookFailure(`switch its hook for ${hook.scope} on again`, updated.failed));
		}
		for (const scope of plan.create) {
			const created = await createHook(client, scope, subscription.destination, subscription.secret);
			if (created.ok) continue;
			// The answer may be lost and the hook there, or another n8n process was faster: look.
			const now = await listHooks(client);
			if (now.ok && now.value.some((hook) => hook.scope === scope && hook.destination === subscription.destination))
				continue;
			const failure = creationFailure(scope, subscription.destination, now.ok ? now.value : before, created.failed);
			throw errorOf(context, await afterUndoing(client, subscription, before, failure));
		}
		await removeAll(context, client, plan.remove);
		await noteSubscription(context, subscription);
		if (plan.create.length > 0) {
			context.logger.info(
				`BigCommerce Trigger: subscribed to ${plan.create.join(', ')}. A new hook may take up to one minute to start.`,
			);
		}
		return true;
	});
}

/** Removes all hooks of this node; those that are gone already count as removed. */
export async function removeHooks(context: IHookFunctions): Promise<boolean> {
	const url = context.getNodeWebhookUrl(WEBHOOK) ?? '';
	const state = stateOf(context);
	const formerDestination = URL.canParse(url) ? formerDestinationOf(state.destination, url) : null;
	return await withClient(context, async (client) => {
		const hooks = await hooksIn(context, client);
		await removeAll(context, client, hooksOf(hooks, { destination: url, formerDestination }));
		if (state.destination === url || formerDestination !== null) state.noteUnsubscribed();
		return true;
	});
}

function subscriptionOf(context: IHookFunctions): Subscription {
	const chosen = context.getNodeParameter('events', []);
	const events = Array.isArray(chosen) ? chosen.filter(isTriggerEvent) : [];
	if (events.length === 0) {
		throw new NodeOperationError(context.getNode(), "'Events' is empty", {
			description: 'Choose at least one event that starts the workflow.',
		});
	}
	const read = readDestination(context.getNodeWebhookUrl(WEBHOOK));
	if (!read.ok)
		throw new NodeOperationError(context.getNode(), 'BigCommerce cannot deliver to this n8n', {
			description: read.reason,
		});
	const state = stateOf(context);
	return {
		scopes: scopesOf(events),
		destination: read.destination,
		secret: state.ensureSecret(),
		formerDestination: formerDestinationOf(state.destination, read.destination),
	};
}

async function withClient<T>(context: IHookFunctions, work: (client: ApiClient) => Promise<T>): Promise<T> {
	const session = await openSession(context);
	try {
		return await work(session.client);
	} finally {
		session.close();
	}
}

async function hooksIn(context: IHookFunctions, client: ApiClient): Promise<Hook[]> {
	const listed = await listHooks(client);
	if (!listed.ok) throw errorOf(context, hookFailure('list its hooks', listed.failed));
	return listed.value;
}

/** Tries every one, and only then says which could not be removed. */
async function removeAll(context: IHookFunctions, client: ApiClient, hooks: readonly Hook[]): Promise<void> {
	const failures: HookFailure[] = [];
	for (const hook of hooks) {
		const removed = await removeHook(client, hook);
		if (!removed.ok) failures.push(hookFailure(`remove its hook ${hook.id} for ${hook.scope}`, removed.failed));
	}
	const [first] = failures;
	if (first === undefined) return;
	throw errorOf(context, { ...first, message: failures.map(({ message }) => message).join(' ') });
}

/** Removes what this activation has made, told by what was there before, and says so where it could not. */
async function afterUndoing(
	client: ApiClient,
	subscription: Subscription,
	before: readonly Hook[],
	failure: HookFailure,
): Promise<HookFailure> {
	const known = new Set(before.map((hook) => hook.id));
	const now = await listHooks(client);
	const made = now.ok
		? now.value.filter((hook) => hook.destination === subscription.destination && !known.has(hook.id))
		: [];
	let isClean = now.ok;
	for (const hook of made) isClean = (await removeHook(client, hook)).ok && isClean;
	if (isClean) return failure;
	return {
		...failure,
		message: `${failure.message} Hooks made just before could not be removed again; the next activation finds and uses them.`,
	};
}

function stateOf(context: IHookFunctions): TriggerState {
	return new TriggerState(context.getWorkflowStaticData('node'));
}

/**
 * Takes down where the hooks are, and with which keys. Hooks that an earlier access token made cannot be seen or
 * removed with this one ("of the same client_id"), and go on delivering: so what they tell is taken, and taken once.
 */
async function noteSubscription(context: IHookFunctions, subscription: Subscription): Promise<void> {
	const state = stateOf(context);
	const keys = await keysOf(context);
	if (state.isOtherAccount(keys.accessToken)) {
		state.noteFormerAccount();
		context.logger.warn(
			"BigCommerce Trigger: the credential's 'Access Token' is of another API account than before. Hooks of the earlier account cannot be removed with this token. Their events are recognised and start nothing twice; to end them, delete the earlier API account in the control panel.",
		);
	}
	state.noteSubscribed(subscription.destination, subscription.scopes);
	state.noteKeys(keys);
}

async function keysOf(context: IHookFunctions): Promise<Keys> {
	const { accessToken, clientSecret } = await context.getCredentials(CREDENTIAL);
	return {
		accessToken: typeof accessToken === 'string' ? accessToken.trim() : '',
		clientSecret: typeof clientSecret === 'string' ? clientSecret.trim() : '',
	};
}

function isTest(context: IHookFunctions): boolean {
	return context.getActivationMode() === 'manual';
}

function isStart(context: IHookFunctions): boolean {
	return ['init', 'leadershipChange'].includes(context.getActivationMode());
}

function errorOf(context: IHookFunctions, { message, nextStep }: HookFailure): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, { description: nextStep });
}
