import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { isObject, objectOf, objectsIn, textOf } from '../../nodes/BigCommerce/api/json';

const ROOT = path.join(__dirname, '..', '..');
const CRUISER = path.join('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

/** The rules that the files in these folders break, and by which import. */
async function brokenRules(...folders: string[]): Promise<string[]> {
	const given = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
	const { stdout } = await promisify(execFile)(process.execPath, [CRUISER, ...given], {
		cwd: ROOT,
		maxBuffer: 64 * 1024 * 1024,
	});
	const report: unknown = JSON.parse(stdout);
	const summary = isObject(report) ? objectOf(report, 'summary') : null;
	if (summary === null || Number(summary.totalCruised) < 1) throw new Error('nothing was looked at');
	return objectsIn(summary.violations)
		.map(
			(broken) =>
				`${textOf(objectOf(broken, 'rule') ?? {}, 'name')}: ${textOf(broken, 'from')} → ${textOf(broken, 'to')}`,
		)
		.sort();
}

test('nothing imports upwards, no files form a circle, and n8n is imported at the top alone', async () => {
	expect(await brokenRules('nodes', 'credentials', 'sandbox', 'scripts')).toEqual([]);
});

test('an import upwards, one between the engines, a circle and n8n below the top are each noticed', async () => {
	const here = 'test/contract/layers/nodes/BigCommerce';
	const broken = await brokenRules(here);
	expect(broken.map((line) => line.replaceAll(`${here}/`, ''))).toEqual([
		'capture-knows-neither-top-nor-the-other: capture/sideways.ts → refund/beside.ts',
		expect.stringMatching(/^n8n-only-at-the-top: model\/upwards\.ts → .*n8n-workflow/),
		'no-circles: refund/beside.ts → refund/circle.ts',
		'nothing-above-model: model/upwards.ts → refund/beside.ts',
	]);
});
