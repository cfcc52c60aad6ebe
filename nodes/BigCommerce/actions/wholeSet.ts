import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../api/json';

/**
 * Tells a text in the place of a whole set of fields from a set. n8n reads a `collection` field by field before the
 * node is called, and so makes of a text, such as an expression for all of 'Only If', a set without fields: no
 * condition, no limit, no dry run. A field by the name of what every text and every list has comes through, and only
 * from these. Of type `hidden`, so that the editor offers it nowhere.
 * Source: n8n-workflow, `getNodeParameters` in node-helpers; n8n's editor, CollectionParameter.vue.
 */
const LENGTH: INodeProperties = { displayName: 'Length', name: 'length', type: 'hidden', default: '' };

/** The fields of an operation, with every set among them such that a text in its place is noticed. */
export function noticingWholeSets(fields: INodeProperties[]): INodeProperties[] {
	return fields.map((field) =>
		field.type === 'collection' ? { ...field, options: [...(field.options ?? []), LENGTH] } : field,
	);
}

/** Whether a text, or a list, stood in the place of this set. */
export function wasNoSet(set: JsonObject): boolean {
	return LENGTH.name in set;
}
