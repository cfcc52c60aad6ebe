// Runs n8n's community-package scanner on the sources and on the packed tarball, without the network:
// what n8n's own check would lint on publication, before there is anything to publish.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(path.join(tmpdir(), 'n8n-scan-'));

function unpacked() {
	const packed = execFileSync('npm', ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', folder], {
		cwd: root,
		encoding: 'utf8',
	});
	const [{ filename }] = JSON.parse(packed);
	execFileSync('tar', ['-xzf', path.join(folder, filename), '-C', folder]);
	return path.join(folder, 'package');
}

let failed = false;
try {
	for (const [name, where, patterns] of [
		['sources', root, SOURCE_FILE_PATTERNS],
		['tarball', unpacked(), ['**/*.js', 'package.json']],
	]) {
		const { passed, message, details } = await analyzePackage(where, patterns);
		console.log(`n8n package scan, ${name}: ${passed ? (message ?? 'passed') : message}`);
		if (details) console.log(details);
		// "No files found" counts as passed there, and would be a scan of nothing here.
		failed ||= !passed || message !== undefined;
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
