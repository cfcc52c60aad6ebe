/** Reading the bodies that make and change metafields (`MetafieldBase_Post` of the published orders.v3.yml). */
import { type MetafieldFields, PERMISSION_SETS } from './metafield';

export type MetafieldProblems = Record<string, string>;

/** Longest text of each field; all but the description must have at least one character. */
const MAX_LENGTH = { namespace: 64, key: 64, value: 65_535, description: 255 } as const;

/** Reads the fields that are given, or says by field what is wrong with them. */
export function readMetafield(body: Record<string, unknown>): {
	fields: Partial<MetafieldFields>;
	problems: MetafieldProblems;
} {
	const fields: Partial<MetafieldFields> = {};
	const problems: MetafieldProblems = {};
	const { permission_set: permission } = body;
	if (permission !== undefined) {
		const known = PERMISSION_SETS.find((name) => name === permission);
		if (known) fields.permissionSet = known;
		else problems.permission_set = 'error.expected.enum';
	}
	for (const name of ['namespace', 'key', 'value', 'description'] as const) {
		const text = body[name];
		if (text === undefined) continue;
		if (typeof text !== 'string') problems[name] = 'error.expected.jsstring';
		else if (text === '' && name !== 'description') problems[name] = 'error.minLength';
		else if (text.length > MAX_LENGTH[name]) problems[name] = 'error.maxLength';
		else fields[name] = text;
	}
	return { fields, problems };
}

/** A new one needs all fields but the description. */
export function readNewMetafield(
	body: Record<string, unknown>,
): { fields: MetafieldFields } | { problems: MetafieldProblems } {
	const { fields, problems } = readMetafield(body);
	const { permissionSet, namespace, key, value, description = '' } = fields;
	for (const name of ['permission_set', 'namespace', 'key', 'value']) {
		if (body[name] === undefined) problems[name] = 'error.path.missing';
	}
	const isComplete = permissionSet !== undefined && namespace !== undefined && key !== undefined && value !== undefined;
	if (!isComplete || Object.keys(problems).length > 0) return { problems };
	return { fields: { permissionSet, namespace, key, value, description } };
}
