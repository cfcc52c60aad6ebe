const { execFile } = require('node:child_process');
const { rm } = require('node:fs/promises');
const path = require('node:path');
const { dest, parallel, series, src } = require('gulp');

function clean() {
	return rm(path.join(__dirname, 'dist'), { recursive: true, force: true });
}

function typescript(done) {
	execFile(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json'], (error, stdout) => {
		if (error) process.stderr.write(stdout);
		done(error);
	});
}

// n8n reads icons, codex files and output schemas from beside the compiled node.
function assets() {
	return src(['nodes/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

exports.clean = clean;
exports.build = series(clean, parallel(typescript, assets));
exports.default = exports.build;
