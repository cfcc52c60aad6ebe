/** The sandbox store in a process of its own, so that its work is not counted as n8n's. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Counters } from '../../sandbox/requestLog';
import type { StoreSettings } from '../../sandbox/settings';
import type { LedgerEntry, OrderInput } from '../../sandbox/store';
import type { Truth } from '../../sandbox/truth';
import { root } from '../n8n/places';
import { freePort } from '../n8n/ports';

const ORDERS_AT_ONCE = 50_000;

export class StoreProcess {
	private constructor(
		readonly url: string,
		private readonly child: ChildProcess,
	) {}

	static async start(): Promise<StoreProcess> {
		const port = await freePort();
		const tsNode = require.resolve('ts-node/dist/bin.js');
		// Hundreds of thousands of orders are large.
		const args = [
			'--max-old-space-size=8192',
			tsNode,
			'--project',
			'tsconfig.dev.json',
			path.join('sandbox', 'main.ts'),
			'--port',
			String(port),
		];
		const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
		process.once('exit', () => child.kill('SIGKILL'));
		const store = new StoreProcess(`http://127.0.0.1:${port}`, child);
		await store.untilReady();
		return store;
	}

	/** An empty store with these settings and orders; its quota windows start now. */
	async prepare(settings: Partial<StoreSettings>, orders: OrderInput[]): Promise<void> {
		await this.ask('POST', 'reset', { orders: 'none' });
		await this.ask('PATCH', 'settings', settings);
		for (let from = 0; from < orders.length; from += ORDERS_AT_ONCE)
			await this.ask('POST', 'orders', { orders: orders.slice(from, from + ORDERS_AT_ONCE) });
		await this.ask('DELETE', 'requests');
	}

	/** Whether the order's money was taken. */
	async isCaptured(orderId: number): Promise<boolean> {
		const { orders } = await this.ask<{ orders: Truth[] }>('GET', `truth?ids=${orderId}`);
		return orders.some(({ captures }) => captures > 0);
	}

	/** Somebody changes the notes of an order in the control panel, which moves its modification date. */
	async edit(orderId: number): Promise<void> {
		await this.ask('POST', `orders/${orderId}/acts`, { does: 'edit', who: 'staff', staffNotes: 'Called the customer' });
	}

	/** When the store accepted each order's capture, milliseconds since 1970. */
	async acceptances(): Promise<Map<number, number>> {
		const { entries } = await this.ask<{ entries: LedgerEntry[] }>('GET', 'ledger?limit=100000');
		return new Map(
			entries
				.filter(({ kind }) => kind === 'captureAccepted')
				.map(({ orderId, at }): [number, number] => [orderId, at]),
		);
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
