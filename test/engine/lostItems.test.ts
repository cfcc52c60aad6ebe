import type { RunningSandbox } from '../../sandbox/server';
import { credentialFor, itemsOf, quickSandbox, run, paymentParameters } from './harness';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
	sandbox.store.addOrder({ id: 1 });
	sandbox.store.addOrder({ id: 2, state: 'voided' });
});

afterEach(async () => await sandbox.close());

const CAPTURE = paymentParameters('capture');
const REFUND = paymentParameters('create', { resource: 'refund' });

test.each([
	{ name: 'a capture', parameters: CAPTURE, ids: [1, 2], says: /^1 item went to the error output, and nothing/ },
	{ name: 'two captures', parameters: CAPTURE, ids: [2, 9], says: /^2 items went to the error output/ },
	{
		name: 'a capture by outcome',
		parameters: { ...CAPTURE, outputs: 'byOutcome' },
		ids: [1, 'x'],
		says: /^1 item went to the error output/,
	},
	{
		name: 'a capture with a summary',
		parameters: { ...CAPTURE, options: { summary: true } },
		ids: [2],
		says: /^1 item went to the error output/,
	},
	{ name: 'a refund', parameters: REFUND, ids: [2], says: /^1 item went to the error output/ },
])('$name: what went to an error output without a connection is told of', async ({ parameters, ids, says }) => {
	const { task } = await run({
		parameters,
		items: itemsOf(...ids),
		credential: credentialFor(sandbox),
		onError: 'continueErrorOutput',
	});
	expect((task?.hints ?? []).map(({ message, type }) => [message, type])).toContainEqual([
		expect.stringMatching(says),
		'warning',
	]);
});

test.each([
	{ name: 'nothing failed', ids: [1], onError: 'continueErrorOutput' as const },
	{ name: 'items go on together', ids: [1, 2], onError: 'continueRegularOutput' as const },
])('no word of it where $name', async ({ ids, onError }) => {
	const { task } = await run({
		parameters: CAPTURE,
		items: itemsOf(...ids),
		credential: credentialFor(sandbox),
		onError,
	});
	expect(JSON.stringify(task?.hints ?? [])).not.toContain('error output');
});

test('no word of it where the error output leads somewhere', async () => {
	const { run: whole } = await run({
		parameters: CAPTURE,
		items: itemsOf('x'),
		credential: credentialFor(sandbox),
		onError: 'continueErrorOutput',
		leadsOn: true,
	});
	expect(whole.data.resultData.runData.BigCommerce).toHaveLength(1);
	expect(JSON.stringify(whole.data.resultData.runData)).not.toContain('nothing is connected');
});
