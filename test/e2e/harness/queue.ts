/** n8n in queue mode: a main process that takes requests, and workers that run them. */
import { readFileSync } from 'node:fs';
import { freePort } from '../../../scripts/n8n/ports';
import { startN8n, type N8nProcess } from '../../../scripts/n8n/process';
import type { SandboxAccess } from '../../../scripts/n8n/workspace';
import { Instance, settingsFor } from './instance';
import { createQueueServices, type QueueServices } from './services';

const STARTED = /Worker started execution (\d+)/g;

export interface Worker {
	name: string;
	process: N8nProcess;
	/** The executions that it says it has taken on. */
	started(): Set<string>;
}

export class QueueModeN8n {
	readonly workers: Worker[] = [];

	private constructor(
		private readonly services: QueueServices,
		readonly main: Instance,
	) {}

	static async start(sandbox: SandboxAccess, workerNames: string[]): Promise<QueueModeN8n> {
		const services = await createQueueServices();
		const environment = { ...services.environment, OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true' };
		const n8n = new QueueModeN8n(services, await Instance.start({ name: 'queue-main', sandbox, environment }));
		try {
			for (const name of workerNames) await n8n.addWorker(name);
		} catch (error) {
			await n8n.stop();
			throw error;
		}
		return n8n;
	}

	/** Each worker has a user folder of its own with the package in it, as each container would. */
	async addWorker(name: string): Promise<Worker> {
		const settings = await settingsFor(`queue-${name}`, 2, {
			...this.services.environment,
			// A job whose worker has gone is given to another after seconds; n8n's own settings wait a minute.
			QUEUE_WORKER_LOCK_DURATION: '10000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
			QUEUE_WORKER_STALLED_INTERVAL: '5000',
		});
		const port = await freePort();
		const process = await startN8n({
			...settings,
			port,
			role: 'worker',
			args: ['--concurrency=5'],
			extra: { ...settings.extra, QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) },
		});
		const started = () =>
			new Set(Array.from(readFileSync(settings.logFile, 'utf8').matchAll(STARTED), ([, id]) => id ?? ''));
		const worker = { name, process, started };
		this.workers.push(worker);
		return worker;
	}

	async stop(): Promise<void> {
		await Promise.all(this.workers.map(({ process }) => process.stop()));
		await this.main.stop();
		await this.services.drop();
	}
}
