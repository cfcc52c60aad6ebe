import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Long enough for another process that saw the same dead holder to have written its own number. */
const SETTLE_MS = 100;

/** One process at a time works in a folder. @returns how to give the turn up */
export async function takeTurn(file: string, what: string, say: (line: string) => void): Promise<() => void> {
	for (let isTold = false; ; isTold = true) {
		if (await take(file)) return () => rmSync(file, { force: true });
		if (!isAlive(holderOf(file))) rmSync(file, { force: true });
		else {
			if (!isTold) say(`Another process is installing ${what}; waiting for it …`);
			await wait(1_000);
		}
	}
}

async function take(file: string): Promise<boolean> {
	try {
		writeFileSync(file, String(process.pid), { flag: 'wx' });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw new Error(`Cannot write ${file}: ${String(error)}`);
	}
	await wait(SETTLE_MS);
	return holderOf(file) === process.pid;
}

/** 0, which counts as alive, where the file has just gone or has not been filled yet. */
function holderOf(file: string): number {
	try {
		return Number(readFileSync(file, 'utf8'));
	} catch {
		return 0;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it is there, and somebody else's.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
