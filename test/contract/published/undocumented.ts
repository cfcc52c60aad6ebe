import { isRecord } from './document';

/**
 * Fields of `value` that its schema does not name: what a stand-in has invented. JSON Schema alone lets them pass,
 * because the published schemas are open. Objects without any named field are free-form and are not looked into.
 *
 * @returns paths such as `/data/0/amount`
 */
export function undocumentedFields(schema: unknown, value: unknown, at = ''): string[] {
	if (Array.isArray(value)) {
		const items = alternatives(schema).flatMap((one) => (isRecord(one.items) ? [one.items] : []));
		return items.length === 0
			? []
			: value.flatMap((entry, index) => undocumentedFields({ anyOf: items }, entry, `${at}/${index}`));
	}
	if (!isRecord(value)) return [];
	const known = alternatives(schema);
	const properties = known.flatMap((one) => (isRecord(one.properties) ? [one.properties] : []));
	const named = new Set(properties.flatMap((one) => Object.keys(one)));
	if (named.size === 0 || known.some(({ additionalProperties }) => isOpen(additionalProperties))) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		if (!named.has(name)) return [`${at}/${name}`];
		return undocumentedFields(
			{ anyOf: properties.flatMap((one) => (name in one ? [one[name]] : [])) },
			inner,
			`${at}/${name}`,
		);
	});
}

function isOpen(additionalProperties: unknown): boolean {
	return additionalProperties === true || isRecord(additionalProperties);
}

/** The schema and all that it combines, flat. */
function alternatives(schema: unknown): Array<Record<string, unknown>> {
	if (!isRecord(schema)) return [];
	const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list): unknown[] =>
		Array.isArray(list) ? list : [],
	);
	return [schema, ...parts.flatMap(alternatives)];
}
