import type { Browser } from 'playwright-core';
import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import { exactlyOnce, proveCaptures } from './harness/capture-proof';
import { launchChromium } from './harness/chromium';
import { Editor } from './harness/editor';
import { Instance, owner } from './harness/instance';
import { lastScreen, picture } from './harness/pictures';
import { describeWith } from './harness/requirements';
import { capture, manualTrigger, orders, set, workflow } from './harness/workflow';

const CUSTOMERS = [
	'Ada Lovelace',
	'Grace Hopper',
	'Katherine Johnson',
	'Alan Turing',
	'Radia Perlman',
	'Barbara Liskov',
];

describeWith(['chromium'], 'the editor in Chromium', () => {
	let sandbox: RunningSandbox;
	let n8n: Instance;
	let browser: Browser;
	let editor: Editor;

	beforeAll(async () => {
		sandbox = await startSandbox({ orders: [], settings: { captureDelayMs: 600 } });
		n8n = await Instance.start({ name: 'editor', sandbox });
		browser = await launchChromium();
		editor = await Editor.open(browser, n8n.url, owner);
	});
	beforeEach(() => {
		sandbox.store.reset();
		for (const [index, customerName] of CUSTOMERS.entries())
			sandbox.store.addOrder({ id: 118 + index, customerName, total: `${25 + 17 * index}.00` });
		sandbox.store.setFault(121, { kind: 'decline' });
		sandbox.store.addOrder({ id: 124, customerName: 'Tony Hoare', total: '10.00', state: 'voided' });
	});
	afterEach(async () => {
		await lastScreen(expect.getState().currentTestName ?? 'test', editor.page);
	});
	afterAll(async () => {
		await browser?.close();
		await n8n?.stop();
		await sandbox?.close();
	});

	test('a person finds the node, makes the credential, drags the order in, executes, and sees both branches', async () => {
		const { id } = await n8n.rest.createWorkflow(
			workflow('First capture', [manualTrigger(), orders([118, 119, 121, 124])], [['Start', 'Orders']]),
		);
		await editor.openWorkflow(id);
		await editor.execute('Orders');

		await editor.addFromSearch('bigcommerce', /^BigCommerce$/, 'Capture payment');
		expect(
			await editor.makeCredential({ storeHash: 'sandbox', accessToken: 'sandbox-token', apiUrl: sandbox.apiUrl }),
		).toBe('connected');
		await editor.dragField('id', 'orderId');
		await editor.page.getByTestId('resource-locator-orderId').getByText('{{ $json.id }}').waitFor();
		await editor.setOnError(/using error output/i);
		await editor.executeStep();

		const branches = editor.output.getByTestId('branches');
		await branches.getByText('Success Branch (2 items)').waitFor();
		const success = await editor.outputWith(/captured/);
		expect(success).toMatch(/118\s+captured\s+true/);
		expect(success).toMatch(/119\s+captured\s+true/);
		await picture('node-panel', editor.page);

		await branches.getByText('Error Branch (2 items)').click();
		await editor.output.getByTestId('radio-button-table').click();
		const failed = await editor.outputWith(/nextStep/);
		expect(failed).toMatch(/Order 121 was not captured: .*refused it afterwards/);
		expect(failed).toMatch(/Order 124 cannot be captured: its payment reads "void"/);
		expect(proveCaptures(sandbox.store, [118, 119])).toEqual(exactlyOnce(2));
	});

	test('the credential form says what is wrong', async () => {
		const { id } = await n8n.rest.createWorkflow(
			workflow(
				'Wrong token',
				[manualTrigger(), orders([118]), capture()],
				[
					['Start', 'Orders'],
					['Orders', 'Capture'],
				],
			),
		);
		await editor.openWorkflow(id);
		await editor.openNode('Capture');
		expect(
			await editor.makeCredential({ storeHash: 'sandbox', accessToken: 'no-such-token', apiUrl: sandbox.apiUrl }),
		).toMatch(/access token/i);
		await editor.closeNode();
	});

	test('offers the orders of the store in the list', async () => {
		const { id } = await n8n.add(
			workflow(
				'From list',
				[manualTrigger(), { ...capture(), parameters: { resource: 'payment', operation: 'capture' } }],
				[['Start', 'Capture']],
			),
		);
		await editor.openWorkflow(id);
		await editor.openNode('Capture');
		await editor.page.getByTestId('rlc-input').click();
		const offered = editor.page.getByTestId('rlc-item').filter({ hasText: 'Ada Lovelace' });
		await offered.first().waitFor();
		expect(await offered.first().innerText()).toMatch(/#118 · Ada Lovelace · 25\.00 USD · authorized/i);
		await editor.page.keyboard.press('Escape');
		await editor.closeNode();
	});

	test('the mapping panel is filled from the schema before the first run', async () => {
		const { id } = await n8n.add(
			workflow(
				'Not run yet',
				[manualTrigger(), orders([118]), capture(), set('Ship', {})],
				[
					['Start', 'Orders'],
					['Orders', 'Capture'],
					['Capture', 'Ship'],
				],
			),
		);
		await editor.openWorkflow(id);
		await editor.openNode('Ship');
		await editor.input.getByTestId('schema-preview-warning').waitFor();
		const fields = await editor.input.innerText();
		for (const field of ['orderId', 'outcome', 'changed', 'paymentStatus', 'amount', 'currency', 'settledAt'])
			expect(fields).toContain(field);
		await editor.closeNode();
	});

	test('shows the canvas with both branches after a run', async () => {
		const { id } = await n8n.add(
			workflow(
				'Capture when shipped',
				[
					manualTrigger('When shipped'),
					orders([118, 119, 120, 121, 122, 124], 'Orders'),
					{ ...capture('Capture payment'), position: [440, 0] },
					{ ...set('Release to carrier', { erpRef: "={{ $('Orders').item.json.erpRef }}" }), position: [740, -110] },
					{ ...set('Look at the gateway', { erpRef: "={{ $('Orders').item.json.erpRef }}" }), position: [740, 110] },
				],
				[
					['When shipped', 'Orders'],
					['Orders', 'Capture payment'],
					['Capture payment', 'Release to carrier', 0],
					['Capture payment', 'Look at the gateway', 1],
				],
			),
		);
		await editor.openWorkflow(id);
		await editor.execute('Capture payment', 'Release to carrier', 'Look at the gateway');
		await editor.page.getByTestId('zoom-to-fit').click();
		await editor.page.getByText('4 items', { exact: true }).first().waitFor();
		await editor.page.getByText('2 items', { exact: true }).first().waitFor();
		await picture('canvas', editor.page.getByTestId('canvas-wrapper'));
		expect(proveCaptures(sandbox.store, [118, 119, 120, 122])).toEqual(exactlyOnce(4));
	});

	test('an error panel says what happened and what to do', async () => {
		// Orders of its own: the node remembers what it captured a moment ago, which a store that was reset contradicts.
		sandbox.store.addOrder({ id: 130, total: '25.00' });
		sandbox.store.addOrder({ id: 131, total: '76.00', faults: [{ kind: 'decline' }] });
		const { id } = await n8n.add(
			workflow(
				'Stops',
				[manualTrigger(), orders([130, 131]), capture('Capture payment', { onError: 'stopWorkflow' })],
				[
					['Start', 'Orders'],
					['Orders', 'Capture payment'],
				],
			),
		);
		await editor.openWorkflow(id);
		await editor.openNode('Capture payment');
		await editor.page.getByTestId('node-execute-button').click();
		await editor.output.getByTestId('node-error-message').waitFor();
		await editor.closeToasts();
		const said = await editor.output.innerText();
		expect(said).toContain('131');
		expect(said).toMatch(/declined/i);
		expect(said).toMatch(/again/i);
		await picture('error-panel', editor.panel);
	});
});
