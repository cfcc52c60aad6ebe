import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../../sandbox/faults';
import { seedStore } from '../../sandbox/seed';
import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import type { Execution, WorkflowFile, WorkflowNode } from '../../scripts/n8n/rest';
import { exactlyOnce, outputOf, proveCaptures } from './harness/capture-proof';
import { ERPNEXT_KEY, ErpNext } from './harness/erp/erpNext';
import { Odoo, ODOO_API_KEY, ODOO_LOGIN } from './harness/erp/odoo';
import { readExample } from './harness/examples';
import { Instance } from './harness/instance';

/** Accepted, the answer lost, and from then on nothing of the order can be read. */
const UNKNOWN: Fault[] = [
	{ kind: 'lostAnswer', on: 'capture', times: 1 },
	{ kind: 'readError', on: ['orderGet', 'orderList', 'transactions'], status: 500, since: 'accepted' },
];

/**
 * Orders by number, others in each test: the node remembers what it captured a moment ago, which a store that was reset
 * contradicts.
 */
let [FINE, DECLINED, LOST, PART, DEARER] = [1801, 1802, 1803, 1804, 1805];

/**
 * The examples with the nodes people have, run by n8n itself: afterwards the ERP's records say what the ledger says.
 */
describe('chains with the nodes people have', () => {
	let sandbox: RunningSandbox;
	let n8n: Instance;
	let odoo: Odoo;
	let erpNext: ErpNext;

	beforeAll(async () => {
		sandbox = await startSandbox({ orders: [], settings: { captureDelayMs: 300, quota: null } });
		odoo = await Odoo.start();
		erpNext = await ErpNext.start();
		n8n = await Instance.start({ name: 'chains', sandbox });
	});
	beforeEach(() => {
		[FINE, DECLINED, LOST, PART, DEARER] = [FINE + 10, DECLINED + 10, LOST + 10, PART + 10, DEARER + 10];
		sandbox.store.reset();
		sandbox.store.addOrder({ id: FINE, total: '25.10' });
		sandbox.store.addOrder({ id: DECLINED, total: '64.50', faults: [{ kind: 'decline' }] });
		sandbox.store.addOrder({ id: LOST, total: '31.00', faults: UNKNOWN });
		sandbox.store.addOrder({ id: PART, total: '12.00' });
		sandbox.store.addOrder({ id: DEARER, total: '80.00' });
	});
	afterAll(async () => {
		await n8n?.stop();
		await erpNext?.close();
		await odoo?.close();
		await sandbox?.close();
	});

	/** What a shop's own connector has written: the last invoice is not the amount that the shopper authorized. */
	const sales = () => [
		{ orderId: FINE, total: 25.1 },
		{ orderId: DECLINED, total: 64.5 },
		{ orderId: LOST, total: 31 },
		{ orderId: PART, total: 12, isDelivered: false },
		{ orderId: DEARER, total: 75 },
	];

	/** An example with its ERP's credential, which gives a doubt two seconds to clear up instead of a minute. */
	async function chain(
		file: string,
		erpType: string,
		change: (node: WorkflowNode) => WorkflowNode,
	): Promise<{ id: string; versionId: string }> {
		const workflow: WorkflowFile = readExample(file);
		const nodes = workflow.nodes.map((node) => {
			if (node.type === erpType) return change(node);
			const isCapture = node.parameters.operation === 'capture';
			return isCapture
				? { ...node, parameters: { ...node.parameters, options: { resultTimeout: 2, verificationWindow: 1 } } }
				: node;
		});
		return await n8n.add({ ...workflow, nodes });
	}

	/** Minor units that the ledger has captured, as the ERP writes amounts. */
	const capturedOf = (orderId: number): number[] => {
		const { captures, captured } = sandbox.store.truth(orderId);
		return captures === 0 ? [] : [captured / 100];
	};

	describe.each([
		{ authentication: 'odooApi', protocol: 'JSON-RPC', path: /^\/jsonrpc$/, secret: ODOO_LOGIN },
		{
			authentication: 'odooApiKeyApi',
			protocol: 'JSON-2',
			path: /^\/json\/2\//,
			secret: { db: ODOO_LOGIN.db, apiKey: ODOO_API_KEY },
		},
	])('18 Odoo by $protocol', ({ authentication, path, secret }) => {
		test('each invoice says what the ledger says, and running it again books and takes nothing twice', async () => {
			odoo.reset(sales());
			const { id: credential, name } = await n8n.rest.createCredential(`Odoo ${authentication}`, authentication, {
				url: odoo.url,
				...secret,
			});
			const { id } = await chain('18-odoo-invoice', 'n8n-nodes-base.odoo', (node) => ({
				...node,
				parameters: { ...node.parameters, authentication },
				credentials: { [authentication]: { id: credential, name } },
			}));
			const run = await n8n.rest.runToEnd(id, 'Every hour');
			expect([run.status, run.error?.message]).toEqual(['success', undefined]);
			expect(odoo.paths.filter((asked) => !path.test(asked))).toEqual([]);

			expect(capturedOf(FINE)).toEqual([25.1]);
			expect(odoo.invoiceOf(FINE)).toEqual({ state: 'paid', booked: [25.1], told: [] });
			expect(sandbox.store.truth(DECLINED)).toMatchObject({ captures: 0, declines: 1 });
			expect(odoo.invoiceOf(DECLINED)).toEqual({
				state: 'not_paid',
				booked: [],
				told: [expect.stringMatching(/the payment gateway refused it afterwards.*No money was moved by it/)],
			});
			// The money was taken, and nobody could see it: the record must not say that it was not.
			expect(sandbox.store.truth(LOST).captures).toBe(1);
			expect(odoo.invoiceOf(LOST)).toEqual({
				state: 'not_paid',
				booked: [],
				told: [expect.stringMatching(/was sent, no clear answer came.*Nobody can tell from here whether it was taken/)],
			});
			expect(sandbox.store.truth(PART).captureRequests).toBe(0);
			expect(odoo.invoiceOf(PART)).toEqual({ state: 'not_paid', booked: [], told: [] });
			expect(sandbox.store.truth(DEARER).captureRequests).toBe(0);
			expect(odoo.invoiceOf(DEARER)).toEqual({
				state: 'not_paid',
				booked: [],
				told: [expect.stringMatching(/80\.00 USD.*Expected Amount.*75/)],
			});

			// To-dos that are open keep the next run away; once they are closed, it finds out what is true.
			sandbox.store.clearFault(LOST);
			await n8n.rest.runToEnd(id, 'Every hour');
			expect(odoo.invoiceOf(LOST).state).toBe('not_paid');
			odoo.closeActivities();
			await n8n.rest.runToEnd(id, 'Every hour');
			for (const orderId of [FINE, LOST])
				expect(odoo.invoiceOf(orderId)).toEqual({ state: 'paid', booked: capturedOf(orderId), told: [] });
			expect(proveCaptures(sandbox.store, [FINE, LOST])).toEqual(exactlyOnce(2));
		});
	});

	test('19 ERPNext: delivery notes lead to payment entries or comments that say what the ledger says', async () => {
		erpNext.reset(sales());
		const { id: credential, name } = await n8n.rest.createCredential('ERPNext', 'erpNextApi', {
			...ERPNEXT_KEY,
			environment: 'selfHosted',
			domain: erpNext.url,
		});
		const workflow = await chain('19-erpnext-delivery', 'n8n-nodes-base.erpNext', (node) => ({
			...node,
			credentials: { erpNextApi: { id: credential, name } },
		}));
		await n8n.rest.activate(workflow);
		let sent = 0;
		const deliver = async (orderId: number): Promise<Execution> => {
			await n8n.post('erpnext-delivery-note', erpNext.deliveryNote(orderId));
			sent += 1;
			return await newest(workflow.id, sent);
		};
		for (const { orderId } of sales()) expect(await deliver(orderId)).toMatchObject({ status: 'success' });

		expect(erpNext.invoiceOf(FINE)).toEqual({ state: 'Paid', booked: [25.1], told: [] });
		expect(capturedOf(FINE)).toEqual([25.1]);
		expect(sandbox.store.truth(DECLINED)).toMatchObject({ captures: 0, declines: 1 });
		expect(erpNext.invoiceOf(DECLINED)).toEqual({
			state: 'Unpaid',
			booked: [],
			told: [expect.stringMatching(/the payment gateway refused it afterwards.*No money was moved by it/)],
		});
		expect(sandbox.store.truth(LOST).captures).toBe(1);
		expect(erpNext.invoiceOf(LOST)).toEqual({
			state: 'Unpaid',
			booked: [],
			told: [expect.stringMatching(/was sent, no clear answer came.*Nobody can tell from here whether it was taken/)],
		});
		for (const orderId of [PART, DEARER]) expect(sandbox.store.truth(orderId).captureRequests).toBe(0);
		expect(erpNext.invoiceOf(PART)).toEqual({ state: 'Unpaid', booked: [], told: [] });
		expect(erpNext.invoiceOf(DEARER).told).toEqual([expect.stringMatching(/80\.00 USD.*Expected Amount.*75/)]);

		// ERPNext calls again: what was in doubt is found out, what is paid stays as it is.
		sandbox.store.clearFault(LOST);
		for (const orderId of [FINE, LOST]) expect(await deliver(orderId)).toMatchObject({ status: 'success' });
		for (const orderId of [FINE, LOST])
			expect(erpNext.invoiceOf(orderId)).toMatchObject({ state: 'Paid', booked: capturedOf(orderId) });
		expect(proveCaptures(sandbox.store, [FINE, LOST])).toEqual(exactlyOnce(2));
	});

	/** The newest execution of a workflow, once there are so many and it is at its end. */
	async function newest(workflowId: string, count: number): Promise<Execution> {
		const deadline = Date.now() + 30_000;
		for (;;) {
			const list = await n8n.rest.listExecutions(workflowId);
			const [first] = list;
			if (list.length >= count && first !== undefined) return await n8n.rest.finished(first.id);
			if (Date.now() > deadline) throw new Error(`${list.length} of ${count} executions after 30 s`);
			await wait(200);
		}
	}

	test('20 Onfleet: delivered is captured and completed; declined leaves the reason with the order', async () => {
		sandbox.store.reset();
		seedStore(sandbox.store);
		const { id } = await n8n.add(readExample('20-onfleet-delivered'));
		const run = await n8n.rest.runToEnd(id, 'Onfleet Trigger');
		expect(run).toMatchObject({ status: 'success' });
		expect(outputOf(run, 'Paid')).toMatchObject([{ orderId: 101, outcome: 'captured' }]);
		expect(outputOf(run, 'Look at the gateway')).toMatchObject([{ orderId: 103 }]);
		expect(proveCaptures(sandbox.store, [101])).toEqual(exactlyOnce(1));
		expect(sandbox.store.orders.get(101)).toMatchObject({
			statusId: 10,
			staffNotes: 'Delivered, Onfleet task 8f983639; captured by n8n',
		});
		expect(sandbox.store.truth(103)).toMatchObject({ captures: 0, declines: 1 });
		expect(sandbox.store.orders.get(103)?.staffNotes).toMatch(/^Delivered, but not captured: .*(declined|refused)/);
	});
});
