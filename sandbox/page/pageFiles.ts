import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { FastifyInstance } from 'fastify';

const FILES = [
	{ url: '/', file: 'index.html', type: 'text/html; charset=utf-8' },
	{ url: '/page.css', file: 'page.css', type: 'text/css; charset=utf-8' },
	{ url: '/page.js', file: 'page.js', type: 'text/javascript; charset=utf-8' },
];

/** The page and its two files, read once; nothing is fetched from elsewhere, so it works offline. */
export async function pageFiles(app: FastifyInstance): Promise<void> {
	for (const { url, file, type } of FILES) {
		const text = readFileSync(path.join(__dirname, file), 'utf8');
		app.get(url, (_request, reply) => reply.type(type).header('cache-control', 'no-cache').send(text));
	}
}
