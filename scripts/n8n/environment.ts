/** The environment an n8n process gets: nothing of the caller's own n8n settings, and nothing that calls home. */
import type { InstalledN8n } from './install';

const QUIET: Record<string, string> = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_BLOCK_ENV_ACCESS_IN_NODE: 'true',
	N8N_SECURE_COOKIE: 'false',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_RUNNERS_ENABLED: 'true',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
	// The sandbox answers on loopback, which n8n's own request guard would otherwise be free to refuse.
	N8N_SSRF_PROTECTION_ENABLED: 'false',
	EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
	EXECUTIONS_DATA_SAVE_ON_ERROR: 'all',
	DB_SQLITE_POOL_SIZE: '4',
	GENERIC_TIMEZONE: 'UTC',
};

/** n8n 1 has no such module, and refuses to start when told to leave it out. */
const QUIET_2: Record<string, string> = { N8N_DISABLED_MODULES: 'mcp-registry' };

const FOREIGN = /^(N8N_|DB_|QUEUE_|EXECUTIONS_|WEBHOOK_|CODE_|OFFLOAD_|npm_|NODE_OPTIONS$|NODE_ENV$|JEST_|TS_NODE_)/i;

export interface N8nSettings {
	n8n: InstalledN8n;
	userFolder: string;
	port: number;
	/** For the JavaScript runner behind the Code node; one for each process on a machine. */
	runnersPort: number;
	/** Without it, n8n makes one and keeps it in the user folder. */
	encryptionKey?: string;
	extra?: Record<string, string>;
}

export function n8nEnvironment({
	n8n,
	userFolder,
	port,
	runnersPort,
	encryptionKey,
	extra,
}: N8nSettings): NodeJS.ProcessEnv {
	const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));
	return {
		...own,
		...QUIET,
		...(n8n.major === 1 ? {} : QUIET_2),
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		...(encryptionKey === undefined ? {} : { N8N_ENCRYPTION_KEY: encryptionKey }),
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(runnersPort),
		WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}/`,
		...extra,
	};
}
