/** `docs/benchmarks.md`, written by the full bench. */
import type { Requirement } from './requirement';
import { requirementTable, tablesOf, type Table } from './rows';
import type { Figures } from './trial';

export interface Surroundings {
	n8n: string;
	node: string;
	cores: number;
	date: string;
}

export function benchmarksMarkdown(
	all: Figures[],
	requirements: Requirement[],
	{ n8n, node, cores, date }: Surroundings,
): string {
	return [
		'# Benchmarks',
		'',
		`Measured on ${date} by \`npm run bench\`: n8n ${n8n} on Node ${node}, a machine with ${cores} cores. All rows come from one run, against the same [sandbox store](sandbox.md), with the same orders; compare rows with each other, not with another machine's. The figures by themselves are in [benchmarks.json](../scripts/bench/results/benchmarks.json).`,
		'',
		'![This node against the HTTP Request node](images/bench.svg)',
		'',
		'## Must reach',
		'',
		markdownTable(requirementTable(requirements)),
		'',
		...tablesOf(all).flatMap((table) => [
			`## ${table.title}`,
			'',
			NOTES[table.title] ?? '',
			'',
			markdownTable(table),
			'',
		]),
		METHOD,
	]
		.join('\n')
		.replace(/\n{3,}/g, '\n\n');
}

const NOTES: Record<string, string> = {
	'1,000 orders within a quota':
		'"Of the quota\'s speed" is the least time in which quota and reserve (10 %) let 1,000 calls out, one an order, divided by the time taken, proof included: 100 % would be a node that reads nothing, sends in no time, and learns of the result at once. As it comes, the HTTP Request node spends the window in a moment; the refused orders are not captured.',
	'500 orders, and another app that uses a fifth of the quota':
		'The other app calls at its own pace, and looks at no header. What is left of the quota for the orders is less by its part, and by what the node keeps free for it.',
	'1,000 orders without a quota, turn by turn':
		'Medians of the rounds. The HTTP Request node learns only that a capture was scheduled; this node waits for the result of every one.',
	'How cost grows, without a quota': 'What an order costs does not depend on how many there are.',
	'1,000 scattered orders (every 900th ID)':
		'No two of them fit into one 250-wide list. The usual way, a read before and a read after each capture, is 3 calls.',
	'Memory above the start, garbage collected every second':
		'Edit Fields puts out items of the same shape without a call: what n8n needs for the items themselves. Left alone, V8 collects garbage only when it must, and every peak is higher; here it shows what is needed.',
};

const METHOD = `## How it is measured

- **Real n8n**, a process of its own with the packed package installed as a user installs it; the sandbox store is another process. A production webhook starts each run with the order IDs; Split Out makes the items.
- **Time** runs from the start of the first node of the way to the end of the last, as n8n records them.
- **CPU and memory** are the operating system's, of n8n's process alone (\`/proc\`), and include storing the run. Where CPU is compared, that of the empty workflow with the same items is taken off.
- **Proved captured** counts the orders for which the workflow itself has proof: a payment status read after the capture. A 201 is none: it means "scheduled". The store's ledger is compared with it.
- **A store of its own for each run**, so that nothing learned in one helps the next. Answers take 20 ms, a capture 100 ms.
- **Windows**: 450 requests in the published 30 s; 150 in 5 s instead of 30, a sixth of the time at the same ratios. Nothing in the node assumes a length.
- **What it does not show**: the way to BigCommerce is longer than 20 ms, and a capture takes seconds. Within a quota that only adds to the end of a run, what the orders of the last window take, *Max Concurrency* at once, and the last capture's result.
- **Connections**: n8n's request helper builds a new agent for every request, with its own proxy and SSRF rules in it (\`@n8n/backend-network\`, \`buildNodeAgents\`), so no connection can be kept for the next one; \`agentOptions\` with \`keepAlive\` go into an agent that nobody uses again, and would only leave idle sockets behind. Both ways pay that alike.
- **The credential** sets its header by a function. As an expression, n8n evaluates it anew on every call.
- **By hand** means: Batching at 90 % of the quota a window for the HTTP Request node; for read–capture–read, three such nodes, two If nodes, and a Wait node of one window between the steps, so that their bursts do not meet in one window.

\`npm run bench\` takes about a quarter of an hour, \`npm run bench -- --quick\` two minutes; only the full one writes this page.
`;

function markdownTable({ head, rows }: Table): string {
	const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}
