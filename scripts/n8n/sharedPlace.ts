/** Where one user's clones share what they install: 2.5 GB and some minutes that the next clone need not spend. */
import {
	existsSync,
	lstatSync,
	mkdirSync,
	readlinkSync,
	rmSync,
	symlinkSync,
	unlinkSync,
	writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const NAME = 'n8n-nodes-bigcommerce';

/** The folder for caches that the system gives a user. */
export function userCache(
	env: NodeJS.ProcessEnv = process.env,
	platform: NodeJS.Platform = process.platform,
	home: string = homedir(),
): string {
	if (env.XDG_CACHE_HOME) return path.join(env.XDG_CACHE_HOME, NAME);
	if (platform === 'win32') return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), NAME, 'Cache');
	return path.join(home, ...(platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']), NAME);
}

/** Whether files can be written there; makes the folder. */
export function canWrite(folder: string): boolean {
	const probe = path.join(folder, `probe-${process.pid}`);
	try {
		mkdirSync(folder, { recursive: true });
		writeFileSync(probe, '');
		rmSync(probe);
		return true;
	} catch {
		return false;
	}
}

/**
 * Makes a folder of the clone stand for the shared one. What was there before goes; another process that does the same
 * at the same time is welcome.
 */
export function linkTo(shared: string, link: string): void {
	if (pointsTo(link, shared)) return;
	mkdirSync(path.dirname(link), { recursive: true });
	if (isLink(link)) unlinkSync(link);
	else rmSync(link, { recursive: true, force: true });
	try {
		symlinkSync(shared, link, 'junction');
	} catch (error) {
		if (!pointsTo(link, shared)) throw error;
	}
}

const isLink = (place: string): boolean => lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() === true;

function pointsTo(link: string, target: string): boolean {
	return (
		isLink(link) && path.resolve(path.dirname(link), readlinkSync(link)) === path.resolve(target) && existsSync(link)
	);
}
