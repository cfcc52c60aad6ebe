/** Asks what `watch.cjs` sees inside n8n. */
import path from 'node:path';

/** How long the main thread worked without a pause, in milliseconds. */
export interface Stretches {
	/** The longest, and what of that was collecting garbage. */
	all: number;
	collecting: number;
	/** The longest with the garbage collections taken off. */
	besides: number;
}

export class Watch {
	/** @param folder where V8's trace of its collections goes */
	constructor(
		private readonly port: number,
		private readonly folder: string,
	) {}

	/** The environment of the n8n process that is watched. */
	environment(collects: boolean): Record<string, string> {
		const traces = path.join(this.folder, 'trace-${pid}-${rotation}.json');
		return {
			NODE_OPTIONS: `--require=${path.join(__dirname, 'watch.cjs')} --trace-event-file-pattern=${traces}`,
			BENCH_WATCH_PORT: String(this.port),
			BENCH_TRACES: this.folder,
			...(collects ? { BENCH_COLLECTS: '1' } : {}),
		};
	}

	/** What the heap holds once garbage is collected, in kilobytes. */
	async heapKb(): Promise<number> {
		return Math.round((await this.ask<number>('heap')) / 1024);
	}

	/** From now on the main thread's pauses are looked for, until `longestBlock` is asked. */
	async startTicking(): Promise<void> {
		await this.ask('ticks');
	}

	/** The longest times the main thread worked without a pause between two moments. */
	async longestBlock(from: number, to: number): Promise<Stretches> {
		return await this.ask<Stretches>(`blocks?from=${from}&to=${to}`);
	}

	async startProfile(): Promise<void> {
		await this.ask('profile');
	}

	/** Writes the CPU profile, to be opened in a browser's developer tools. */
	async endProfile(file: string): Promise<void> {
		await this.ask(`profiled?file=${encodeURIComponent(file)}`);
	}

	/** Writes the longest stretches without a pause, and where in the CPU profile they are. */
	async writeStretches(file: string): Promise<void> {
		await this.ask(`stretches?file=${encodeURIComponent(file)}`);
	}

	/** Writes what the heap holds, to be opened in a browser's developer tools. */
	async snapshot(file: string): Promise<void> {
		await this.ask(`snapshot?file=${encodeURIComponent(file)}`);
	}

	private async ask<T>(what: string): Promise<T> {
		const answer = await fetch(`http://127.0.0.1:${this.port}/${what}`);
		return (await answer.json()) as T;
	}
}
