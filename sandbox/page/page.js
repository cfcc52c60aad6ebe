import { addRequests, showCounters, showHooks, showLedger, showRequests, startTabs } from './activity.js';
import { control } from './control.js';
import { byId } from './dom.js';
import { startDialog } from './orderDialog.js';
import { showOrders, startOrders } from './orders.js';
import { showSettings } from './settingsPanel.js';

/** Runs at most once in `ms`, and once more when it was asked for meanwhile. */
function throttle(ms, run) {
	let isWaiting = false;
	let isAsked = false;
	return async function ask() {
		isAsked = true;
		if (isWaiting) return;
		isWaiting = true;
		while (isAsked) {
			isAsked = false;
			await run();
			await new Promise((resolve) => setTimeout(resolve, ms));
		}
		isWaiting = false;
	};
}

const refresh = {
	orders: throttle(250, showOrders),
	ledger: throttle(250, showLedger),
	hooks: throttle(250, showHooks),
	counters: throttle(250, async () => {
		const counters = await control('GET', 'counters');
		if (counters) showCounters(counters);
	}),
};

function showQuota({ quota, left, resetMs }) {
	const gauge = byId('quota-gauge');
	const isLimited = quota !== null;
	const share = isLimited ? left / Math.max(1, quota) : 1;
	byId('quota-text').textContent = isLimited ? `${left} of ${quota} left` : 'unlimited';
	byId('quota-reset').textContent = isLimited
		? `New window in ${Math.ceil(resetMs / 1000)} s`
		: 'No quota headers are sent';
	gauge.firstElementChild.style.width = `${100 * share}%`;
	gauge.classList.toggle('low', share < 0.15);
	gauge.setAttribute('aria-valuemax', String(quota ?? 1));
	gauge.setAttribute('aria-valuenow', String(isLimited ? left : 1));
	gauge.setAttribute('aria-valuetext', byId('quota-text').textContent);
}

function listen() {
	const connection = byId('connection');
	const events = new EventSource('/sandbox/events');
	events.addEventListener('open', () => {
		connection.textContent = 'Live';
		connection.classList.add('live');
		void reload();
	});
	events.addEventListener('error', () => {
		connection.textContent = 'Not connected';
		connection.classList.remove('live');
	});
	events.addEventListener('message', ({ data }) => {
		const news = JSON.parse(data);
		showQuota(news.quota);
		if (news.reload) return void reload();
		if (news.requestCount > 0) {
			addRequests(news.requests);
			void refresh.counters();
		}
		if (news.orderIds.length > 0) void refresh.orders();
		if (news.ledger) void refresh.ledger();
		if (news.deliveries) void refresh.hooks();
	});
}

async function reload() {
	await Promise.all([refresh.orders(), refresh.ledger(), refresh.hooks(), showRequests(), showSettings()]);
}

byId('reset').addEventListener('click', () => void control('POST', 'reset', {}));
startTabs();
startDialog();
await startOrders();
listen();
setInterval(async () => {
	if (!byId('connection').classList.contains('live')) return;
	const quota = await control('GET', 'quota');
	if (quota) showQuota(quota);
}, 1_000);
