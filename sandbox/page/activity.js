import { control } from './control.js';
import { byId, clock, make } from './dom.js';
import { ledgerLine } from './orderDialog.js';
import { statusColour } from './words.js';

const SHOWN = 100;

/** Tabs as the ARIA practices have them: arrows move, the panel follows. */
export function startTabs() {
	const tabs = [...document.querySelectorAll('[role="tab"]')];
	const select = (tab) => {
		for (const other of tabs) {
			const isSelected = other === tab;
			other.setAttribute('aria-selected', String(isSelected));
			other.tabIndex = isSelected ? 0 : -1;
			byId(other.getAttribute('aria-controls')).hidden = !isSelected;
		}
	};
	for (const [index, tab] of tabs.entries()) {
		tab.addEventListener('click', () => select(tab));
		tab.addEventListener('keydown', ({ key }) => {
			const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
			if (!step) return;
			const next = tabs[(index + step + tabs.length) % tabs.length];
			select(next);
			next.focus();
		});
	}
}

export async function showRequests() {
	const [log, counters] = await Promise.all([control('GET', `requests?limit=${SHOWN}`), control('GET', 'counters')]);
	if (log) byId('requests').replaceChildren(...log.requests.toReversed().map(requestLine));
	if (counters) showCounters(counters);
}

/** Puts new requests on top without reading them all again. */
export function addRequests(requests) {
	const shown = byId('requests');
	shown.prepend(...requests.toReversed().map(requestLine));
	while (shown.children.length > SHOWN) shown.lastElementChild.remove();
}

export function showCounters({ total, throttled, byEndpoint }) {
	const captures = byEndpoint.capture ?? 0;
	byId('request-summary').textContent =
		`${total} requests, ${captures} of them captures, ${throttled} turned away with 429`;
}

function requestLine({ seq, at, method, path, query, outcome, fault, delayMs }) {
	const search = new URLSearchParams(query).toString();
	const short = path.replace(/^\/stores\/[^/]+/, '');
	const remarks = [fault, delayMs > 0 ? `${delayMs} ms late` : null].filter(Boolean).join(', ');
	return make(
		'li',
		{ 'data-testid': `request-${seq}` },
		clock(at),
		make(
			'span',
			{ className: 'what' },
			make('code', {}, `${method} ${short}${search ? `?${search}` : ''}`),
			remarks ? ` ${remarks}` : '',
		),
		make('span', { className: `pill ${statusColour(outcome)}` }, String(outcome)),
	);
}

export async function showLedger() {
	const answer = await control('GET', `ledger?limit=${SHOWN}`);
	if (!answer) return;
	const { capture, captureDeclined, void: voids, refund } = answer.totals;
	byId('ledger-summary').textContent =
		`What really happened: captured ${capture}, declined ${captureDeclined}, voided ${voids}, refunded ${refund}`;
	byId('ledger').replaceChildren(...answer.entries.toReversed().map(ledgerLine));
}

export async function showHooks() {
	const [subscriptions, answer] = await Promise.all([
		control('GET', 'hooks'),
		control('GET', `deliveries?limit=${SHOWN}`),
	]);
	if (!subscriptions || !answer) return;
	const scopes = subscriptions.hooks.map(({ scope, isActive }) => (isActive ? scope : `${scope} (off)`));
	byId('hook-summary').textContent =
		scopes.length > 0
			? `Listening: ${scopes.join(', ')}`
			: 'Nobody listens. A workflow with the trigger makes hooks here when it is activated.';
	byId('deliveries').replaceChildren(...answer.deliveries.toReversed().map(deliveryLine));
}

const DELIVERY_COLOURS = { delivered: 'good', failed: 'bad', waiting: 'wait', sending: 'info' };

function deliveryLine({ id, dueAt, scope, url, state, answers }) {
	const tries = answers.length > 1 ? `, ${answers.length} tries` : '';
	return make(
		'li',
		{ 'data-testid': `delivery-${id}` },
		clock(answers.at(-1)?.at ?? dueAt),
		make('span', { className: 'what' }, make('code', {}, scope), ` to ${new URL(url).host}${tries}`),
		make('span', { className: `pill ${DELIVERY_COLOURS[state]}` }, state),
	);
}
