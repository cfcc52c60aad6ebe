import type { Browser } from 'playwright-core';
import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import type { WorkflowFile, WorkflowNode } from '../../scripts/n8n/rest';
import { exactlyOnce, proveCaptures } from './harness/capture-proof';
import { launchChromium } from './harness/chromium';
import { Editor } from './harness/editor';
import { Instance, owner } from './harness/instance';
import { Mouse, NEXT } from './harness/mouse';
import { lastScreen } from './harness/pictures';
import { describeWith } from './harness/requirements';

const TRIGGER = 'When clicking ‘Execute workflow’';

/** What docs/building.md says it takes; counted here. */
describeWith(['chromium'], 'examples built from an empty canvas, with a mouse and no keyboard', () => {
	let sandbox: RunningSandbox;
	let n8n: Instance;
	let browser: Browser;
	let editor: Editor;

	beforeAll(async () => {
		sandbox = await startSandbox({ orders: [], settings: { captureDelayMs: 300, quota: null } });
		n8n = await Instance.start({ name: 'mouse', sandbox });
		browser = await launchChromium();
		editor = await Editor.open(browser, n8n.url, owner);
	});
	beforeEach(() => {
		sandbox.store.reset();
		sandbox.store.addOrder({ id: 118, total: '25.00', ageDays: 6, statusId: 11 });
		sandbox.store.addOrder({ id: 119, total: '42.00', ageDays: 6, statusId: 9 });
		sandbox.store.addOrder({ id: 121, total: '76.00', ageDays: 6, statusId: 3, faults: [{ kind: 'decline' }] });
		sandbox.store.addOrder({ id: 122, total: '10.00', ageDays: 6, statusId: 5 });
	});
	afterEach(async () => {
		await lastScreen(expect.getState().currentTestName ?? 'test', editor.page);
	});
	afterAll(async () => {
		await browser?.close();
		await n8n?.stop();
		await sandbox?.close();
	});

	/** The workflow on the canvas, as n8n has kept it. */
	async function built(): Promise<(name: string) => WorkflowNode> {
		const { nodes } = await saved();
		return (name) => {
			const node = nodes.find((one) => one.name === name);
			if (node === undefined) throw new Error(`There is no node ${name} on the canvas`);
			return node;
		};
	}

	/** n8n saves by itself, a moment after a change. */
	async function saved(): Promise<WorkflowFile> {
		const id = new URL(editor.page.url()).pathname.split('/')[2] ?? '';
		for (let attempt = 0; ; attempt++) {
			try {
				return await n8n.rest.call<WorkflowFile>('GET', `/rest/workflows/${id}`);
			} catch (error) {
				if (attempt === 50) throw error;
				await editor.page.waitForTimeout(200);
			}
		}
	}

	const orderIdFrom = (field: string): unknown => ({ __rl: true, mode: 'id', value: `={{ $json.${field} }}` });

	test('01 first capture: both branches', async () => {
		const mouse = await Mouse.onEmptyCanvas(editor, n8n.url);
		await mouse.addTrigger('Trigger manually');
		await mouse.addAction(TRIGGER, 0, 'Get many payments');
		await mouse.executeStep();
		await mouse.close();
		await mouse.addAction('Get many payments', 0, 'Capture payment');
		await mouse.map('orderId', 'orderId');
		await mouse.useErrorOutput();
		await mouse.close();
		await mouse.addNext('Capture payment', 0);
		await mouse.addNext('Capture payment', 1);
		await mouse.click(editor.page.getByTestId('execute-workflow-button').first());
		await editor.page.getByText('3 items', { exact: true }).first().waitFor();

		expect({ clicks: mouse.clicks, drags: mouse.drags, hasTyped: await mouse.hasTyped() }).toEqual({
			clicks: 27,
			drags: 1,
			hasTyped: false,
		});
		const node = await built();
		expect(node('Capture payment')).toMatchObject({
			onError: 'continueErrorOutput',
			parameters: { orderId: orderIdFrom('orderId') },
		});
		expect(proveCaptures(sandbox.store, [118, 119, 122])).toEqual(exactlyOnce(3));
		expect(sandbox.store.truth(121)).toMatchObject({ captures: 0, declines: 1 });
	});

	test('04 nightly sweep: what expires soon, only at its amount and in its statuses, with a summary', async () => {
		const mouse = await Mouse.onEmptyCanvas(editor, n8n.url);
		await mouse.addTrigger('On a schedule');
		await mouse.close();
		await mouse.addAction('Schedule Trigger', 0, 'Get many payments');
		await mouse.toggle('returnAll');
		await mouse.addField('Add Filter', 'Expires Within (Days)');
		await mouse.executeStep();
		await mouse.close();
		await mouse.addAction('Get many payments', 0, 'Capture payment');
		await mouse.map('orderId', 'orderId');
		await mouse.addField('Add Condition', 'Expected Amount');
		await mouse.map('amounts.authorized', 'expectedAmount');
		await mouse.addField('Add Condition', 'Currency');
		await mouse.map('amounts.currency', 'currency');
		await mouse.addField('Add Condition', 'Order Status Names or IDs');
		await mouse.pick('orderStatusIds', 'Awaiting Fulfillment', 'Awaiting Shipment', 'Partially Shipped');
		await mouse.addField('Add Option', 'Summary');
		await mouse.toggle('summary');
		await mouse.useErrorOutput();
		await mouse.close();
		for (const output of [0, 1, 2]) await mouse.addNext('Capture payment', output);
		await mouse.click(editor.page.getByTestId('execute-workflow-button').first());
		await editor.page.getByText('2 items', { exact: true }).first().waitFor();

		// The field by which a text in place of a set is noticed is nothing to choose.
		expect([...mouse.offered]).toEqual(expect.arrayContaining(['Expected Amount', 'Summary']));
		expect([...mouse.offered]).not.toContain('Length');
		expect({ clicks: mouse.clicks, drags: mouse.drags, hasTyped: await mouse.hasTyped() }).toEqual({
			clicks: 51,
			drags: 3,
			hasTyped: false,
		});
		const node = await built();
		expect(node('Get many payments').parameters).toMatchObject({ returnAll: true, filters: { expiresWithinDays: 2 } });
		expect(node('Capture payment').parameters).toMatchObject({
			orderId: orderIdFrom('orderId'),
			guards: {
				expectedAmount: '={{ $json.amounts.authorized }}',
				currency: '={{ $json.amounts.currency }}',
				orderStatusIds: [11, 9, 3],
			},
			options: { summary: true },
		});
		expect(proveCaptures(sandbox.store, [118, 119])).toEqual(exactlyOnce(2));
		expect(sandbox.store.truth(122).captureRequests).toBe(0);
	});

	test('07 refund unshipped: captured, and what was not shipped goes back once', async () => {
		sandbox.store.addOrder({
			id: 700,
			lines: [{ name: 'Towel', price: '24.00', quantity: 3 }],
		});
		const [line] = sandbox.store.orders.get(700)?.lines ?? [];
		sandbox.store.ship(700, { items: [{ lineId: line?.id ?? 0, quantity: 2 }] });
		const mouse = await Mouse.onEmptyCanvas(editor, n8n.url);
		await mouse.addTrigger('On webhook call');
		await mouse.pick('httpMethod', 'POST');
		await mouse.click(editor.page.getByTestId('trigger-execute-button'));
		await postTestEvent();
		await editor.outputWith(/order/);
		await mouse.close();
		await mouse.addAction('Webhook', 0, 'Capture payment');
		await mouse.map('body.order', 'orderId');
		await mouse.pick('outputs', 'By Outcome');
		await mouse.useErrorOutput();
		await mouse.executeStep();
		await mouse.close();
		await mouse.addAction('Capture payment', 0, 'Create refund');
		await mouse.map('orderId', 'orderId');
		await mouse.pick('refundWhat', 'What Was Not Shipped');
		await mouse.addField('Add Option', 'Reference');
		await mouse.map('orderId', 'reference');
		await mouse.useErrorOutput();
		await mouse.close();
		await mouse.addNext('Create refund', 0);
		await mouse.addNext('Create refund', 1);
		await mouse.addNext('Capture payment', 1);
		for (const output of [2, 3, 4]) await mouse.connect('Capture payment', output, `${NEXT}2`);
		await mouse.click(editor.page.getByTestId('execute-workflow-button').first());
		await postTestEvent();
		await editor.node(NEXT).locator('[data-test-id^="canvas-node-status-"]').first().waitFor();

		expect({ clicks: mouse.clicks, drags: mouse.drags, hasTyped: await mouse.hasTyped() }).toEqual({
			clicks: 47,
			drags: 6,
			hasTyped: false,
		});
		expect(sandbox.store.truth(700)).toMatchObject({ captures: 1, captured: 7_200, refunds: 1, refunded: 2_400 });
	});

	/** The shop's own call, to the address that the editor listens at. */
	async function postTestEvent(): Promise<void> {
		const node = (await built())('Webhook');
		const deadline = Date.now() + 15_000;
		for (;;) {
			const { status } = await fetch(`${n8n.url}/webhook-test/${String(node.parameters.path)}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', connection: 'close' },
				body: JSON.stringify({ order: 700 }),
			});
			if (status === 200) return;
			if (Date.now() > deadline) throw new Error(`The test webhook answered ${status}`);
			await editor.page.waitForTimeout(200);
		}
	}
});
