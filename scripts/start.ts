/**
 * `npm start`: a real n8n with this package installed as a user installs it, next to the sandbox
 * store, with the credential and the example workflows in place.
 *
 *   npm start -- --port 5680 --sandbox-port 4020
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { startSandbox } from '../sandbox/server';
import { installN8n } from './n8n/install';
import { cache, root } from './n8n/places';
import { freePort, isFree } from './n8n/ports';
import { startN8n } from './n8n/process';
import { N8nRest, type Owner, type WorkflowFile } from './n8n/rest';
import { installPackage, linkWorkflowPackage, packPackage } from './n8n/user-folder';
import { ensureCredential, withCredential } from './n8n/workspace';

const owner: Owner = { email: 'owner@example.com', password: 'Sandbox-123', firstName: 'Sandbox', lastName: 'Owner' };
const userFolder = path.join(cache, 'start');
const endings: Array<() => Promise<unknown>> = [];

async function main(): Promise<void> {
	const { port, sandboxPort } = options();
	await demandFree(port, '--port', 'n8n');
	await demandFree(sandboxPort, '--sandbox-port', 'the sandbox store');

	console.log('Building and packing the package …');
	await promisify(execFile)('npm', ['run', '--silent', 'build'], { cwd: root, shell: process.platform === 'win32' });
	const tarball = await packPackage();
	const n8n = await installN8n(2);
	await installPackage(userFolder, tarball);
	linkWorkflowPackage(userFolder, n8n);

	const sandbox = await startSandbox({ port: sandboxPort });
	endings.push(() => sandbox.close());
	console.log(`Starting n8n ${n8n.version} …`);
	const running = await startN8n({
		n8n,
		userFolder,
		port,
		runnersPort: await freePort(),
		logFile: path.join(userFolder, 'n8n.log'),
	});
	endings.push(() => running.stop());
	void running.ended.then((code) =>
		leave(`n8n ended with ${code}. Its log: ${path.relative(root, path.join(userFolder, 'n8n.log'))}`, 1),
	);

	const rest = await N8nRest.signIn(running.url, owner);
	const credential = await ensureCredential(rest, 'BigCommerce sandbox', { apiUrl: sandbox.apiUrl });
	const workflows = await importMissing(rest, credential);
	console.log(
		[
			'',
			`  Editor     ${running.url}`,
			`  Sign in    ${owner.email}  /  ${owner.password}`,
			`  Store      ${sandbox.url}  (orders, payments and the ledger, live)`,
			`  Workflows  ${workflows.join(', ')}`,
			'',
			'  Open a workflow and press Execute. Ctrl-C ends it all; the next start takes seconds.',
			`  Data is kept in ${path.relative(root, userFolder)}; delete that folder to begin anew.`,
			'',
		].join('\n'),
	);
}

function options(): { port: number; sandboxPort: number } {
	const { values } = parseArgs({
		options: { port: { type: 'string', default: '5678' }, 'sandbox-port': { type: 'string', default: '4010' } },
	});
	return { port: portOf('--port', values.port), sandboxPort: portOf('--sandbox-port', values['sandbox-port']) };
}

function portOf(name: string, text: string): number {
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65_535)
		throw new Error(`${name} takes a number from 1 to 65535, not '${text}'.`);
	return port;
}

async function demandFree(port: number, option: string, user: string): Promise<void> {
	if (await isFree(port)) return;
	throw new Error(
		`Port ${port}, needed for ${user}, is taken by another program. End that, or choose another: npm start -- ${option} ${port + 1}`,
	);
}

/** Workflows that are there already stay as they were edited. Returns the names of all examples. */
async function importMissing(rest: N8nRest, credential: { id: string; name: string }): Promise<string[]> {
	const folder =
		[path.join(root, 'examples'), path.join(root, 'test', 'e2e', 'workflows')].find((candidate) =>
			existsSync(candidate),
		) ?? root;
	const files = readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.sort();
	const present = new Set((await rest.listWorkflows()).map(({ name }) => name));
	const names: string[] = [];
	for (const file of files) {
		const workflow = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as WorkflowFile;
		names.push(workflow.name);
		if (!present.has(workflow.name)) await rest.createWorkflow(withCredential(workflow, credential));
	}
	return names;
}

let leaving = false;

async function leave(word: string, code: number): Promise<void> {
	if (leaving) return;
	leaving = true;
	console.log(word);
	for (const ending of endings.reverse()) await ending().catch((error: unknown) => console.error(String(error)));
	process.exit(code);
}

for (const name of ['SIGINT', 'SIGTERM'] as const)
	process.on(name, () => void leave('\nEnding n8n and the sandbox …', 0));
main().catch((error: unknown) => leave(error instanceof Error ? error.message : String(error), 1));
