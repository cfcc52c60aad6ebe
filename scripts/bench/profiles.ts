/** What is written of a trial where profiles are asked for, to be opened in a browser's developer tools. */
import path from 'node:path';
import type { Trial } from './trial';
import type { Watch } from './watch';

/** Snapshots of the heap where that is measured, else a CPU profile. */
export class Profiles {
	constructor(
		private readonly watch: Watch,
		private readonly folder: string,
		private readonly trial: Trial,
	) {}

	async begin(): Promise<void> {
		if (this.isOfHeap) await this.watch.snapshot(this.file('before.heapsnapshot'));
		else await this.watch.startProfile();
	}

	/** When n8n has stored the run. */
	async ran(): Promise<void> {
		if (this.isOfHeap) return;
		if (this.trial.purpose === 'block') await this.watch.writeStretches(this.file('stretches.json'));
		await this.watch.endProfile(this.file('cpuprofile'));
	}

	/** When n8n has let go of the run. */
	async end(): Promise<void> {
		if (this.isOfHeap) await this.watch.snapshot(this.file('after.heapsnapshot'));
	}

	private get isOfHeap(): boolean {
		return this.trial.purpose === 'kept';
	}

	private file(ending: string): string {
		const { purpose, contender, wish, orders, round } = this.trial;
		return path.join(this.folder, `${[purpose, contender, wish, orders, round].join('-')}.${ending}`);
	}
}
