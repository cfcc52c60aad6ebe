import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { OpenAPIV3 } from 'openapi-types';
import { parse } from 'yaml';
import { CORRECTIONS } from './exceptions';

/** Where BigCommerce's published OpenAPI files are, or null where this machine has none. */
export const SPEC_FOLDER = findFolder();

/** The published files, each with the part of the API it describes. */
export const SPEC_FILES = ['orders.v2.oas2.yml', 'orders.v3.yml', 'webhooks.v3.yml'] as const;

function findFolder(): string | null {
	const folder = process.env.BIGCOMMERCE_SPEC ?? path.join(__dirname, '..', '..', '..', '..', 'shared', 'spec');
	return existsSync(path.join(folder, 'orders.v3.yml')) ? folder : null;
}

/** Reads one published file. */
export function readDocument(folder: string, file: string): OpenAPIV3.Document {
	const document: unknown = parse(readFileSync(path.join(folder, file), 'utf8'));
	toJsonSchema(document);
	for (const { at, correct } of CORRECTIONS.filter((correction) => correction.file === file))
		correct(schemaAt(document, at));
	return document as OpenAPIV3.Document;
}

function schemaAt(document: unknown, at: readonly string[]): Record<string, unknown> {
	const schema = at.reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), document);
	if (!isRecord(schema))
		throw new Error(`The published file has nothing at ${at.join('.')}; is the correction still needed?`);
	return schema;
}

/**
 * OpenAPI 3.0 writes "less than" as a flag beside `maximum`, JSON Schema as a number of its own; validators take the
 * second. Changes what it is given.
 */
function toJsonSchema(value: unknown): void {
	if (Array.isArray(value)) value.forEach(toJsonSchema);
	if (!isRecord(value)) return;
	for (const [flag, bound] of [
		['exclusiveMaximum', 'maximum'],
		['exclusiveMinimum', 'minimum'],
	] as const) {
		if (typeof value[flag] !== 'boolean') continue;
		if (value[flag]) {
			value[flag] = value[bound];
			delete value[bound];
		} else {
			delete value[flag];
		}
	}
	Object.values(value).forEach(toJsonSchema);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
