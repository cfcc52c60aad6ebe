import { control, money } from './control.js';
import { byId, clock, make } from './dom.js';
import { faultLabel, LEDGER, SOURCES, STATES } from './words.js';

let shownId = null;
let samples = [];

/** Opens the dialog of one order: the facts, what can be done, its faults, its ledger. */
export async function openOrder(id, faultSamples) {
	shownId = id;
	samples = faultSamples;
	await refreshDialog();
	byId('order-dialog').showModal();
}

export function startDialog() {
	const dialog = byId('order-dialog');
	byId('dialog-close').addEventListener('click', () => dialog.close());
	dialog.addEventListener('close', () => (shownId = null));
	// A click beside the dialog meets the dialog itself, not what is in it.
	dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
}

export async function refreshDialog() {
	if (shownId === null) return;
	const order = await control('GET', `orders/${shownId}`);
	if (!order) return byId('order-dialog').close();
	const focused = document.activeElement?.getAttribute('data-testid');
	byId('dialog-heading').textContent = `#${order.id} · ${order.customer} · ${order.amount} ${order.currency}`;
	byId('dialog-facts').replaceChildren(...facts(order));
	byId('dialog-actions').replaceChildren(...actions(order));
	byId('dialog-faults').replaceChildren(...faultButtons(order));
	byId('dialog-ledger').replaceChildren(...order.ledger.map(ledgerLine));
	if (focused && byId('order-dialog').open)
		document.querySelector(`dialog [data-testid="${CSS.escape(focused)}"]`)?.focus();
}

function facts(order) {
	const { truth } = order;
	return [
		['Payment', STATES[truth.state][0]],
		['Reads show', order.shownStatus || '(empty)'],
		['Order status', order.orderStatus],
		['Gateway', order.gateway],
		['Captured', `${truth.captures} × (${money(truth.captured, truth.currency)})`],
		['Capture requests', `${truth.captureRequests}, ${truth.captureRequestsAccepted} taken`],
		['Refunded', money(truth.refunded, truth.currency)],
		['E-mail', order.email],
	].map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value)));
}

function actions(order) {
	const isShipped = order.lines.every((line) => line.quantityShipped === line.quantity);
	return [
		[
			'staff-capture',
			'Capture in the control panel',
			() => act('staff', { action: 'capture' }),
			order.truth.state !== 'authorized',
		],
		[
			'staff-void',
			'Void in the control panel',
			() => act('staff', { action: 'void' }),
			order.truth.state !== 'authorized',
		],
		['ship', 'Ship what is left', () => act('shipments', {}), isShipped],
		['settle-ok', 'Let the stuck job finish', () => act('settle', { result: 'ok' }), !order.stuck],
		['settle-declined', 'Let the stuck job be declined', () => act('settle', { result: 'declined' }), !order.stuck],
	].map(([id, label, onclick, disabled]) =>
		make('button', { type: 'button', 'data-testid': id, onclick, disabled }, label),
	);
}

async function act(what, body) {
	await control('POST', `orders/${shownId}/${what}`, body);
	await refreshDialog();
}

/** A button for each fault; those that are set are pressed. Faults set by other means are shown first. */
function faultButtons(order) {
	const kinds = samples.map(({ label }) => label);
	const others = order.faults.filter((fault) => !kinds.includes(faultLabel(fault, samples)));
	const all = [...others.map((fault) => ({ label: fault.kind, fault })), ...samples];
	return all.map(({ label, fault }) => {
		const isSet = order.faults.some((own) => faultLabel(own, samples) === label);
		return make(
			'button',
			{
				type: 'button',
				'aria-pressed': String(isSet),
				'data-testid': `fault-${label.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
				onclick: () => toggle(order, label, fault, isSet),
			},
			label,
		);
	});
}

async function toggle(order, label, fault, isSet) {
	const faults = isSet ? order.faults.filter((own) => faultLabel(own, samples) !== label) : [...order.faults, fault];
	await control('PUT', `orders/${order.id}/fault`, faults);
	await refreshDialog();
}

export function ledgerLine({ at, orderId, kind, amount, currency, source, note }) {
	const [label, colour] = LEDGER[kind];
	return make(
		'li',
		{ 'data-testid': `ledger-${kind}-${orderId}` },
		clock(at),
		make(
			'span',
			{ className: 'what' },
			make('span', { className: `pill ${colour}` }, label),
			` #${orderId} ${SOURCES[source]}${note ? `, ${note}` : ''}`,
		),
		make('span', { className: 'number' }, money(amount, currency)),
	);
}
