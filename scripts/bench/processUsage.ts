/** What the operating system says a process has used. Linux only: elsewhere all is null. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface ProcessUsage {
	/** User and system time since the process began. */
	cpuMs: number | null;
	/**
	 * How long its main thread was ready to run while others had the cores: how busy the machine was with other things.
	 */
	waitedMs: number | null;
	residentKb: number | null;
	/** The most memory it held since it began, or since `forgetPeak`. */
	peakKb: number | null;
}

export function usageOf(pid: number): ProcessUsage {
	if (!existsSync(`/proc/${pid}/stat`)) return { cpuMs: null, waitedMs: null, residentKb: null, peakKb: null };
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return {
		cpuMs: cpuOf(readFileSync(`/proc/${pid}/stat`, 'utf8')),
		waitedMs: waitedOf(pid),
		residentKb: kilobytes(status, 'VmRSS'),
		peakKb: kilobytes(status, 'VmHWM'),
	};
}

/** From now on the peak counts anew. */
export function forgetPeak(pid: number): void {
	try {
		writeFileSync(`/proc/${pid}/clear_refs`, '5');
	} catch {
		// Not allowed or not Linux: then the peak is that of the whole process, which a process of its own makes up for.
	}
}

function cpuOf(stat: string): number {
	// The process's name, in parentheses, may hold spaces; user and system time are fields 14 and 15 (proc_pid_stat(5)).
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond();
}

/** Some kernels are built without these counts. */
function waitedOf(pid: number): number | null {
	const place = `/proc/${pid}/schedstat`;
	return existsSync(place) ? Number(readFileSync(place, 'utf8').split(' ')[1]) / 1e6 : null;
}

let ticks: number | undefined;

function ticksPerSecond(): number {
	ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
	return ticks;
}

function kilobytes(status: string, field: string): number | null {
	const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status);
	return found ? Number(found[1]) : null;
}
