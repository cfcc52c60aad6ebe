/** `npm run sandbox:reference`: writes the tables of the README from the records of faults and switches. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { FAULT_LIST } from './faults';
import type { FaultDefinition } from './faults/definition';
import { SETTING_LIST } from './settings';
import type { SettingDefinition } from './settings/definition';

export const README = path.join(__dirname, 'README.md');

const TABLES = { faults: faultTable, switches: switchTable, settings: settingTable };

/** The README with each table between its marks as the records have it. @throws where a mark is missing */
export function withTables(readme: string): string {
	return Object.entries(TABLES).reduce((text, [name, table]) => {
		const [begin, end] = [`<!-- ${name}: written by npm run sandbox:reference -->`, `<!-- end of ${name} -->`];
		const [before, after] = [text.indexOf(begin), text.indexOf(end)];
		if (before < 0 || after < before) throw new Error(`The README has no place for the table of ${name}.`);
		return `${text.slice(0, before)}${begin}\n${table()}\n${text.slice(after)}`;
	}, readme);
}

function faultTable(): string {
	return table(
		['kind and parameters', 'what happens', 'matches by default'],
		FAULT_LIST.map(([kind, { params, does, on }]) => [[code(kind), ...paramNames(params)].join(' '), does, on]),
	);
}

/** Those that must be given are in bold. */
function paramNames(params: FaultDefinition['params']): string[] {
	return Object.entries(params).map(([name, { isRequired }]) => (isRequired ? `**${code(name)}**` : code(name)));
}

/** What BigCommerce has not published. */
function switchTable(): string {
	const guesses = SETTING_LIST.filter(({ guess }) => guess !== undefined);
	return table(
		['switch', 'positions, the first is the default', 'why it is a guess'],
		guesses.map((one) => [`${code(one.name)}: ${one.label}`, positions(one), one.guess ?? '']),
	);
}

/** The rest. */
function settingTable(): string {
	const others = SETTING_LIST.filter(({ guess }) => guess === undefined);
	return table(
		['setting', 'what it is', 'default'],
		others.map((one) => [code(one.name), one.label, isPlain(one.value) ? code(String(one.value)) : 'see `scopes.ts`']),
	);
}

function positions({ options, value }: SettingDefinition): string {
	if (!options) return code(String(value));
	const first = options.filter((option) => option.value === value);
	const rest = options.filter((option) => option.value !== value);
	return [...first, ...rest].map((option) => `${code(String(option.value))} ${option.label}`).join(' · ');
}

function isPlain(value: unknown): boolean {
	return typeof value !== 'object' || value === null;
}

function code(text: string): string {
	return text === '' ? '(empty)' : `\`${text}\``;
}

function table(head: string[], rows: string[][]): string {
	const line = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

if (require.main === module) writeFileSync(README, withTables(readFileSync(README, 'utf8')));
