/** What one switch of the store is: its value at the start, what may be put in, and how the page calls it. */

export type SettingGroup = 'store' | 'pace' | 'quota' | 'payments' | 'reads' | 'metafields' | 'hooks';

export interface SettingDefinition<T = unknown> {
	value: T;
	/** JSON schema of what may be put in. */
	schema: object;
	group: SettingGroup;
	label: string;
	/** Given where BigCommerce does not document what it does: why the value is a guess. */
	guess?: string;
	/** What may be chosen, in words. */
	options?: ReadonlyArray<{ value: string | number; label: string }>;
}

type About = Pick<SettingDefinition, 'group' | 'label' | 'guess'>;

export function flag(value: boolean, about: About): SettingDefinition<boolean> {
	return { ...about, value, schema: { type: 'boolean' } };
}

export function number(value: number, about: About, schema: object = {}): SettingDefinition<number> {
	return { ...about, value, schema: { type: 'number', minimum: 0, ...schema } };
}

export function integer(value: number, about: About, schema: object = {}): SettingDefinition<number> {
	return number(value, about, { type: 'integer', ...schema });
}

/** A number, or null where there is none. */
export function numberOrNone(
	value: number | null,
	about: About,
	schema: object = {},
): SettingDefinition<number | null> {
	return { ...about, value, schema: { anyOf: [{ type: 'integer', minimum: 0, ...schema }, { type: 'null' }] } };
}

export function text(value: string, about: About): SettingDefinition<string> {
	return { ...about, value, schema: { type: 'string', minLength: 1 } };
}

/** One of some values, each with its words. */
export function choice<const O extends ReadonlyArray<readonly [value: string | number, label: string]>>(
	options: O,
	value: O[number][0],
	about: About,
): SettingDefinition<O[number][0]> {
	const named = options.map(([one, label]) => ({ value: one, label }));
	return { ...about, value, schema: { enum: named.map((option) => option.value) }, options: named };
}
