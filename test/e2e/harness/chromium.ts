/** Debian's Chromium: playwright-core brings no browser, and none is downloaded. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { chromium, selectors, type Browser } from 'playwright-core';

// n8n's own browser tests find the editor's parts by this attribute.
selectors.setTestIdAttribute('data-test-id');

const run = promisify(execFile);
const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const findChromium = (): string | undefined =>
	[process.env.E2E_CHROMIUM ?? '', ...PLACES].find((place) => place !== '' && existsSync(place));

/** The browser's path, after installing Debian's where apt may. Throws with the reason where there is none. */
export async function provideChromium(say: (line: string) => void): Promise<string> {
	const present = findChromium();
	if (present !== undefined) return present;
	if (!existsSync('/usr/bin/apt-get'))
		throw new Error(
			'no Chromium is installed and there is no apt-get to install it; set E2E_CHROMIUM to a Chromium or Chrome',
		);
	if (process.getuid?.() !== 0)
		throw new Error('no Chromium is installed, and installing it needs root: apt-get install chromium');
	say('Installing Chromium with apt-get (once; about a minute) …');
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await run('apt-get', ['update', '-qq'], { env });
	await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
		env,
		maxBuffer: 64 * 1024 * 1024,
	});
	const installed = findChromium();
	if (installed === undefined) throw new Error('apt-get installed chromium, but it is in none of the usual places');
	return installed;
}

export function launchChromium(): Promise<Browser> {
	const executablePath = findChromium();
	if (executablePath === undefined) throw new Error('Chromium is gone since the run began');
	return chromium.launch({
		executablePath,
		headless: true,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}
