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
		COSTS,
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
	'What is asked for besides, 1,000 orders without a quota':
		'Medians of the rounds. By hand, a note is a fourth call, and so is looking up what was authorized.',
	'From the result to the word, captures of 1 to 5 s':
		'From the moment in which the gateway takes the money to that in which the node says so. Looks at a batch of orders begin when its results do, as those of earlier batches tell, and are a second and a half apart; within a quota, while there is still something to send, they are rarer, for each costs a call that a capture could have.',
	'What can be captured, in a store of 500,000 orders':
		'200 of the orders of the last weeks can be captured. By hand, all orders of the last 30 days are read, page by page, some hundred megabytes of items.',
	'Without a pause, 20,000 orders':
		"n8n has one thread for everybody, so what works without a pause keeps all other runs and the editor waiting. n8n works out each item's expressions on it. Garbage collection counts, waiting for a core does not.",
	'Kept after the second run of 10,000 orders in a process':
		'Each run has a store of its own, so nothing of the first is used again. The first one is not counted: the code that V8 compiles for it stays.',
	'Memory above the start, garbage collected every second':
		'Edit Fields puts out items of the same shape without a call: what n8n needs for the items themselves. Left alone, V8 collects garbage only when it must, and every peak is higher; here it shows what is needed.',
};

const COSTS = `## What the time of an order is made of

The main thread's time in a run of 20,000 orders, by \`npm run bench -- --only block --profile\`:

| part | of the time |
| --- | --: |
| opening, using and closing a connection | 27 % |
| n8n works out the node's parameters, one expression an order | 24 % |
| n8n's request helper and axios | 15 % |
| garbage collection | 12 % |
| this package | 8 % |
| timers and signals | 5 % |
| n8n, its database, and the rest | 9 % |

What was taken out: the credential's header was an expression, which n8n evaluates anew on every call (a third); and n8n's request helper read the credential from the database and decrypted it for every call (another third of what was left). It is now read once a minute, and anew after a 401.

## What cannot be reached, and why

- **One connection for many calls.** n8n's request helper builds a new agent for each request, with its own proxy and SSRF rules in it (\`@n8n/backend-network\`, \`buildNodeAgents\`). \`agentOptions\` are options of that agent, never an agent: with \`keepAlive\` each would keep an idle socket that nobody uses again, \`lookup\` is refused, and a TLS session cannot be handed over, for no socket is ever shown. Going around the helper would leave n8n's proxy and SSRF rules. So 1,000 calls open 1,000 connections, with this node and with the HTTP Request node alike; the bare loop of \`fetch\` shows what that costs.
- **A condition on the amount within a very small quota.** Its journal is one call an order, the capture another. What was read is acted upon for 90 s at most, and one list shows the orders that are sent in that time together with those that were sent in the 90 s before: with 60 requests in 30 s 80 of them, which is 0.02 calls an order; with 30 requests 0.03, with 15 0.05. No order is read twice.
- **No work longer than 50 ms, collections and all.** The node reads its items and puts them out with pauses; without, that took 9 s and 0.1 s in a run of 20,000. What is left is n8n's own: when the node has put out its items, n8n looks through all of them for errors and takes each from the front of an array (\`handleNodeErrorOutput\`), whose rest V8 moves every time; for 20,000 items that and what n8n does beside it are the 40 to 70 ms of the row, and it grows with the square of the items: such a loop by itself, in the same Node, takes 1 ms for 10,000 items, 0.2 s for 20,000 and 5 s for 100,000. The node cannot change that; runs of up to 10,000 items do not meet it. The longest of the node itself was 30 ms (\`npm run bench -- --only block --profile\`). V8's own collections of n8n's heap no node can divide; what they make of the longest is told beside, and for Edit Fields as well.
- **Results within 1.5 s at fewer than 1.02 calls.** Orders that are sent within a second, and whose captures take 1 to 5 s, have their results in the course of five; told 1.5 s after them, that is four looks at each 250 orders and the read before them, 1.02 calls an order.
- **Nothing kept but the lane, at once.** What was sent is remembered for a quarter of an hour, so that a second run does not take a read that lags behind for the truth: a number in a map, 46 bytes an order in snapshots of n8n's heap before and after (\`npm run bench -- --only kept --profile\`). Then it goes by itself, and the lane five to ten minutes later. The row is the difference of two readings of a whole heap: code that V8 compiles or lets go of in between (1.5 MB after the first long run of a process, whatever the node) is in it too, so it comes out between about -100 and 120 bytes an order.

`;

const METHOD = `## How it is measured

- **Real n8n**, a process of its own with the packed package installed as a user installs it; the sandbox store is another process. A production webhook starts each run with the order IDs; Split Out makes the items.
- **Time** runs from the start of the first node of the way to the end of the last, as n8n records them.
- **CPU and memory** are the operating system's, of n8n's process alone (\`/proc\`), and include storing the run. Where CPU is compared, that of the empty workflow with the same items is taken off.
- **Proved captured** counts the orders for which the workflow itself has proof: a payment status read after the capture. A 201 is none: it means "scheduled". The store's ledger is compared with it.
- **A store of its own for each run**, so that nothing learned in one helps the next. Answers take 20 ms, a capture 100 ms.
- **Windows**: 450 requests in the published 30 s; 150 in 5 s instead of 30, a sixth of the time at the same ratios. Nothing in the node assumes a length.
- **What it does not show**: the way to BigCommerce is longer than 20 ms, and a capture takes seconds. Within a quota that only adds to the end of a run, what the orders of the last window take, *Max Concurrency* at once, and the last capture's result.
- **On virtual time** means: the engine against the sandbox store in one process, where waiting takes no time, because a small quota is spent for minutes.
- **By hand** means: Batching at 90 % of the quota a window for the HTTP Request node; for read–capture–read, three such nodes, two If nodes, and a Wait node of one window between the steps, so that their bursts do not meet in one window.

\`npm run bench\` takes about half an hour, \`npm run bench -- --quick\` three; only the full one writes this page. \`--only pairs,wishes\` runs trials of these purposes alone, and \`--profile\` writes a CPU profile of each, of \`block\` where in it the longest stretches are, and of \`kept\` snapshots of the heap.
`;

function markdownTable({ head, rows }: Table): string {
	const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}
