/** One n8n with the packed package in it, signed in, with a credential for the sandbox. */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { installN8n, type N8nMajor } from '../../../scripts/n8n/install';
import { freePort } from '../../../scripts/n8n/ports';
import { runN8n, startN8n, type N8nProcess, type N8nStart } from '../../../scripts/n8n/process';
import { N8nRest, type Owner, type WorkflowFile } from '../../../scripts/n8n/rest';
import { installPackage } from '../../../scripts/n8n/user-folder';
import { ensureCredential, withCredential, type SandboxAccess } from '../../../scripts/n8n/workspace';

export const owner: Owner = {
	email: 'owner@example.com',
	password: 'Sandbox-123',
	firstName: 'Ada',
	lastName: 'Lovelace',
};

export interface InstanceOptions {
	/** Names the user folder. */
	name: string;
	sandbox: SandboxAccess;
	major?: N8nMajor;
	environment?: Record<string, string>;
}

export class Instance {
	rest!: N8nRest;
	credential!: { id: string; name: string };
	private process!: N8nProcess;

	private constructor(private readonly start: N8nStart) {}

	static async start({ name, sandbox, major = 2, environment = {} }: InstanceOptions): Promise<Instance> {
		const instance = new Instance(await settingsFor(name, major, environment));
		await instance.restart();
		try {
			instance.credential = await ensureCredential(instance.rest, 'Sandbox store', sandbox);
		} catch (error) {
			// Nobody else will end it: the caller never gets to see it.
			await instance.kill();
			throw new Error(`${String(error)}\nn8n said:\n${instance.log()}`);
		}
		return instance;
	}

	get url(): string {
		return this.process.url;
	}

	log(): string {
		return this.process.log();
	}

	/** Starts n8n (again) on the same data. */
	async restart(): Promise<void> {
		this.process = await startN8n(this.start);
		this.rest = await N8nRest.signIn(this.process.url, owner, this.start.n8n.major).catch(async (error: unknown) => {
			await this.process.kill();
			throw error;
		});
	}

	kill(): Promise<void> {
		return this.process.kill();
	}

	stop(): Promise<void> {
		return this.process.stop();
	}

	add(workflow: WorkflowFile): Promise<{ id: string; versionId: string }> {
		return this.rest.createWorkflow(withCredential(workflow, this.credential));
	}

	/** Files that n8n serves to its editor, such as the node types. */
	async fetchJson(place: string): Promise<unknown> {
		return this.rest.callRaw('GET', place);
	}

	/** Runs `n8n …` on the same data, beside the running n8n. */
	async cli(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
		return runN8n({ ...this.start, port: await freePort(), runnersPort: await freePort(), args });
	}

	/** Posts to a production webhook. n8n 2 needs a moment after activation until its address answers. */
	async post(webhookPath: string, body: unknown, timeoutMs = 120_000): Promise<unknown> {
		const deadline = Date.now() + 10_000;
		for (;;) {
			const answer = await fetch(`${this.url}/webhook/${webhookPath}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', connection: 'close' },
				body: JSON.stringify(body),
				signal: AbortSignal.timeout(timeoutMs),
			});
			if (answer.ok) return await answer.json();
			const text = await answer.text();
			if (answer.status !== 404 || Date.now() > deadline)
				throw new Error(`The webhook ${webhookPath} answered ${answer.status}: ${text.slice(0, 400)}`);
			await wait(100);
		}
	}
}

/** A user folder with the package installed, and ports of its own. */
export async function settingsFor(
	name: string,
	major: N8nMajor,
	environment: Record<string, string>,
): Promise<N8nStart> {
	const tarball = process.env.E2E_TARBALL;
	const folder = process.env.E2E_FOLDER;
	if (tarball === undefined || folder === undefined) throw new Error('The global setup has not run');
	const userFolder = path.join(folder, name);
	await installPackage(userFolder, tarball);
	return {
		n8n: await installN8n(major),
		userFolder,
		port: await freePort(),
		runnersPort: await freePort(),
		encryptionKey: 'only-for-tests',
		logFile: path.join(userFolder, 'n8n.log'),
		extra: environment,
	};
}
