/** Another app of the store, which knows nothing of n8n and looks at no header: it calls at its own pace. */
import { setTimeout as wait } from 'node:timers/promises';

/** An API account of its own. */
const TOKEN = 'orders-read-only-token';

export interface AppFigures {
	calls: number;
	/** Answered 429. */
	refused: number;
}

export class AppBeside {
	private readonly figures: AppFigures = { calls: 0, refused: 0 };
	private isOver = false;
	private readonly running: Promise<void>;

	/**
	 * @param storeUrl with the store's hash
	 * @param everyMs between two of its calls, on average
	 */
	constructor(storeUrl: string, everyMs: number) {
		this.running = this.run(`${storeUrl}/v2/orders?limit=1`, everyMs);
	}

	/** Calls no more, and says how it went. */
	async stop(): Promise<AppFigures> {
		this.isOver = true;
		await this.running;
		return this.figures;
	}

	private async run(url: string, everyMs: number): Promise<void> {
		while (!this.isOver) {
			await wait(everyMs * (0.5 + Math.random()));
			const { status } = await fetch(url, { headers: { 'x-auth-token': TOKEN } });
			if (status !== 200 && status !== 429) throw new Error(`The app beside was answered ${status}`);
			this.figures.calls++;
			if (status === 429) this.figures.refused++;
		}
	}
}
