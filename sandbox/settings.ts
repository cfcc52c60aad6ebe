/**
 * Every switch of the store, each one record: the type, the defaults, the schema, the page and the README derive from
 * it.
 */
import type { SettingDefinition } from './settings/definition';
import { HOOK_SETTINGS } from './settings/hookSettings';
import { METAFIELD_SETTINGS } from './settings/metafieldSettings';
import { PAYMENT_SETTINGS, READ_SETTINGS } from './settings/paymentSettings';
import { STORE_SETTINGS } from './settings/storeSettings';

export const SETTINGS = {
	...STORE_SETTINGS,
	...PAYMENT_SETTINGS,
	...READ_SETTINGS,
	...METAFIELD_SETTINGS,
	...HOOK_SETTINGS,
} satisfies Record<string, SettingDefinition>;

type Definitions = typeof SETTINGS;
export type SettingName = keyof Definitions;

export type StoreSettings = {
	[Name in SettingName]: Definitions[Name] extends SettingDefinition<infer T> ? T : never;
};

export type SecondAction = StoreSettings['secondCapture'];
export type QuotaHeaders = StoreSettings['quotaHeaders'];

/** The records with their names, in the order of the page. */
export const SETTING_LIST: ReadonlyArray<SettingDefinition & { name: string }> = Object.entries(SETTINGS).map(
	([name, definition]) => ({ name, ...definition }),
);

/** What may be put into the settings: any of them, and no others. */
export const SETTINGS_SCHEMA = {
	type: 'object',
	additionalProperties: false,
	properties: Object.fromEntries(SETTING_LIST.map(({ name, schema }) => [name, schema])),
};

/** A fresh object every time: tokens and labels may be changed by the owner. */
export function defaultSettings(): StoreSettings {
	const values = Object.fromEntries(SETTING_LIST.map(({ name, value }) => [name, structuredClone(value)]));
	if (!isComplete(values)) throw new Error('A setting has lost its value');
	return values;
}

function isComplete(values: Record<string, unknown>): values is StoreSettings {
	return SETTING_LIST.every(({ name }) => name in values);
}
