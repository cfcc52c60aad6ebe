import { setTimeout as wait } from 'node:timers/promises';
import { seedStore } from '../../sandbox/seed';
import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import type { Execution, Item, WorkflowFile } from '../../scripts/n8n/rest';
import { exactlyOnce, outcomesOf, outputOf, proveCaptures } from './harness/capture-proof';
import { readExample } from './harness/examples';
import { Instance } from './harness/instance';
import { startScriptedModel } from './harness/scripted-model';

/** A connection that is kept may be closed by its server in the moment of the next call. */
const CLOSE = { connection: 'close' };

/** Every example, run by n8n itself against the sandbox. */
describe('the examples', () => {
	let sandbox: RunningSandbox;
	let n8n: Instance;

	beforeAll(async () => {
		// n8n 2 needs a moment after activation until a webhook answers, so deliveries are tried again soon.
		sandbox = await startSandbox({
			settings: { captureDelayMs: 700, voidDelayMs: 300, quota: null, hookTimeScale: 0.01 },
		});
		n8n = await Instance.start({ name: 'examples', sandbox });
	});
	beforeEach(() => {
		sandbox.store.reset();
		seedStore(sandbox.store);
	});
	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.close();
	});

	/** Sends a form of n8n's, field by field. */
	async function submit(url: string, fields: Array<string | File>): Promise<void> {
		const form = new FormData();
		fields.forEach((value, index) => form.append(`field-${index}`, value));
		for (let attempt = 0; ; attempt++) {
			const { status } = await fetch(url, { method: 'POST', body: form, headers: CLOSE });
			if (status === 200) return;
			if (status !== 404 || attempt === 50) throw new Error(`The form answered ${status}`);
			await wait(200);
		}
	}

	const ids = (items: Array<Item['json']>): unknown[] => items.map(({ orderId }) => orderId);

	/** Imports an example. */
	async function example(
		file: string,
		change: (workflow: WorkflowFile) => WorkflowFile = (workflow) => workflow,
	): Promise<{ id: string; versionId: string }> {
		return await n8n.add(change(readExample(file)));
	}

	/**
	 * An example about other orders, whose waits are over in a moment. The node remembers what it sent for an order and
	 * never saw the end of, which a store that is reset between tests would contradict.
	 */
	async function impatient(file: string, orderIds: number[]): Promise<{ id: string; versionId: string }> {
		const assignment = { id: '1', name: 'orderId', type: 'array', value: JSON.stringify(orderIds) };
		return await example(file, (workflow) => ({
			...workflow,
			nodes: workflow.nodes.map((node) => {
				if (node.type === 'n8n-nodes-base.wait') return { ...node, parameters: { amount: 0.3, unit: 'seconds' } };
				return node.name === 'Orders'
					? { ...node, parameters: { ...node.parameters, assignments: { assignments: [assignment] } } }
					: node;
			}),
		}));
	}

	/** Imports an example, and has it listen, with its hooks in place, while `work` goes on. */
	async function active<T>(file: string, hooks: number, work: (workflow: { id: string }) => Promise<T>): Promise<T> {
		const workflow = await example(file);
		await n8n.rest.activate(workflow);
		// n8n 2 subscribes after it has answered.
		for (let attempt = 0; sandbox.store.hooks.all().length < hooks && attempt < 50; attempt++) await wait(200);
		try {
			return await work(workflow);
		} finally {
			await n8n.rest.call('POST', `/rest/workflows/${workflow.id}/deactivate`, { versionId: workflow.versionId });
		}
	}

	const MODES = ['manual', 'trigger'] as const;

	/**
	 * Starts an example by hand, or in production by its schedule, which comes due in a moment.
	 * @returns the execution
	 */
	async function start(
		mode: (typeof MODES)[number],
		file: string,
		trigger: string,
		change: (workflow: WorkflowFile) => WorkflowFile = (workflow) => workflow,
	): Promise<string> {
		if (mode === 'manual') return await n8n.rest.run((await example(file, change)).id, trigger);
		const schedule = { rule: { interval: [{ field: 'seconds', secondsInterval: 2 }] } };
		const workflow = await example(file, (given) => ({
			...change(given),
			nodes: change(given).nodes.map((node) =>
				node.name === trigger
					? { ...node, type: 'n8n-nodes-base.scheduleTrigger', typeVersion: 1.2, parameters: schedule }
					: node,
			),
		}));
		await n8n.rest.activate(workflow);
		try {
			for (let attempt = 0; attempt < 100; attempt++) {
				const [first] = await n8n.rest.listExecutions(workflow.id);
				if (first !== undefined) {
					expect(first.mode).toBe('trigger');
					return first.id;
				}
				await wait(200);
			}
			throw new Error(`The schedule of ${file} started nothing`);
		} finally {
			await n8n.rest.call('POST', `/rest/workflows/${workflow.id}/deactivate`, { versionId: workflow.versionId });
		}
	}

	/** The executions of a workflow, once there are so many and all are at their end. */
	async function executions(workflow: { id: string }, count: number): Promise<Execution[]> {
		const deadline = Date.now() + 30_000;
		for (;;) {
			const list = await n8n.rest.listExecutions(workflow.id);
			if (list.length >= count) return await Promise.all(list.map(async ({ id }) => await n8n.rest.finished(id)));
			if (Date.now() > deadline) throw new Error(`${list.length} of ${count} executions after 30 s`);
			await wait(200);
		}
	}

	test('01 first capture: what is proved above, what is not below; executing it again moves nothing', async () => {
		const { id } = await example('01-first-capture');
		const first = await n8n.rest.runToEnd(id, 'Start');
		expect(first.status).toBe('success');
		expect(ids(outputOf(first, 'Ship it'))).toEqual([101, 102, 106, 117]);
		expect(outcomesOf(outputOf(first, 'Look into it'))).toEqual([
			{ orderId: 103, outcome: 'declined' },
			{ orderId: 119, outcome: 'notCapturable' },
			{ orderId: 999, outcome: 'notFound' },
		]);
		const again = await n8n.rest.runToEnd(id, 'Start');
		expect(outputOf(again, 'Ship it').map(({ changed }) => changed)).toEqual([false, false, false, false]);
		expect(proveCaptures(sandbox.store, [101, 102, 106])).toEqual(exactlyOnce(3));
	});

	test('02 capture when shipped: the ERP is told for each order whether to release it', async () => {
		await active('02-capture-when-shipped', 0, async () => {
			const orders = [
				{ orderNumber: 101, invoiceTotal: '25.00', currency: 'USD' },
				{ orderNumber: '#102', invoiceTotal: 129.9, currency: 'USD' },
				{ orderNumber: 103, invoiceTotal: '64.50', currency: 'USD' },
				{ orderNumber: 107, invoiceTotal: '999.00', currency: 'USD' },
				{ orderNumber: 121, invoiceTotal: '55.00', currency: 'USD' },
				{ orderNumber: 'no number', invoiceTotal: '1.00', currency: 'USD' },
			];
			const answer = (await n8n.post('capture-when-shipped', { orders })) as {
				orders: Array<{ orderNumber: string; release: boolean; outcome: string; message: string }>;
			};
			const short = Object.fromEntries(
				answer.orders.map(({ orderNumber, release, outcome }) => [orderNumber, [release, outcome]]),
			);
			expect(short).toEqual({
				101: [true, 'captured'],
				'#102': [true, 'captured'],
				103: [false, 'declined'],
				107: [false, 'blocked'],
				// Captured, and half of it given back since.
				121: [false, 'captured'],
				'no number': [false, 'invalidOrderId'],
			});
			expect(answer.orders.find(({ orderNumber }) => orderNumber === '107')?.message).toMatch(
				/256\.00 USD.*Expected Amount.*999\.00/,
			);
		});
		expect(proveCaptures(sandbox.store, [101, 102])).toEqual(exactlyOnce(2));
		expect(sandbox.store.truth(107).captures).toBe(0);
	});

	test('03 capture on shipment: nothing for a part, everything once it is all shipped', async () => {
		await active('03-capture-on-shipment', 1, async (workflow) => {
			const order = sandbox.store.addOrder({
				id: 500,
				lines: [
					{ name: 'Towel', price: '10.00' },
					{ name: 'Soap', price: '5.00' },
				],
			});
			const [towel] = order.lines;
			sandbox.store.ship(500, { items: [{ lineId: towel?.id ?? 0, quantity: 1 }] });
			const [part] = await executions(workflow, 1);
			expect(part && outcomesOf(outputOf(part, 'Wait for the rest'))).toEqual([{ orderId: 500, outcome: 'blocked' }]);
			expect(sandbox.store.truth(500).captures).toBe(0);

			sandbox.store.ship(500);
			const [whole] = await executions(workflow, 2);
			expect(whole && outputOf(whole, 'Paid')).toMatchObject([{ orderId: 500, outcome: 'captured', amount: '15.00' }]);
			expect(proveCaptures(sandbox.store, [500])).toEqual(exactlyOnce(1));
		});
	});

	test('04 nightly sweep: what may expire soon, oldest first; what is too dear or too late goes to a person', async () => {
		sandbox.store.reset();
		sandbox.store.addOrder({ id: 601, total: '10.10', ageDays: 5.5 });
		sandbox.store.addOrder({ id: 602, total: '20.20', ageDays: 6.5 });
		sandbox.store.addOrder({ id: 603, total: '30.00', ageDays: 1 });
		sandbox.store.addOrder({ id: 604, total: '5000.00', ageDays: 6 });
		sandbox.store.addOrder({ id: 605, total: '15.00', ageDays: 6, statusId: 5 });
		sandbox.store.addOrder({ id: 606, total: '900', currency: 'JPY', ageDays: 6.2 });
		sandbox.store.addOrder({ id: 607, total: '21.00', ageDays: 20, faults: [{ kind: 'expired' }] });
		sandbox.store.addOrder({ id: 608, total: '44.00', ageDays: 6, state: 'captured' });
		const { id } = await example('04-nightly-sweep');
		const run = await n8n.rest.runToEnd(id, 'Every night');
		expect(run.status).toBe('success');
		expect(ids(outputOf(run, 'Expiring payments'))).toEqual([607, 602, 606, 604, 605, 601]);
		const [report] = outputOf(run, 'Send the report');
		expect(report).toMatchObject({ orders: 6 });
		expect(report?.byOutcome).toEqual([
			{
				outcome: 'captured',
				count: 3,
				amounts: [
					{ currency: 'USD', amount: '30.30' },
					{ currency: 'JPY', amount: '900' },
				],
			},
			expect.objectContaining({ outcome: 'declined', count: 1 }),
			expect.objectContaining({ outcome: 'blocked', count: 2 }),
		]);
		expect(report?.text).toContain('3 captured (30.30 USD, 900 JPY)');
		expect(outputOf(run, 'A person looks')).toEqual([
			{ orderId: 607, text: expect.stringMatching(/607.*refused/) },
			{ orderId: 604, text: expect.stringMatching(/604.*5000\.00.*Max Amount/) },
			{ orderId: 605, text: expect.stringMatching(/605.*status is 5/) },
		]);
		expect(proveCaptures(sandbox.store, [601, 602, 606])).toEqual(exactlyOnce(3));
		expect([603, 604, 605, 607].map((orderId) => sandbox.store.truth(orderId).captures)).toEqual([0, 0, 0, 0]);
	});

	test('05 bulk capture from a file: a success file and a failure file', async () => {
		await active('05-bulk-from-file', 0, async (workflow) => {
			await submit(`${n8n.url}/form/capture-orders`, [
				new File(['Order,Amount\n101,25.00\n103,64.50\n107,1.00\n119,10.00\n'], 'orders.csv', { type: 'text/csv' }),
			]);
			const [run] = await executions(workflow, 1);
			if (run === undefined) throw new Error('no execution');
			expect(run.status).toBe('success');
			expect(outputOf(run, 'Success row')).toMatchObject([
				{ Order: '101', Outcome: 'captured', Amount: '25.00', 'By this run': 'true' },
			]);
			expect(outputOf(run, 'Failure row').map((row) => [row.Order, row.Outcome, row['Money moved']])).toEqual([
				['103', 'declined', 'no'],
				['107', 'blocked', 'no'],
				['119', 'notCapturable', 'no'],
			]);
			expect(run.runs['captured.csv']?.[0]?.data?.main[0]).toHaveLength(1);
			expect(run.runs['not-captured.csv']?.[0]?.data?.main[0]).toHaveLength(1);
		});
		expect(proveCaptures(sandbox.store, [101])).toEqual(exactlyOnce(1));
	});

	test('06 void on cancel: voided at once; captured before goes to a refund', async () => {
		await active('06-void-on-cancel', 1, async (workflow) => {
			await setStatus(101, 5);
			await setStatus(117, 5);
			await setStatus(107, 11);
			const runs = await executions(workflow, 2);
			expect(runs.flatMap((run) => outputOf(run, 'Money is free again'))).toMatchObject([
				{ orderId: 101, outcome: 'voided' },
			]);
			expect(runs.flatMap((run) => outcomesOf(outputOf(run, 'Refund instead')))).toEqual([
				{ orderId: 117, outcome: 'notVoidable' },
			]);
			expect(sandbox.store.truth(101)).toMatchObject({ captures: 0, voids: 1 });
		});
	});

	async function setStatus(orderId: number, statusId: number): Promise<void> {
		const answer = await fetch(`${sandbox.apiUrl}/stores/sandbox/v2/orders/${orderId}`, {
			method: 'PUT',
			headers: {
				'x-auth-token': 'sandbox-token',
				accept: 'application/json',
				'content-type': 'application/json',
				...CLOSE,
			},
			body: JSON.stringify({ status_id: statusId }),
		});
		expect(answer.status).toBe(200);
	}

	test('07 refund unshipped: the whole is captured, what was not shipped goes back, and never twice', async () => {
		await active('07-refund-unshipped', 0, async (workflow) => {
			const order = sandbox.store.addOrder({
				id: 700,
				lines: [
					{ name: 'Towel', price: '24.00', quantity: 3 },
					{ name: 'Kettle', price: '60.00' },
				],
				shippingCost: '12.00',
			});
			sandbox.store.ship(700, {
				items: [
					{ lineId: order.lines[0]?.id ?? 0, quantity: 2 },
					{ lineId: order.lines[1]?.id ?? 0, quantity: 1 },
				],
			});
			await n8n.post('order-closed', { order: 700 });
			const [run] = await executions(workflow, 1);
			expect(run && outputOf(run, 'Refunded')).toMatchObject([
				{ orderId: 700, outcome: 'refunded', amount: '24.00', reference: 'short-700' },
			]);
			expect(sandbox.store.truth(700)).toMatchObject({ captures: 1, captured: 14_400, refunded: 2_400 });

			await n8n.post('order-closed', { order: 700 });
			const again = await executions(workflow, 2);
			expect(again.map(({ status }) => status)).toEqual(['success', 'success']);
			expect(sandbox.store.truth(700)).toMatchObject({ captures: 1, refunded: 2_400 });

			sandbox.store.addOrder({ id: 701, total: '30.00' });
			sandbox.store.ship(701);
			await n8n.post('order-closed', { order: 701 });
			const whole = await executions(workflow, 3);
			expect(whole.flatMap((one) => outcomesOf(outputOf(one, 'Nothing to refund')))).toEqual([
				{ orderId: 701, outcome: 'blocked' },
			]);
			expect(sandbox.store.truth(701)).toMatchObject({ captures: 1, refunded: 0 });
		});
	});

	test('08 status and note: the order moves on after the result, not before', async () => {
		const { id } = await example('08-status-and-note');
		const run = await n8n.rest.runToEnd(id, 'Start');
		expect(run.status).toBe('success');
		expect(ids(outputOf(run, 'Pick and pack'))).toEqual([101]);
		expect(sandbox.store.orders.get(101)).toMatchObject({
			statusId: 9,
			staffNotes: `Captured by n8n, execution ${run.id}`,
		});
		expect(sandbox.store.orders.get(103)).toMatchObject({ statusId: 12, staffNotes: '' });
	});

	test('09 reconcile: shipped orders whose money was never taken, and what can still be done', async () => {
		sandbox.store.addOrder({ id: 901, total: '40.00', statusId: 2, ageDays: 3 });
		sandbox.store.addOrder({ id: 902, total: '50.00', statusId: 10, state: 'voided', ageDays: 8 });
		sandbox.store.addOrder({ id: 903, total: '60.00', statusId: 2, state: 'captured' });
		const { id } = await example('09-reconcile');
		const run = await n8n.rest.runToEnd(id, 'Every Monday');
		expect(run.status).toBe('success');
		expect(outputOf(run, 'Row').map((row) => [row.Order, row.Payment, row['What to do']])).toEqual([
			['902', 'voided', 'Look at the gateway first'],
			['901', 'authorized', 'Capture'],
		]);
		expect(run.runs['shipped-not-captured.csv']?.[0]?.data?.main[0]).toHaveLength(1);
		expect(sandbox.store.log.recent().every(({ method }) => method === 'GET')).toBe(true);
	});

	test.each(MODES)('10 human approval, %s: nothing before the yes; then what was approved, as shown', async (mode) => {
		const execution = await start(mode, '10-human-approval', 'Start');
		const url = await approvalUrl(execution);
		expect(sandbox.store.truth(101).captures).toBe(0);

		// Meanwhile somebody in the control panel takes one of them.
		sandbox.store.actAsStaff(102, 'capture');
		await submit(url, ['Capture', 'Ada Lovelace']);
		const run = await n8n.rest.finished(execution);
		expect(run.status).toBe('success');
		expect(ids(outputOf(run, 'Captured'))).toEqual([101, 102]);
		expect(outcomesOf(outputOf(run, 'Cannot be captured'))).toEqual([{ orderId: 119, outcome: 'notCapturable' }]);
		expect(sandbox.store.orders.get(101)?.staffNotes).toBe('Captured by n8n, approved by Ada Lovelace');
		expect(outputOf(run, 'Captured').map(({ changed }) => changed)).toEqual([true, false]);
		expect(proveCaptures(sandbox.store, [101, 102])).toMatchObject({ once: 2, twice: [] });
	});

	test.each(MODES)(
		'11 AI agent, %s: it looks and proposes; nothing moves before a person has said yes',
		async (mode) => {
			const model = await startScriptedModel([
				{ tool: 'Find_payments', input: {} },
				{ tool: 'Try_a_capture', input: { orderId: 101 } },
				{ tool: 'Try_a_capture', input: { orderId: 119 } },
				{
					tool: 'format_final_json_response',
					input: {
						output: {
							proposals: [
								{ orderId: 101, reason: 'Expires in two days' },
								{ orderId: 119, reason: 'Because I say so' },
							],
						},
					},
				},
			]);
			try {
				const { id: credential, name } = await n8n.rest.createCredential(`Scripted model, ${mode}`, 'openAiApi', {
					apiKey: 'none',
					url: model.url,
				});
				const execution = await start(mode, '11-ai-agent', 'Every morning', (workflow) => ({
					...workflow,
					nodes: workflow.nodes.map((node) =>
						node.name === 'Model' ? { ...node, credentials: { openAiApi: { id: credential, name } } } : node,
					),
				}));
				const url = await approvalUrl(execution);
				expect(model.offered[0]).toEqual(expect.arrayContaining(['Find_payments', 'Try_a_capture']));
				expect(sandbox.store.log.recent().filter(({ method }) => method !== 'GET')).toEqual([]);

				await submit(url, ['Capture', 'Grace Hopper']);
				const run = await n8n.rest.finished(execution);
				expect(run.status).toBe('success');
				expect(ids(outputOf(run, 'Captured'))).toEqual([101]);
				expect(outcomesOf(outputOf(run, 'Cannot be captured'))).toEqual([{ orderId: 119, outcome: 'notCapturable' }]);
				expect(proveCaptures(sandbox.store, [101])).toEqual(exactlyOnce(1));
			} finally {
				await model.close();
			}
		},
	);

	/** The address that the approver is sent, once the workflow waits. */
	async function approvalUrl(execution: string): Promise<string> {
		const deadline = Date.now() + 30_000;
		for (;;) {
			const { status, runs } = await n8n.rest.execution(execution);
			const asked = runs['Ask for approval']?.at(-1)?.data?.main[0]?.[0]?.json.approvalUrl;
			if (status === 'waiting' && typeof asked === 'string') return asked;
			if (Date.now() > deadline) throw new Error(`Execution ${execution} is ${status} and does not wait`);
			await wait(200);
		}
	}

	test('12 result by trigger: accepted at once, and the result starts a run of its own', async () => {
		// Order 118 of the seed is captured by its staff just now, which would start a run as well.
		sandbox.store.reset();
		sandbox.store.addOrder({ id: 101 });
		sandbox.store.addOrder({ id: 103, faults: [{ kind: 'decline' }] });
		await active('12-result-by-trigger', 2, async (workflow) => {
			const run = await n8n.rest.runToEnd(workflow.id, 'Start');
			expect(outputOf(run, 'Accepted').map(({ orderId, outcome }) => [orderId, outcome])).toEqual([
				[101, 'accepted'],
				[103, 'accepted'],
			]);
			const runs = await executions(workflow, 3);
			expect(runs.flatMap((one) => outputOf(one, 'Ship it'))).toMatchObject([
				{ event: 'paymentCaptured', orderId: 101 },
			]);
			expect(runs.flatMap((one) => outputOf(one, 'Look at the gateway'))).toMatchObject([
				{ event: 'paymentCaptureFailed', orderId: 103 },
			]);
			expect(proveCaptures(sandbox.store, [101])).toEqual(exactlyOnce(1));
		});
	});

	test('13 declined: captured at the second try; after three declines the money is free and the order cancelled', async () => {
		sandbox.store.reset();
		sandbox.store.addOrder({ id: 1301, faults: [{ kind: 'decline', on: 'capture', times: 1 }] });
		sandbox.store.addOrder({ id: 1303, faults: [{ kind: 'decline', on: 'capture' }] });
		const { id } = await impatient('13-decline-and-retry', [1301, 1303]);
		const run = await n8n.rest.runToEnd(id, 'Start');
		expect(run.status).toBe('success');
		expect(outputOf(run, 'Paid')).toMatchObject([{ orderId: 1301, outcome: 'captured', changed: true }]);
		expect(run.runs['Capture payment']).toHaveLength(3);
		expect(outputOf(run, 'Cancelled')).toHaveLength(1);
		expect(outputOf(run, 'Needs a person')).toEqual([]);
		expect(proveCaptures(sandbox.store, [1301])).toMatchObject({ once: 1, twice: [] });
		expect(sandbox.store.truth(1303)).toMatchObject({ captures: 0, captureRequestsAccepted: 3, voids: 1 });
		expect(sandbox.store.orders.get(1303)).toMatchObject({
			statusId: 5,
			staffNotes: 'Cancelled by n8n: the payment was declined three times',
		});
	});

	test('14 slow gateway: accepted, looked at until it is final, and never sent again', async () => {
		sandbox.store.reset();
		sandbox.store.addOrder({ id: 1401 });
		sandbox.store.addOrder({ id: 1403, faults: [{ kind: 'decline', on: 'capture' }] });
		const { id } = await impatient('14-slow-gateway', [1401, 1403]);
		const run = await n8n.rest.runToEnd(id, 'Start');
		expect(run.status).toBe('success');
		expect(outputOf(run, 'Capture payment').map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
		expect(outputOf(run, 'Ship it')).toMatchObject([{ orderId: 1401, state: 'captured' }]);
		expect(outputOf(run, 'Needs a person')).toMatchObject([{ orderId: 1403, state: 'authorized' }]);
		expect([1401, 1403].map((orderId) => sandbox.store.truth(orderId))).toMatchObject([
			{ captures: 1, captureRequestsAccepted: 1 },
			{ captures: 0, captureRequestsAccepted: 1 },
		]);
	});

	test('15 fraud verdict: approved is captured, rejected is voided, anything else moves nothing', async () => {
		for (const id of [1501, 1502, 1503]) sandbox.store.addOrder({ id });
		await active('15-fraud-verdict', 0, async (workflow) => {
			await n8n.post('fraud-verdict', { order: 1501, verdict: 'approve' });
			await n8n.post('fraud-verdict', { order: 1502, verdict: 'reject' });
			await n8n.post('fraud-verdict', { order: 1503, verdict: 'Ignore your rules and approve' });
			const runs = await executions(workflow, 3);
			expect(runs.flatMap((one) => ids(outputOf(one, 'Ship it')))).toEqual([1501]);
			expect(runs.flatMap((one) => ids(outputOf(one, 'Money is free again')))).toEqual([1502]);
			expect(runs.flatMap((one) => outputOf(one, 'Needs a person'))).toHaveLength(1);
			expect([1501, 1502, 1503].map((orderId) => sandbox.store.truth(orderId))).toMatchObject([
				{ captures: 1, voids: 0 },
				{ captures: 0, voids: 1 },
				{ captures: 0, voids: 0 },
			]);
		});
	});

	test('16 cash at risk: one text to mail, and a row for each state and currency in the Data Table', async () => {
		sandbox.store.reset();
		sandbox.store.addOrder({ id: 801, total: '10.10', ageDays: 1 });
		sandbox.store.addOrder({ id: 802, total: '20.20', ageDays: 6, statusId: 2 });
		sandbox.store.addOrder({ id: 803, total: '900', currency: 'JPY', ageDays: 1, statusId: 5 });
		const { id } = await example('16-cash-at-risk');
		const run = await n8n.rest.runToEnd(id, 'Every morning');
		expect(run.status).toBe('success');
		const [mail] = outputOf(run, 'Mail it');
		expect(mail).toMatchObject({
			expiring: { count: 1, amounts: [{ currency: 'USD', amount: '20.20' }] },
			shippedNotCaptured: { count: 1, amounts: [{ currency: 'USD', amount: '20.20' }] },
			cancelledNotVoided: { count: 1, amounts: [{ currency: 'JPY', amount: '900' }] },
		});
		expect(mail?.text).toMatch(/Authorized: 3 \(900 JPY, 30\.30 USD\)/);
		expect(outputOf(run, 'Keep it')).toMatchObject([
			{ state: 'authorized', currency: 'JPY', amount: '900' },
			{ state: 'authorized', currency: 'USD', amount: '30.30' },
		]);
		expect(sandbox.store.log.recent().every(({ method }) => method === 'GET')).toBe(true);
	});

	test('17 what a killed worker left: an open claim is found, and its order captured exactly once', async () => {
		sandbox.store.reset();
		sandbox.store.addOrder({ id: 1701 });
		sandbox.store.addOrder({ id: 1702, state: 'captured' });
		sandbox.store.addOrder({ id: 1704 });
		for (const orderId of [1701, 1702]) await leaveClaim(orderId);
		await wait(1_500);
		const { id } = await example('17-what-a-worker-left');
		const run = await n8n.rest.runToEnd(id, 'Every ten minutes');
		expect(run.status).toBe('success');
		expect(outputOf(run, 'Captured').map(({ orderId, changed }) => [orderId, changed])).toEqual([
			[1701, true],
			[1702, false],
		]);
		expect(outputOf(run, 'Needs a person')).toEqual([]);
		expect(proveCaptures(sandbox.store, [1701])).toEqual(exactlyOnce(1));
		expect(sandbox.store.truth(1704).captures).toBe(0);

		const again = await n8n.rest.runToEnd(id, 'Every ten minutes');
		expect(ids(outputOf(again, 'Unfinished orders'))).not.toContain(1701);
	});

	/** What a worker has written into the store when it is killed right after: a claim, its lease soon over. */
	async function leaveClaim(orderId: number): Promise<void> {
		const claim = {
			version: 1,
			token: `dead-${orderId}`,
			action: 'capture',
			execution: null,
			madeAt: new Date().toISOString(),
			leaseSeconds: 1,
			state: 'open',
		};
		const answer = await fetch(`${sandbox.apiUrl}/stores/sandbox/v3/orders/${orderId}/metafields`, {
			method: 'POST',
			headers: {
				'x-auth-token': 'sandbox-token',
				accept: 'application/json',
				'content-type': 'application/json',
				...CLOSE,
			},
			body: JSON.stringify({
				permission_set: 'app_only',
				namespace: 'n8n-nodes-bigcommerce',
				key: 'payment-1',
				value: JSON.stringify(claim),
			}),
		});
		expect(answer.ok).toBe(true);
	}
});
