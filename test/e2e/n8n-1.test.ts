import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import { credentialData, credentialType } from '../../scripts/n8n/workspace';
import { exactlyOnce, outputOf, proveCaptures } from './harness/capture-proof';
import { Instance } from './harness/instance';
import { capture, manualTrigger, orders, set, workflow } from './harness/workflow';

/** The very tarball that n8n 2 runs. */
describe('the same package in n8n 1.123', () => {
	let sandbox: RunningSandbox;
	let n8n: Instance;

	beforeAll(async () => {
		sandbox = await startSandbox({ orders: [], settings: { captureDelayMs: 600 } });
		for (const id of [1, 2, 3]) sandbox.store.addOrder({ id });
		sandbox.store.addOrder({ id: 4, faults: [{ kind: 'decline' }] });
		n8n = await Instance.start({ name: 'n8n-1', sandbox, major: 1 });
	});
	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.close();
	});

	test('loads both nodes', async () => {
		const types = (await n8n.fetchJson('/types/nodes.json')) as Array<{ name: string }>;
		const names = types.map(({ name }) => name);
		expect(names).toContain('n8n-nodes-bigcommerce.bigCommerce');
		expect(names).toContain('n8n-nodes-bigcommerce.bigCommerceTrigger');
	});

	test('passes the credential test', async () => {
		const data = credentialData(sandbox);
		expect(await n8n.rest.testCredential({ ...n8n.credential, type: credentialType, data })).toMatchObject({
			status: 'OK',
		});
	});

	test('captures, fills the error branch, keeps item links, and moves nothing twice', async () => {
		const { id } = await n8n.add(
			workflow(
				'In n8n 1',
				[
					manualTrigger(),
					orders([1, 4, 2, 3, 99]),
					capture(),
					set('Ask customer', { erpRef: "={{ $('Orders').item.json.erpRef }}" }),
				],
				[
					['Start', 'Orders'],
					['Orders', 'Capture'],
					['Capture', 'Ask customer', 1],
				],
			),
		);
		for (const changed of [true, false]) {
			const run = await n8n.rest.runToEnd(id, 'Start');
			expect(run.status).toBe('success');
			expect(outputOf(run, 'Capture').map((item) => [item.orderId, item.outcome, item.changed])).toEqual(
				[1, 2, 3].map((orderId) => [orderId, 'captured', changed]),
			);
			// n8n 1 takes no key besides `error` and `message` for an error, so the details are inside.
			expect(outputOf(run, 'Capture', 1)).toMatchObject([
				{ error: { orderId: 4, outcome: 'declined', moneyMoved: 'no' }, message: expect.any(String) },
				{ error: { orderId: 99, outcome: 'notFound', moneyMoved: 'no' }, message: expect.any(String) },
			]);
			expect(outputOf(run, 'Ask customer').map(({ erpRef }) => erpRef)).toEqual(['ERP-4', 'ERP-99']);
		}
		expect(proveCaptures(sandbox.store, [1, 2, 3])).toEqual(exactlyOnce(3));
	});
});
