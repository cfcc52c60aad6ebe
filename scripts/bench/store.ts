/** The sandbox store in a process of its own, so that its work is not counted as n8n's. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Counters } from '../../sandbox/requestLog';
import type { StoreSettings } from '../../sandbox/settings';
import type { Truth } from '../../sandbox/truth';
import { root } from '../n8n/places';
import { freePort } from '../n8n/ports';

export class StoreProcess {
	private constructor(
		readonly url: string,
		private readonly child: ChildProcess,
	) {}

	static async start(): Promise<StoreProcess> {
		const port = await freePort();
		const tsNode = require.resolve('ts-node/dist/bin.js');
		const args = [tsNode, '--project', 'tsconfig.dev.json', path.join('sandbox', 'main.ts'), '--port', String(port)];
		const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
		process.once('exit', () => child.kill('SIGKILL'));
		const store = new StoreProcess(`http://127.0.0.1:${port}`, child);
		await store.untilReady();
		return store;
	}

	/** An empty store with these settings and orders; its quota windows start now. */
	async prepare(settings: Partial<StoreSettings>, orderIds: number[]): Promise<void> {
		await this.ask('PATCH', 'settings', settings);
		await this.ask('POST', 'reset', { orders: 'none' });
		await this.ask('POST', 'orders', { orders: orderIds.map((id) => ({ id, ageDays: 1 })) });
		await this.ask('DELETE', 'requests');
	}

	counters(): Promise<Counters> {
		return this.ask('GET', 'counters');
	}

	/** What is left of the quota window, and when that was so. */
	async quotaWindow(): Promise<{ resetMs: number; seenAt: number }> {
		const before = Date.now();
		const { resetMs } = await this.ask<{ resetMs: number }>('GET', 'quota');
		return { resetMs, seenAt: (before + Date.now()) / 2 };
	}

	async truths(): Promise<Truth[]> {
		return (await this.ask<{ orders: Truth[] }>('GET', 'truth')).orders;
	}

	stop(): void {
		this.child.kill('SIGTERM');
	}

	private async ask<T>(method: string, what: string, body?: unknown): Promise<T> {
		const answer = await fetch(`${this.url}/sandbox/${what}`, {
			method,
			...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
		});
		const text = await answer.text();
		if (!answer.ok)
			throw new Error(`The sandbox answered ${answer.status} to ${method} ${what}: ${text.slice(0, 300)}`);
		return JSON.parse(text) as T;
	}

	private async untilReady(): Promise<void> {
		const deadline = Date.now() + 60_000;
		while (
			!(await this.counters().then(
				() => true,
				() => false,
			))
		) {
			if (Date.now() > deadline || this.child.exitCode !== null) throw new Error('The sandbox did not start');
			await wait(100);
		}
	}
}
