import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import packageJson from '../../package.json';

interface Workflow {
	permissions?: Record<string, string>;
	jobs: Record<
		string,
		{
			permissions?: Record<string, string>;
			strategy?: { matrix: Record<string, unknown> };
			steps: Array<{ uses?: string; run?: string }>;
		}
	>;
}

const github = path.join(__dirname, '..', '..', '.github');
const files = readdirSync(path.join(github, 'workflows'));
const textOf = (file: string): string => readFileSync(path.join(github, 'workflows', file), 'utf8');
const workflowOf = (file: string): Workflow => parse(textOf(file)) as Workflow;

describe.each(files)('.github/workflows/%s', (file) => {
	const { permissions, jobs } = workflowOf(file);
	const steps = Object.values(jobs).flatMap((job) => job.steps);

	test('uses actions by commit, with their version beside it', () => {
		const used = textOf(file)
			.split('\n')
			.filter((line) => /^\s*(- )?uses:/.test(line));
		expect(used.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
	});

	test('may only read, unless a job says more', () => {
		expect(permissions).toEqual({ contents: 'read' });
	});

	test('runs only npm scripts that exist', () => {
		const named = steps.flatMap(({ run = '' }) =>
			[...run.matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script),
		);
		expect(named.filter((script) => !(script in packageJson.scripts))).toEqual([]);
	});
});

test('CI tests Node 20, 22 and 24', () => {
	expect(workflowOf('ci.yml').jobs.test?.strategy?.matrix.node).toEqual([20, 22, 24]);
});

test('a release publishes with provenance, and by no token', () => {
	const { publish } = workflowOf('release.yml').jobs;
	expect(publish?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
	expect(publish?.steps.at(-1)?.run).toBe('npm publish --provenance --access public');
	expect(textOf('release.yml')).not.toMatch(/secrets\.|NPM_TOKEN/);
});

test('Dependabot watches packages and actions', () => {
	const { updates } = parse(readFileSync(path.join(github, 'dependabot.yml'), 'utf8')) as {
		updates: Array<Record<string, unknown>>;
	};
	expect(updates.map((update) => update['package-ecosystem']).sort()).toEqual(['github-actions', 'npm']);
});

test('issue forms can be read', () => {
	for (const file of ['bug.yml', 'idea.yml']) {
		const form = parse(readFileSync(path.join(github, 'ISSUE_TEMPLATE', file), 'utf8')) as {
			name: string;
			body: unknown[];
		};
		expect(form).toMatchObject({ name: expect.any(String), body: expect.any(Array) });
	}
});
