import { control } from './control.js';
import { byId, make } from './dom.js';

const SECOND = [
	['unprocessable422', 'refused with 422'],
	['conflict409', 'refused with 409'],
	['ignore201', '201, nothing happens'],
	['accept201', '201, and runs again'],
];

/** Settings that are worth changing while watching; the rest can be set by `PATCH /sandbox/settings`. */
const FIELDS = [
	{ name: 'captureDelayMs', label: 'Capture takes (ms)', type: 'number' },
	{ name: 'voidDelayMs', label: 'Void takes (ms)', type: 'number' },
	{ name: 'refundDelayMs', label: 'Refund takes (ms)', type: 'number' },
	{ name: 'latencyMs', label: 'Every answer takes (ms)', type: 'number' },
	{ name: 'quota', label: 'Requests in a window', type: 'number' },
	{ name: 'windowMs', label: 'Length of a window (ms)', type: 'number' },
	{ name: 'otherAppsPerWindow', label: 'Used by other apps in a window', type: 'number' },
	{
		name: 'quotaHeaders',
		label: 'Quota headers',
		options: ['normal', 'none', 'zero', 'negative', 'text'].map((name) => [name, name]),
	},
	{ name: 'secondCapture', label: 'A second capture is', options: SECOND },
	{ name: 'secondVoid', label: 'A second void is', options: SECOND },
	{ name: 'pendingVisible', label: 'Reads show “capture pending”', type: 'checkbox' },
	{ name: 'modifiedDatesMove', label: 'A payment change moves the modification date', type: 'checkbox' },
	{ name: 'declineLeavesTransaction', label: 'A decline leaves a transaction', type: 'checkbox' },
	{ name: 'hookDuplicates', label: 'Extra copies of each hook delivery', type: 'number' },
	{ name: 'hookReorder', label: 'Hook deliveries out of order', type: 'checkbox' },
	{ name: 'hookSignatures', label: 'Hook deliveries are signed', type: 'checkbox' },
];

export async function showBehaviour() {
	const settings = await control('GET', 'settings');
	const form = byId('behaviour');
	if (!settings || form.contains(document.activeElement)) return;
	form.replaceChildren(
		...FIELDS.map((field) => make('label', {}, make('span', {}, field.label), input(field, settings[field.name]))),
	);
}

function input(field, value) {
	const properties = {
		name: field.name,
		'data-testid': `setting-${field.name}`,
		onchange: ({ target }) => save(field, target),
	};
	if (field.options) {
		const options = field.options.map(([name, label]) =>
			make('option', { value: name, selected: name === value }, label),
		);
		return make('select', properties, options);
	}
	if (field.type === 'checkbox') return make('input', { ...properties, type: 'checkbox', checked: value });
	return make('input', { ...properties, type: 'number', min: '0', value: value ?? '', placeholder: 'unlimited' });
}

/** An empty quota is the unlimited plan; any other empty number is left as it was. */
async function save({ name, type }, { value, checked }) {
	if (type === 'number' && value === '' && name !== 'quota') return;
	const parsed = type === 'checkbox' ? checked : type === 'number' ? (value === '' ? null : Number(value)) : value;
	await control('PATCH', 'settings', { [name]: parsed });
}
