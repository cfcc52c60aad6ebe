import type { INodeParameters } from 'n8n-workflow';
import type { RunningSandbox, SandboxOptions } from '../../../sandbox/server';
import type { Hook } from '../../../sandbox/hooks/hook';
import { credentialFor, quickSandbox } from '../harness';
import { TriggerHost } from './host';

/** A store and an n8n with one trigger, both on real ports. */
export interface TriggerSetup {
	sandbox: RunningSandbox;
	host: TriggerHost;
	hooks(): Hook[];
	end(): Promise<void>;
}

export async function setUp(
	parameters: INodeParameters,
	settings: SandboxOptions['settings'] = {},
): Promise<TriggerSetup> {
	const sandbox = await quickSandbox({ settings });
	const host = await new TriggerHost(parameters, credentialFor(sandbox)).open();
	return {
		sandbox,
		host,
		hooks: () => sandbox.store.hooks.all(),
		async end() {
			await sandbox.close();
			await host.close();
		},
	};
}

/** Waits until something holds; the time is a test's longest, not what it takes. */
export async function until(what: () => boolean, within = 30_000): Promise<void> {
	const end = Date.now() + within;
	while (!what()) {
		if (Date.now() > end) throw new Error(`not within ${within} ms: ${what}`);
		await pause(10);
	}
}

export async function pause(ms: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until the store has nothing more to deliver. */
export async function delivered({ sandbox }: TriggerSetup): Promise<void> {
	await until(
		() =>
			sandbox.store.nextDueAt() === undefined &&
			sandbox.store.deliveries.recent().every(({ state }) => state === 'delivered'),
	);
	await pause(30);
}
