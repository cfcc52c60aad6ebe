/** Screenshots of the browser test, for the README and the docs. */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { ownLines } from '../../docs/pictureTexts';
import { cache, root } from '../../../scripts/n8n/places';

const images = path.join(root, 'docs', 'images');
const taken = path.join(cache, 'e2e-screenshots');

/** What was on screen last says more about a failure than its stack. Into `.cache/e2e-screenshots`. */
export async function lastScreen(testName: string, page: Page): Promise<void> {
	await take(`last-of-${testName.replace(/\W+/g, '-').slice(-60)}`, page);
}

/**
 * A picture for the README and the docs: `.cache/e2e-screenshots/<name>.png`, and with `npm run pictures`
 * `docs/images/<name>.png`, with what it shows of this package's words beside it, so that a test can tell when the
 * picture is out of date. Where pngquant is installed, it makes them a third of the size.
 */
export async function picture(name: string, of: Page | Locator): Promise<void> {
	const file = await take(name, of);
	const texts = path.join(images, `${name}.txt`);
	const shown = ownLines(await ('locator' in of && 'goto' in of ? of.locator('body') : of).innerText());
	if (process.env.E2E_WRITE_SCREENSHOTS !== 'true') {
		const recorded = existsSync(texts) ? readFileSync(texts, 'utf8').trimEnd().split('\n') : [];
		// A picture in the docs that shows other words than the node has now is out of date: npm run pictures.
		expect({ picture: name, texts: recorded.join('\n') }).toEqual({ picture: name, texts: shown.join('\n') });
		return;
	}
	await promisify(execFile)('pngquant', [
		'--force',
		'--skip-if-larger',
		'--strip',
		'--output',
		file,
		'128',
		file,
	]).catch((error: NodeJS.ErrnoException) => {
		process.stdout.write(
			`${name}.png is not made smaller: ${error.code === 'ENOENT' ? 'pngquant is not installed' : error.message}\n`,
		);
	});
	mkdirSync(images, { recursive: true });
	writeFileSync(texts, `${shown.join('\n')}\n`);
	copyFileSync(file, path.join(images, `${name}.png`));
}

async function take(name: string, of: Page | Locator): Promise<string> {
	mkdirSync(taken, { recursive: true });
	const file = path.join(taken, `${name}.png`);
	await of.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
	return file;
}
