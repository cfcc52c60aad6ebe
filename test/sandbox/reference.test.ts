import { readFileSync } from 'node:fs';
import path from 'node:path';

import { FAULT_LIST, FAULT_SAMPLES, FAULTS } from '../../sandbox/faults';
import { FAULTS_SCHEMA } from '../../sandbox/faults/faultSchema';
import { README, withTables } from '../../sandbox/reference';
import { defaultSettings, SETTING_LIST, SETTINGS_SCHEMA } from '../../sandbox/settings';
import Ajv from 'ajv';

test('the README has the tables of all faults and switches (or else: npm run sandbox:reference)', () => {
	const readme = readFileSync(README, 'utf8');
	expect(readme).toBe(withTables(readme));
	for (const [kind] of FAULT_LIST) expect(readme).toContain(`| \`${kind}\``);
	for (const { name } of SETTING_LIST) expect(readme).toContain(`| \`${name}\``);
});

test('every guess is a question of docs/bigcommerce-api.md, Not documented', () => {
	const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'bigcommerce-api.md'), 'utf8');
	const questions = page.slice(page.indexOf('## Not documented'));
	const guesses = SETTING_LIST.filter(({ guess }) => guess !== undefined).map(({ name }) => name);
	expect(guesses.filter((name) => !questions.includes(`\`${name}\``))).toEqual([]);
});

test('a README without a place for a table is noticed', () => {
	expect(() => withTables('nothing')).toThrow('no place for the table of faults');
});

test('every kind of fault has a button on the page, and every button sets what the schema takes', () => {
	const isValid = new Ajv({ allowUnionTypes: true }).compile(FAULTS_SCHEMA);
	for (const { label, fault } of FAULT_SAMPLES) expect([label, isValid(fault)]).toEqual([label, true]);
	expect(new Set(FAULT_SAMPLES.map(({ fault }) => fault.kind))).toEqual(new Set(Object.keys(FAULTS)));
	expect(new Set(FAULT_SAMPLES.map(({ label }) => label)).size).toBe(FAULT_SAMPLES.length);
});

test('every kind of fault says in words what happens, and each of its parameters has a value of its own schema', () => {
	const ajv = new Ajv({ allowUnionTypes: true });
	for (const [kind, { does, params }] of FAULT_LIST) {
		expect([kind, does.length > 4]).toEqual([kind, true]);
		for (const [name, { schema, value }] of Object.entries(params)) {
			if (value !== null) expect([kind, name, ajv.compile(schema)(value)]).toEqual([kind, name, true]);
		}
	}
});

test('the defaults of all settings are what their schema takes', () => {
	const isValid = new Ajv({ allowUnionTypes: true }).compile(SETTINGS_SCHEMA);
	expect([isValid(defaultSettings()), isValid.errors]).toEqual([true, null]);
});

test('every position of a switch has words of its own', () => {
	for (const { name, options = [], value } of SETTING_LIST) {
		if (options.length === 0) continue;
		expect([name, options.map((option) => option.value)]).toEqual([name, expect.arrayContaining([value])]);
		expect([name, new Set(options.map(({ label }) => label)).size]).toEqual([name, options.length]);
	}
});
