import { pause, setUp, type TriggerSetup, until } from './triggerSetup';

const EVENTS = { events: ['orderCreated', 'paymentCaptured'] };

let setup: TriggerSetup;
afterEach(async () => await setup.end());

/** BigCommerce switches the hooks of transactions off, as after 48 hours of failures or 90 days without an event. */
function switchOffTransactions(): void {
	for (const hook of setup.hooks()) {
		if (hook.scope.includes('transaction')) Object.assign(hook, { isActive: false, isDeactivated: true });
	}
}

function isEveryHookOn(): boolean {
	return setup.hooks().every(({ isActive }) => isActive);
}

function listings(): number {
	return setup.sandbox.store.log.recent().filter(({ method, path }) => method === 'GET' && path.includes('/hooks'))
		.length;
}

test('the next event that comes through another hook switches on those that BigCommerce has switched off', async () => {
	setup = await setUp(EVENTS);
	await setup.host.activate();
	switchOffTransactions();
	setup.sandbox.store.addOrder({ id: 118 });
	await until(isEveryHookOn);
	expect(setup.host.executions).toHaveLength(1);
	expect(setup.hooks().map(({ headers }) => Object.values(headers ?? {}))).toEqual(
		setup.hooks().map(() => [setup.host.secret]),
	);
	setup.sandbox.store.actAsStaff(118, 'capture');
	await until(() => setup.host.executions.length === 2);
	expect(setup.host.executions[1]).toMatchObject([{ event: 'paymentCaptured', orderId: 118 }]);
});

test('a busy store is asked about its hooks once, not with every event', async () => {
	setup = await setUp(EVENTS);
	await setup.host.activate();
	const before = listings();
	setup.sandbox.store.addOrders(20);
	await until(() => setup.host.executions.length === 20);
	await pause(50);
	expect(listings() - before).toBe(1);
});

test('hooks that are gone stay gone: an event on its way to a workflow that is switched off brings none back', async () => {
	setup = await setUp(EVENTS);
	await setup.host.activate();
	for (const hook of setup.hooks()) if (hook.scope.includes('transaction')) setup.sandbox.store.hooks.remove(hook.id);
	setup.sandbox.store.addOrder({ id: 118 });
	await until(() => setup.host.executions.length === 1);
	await pause(100);
	expect(setup.hooks().map(({ scope }) => scope)).toEqual(['store/order/created']);
});

test('a store that cannot list its hooks does not hold the event up', async () => {
	setup = await setUp(EVENTS);
	await setup.host.activate();
	setup.sandbox.store.setStoreFault({ kind: 'serverError', status: 500, on: 'hookList' });
	switchOffTransactions();
	setup.sandbox.store.addOrder({ id: 118 });
	await until(() => setup.host.executions.length === 1);
	expect(setup.host.failures).toEqual([]);
	expect(isEveryHookOn()).toBe(false);
});

test('a test in the editor leaves the hooks as they are', async () => {
	setup = await setUp(EVENTS);
	setup.host.isTest = true;
	await setup.host.activate('manual');
	switchOffTransactions();
	setup.sandbox.store.addOrder({ id: 118 });
	await until(() => setup.host.executions.length === 1);
	await pause(100);
	expect(isEveryHookOn()).toBe(false);
});
