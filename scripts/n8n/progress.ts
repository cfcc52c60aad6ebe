/** What is told while n8n is installed: npm says nothing while it works. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const EVERY_MS = 5_000;

export type Step = { name: 'unpacking'; folder: string; packages: number } | { name: 'building' };

/** How far a step is, in one line. */
export function progressLine(what: string, step: Step, sinceStart: number, sinceStep: number): string {
	if (step.name === 'building')
		return `  ${what}: ${sinceStart} s, all packages unpacked; compiling sqlite3 since ${sinceStep} s (one to three minutes)`;
	const share = Math.min(99, Math.floor((countUnpacked(step.folder) / step.packages) * 100));
	return `  ${what}: ${sinceStart} s, ${share} % of its packages unpacked`;
}

/** Tells every five seconds how far the step is that was named last. */
export class Progress {
	private readonly started = Date.now();
	private stepStarted = Date.now();
	private step: Step | null = null;
	private readonly ticker: NodeJS.Timeout;

	constructor(what: string, say: (line: string) => void) {
		this.ticker = setInterval(() => {
			if (this.step !== null) say(progressLine(what, this.step, this.seconds, secondsSince(this.stepStarted)));
		}, EVERY_MS);
	}

	get seconds(): number {
		return secondsSince(this.started);
	}

	begin(step: Step): void {
		this.step = step;
		this.stepStarted = Date.now();
	}

	end(): void {
		clearInterval(this.ticker);
	}
}

const secondsSince = (since: number): number => Math.round((Date.now() - since) / 1000);

/** npm makes all folders first, so packages count from when they have a manifest. */
function countUnpacked(folder: string): number {
	const modules = path.join(folder, 'node_modules');
	if (!existsSync(modules)) return 0;
	const places = readdirSync(modules).flatMap((name) =>
		name.startsWith('@') ? readdirSync(path.join(modules, name)).map((inner) => path.join(name, inner)) : [name],
	);
	return places.filter((place) => existsSync(path.join(modules, place, 'package.json'))).length;
}

export function topLevelFolders(lockfile: string): number {
	const { packages } = JSON.parse(lockfile) as { packages: Record<string, unknown> };
	return Object.keys(packages).filter((place) => place.lastIndexOf('node_modules/') === 0).length;
}
