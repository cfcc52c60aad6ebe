const { execFile } = require('node:child_process');
const { rm } = require('node:fs/promises');
const path = require('node:path');
const { dest, parallel, series, src, watch } = require('gulp');

const ASSETS = ['nodes/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'];

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
	return src(ASSETS, { base: '.', encoding: false }).pipe(dest('dist'));
}

function rebuild() {
	watch(['nodes/**/*.ts', 'credentials/**/*.ts'], typescript);
	watch(ASSETS, assets);
}

exports.clean = clean;
exports.build = series(clean, parallel(typescript, assets));
exports.dev = series(exports.build, rebuild);
exports.default = exports.build;
