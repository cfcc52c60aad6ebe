import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import { exactlyOnce, outcomesOf, outputOf, proveCaptures } from './harness/capture-proof';
import { Instance } from './harness/instance';
import {
	capture,
	code,
	manualTrigger,
	orders,
	set,
	subWorkflowTrigger,
	webhook,
	workflow,
	type Link,
	type Step,
} from './harness/workflow';

const FINE = [1, 2, 3, 4, 5, 6, 7, 8];
const DECLINED = 20;
const VOIDED = 21;

/** Both branches, each telling which ERP order it came from: that is what item links are for. */
const BRANCHES: { steps: Step[]; links: Link[] } = {
	steps: [
		capture(),
		set('Ship', { erpRef: "={{ $('Orders').item.json.erpRef }}" }),
		set('Ask customer', { erpRef: "={{ $('Orders').item.json.erpRef }}" }),
	],
	links: [
		['Orders', 'Capture'],
		['Capture', 'Ship', 0],
		['Capture', 'Ask customer', 1],
	],
};

describe('workflows that n8n itself runs', () => {
	let sandbox: RunningSandbox;
	let n8n: Instance;

	beforeAll(async () => {
		sandbox = await startSandbox({ orders: [], settings: { captureDelayMs: 600, quota: null } });
		n8n = await Instance.start({ name: 'workflows', sandbox });
	});
	beforeEach(() => {
		sandbox.store.reset();
		for (const id of FINE) sandbox.store.addOrder({ id });
		sandbox.store.addOrder({ id: DECLINED, faults: [{ kind: 'decline' }] });
		sandbox.store.addOrder({ id: VOIDED, state: 'voided' });
	});
	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.close();
	});

	const mixed = [1, DECLINED, 2, VOIDED, 3];
	const failures = [
		{ orderId: DECLINED, outcome: 'declined' },
		{ orderId: VOIDED, outcome: 'notCapturable' },
	];

	test('a manual run fills both branches, and items on both keep their link to where they came from', async () => {
		const { id } = await n8n.add(
			workflow(
				'Both branches',
				[manualTrigger(), orders(mixed), ...BRANCHES.steps],
				[['Start', 'Orders'], ...BRANCHES.links],
			),
		);
		const run = await n8n.rest.runToEnd(id, 'Start');

		expect(run).toMatchObject({ status: 'success', mode: 'manual' });
		expect(outputOf(run, 'Capture').map(({ orderId, outcome, changed }) => ({ orderId, outcome, changed }))).toEqual(
			[1, 2, 3].map((orderId) => ({ orderId, outcome: 'captured', changed: true })),
		);
		expect(outcomesOf(outputOf(run, 'Capture', 1))).toEqual(failures);
		expect(outputOf(run, 'Ship').map(({ erpRef }) => erpRef)).toEqual(['ERP-1', 'ERP-2', 'ERP-3']);
		expect(outputOf(run, 'Ask customer').map(({ erpRef }) => erpRef)).toEqual([`ERP-${DECLINED}`, `ERP-${VOIDED}`]);
		expect(proveCaptures(sandbox.store, [1, 2, 3])).toEqual(exactlyOnce(3));
	});

	test('a production webhook captures and answers with the outcome', async () => {
		const fromBody = code(
			'Orders',
			"return $input.first().json.body.orders.map((id) => ({ json: { id, erpRef: 'ERP-' + id } }));",
		);
		const added = await n8n.add(
			workflow(
				'By webhook',
				[webhook('capture'), fromBody, capture('Capture', { onError: 'continueRegularOutput' })],
				[
					['Webhook', 'Orders'],
					['Orders', 'Capture'],
				],
			),
		);
		await n8n.rest.activate(added);

		const answer = (await n8n.post('capture', { orders: mixed })) as Array<Record<string, unknown>>;
		expect(answer.map(({ orderId, error }) => orderId ?? (typeof error === 'string' ? 'error' : undefined))).toEqual([
			1,
			'error',
			2,
			'error',
			3,
		]);
		expect(proveCaptures(sandbox.store, [1, 2, 3])).toEqual(exactlyOnce(3));

		// The same delivery once more, as senders of webhooks do: nothing moves again.
		const repeated = (await n8n.post('capture', { orders: [1, 2, 3] })) as Array<Record<string, unknown>>;
		expect(repeated.map(({ outcome, changed }) => ({ outcome, changed }))).toEqual(
			Array(3).fill({ outcome: 'captured', changed: false }),
		);
		expect(proveCaptures(sandbox.store, [1, 2, 3])).toEqual(exactlyOnce(3));
	});

	test('the command line runs it', async () => {
		const { id } = await n8n.add(
			workflow(
				'By command line',
				[manualTrigger(), orders(mixed), ...BRANCHES.steps],
				[['Start', 'Orders'], ...BRANCHES.links],
			),
		);
		const { code: exit, stdout, stderr } = await n8n.cli('execute', `--id=${id}`, '--rawOutput');
		expect({ exit, stderr: exit === 0 ? '' : stderr.slice(-2_000) }).toEqual({ exit: 0, stderr: '' });
		const { data } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
			data: {
				resultData: {
					runData: Record<string, Array<{ data: { main: Array<Array<{ json: Record<string, unknown> }>> } }>>;
				};
			};
		};
		const [success, failed] = data.resultData.runData.Capture?.[0]?.data.main ?? [];
		expect(success?.map(({ json }) => json.orderId)).toEqual([1, 2, 3]);
		expect(outcomesOf((failed ?? []).map(({ json }) => json))).toEqual(failures);
		expect(proveCaptures(sandbox.store, [1, 2, 3])).toEqual(exactlyOnce(3));
	});

	test('Retry On Fail runs the node again for all orders, and captures none of them twice', async () => {
		// The first try ends with 2 unavailable: every POST and its two repeats meet a 503. Then the store is well again.
		sandbox.store.setFault(2, { kind: 'serverError', status: 503, accepted: false, times: 3 });
		const retried = capture('Capture', {
			onError: 'stopWorkflow',
			retry: { retryOnFail: true, maxTries: 3, waitBetweenTries: 200 },
			parameters: { options: { verificationWindow: 1 } },
		});
		const { id } = await n8n.add(
			workflow(
				'Retry',
				[manualTrigger(), orders([1, 2, 3]), retried],
				[
					['Start', 'Orders'],
					['Orders', 'Capture'],
				],
			),
		);
		const run = await n8n.rest.runToEnd(id, 'Start');

		expect(run.status).toBe('success');
		expect(outputOf(run, 'Capture').map(({ orderId, outcome, changed }) => [orderId, outcome, changed])).toEqual([
			[1, 'captured', false],
			[2, 'captured', true],
			[3, 'captured', false],
		]);
		expect(proveCaptures(sandbox.store, [1, 2, 3])).toEqual(exactlyOnce(3));
	});

	test('On Error = Stop works every order through, then says what was captured and what was not', async () => {
		const { id } = await n8n.add(
			workflow(
				'Stops',
				[manualTrigger(), orders(mixed), capture('Capture', { onError: 'stopWorkflow' })],
				[
					['Start', 'Orders'],
					['Orders', 'Capture'],
				],
			),
		);
		const run = await n8n.rest.runToEnd(id, 'Start');

		expect(run.status).toBe('error');
		const said = `${run.error?.message} ${run.error?.description}`;
		expect(said).toContain(String(DECLINED));
		expect(said).toContain(String(VOIDED));
		expect(said).toMatch(/again/);
		expect(proveCaptures(sandbox.store, [1, 2, 3])).toEqual(exactlyOnce(3));
	});

	test('a sub-workflow captures for the workflow that calls it', async () => {
		const child = await n8n.add(
			workflow(
				'Capture for others',
				[subWorkflowTrigger(), capture('Capture', { onError: 'continueRegularOutput' })],
				[['When called', 'Capture']],
			),
		);
		await n8n.rest.activate(child);
		const call: Step = {
			name: 'Call',
			type: 'n8n-nodes-base.executeWorkflow',
			typeVersion: 1.2,
			parameters: {
				workflowId: { __rl: true, mode: 'id', value: child.id },
				workflowInputs: { mappingMode: 'defineBelow', value: {} },
				options: { waitForSubWorkflow: true },
			},
		};
		const { id } = await n8n.add(
			workflow(
				'Caller',
				[manualTrigger(), orders(mixed), call],
				[
					['Start', 'Orders'],
					['Orders', 'Call'],
				],
			),
		);
		const run = await n8n.rest.runToEnd(id, 'Start');

		expect(run.status).toBe('success');
		expect(outputOf(run, 'Call')).toHaveLength(mixed.length);
		expect(
			outputOf(run, 'Call')
				.filter(({ outcome }) => outcome === 'captured')
				.map(({ orderId }) => orderId),
		).toEqual([1, 2, 3]);
		expect(outcomesOf(outputOf(run, 'Call').filter(({ error }) => error))).toEqual(failures);
		expect(proveCaptures(sandbox.store, [1, 2, 3])).toEqual(exactlyOnce(3));
	});

	test('works inside a chain of Set, If, Merge and Code, as between an ERP and a carrier', async () => {
		sandbox.store.addOrder({ id: 30, total: '2500.00' });
		const isBig: Step = {
			name: 'Over 1000?',
			type: 'n8n-nodes-base.if',
			typeVersion: 2.2,
			parameters: {
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
					combinator: 'and',
					conditions: [
						{
							id: 'big',
							leftValue: '={{ $json.amount }}',
							rightValue: 1000,
							operator: { type: 'number', operation: 'gt' },
						},
					],
				},
				looseTypeValidation: true,
				options: {},
			},
		};
		const merge: Step = {
			name: 'All',
			type: 'n8n-nodes-base.merge',
			typeVersion: 3,
			parameters: { mode: 'append', numberInputs: 3 },
		};
		const report = code(
			'Report',
			"return [{ json: Object.fromEntries($input.all().map(({ json }) => [json.erpRef, json.carrier ?? 'none'])) }];",
		);
		const { id } = await n8n.add(
			workflow(
				'Chain',
				[
					manualTrigger(),
					orders([1, DECLINED, 30, 2]),
					capture(),
					isBig,
					set('Insured parcel', { erpRef: "={{ $('Orders').item.json.erpRef }}", carrier: 'insured' }),
					set('Parcel', { erpRef: "={{ $('Orders').item.json.erpRef }}", carrier: 'parcel' }),
					set('Hold back', { erpRef: "={{ $('Orders').item.json.erpRef }}", hold: '={{ $json.details.outcome }}' }),
					merge,
					report,
				],
				[
					['Start', 'Orders'],
					['Orders', 'Capture'],
					['Capture', 'Over 1000?', 0],
					['Capture', 'Hold back', 1],
					['Over 1000?', 'Insured parcel', 0],
					['Over 1000?', 'Parcel', 1],
					['Insured parcel', 'All', 0, 0],
					['Parcel', 'All', 0, 1],
					['Hold back', 'All', 0, 2],
					['All', 'Report'],
				],
			),
		);
		const run = await n8n.rest.runToEnd(id, 'Start');

		expect(run.status).toBe('success');
		expect(outputOf(run, 'Report')).toEqual([
			{ 'ERP-1': 'parcel', 'ERP-2': 'parcel', 'ERP-30': 'insured', [`ERP-${DECLINED}`]: 'none' },
		]);
		expect(outputOf(run, 'Hold back').map(({ hold }) => hold)).toEqual(['declined']);
	});
});
