import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { FastifyInstance } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
};

/** The page and what it is made of, read once; nothing is fetched from elsewhere, so it works offline. */
export async function pageFiles(app: FastifyInstance): Promise<void> {
	for (const name of readdirSync(__dirname)) {
		const type = TYPES[path.extname(name)];
		if (type === undefined) continue;
		const text = readFileSync(path.join(__dirname, name), 'utf8');
		const url = name === 'index.html' ? '/' : `/${name}`;
		app.get(url, (_request, reply) => reply.type(type).header('cache-control', 'no-cache').send(text));
	}
}
