import type { ICredentialDataDecryptedObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { BigCommerceApi } from '../../credentials/BigCommerceApi.credentials';
import { BigCommerce } from '../../nodes/BigCommerce/BigCommerce.node';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../sandbox/server';
import { NODE_TYPE, runNode, type NodeRun, type NodeRunResult, type Package } from '../../scripts/engine/engine';

/** The package from its sources, so that a test never sees an older build. */
const pack: Package = { nodes: { [NODE_TYPE]: new BigCommerce() }, credential: new BigCommerceApi() };

/** A sandbox without waiting: captures take 30 ms, and there is quota for everything. */
export async function quickSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
	return await startSandbox({
		orders: [],
		...options,
		settings: { captureDelayMs: 30, voidDelayMs: 30, quota: null, ...options.settings },
	});
}

/** A short look, and time enough for a busy machine. */
export const PATIENT = { resultTimeout: 45, verificationWindow: 0.5 };

/** The credential for a sandbox. */
export function credentialFor(sandbox: RunningSandbox, token = 'sandbox-token'): ICredentialDataDecryptedObject {
	return { storeHash: 'sandbox', accessToken: token, clientSecret: '', apiUrl: sandbox.apiUrl };
}

/** One item an order ID. */
export function itemsOf(...ids: unknown[]): INodeExecutionData[] {
	return ids.map((id) => ({ json: { id: JSON.parse(JSON.stringify(id ?? null)) } }));
}

/** Parameters of a capture (or another payment operation) whose order IDs come from the items. */
export function paymentParameters(operation: string, more: INodeParameters = {}): INodeParameters {
	return {
		resource: 'payment',
		operation,
		orderId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
		...more,
	};
}

/** Runs the node through n8n's engine. */
export async function run(options: NodeRun): Promise<NodeRunResult> {
	return await runNode(pack, options);
}

/**
 * Captures the orders of these IDs, one item each, with On Error = Continue (using error output) unless told otherwise.
 * @param more parameters beside the order ID
 * @param engine what is n8n's own: On Error, retries, another credential, items that hold more than an ID
 */
export async function capture(
	sandbox: RunningSandbox,
	ids: readonly unknown[],
	more: INodeParameters = {},
	engine: Partial<NodeRun> = {},
): Promise<NodeRunResult> {
	return await runPayments(sandbox, 'capture', ids, more, engine);
}

/** Voids the orders of these IDs, as `capture` captures them. */
export async function voidPayments(
	sandbox: RunningSandbox,
	ids: readonly unknown[],
	more: INodeParameters = {},
	engine: Partial<NodeRun> = {},
): Promise<NodeRunResult> {
	return await runPayments(sandbox, 'void', ids, more, engine);
}

async function runPayments(
	sandbox: RunningSandbox,
	operation: string,
	ids: readonly unknown[],
	more: INodeParameters,
	engine: Partial<NodeRun>,
): Promise<NodeRunResult> {
	return await run({
		parameters: paymentParameters(operation, more),
		items: itemsOf(...ids),
		credential: credentialFor(sandbox),
		onError: 'continueErrorOutput',
		...engine,
	});
}
