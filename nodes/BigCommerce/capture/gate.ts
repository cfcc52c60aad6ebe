/**
 * Lets whoever waits for something stop waiting, all at once. A race for each would keep its promises for as long as
 * the gate stands.
 */
export class Gate {
	private readonly waiting = new Set<() => void>();
	private isClosed = false;

	/** The result of `work`; null where the gate is closed before. `work` itself goes on. */
	async orClosed<T>(work: Promise<T>): Promise<T | null> {
		return await new Promise<T | null>((resolve, reject) => {
			const leave = () => resolve(null);
			if (this.isClosed) leave();
			else this.waiting.add(leave);
			work
				.then(resolve, reject)
				.finally(() => this.waiting.delete(leave))
				.catch(() => {});
		});
	}

	close(): void {
		this.isClosed = true;
		for (const leave of this.waiting) leave();
		this.waiting.clear();
	}
}
