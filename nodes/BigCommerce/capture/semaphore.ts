/** So many at once; the others wait in line. */
export class Semaphore {
	private readonly waiting: Array<(isMine: boolean) => void> = [];
	private isClosed = false;
	private taken = 0;

	/** @param permits how many there are; infinity for no limit */
	constructor(private permits: number) {}

	/**
	 * Takes a permit when there is one.
	 * @param isFirst whether to wait at the head of the line
	 * @returns false where the semaphore was closed before
	 */
	async acquire(isFirst = false): Promise<boolean> {
		if (this.isClosed) return false;
		if (this.taken < this.permits) {
			this.taken++;
			return true;
		}
		return await new Promise<boolean>((resolve) => {
			if (isFirst) this.waiting.unshift(resolve);
			else this.waiting.push(resolve);
		});
	}

	/** Gives a permit back. */
	release(): void {
		const next = this.waiting.shift();
		if (next) next(true);
		else this.taken--;
	}

	/** Keeps a permit for good. When the last one is gone, nobody else gets one. @returns whether it was the last */
	discard(): boolean {
		this.taken--;
		this.permits--;
		if (this.permits > 0) return false;
		this.close();
		return true;
	}

	/** Sends everybody away. */
	close(): void {
		this.isClosed = true;
		for (const turnAway of this.waiting.splice(0)) turnAway(false);
	}
}
