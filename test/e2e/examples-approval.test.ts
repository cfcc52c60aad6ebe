import { setTimeout as wait } from 'node:timers/promises';
import { exactlyOnce, outcomesOf, outputOf, proveCaptures } from './harness/capture-proof';
import { startScriptedModel } from './harness/scripted-model';
import { ExampleStage, MODES } from './example-stage';

/** The examples in which a person says yes first, each by hand and in production. */
describe('the examples that ask a person', () => {
	let stage: ExampleStage;

	beforeAll(async () => {
		stage = await ExampleStage.open('examples-approval');
	});
	beforeEach(() => stage.reset());
	afterAll(async () => await stage?.close());

	test.each(MODES)('10 human approval, %s: nothing before the yes; then what was approved, as shown', async (mode) => {
		const execution = await stage.start(mode, '10-human-approval', 'Start');
		const url = await approvalUrl(execution);
		expect(stage.sandbox.store.truth(101).captures).toBe(0);

		// Meanwhile somebody in the control panel takes one of them.
		stage.sandbox.store.actAsStaff(102, 'capture');
		await stage.submit(url, ['Capture', 'Ada Lovelace']);
		const run = await stage.n8n.rest.finished(execution);
		expect(run.status).toBe('success');
		expect(outputOf(run, 'Captured').map(({ orderId }) => orderId)).toEqual([101, 102]);
		expect(outcomesOf(outputOf(run, 'Cannot be captured'))).toEqual([{ orderId: 119, outcome: 'notCapturable' }]);
		expect(stage.sandbox.store.orders.get(101)?.staffNotes).toBe('Captured by n8n, approved by Ada Lovelace');
		expect(outputOf(run, 'Captured').map(({ changed }) => changed)).toEqual([true, false]);
		expect(proveCaptures(stage.sandbox.store, [101, 102])).toMatchObject({ once: 2, twice: [] });
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
				const { id: credential, name } = await stage.n8n.rest.createCredential(`Scripted model, ${mode}`, 'openAiApi', {
					apiKey: 'none',
					url: model.url,
				});
				const execution = await stage.start(mode, '11-ai-agent', 'Every morning', (workflow) => ({
					...workflow,
					nodes: workflow.nodes.map((node) =>
						node.name === 'Model' ? { ...node, credentials: { openAiApi: { id: credential, name } } } : node,
					),
				}));
				const url = await approvalUrl(execution);
				expect(model.offered[0]).toEqual(expect.arrayContaining(['Find_payments', 'Try_a_capture']));
				expect(stage.sandbox.store.log.recent().filter(({ method }) => method !== 'GET')).toEqual([]);

				await stage.submit(url, ['Capture', 'Grace Hopper']);
				const run = await stage.n8n.rest.finished(execution);
				expect(run.status).toBe('success');
				expect(outputOf(run, 'Captured').map(({ orderId }) => orderId)).toEqual([101]);
				expect(outcomesOf(outputOf(run, 'Cannot be captured'))).toEqual([{ orderId: 119, outcome: 'notCapturable' }]);
				expect(proveCaptures(stage.sandbox.store, [101])).toEqual(exactlyOnce(1));
			} finally {
				await model.close();
			}
		},
	);

	/** The address that the approver is sent, once the workflow waits. */
	async function approvalUrl(execution: string): Promise<string> {
		const deadline = Date.now() + 30_000;
		for (;;) {
			const { status, runs } = await stage.n8n.rest.execution(execution);
			const asked = runs['Ask for approval']?.at(-1)?.data?.main[0]?.[0]?.json.approvalUrl;
			if (status === 'waiting' && typeof asked === 'string') return asked;
			if (Date.now() > deadline) throw new Error(`Execution ${execution} is ${status} and does not wait`);
			await wait(200);
		}
	}
});
