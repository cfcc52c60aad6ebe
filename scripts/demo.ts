import path from 'node:path';
import Table from 'cli-table3';
import type { INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type RunningSandbox } from '../sandbox/server';
import { EXTRA_ORDERS, DEMO_RUNS, type DemoOrder, type DemoRun } from './demo/demoOrders';
import { loadBuiltPackage, runNode, type Package } from './engine/engine';

/** One line of the table. */
interface Row {
	order: string;
	story: string;
	branch: string;
	outcome: string;
	ledger: string;
	calls: string;
	isRight: boolean;
}

/**
 * Runs a workflow (Start → BigCommerce, with an error branch) through n8n's own engine against the sandbox over
 * HTTP, and holds what each order's branch says against the sandbox's ledger. Ends with 1 where they differ.
 */
async function demo(): Promise<void> {
	const pack = await loadBuiltPackage(path.join(__dirname, '..'));
	const sandbox = await startSandbox({
		settings: { captureDelayMs: 400, voidDelayMs: 400, refundDelayMs: 200, windowMs: 3_000 },
	});
	for (const order of EXTRA_ORDERS) sandbox.store.addOrder(order);
	console.log(`Sandbox store at ${sandbox.url}; the built package runs in n8n-core's engine.\n`);
	let wrong = 0;
	try {
		for (const demoRun of DEMO_RUNS) {
			const rows = await run(demoRun, pack, sandbox);
			print(demoRun, rows);
			wrong += rows.filter(({ isRight }) => !isRight).length;
		}
	} finally {
		await sandbox.close();
	}
	console.log(
		wrong === 0
			? 'Every outcome equals the ledger, and no order was captured twice.'
			: `${wrong} outcomes do not equal the ledger.`,
	);
	process.exitCode = wrong === 0 ? 0 : 1;
}

async function run(demoRun: DemoRun, pack: Package, sandbox: RunningSandbox): Promise<Row[]> {
	const before = new Map(demoRun.orders.map(({ given }) => [given, callsOf(sandbox, given)]));
	const result = await runNode(pack, {
		parameters: demoRun.parameters,
		items: demoRun.orders.map(({ given }) => ({ json: { orderId: given } })),
		credential: {
			storeHash: 'sandbox',
			accessToken: demoRun.token ?? 'sandbox-token',
			clientSecret: '',
			apiUrl: sandbox.apiUrl,
		},
		onError: 'continueErrorOutput',
		onStarted: (stop) => {
			if (demoRun.stopAfter !== undefined) setTimeout(stop, demoRun.stopAfter);
		},
	});
	const [success = [], error = []] = result.outputs;
	// What is still under way when the node is done, such as an accepted capture, comes to its end in the ledger.
	await new Promise((resolve) => setTimeout(resolve, 600));
	return demoRun.orders.map((order, index) => {
		const good = success.find(({ pairedItem }) => pairedItem === index);
		const bad = error.find(({ pairedItem }) => pairedItem === index);
		return rowOf(
			order,
			good,
			bad,
			sandbox,
			callsOf(sandbox, order.given) - (before.get(order.given) ?? 0),
			demoRun.parameters.resource === 'refund',
		);
	});
}

function rowOf(
	order: DemoOrder,
	good: INodeExecutionData | undefined,
	bad: INodeExecutionData | undefined,
	sandbox: RunningSandbox,
	calls: number,
	isRefund: boolean,
): Row {
	// n8n keeps nothing of a node that was running when Stop was pressed.
	const outcome = good ? String(good.json.outcome) : bad ? outcomeIn(bad) : 'cancelled';
	const ledger = ledgerOf(sandbox, order.given, isRefund);
	return {
		order: String(order.given),
		story: order.story,
		branch: good ? 'success' : bad ? 'error' : '(stopped)',
		outcome:
			good?.json.changed === false && outcome === order.expect && ledger.text !== 'unknown order'
				? `${outcome}, unchanged`
				: outcome,
		ledger: ledger.text,
		calls: calls === 0 ? '–' : String(calls),
		isRight: outcome === order.expect && ledger.agrees(outcome),
	};
}

function outcomeIn({ json }: INodeExecutionData): string {
	const { details } = json;
	return typeof details === 'object' && details !== null && 'outcome' in details ? String(details.outcome) : '?';
}

/** What the ledger says of an order, and whether an outcome may be said of it. */
function ledgerOf(
	sandbox: RunningSandbox,
	given: string | number,
	isRefund: boolean,
): { text: string; agrees(outcome: string): boolean } {
	const order = sandbox.store.orders.get(idOf(given));
	if (order === undefined)
		return { text: 'unknown order', agrees: (outcome) => outcome === 'notFound' || outcome === 'invalidOrderId' };
	const truth = sandbox.store.truth(order.id);
	const taken = truth.captures > 0 ? `captured ${truth.captures}×` : truth.voids > 0 ? 'voided' : 'not captured';
	const text = truth.refunds > 0 ? `${taken}, refunded ${truth.refunds}×` : taken;
	return {
		text,
		agrees(outcome) {
			if (truth.captures > 1 || truth.refunds > 1) return false;
			if (outcome === 'refunded') return truth.refunds === 1;
			if (outcome === 'captured' || outcome === 'notVoidable') return truth.captures === 1;
			if (outcome === 'voided') return truth.voids === 1;
			// Nobody can tell, or not yet: then either is true.
			if (outcome === 'unknown' || outcome === 'accepted' || outcome === 'pending') return true;
			return truth.captures === 0 || isRefund;
		},
	};
}

function callsOf(sandbox: RunningSandbox, given: string | number): number {
	const { capture = 0, void: voids = 0, refundCreate = 0 } = sandbox.store.log.countersOf(idOf(given));
	return capture + voids + refundCreate;
}

function idOf(given: string | number): number {
	return Number(String(given).replace('#', ''));
}

function print({ title }: DemoRun, rows: Row[]): void {
	const table = new Table({
		head: ['Order', 'What goes on', 'Branch', 'Outcome', 'Ledger says', 'Sent', ''],
		colWidths: [8, 42, 11, 21, 26, 6, 4],
		wordWrap: true,
		style: { head: [], border: [], compact: true },
	});
	for (const { order, story, branch, outcome, ledger, calls, isRight } of rows)
		table.push([order, story, branch, outcome, ledger, calls, isRight ? '✓' : '✗']);
	console.log(`${title}\n${table.toString()}\n`);
}

void demo();
