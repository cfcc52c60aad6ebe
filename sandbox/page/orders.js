import { control, money } from './control.js';
import { byId, make } from './dom.js';
import { openOrder, refreshDialog } from './orderDialog.js';
import { faultLabel, STATES } from './words.js';

const PER_PAGE = 50;
let page = 1;
let search = '';
let samples = [];

/** Wires the table, its search, pages and form. */
export async function startOrders() {
	samples = (await control('GET', 'faults'))?.samples ?? [];
	let typing;
	byId('search').addEventListener('input', ({ target }) => {
		clearTimeout(typing);
		typing = setTimeout(() => {
			search = target.value;
			page = 1;
			void showOrders();
		}, 150);
	});
	byId('previous').addEventListener('click', () => turn(-1));
	byId('next').addEventListener('click', () => turn(1));
	byId('add').addEventListener('submit', async (event) => {
		event.preventDefault();
		const { count, total, currency } = Object.fromEntries(new FormData(event.target));
		await control('POST', 'orders', { count: Number(count), template: { total, currency } });
		await showOrders();
	});
	await showOrders();
}

function turn(by) {
	page += by;
	void showOrders();
}

/** Reads the page of orders that is shown and draws it anew, keeping the focus where it is. */
export async function showOrders() {
	const query = new URLSearchParams({ page: String(page), limit: String(PER_PAGE), search });
	const answer = await control('GET', `orders?${query}`);
	if (!answer) return;
	const pages = Math.max(1, Math.ceil(answer.total / PER_PAGE));
	if (page > pages) {
		page = pages;
		return showOrders();
	}
	const focused = document.activeElement?.getAttribute('data-testid');
	byId('orders').replaceChildren(...(answer.orders.length > 0 ? answer.orders.map(row) : [emptyRow()]));
	if (focused) document.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
	byId('orders-total').textContent = `(${answer.total})`;
	byId('page-text').textContent = `Page ${page} of ${pages}`;
	byId('previous').disabled = page <= 1;
	byId('next').disabled = page >= pages;
	await refreshDialog();
}

function row(order) {
	const { truth } = order;
	return make(
		'tr',
		{ 'data-testid': `order-row-${order.id}` },
		make(
			'td',
			{},
			make(
				'button',
				{
					type: 'button',
					className: 'link',
					'data-testid': `open-order-${order.id}`,
					onclick: () => openOrder(order.id, samples),
				},
				`#${order.id}`,
			),
		),
		make('td', { className: 'wrap' }, order.customer),
		make('td', { className: 'number' }, `${order.amount} ${order.currency}`),
		make(
			'td',
			{},
			...paymentCell(order),
			make('span', { className: 'below', 'data-testid': `order-status-${order.id}` }, order.orderStatus),
		),
		make('td', { 'data-testid': `order-ledger-${order.id}` }, ledgerCell(truth)),
		make('td', { className: 'wrap', 'data-testid': `order-faults-${order.id}` }, faultCell(order)),
	);
}

/** What is true, and what reads show where that is something else. */
function paymentCell(order) {
	const [label, colour] = STATES[order.truth.state];
	const pill = make('span', { className: `pill ${colour}`, 'data-testid': `order-state-${order.id}` }, label);
	return order.shownStatus === label || (order.shownStatus === '' && label === 'none')
		? [pill]
		: [pill, make('span', { className: 'differs' }, `reads show: ${order.shownStatus}`)];
}

function ledgerCell({ captures, captured, declines, voids, refunded, currency }) {
	const pills = [
		captures > 0 &&
			make(
				'span',
				{ className: `pill ${captures > 1 ? 'bad' : 'good'}` },
				`${captures > 1 ? `${captures} × ` : ''}${money(captured, currency)}`,
			),
		declines > 0 && make('span', { className: 'pill bad' }, `${declines} declined`),
		voids > 0 && make('span', { className: 'pill' }, 'voided'),
		refunded > 0 && make('span', { className: 'pill wait' }, `−${money(refunded, currency)}`),
	].filter(Boolean);
	return pills.length > 0 ? make('span', { className: 'pills' }, pills) : '–';
}

function faultCell(order) {
	const labels = order.faults.map((fault) => make('span', { className: 'pill' }, faultLabel(fault, samples)));
	const button = make(
		'button',
		{
			type: 'button',
			className: 'link',
			'data-testid': `set-fault-${order.id}`,
			'aria-label': `Set faults of order ${order.id}`,
			onclick: () => openOrder(order.id, samples),
		},
		labels.length > 0 ? 'Change' : 'Set',
	);
	return make('span', { className: 'pills' }, labels, button);
}

function emptyRow() {
	return make(
		'tr',
		{},
		make(
			'td',
			{ colspan: '6', className: 'empty' },
			search ? 'No order matches the search.' : 'No orders yet. Add some below.',
		),
	);
}
