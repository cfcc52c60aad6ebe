/** A PostgreSQL database and a Redis key prefix that belong to one run, and are gone after it. */
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cache } from '../../../scripts/n8n/places';

export const postgres = {
	host: process.env.E2E_POSTGRES_HOST ?? '127.0.0.1',
	port: Number(process.env.E2E_POSTGRES_PORT ?? 5432),
	user: process.env.E2E_POSTGRES_USER ?? 'postgres',
	password: process.env.E2E_POSTGRES_PASSWORD ?? '',
};

export const redis = {
	host: process.env.E2E_REDIS_HOST ?? '127.0.0.1',
	port: Number(process.env.E2E_REDIS_PORT ?? 6379),
};

interface PostgresClient {
	connect(): Promise<void>;
	query(sql: string): Promise<{ rows: Array<Record<string, unknown>> }>;
	end(): Promise<void>;
}

interface RedisClient {
	connect(): Promise<void>;
	ping(): Promise<string>;
	keys(pattern: string): Promise<string[]>;
	del(...keys: string[]): Promise<number>;
	disconnect(): void;
}

/** n8n's own clients, so that the tests reach the services exactly as n8n will. */
const fromN8n = (name: string): unknown => createRequire(path.join(cache, 'n8n-2', 'package.json'))(name);

async function withPostgres<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
	const { Client } = fromN8n('pg') as { Client: new (options: object) => PostgresClient };
	const client = new Client({ ...postgres, database: 'postgres', connectionTimeoutMillis: 3_000 });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}

async function withRedis<T>(work: (client: RedisClient) => Promise<T>): Promise<T> {
	const Redis = fromN8n('ioredis') as new (
		options: object,
	) => RedisClient & { on(event: 'error', listener: () => void): void };
	const client = new Redis({ ...redis, lazyConnect: true, retryStrategy: () => null, connectTimeout: 3_000 });
	// `connect` rejects with the reason; without a listener the same one would be printed as unhandled.
	client.on('error', () => undefined);
	await client.connect();
	try {
		return await work(client);
	} finally {
		client.disconnect();
	}
}

/** Why a service cannot be used, or undefined where it can. */
export const postgresMissing = (): Promise<string | undefined> =>
	withPostgres((client) => client.query('SELECT 1')).then(
		() => undefined,
		(error: Error) =>
			`PostgreSQL does not answer at ${postgres.host}:${postgres.port} for user ${postgres.user} (${error.message})`,
	);

export const redisMissing = (): Promise<string | undefined> =>
	withRedis((client) => client.ping()).then(
		() => undefined,
		(error: Error) => `Redis does not answer at ${redis.host}:${redis.port} (${error.message})`,
	);

export interface QueueServices {
	/** What n8n's main, workers and webhook processes must all be told. */
	environment: Record<string, string>;
	drop(): Promise<void>;
}

export async function createQueueServices(): Promise<QueueServices> {
	const name = `n8n_bigcommerce_e2e_${randomBytes(4).toString('hex')}`;
	await withPostgres((client) => client.query(`CREATE DATABASE ${name}`));
	return {
		environment: {
			EXECUTIONS_MODE: 'queue',
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: postgres.host,
			DB_POSTGRESDB_PORT: String(postgres.port),
			DB_POSTGRESDB_USER: postgres.user,
			DB_POSTGRESDB_PASSWORD: postgres.password,
			DB_POSTGRESDB_DATABASE: name,
			QUEUE_BULL_REDIS_HOST: redis.host,
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			QUEUE_BULL_PREFIX: `${name}:bull`,
			N8N_REDIS_KEY_PREFIX: name,
		},
		drop: async () => {
			await withPostgres((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
			await withRedis(async (client) => {
				const keys = await client.keys(`*${name}*`);
				if (keys.length > 0) await client.del(...keys);
			});
		},
	};
}
