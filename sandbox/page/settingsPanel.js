import { control } from './control.js';
import { byId, make } from './dom.js';

const GROUPS = {
	pace: 'How fast things go',
	quota: 'Quota',
	payments: 'Payments',
	reads: 'What reads show',
	metafields: 'Metafields',
	hooks: 'Webhooks',
};

let switches = null;

/** A field for each switch of the store, as the store itself describes it. */
export async function showSettings() {
	switches ??= (await control('GET', 'switches'))?.switches ?? null;
	const settings = await control('GET', 'settings');
	const form = byId('behaviour');
	if (!settings || !switches || form.contains(document.activeElement)) return;
	form.replaceChildren(
		...Object.entries(GROUPS).map(([group, title]) => {
			const fields = switches.filter((field) => field.group === group && kindOf(field) !== 'other');
			return make('fieldset', {}, make('legend', {}, title), ...fields.map((field) => label(field, settings)));
		}),
	);
}

function label(field, settings) {
	const text = make('span', { title: field.guess, className: field.guess ? 'guess' : undefined }, plain(field.label));
	return make('label', {}, text, input(field, settings[field.name]));
}

/** Labels are Markdown for the README; the page shows no backticks. */
function plain(text) {
	return text.replaceAll('`', '');
}

function kindOf({ options, schema }) {
	if (options) return 'choice';
	if (schema.type === 'boolean') return 'flag';
	if (schema.type === 'number' || schema.type === 'integer') return 'number';
	return schema.anyOf?.some(({ type }) => type === 'null') ? 'numberOrNone' : 'other';
}

function input(field, value) {
	const kind = kindOf(field);
	const properties = {
		name: field.name,
		'data-testid': `setting-${field.name}`,
		onchange: ({ target }) => save(field, kind, target),
	};
	if (kind === 'choice') {
		const options = field.options.map((option, index) =>
			make('option', { value: index, selected: option.value === value }, plain(option.label)),
		);
		return make('select', properties, options);
	}
	if (kind === 'flag') return make('input', { ...properties, type: 'checkbox', checked: value });
	return make('input', {
		...properties,
		type: 'number',
		min: '0',
		step: 'any',
		value: value ?? '',
		placeholder: 'none',
	});
}

/** An empty number is none where there may be none, and is left as it was elsewhere. */
async function save({ name, options }, kind, { value, checked }) {
	if (kind === 'number' && value === '') return;
	const parsed =
		kind === 'choice' ? options[Number(value)].value : kind === 'flag' ? checked : value === '' ? null : Number(value);
	await control('PATCH', 'settings', { [name]: parsed });
}
