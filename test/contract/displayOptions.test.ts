import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { BigCommerce } from '../../nodes/BigCommerce/BigCommerce.node';
import { BigCommerceTrigger } from '../../nodes/BigCommerce/BigCommerceTrigger.node';

type Entry = INodeProperties | INodePropertyOptions | INodePropertyCollection;

/** Rules that name what is no parameter of the same level: n8n 1 then runs the node no more at all. */
function unresolved(fields: INodeProperties[], path: string): string[] {
	const names = new Set(fields.map(({ name }) => name));
	return fields.flatMap((field) => {
		const rules = Object.values(field.displayOptions ?? {}).flatMap((rule) => Object.keys(rule ?? {}));
		const missing = rules.filter((rule) => !/^[@/]/.test(rule) && !names.has(rule));
		return [
			...missing.map((rule) => `${path}${field.name}: ${rule}`),
			...(field.options ?? []).flatMap((entry: Entry) =>
				'values' in entry ? unresolved(entry.values, `${path}${field.name}.`) : [],
			),
			...unresolved(
				(field.options ?? []).filter((entry: Entry): entry is INodeProperties => 'type' in entry),
				`${path}${field.name}.`,
			),
		];
	});
}

test('a parameter is shown or hidden by one of its own level, by a path from the root, or by what n8n names itself', () => {
	const fields = [new BigCommerce(), new BigCommerceTrigger()].flatMap(({ description }) => description.properties);
	expect(unresolved(fields, '')).toEqual([]);
	expect(unresolved([{ ...fieldNamed('a'), displayOptions: { hide: { 'options.dryRun': [true] } } }], '')).toEqual([
		'a: options.dryRun',
	]);
});

function fieldNamed(name: string): INodeProperties {
	return { displayName: name, name, type: 'string', default: '' };
}
