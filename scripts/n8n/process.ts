/** Starts an n8n process, waits until it answers, and ends it: gently, or as a crash would. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { n8nEnvironment, type N8nSettings } from './environment';
import { node24 } from './places';

export interface N8nProcess {
	url: string;
	/** The operating system's number of it, without its task runner's. */
	pid: number;
	/** Ends it as Ctrl-C would; a process that has not gone after 20 s is killed. */
	stop(): Promise<void>;
	/** SIGKILL to it and its children: what an out-of-memory kill or a power cut looks like. */
	kill(): Promise<void>;
	/** Settles when the process ends, for whatever reason, with its exit code. */
	ended: Promise<number | null>;
	/** The newest output. */
	log(): string;
}

export interface N8nStart extends N8nSettings {
	role?: 'start' | 'worker' | 'webhook';
	/** Behind the role, such as `--concurrency=10`. */
	args?: string[];
	logFile: string;
	startTimeoutMs?: number;
}

/**
 * Answers 200 when the process can work. n8n 1 reports itself ready before its routes are there, so the editor's own
 * first request is asked.
 */
const HEALTH = { start: '/rest/settings', worker: '/healthz/readiness', webhook: '/healthz/readiness' };

export async function startN8n(options: N8nStart): Promise<N8nProcess> {
	const { n8n, role = 'start', args = [], logFile, port, startTimeoutMs = 180_000 } = options;
	const url = `http://127.0.0.1:${port}`;
	mkdirSync(path.dirname(logFile), { recursive: true });
	// A group of its own, so that its task runner dies with it and a terminal's Ctrl-C does not reach it twice.
	const child = spawn(node24, [n8n.bin, role, ...args], {
		env: n8nEnvironment(options),
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: process.platform !== 'win32',
	});
	const tail = keepTail(child, logFile);
	// Whatever ends this process must not leave an n8n behind; see `killLeftOver`.
	const pidFile = `${logFile}.pid`;
	writeFileSync(pidFile, String(child.pid));
	const orphaned = (): void => signal(child, 'SIGKILL');
	process.once('exit', orphaned);
	const ended = new Promise<number | null>((resolve) =>
		child.once('exit', (code) => {
			process.off('exit', orphaned);
			rmSync(pidFile, { force: true });
			resolve(code);
		}),
	);
	const running: N8nProcess = {
		url,
		pid: child.pid ?? 0,
		ended,
		log: tail,
		kill: () => end(child, ended, 'SIGKILL'),
		stop: async () => {
			const hard = setTimeout(() => signal(child, 'SIGKILL'), 20_000);
			await end(child, ended, 'SIGTERM');
			clearTimeout(hard);
		},
	};
	await untilHealthy(running, url + HEALTH[role], startTimeoutMs, `n8n ${n8n.version} ${role}`);
	return running;
}

/**
 * Kills every n8n whose log lies in a folder of `folder`. For test runners, whose tests cannot listen
 * to the exit of the process they run in.
 */
export function killLeftOver(folder: string): void {
	if (!existsSync(folder)) return;
	for (const file of readdirSync(folder)
		.map((name) => path.join(folder, name, 'n8n.log.pid'))
		.filter((place) => existsSync(place))) {
		const pid = Number(readFileSync(file, 'utf8'));
		try {
			process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
		} catch {
			// It has gone already.
		}
	}
}

/** Runs one n8n command line to its end. */
export async function runN8n(
	settings: N8nSettings & { args: string[] },
): Promise<{ code: number | null; stdout: string; stderr: string }> {
	const child = spawn(node24, [settings.n8n.bin, ...settings.args], {
		env: n8nEnvironment(settings),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let stdout = '';
	let stderr = '';
	child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	return { code, stdout, stderr };
}

function keepTail(child: ChildProcess, logFile: string): () => string {
	const file = createWriteStream(logFile, { flags: 'a' });
	let tail = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream?.on('data', (chunk: Buffer) => {
			file.write(chunk);
			tail = (tail + chunk.toString()).slice(-6_000);
		});
	}
	child.once('close', () => file.end());
	return () => tail;
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	try {
		// n8n passes SIGTERM on to its children itself; SIGKILL it cannot.
		process.kill(name === 'SIGKILL' && process.platform !== 'win32' ? -child.pid : child.pid, name);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH')
			throw new Error(`Cannot end n8n (process ${child.pid}): ${String(error)}`);
	}
}

async function end(child: ChildProcess, ended: Promise<number | null>, name: NodeJS.Signals): Promise<void> {
	signal(child, name);
	await ended;
}

async function untilHealthy(running: N8nProcess, healthUrl: string, timeoutMs: number, what: string): Promise<void> {
	let over: number | null | undefined;
	void running.ended.then((code) => (over = code));
	const deadline = Date.now() + timeoutMs;
	while (Date.now() < deadline) {
		if (over !== undefined) throw new Error(`${what} ended with ${over} while starting:\n${lastLines(running)}`);
		// A connection that is kept may be closed by n8n in the moment of the next call.
		const healthy = await fetch(healthUrl, {
			headers: { connection: 'close' },
			signal: AbortSignal.timeout(2_000),
		}).then(isReady, () => false);
		if (healthy) return;
		await wait(250);
	}
	await running.kill();
	throw new Error(`${what} did not answer at ${healthUrl} within ${timeoutMs / 1000} s:\n${lastLines(running)}`);
}

/** Why n8n ended stands last; before it may stand a hundred lines of migrations. */
const lastLines = ({ log }: N8nProcess): string => log().split('\n').slice(-15).join('\n');

/** While it starts, n8n says so in plain text, with status 200. */
const isReady = ({ ok, headers }: Response): boolean => ok && (headers.get('content-type') ?? '').includes('json');
