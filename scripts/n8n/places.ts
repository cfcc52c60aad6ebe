import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The package's own folder. */
export const root = path.join(__dirname, '..', '..');

/** Everything that is downloaded or written while n8n runs lies below; git and npm ignore it. */
export const cache = path.join(root, '.cache');

/** n8n 2.41 needs Node 24, which the dev dependency `node` brings whatever Node runs this script. */
export const node24 = path.join(
	root,
	'node_modules',
	'node',
	'bin',
	process.platform === 'win32' ? 'node.exe' : 'node',
);

/**
 * The folder with `include/node/node.h` of that Node 24, for native builds; undefined where npm laid it out otherwise.
 */
export function node24Headers(): string | undefined {
	return [path.join(root, 'node_modules', 'node', 'node_modules'), path.join(root, 'node_modules')]
		.filter((folder) => existsSync(folder))
		.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
		.find(
			(folder) =>
				/node-(linux|darwin|win)/.test(path.basename(folder)) &&
				existsSync(path.join(folder, 'include', 'node', 'node.h')),
		);
}
