import type { RunningSandbox } from '../../../sandbox/server';
import { credentialFor, quickSandbox, run } from '../harness';
import { lookUp } from './lookup';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

/** Runs one update an item; parameters come from the items. */
async function update(items: Array<{ id: unknown; note?: string; statusId?: number }>, onError?: 'stopWorkflow') {
	const fields = items.some(({ statusId }) => statusId !== undefined)
		? { statusId: '={{ $json.statusId }}' }
		: { addStaffNote: '={{ $json.note }}' };
	return await run({
		parameters: {
			resource: 'order',
			operation: 'update',
			orderId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			updateFields: fields,
		},
		items: items.map((json) => ({ json: { ...json, id: JSON.parse(JSON.stringify(json.id)) } })),
		credential: credentialFor(sandbox),
		onError: onError ?? 'continueErrorOutput',
	});
}

test('three items with a note for one order leave three notes on it, in their order', async () => {
	const order = sandbox.store.addOrder({ staffNotes: 'Before' });
	const other = sandbox.store.addOrder();
	const { outputs } = await update([
		{ id: order.id, note: 'One' },
		{ id: other.id, note: 'Elsewhere' },
		{ id: `#${order.id}`, note: 'Two' },
		{ id: order.id, note: 'Three' },
	]);
	expect(outputs[0]).toHaveLength(4);
	expect(order.staffNotes).toBe('Before\nOne\nTwo\nThree');
	expect(other.staffNotes).toBe('Elsewhere');
});

test('two executions that add a note to one order at the same time both keep theirs', async () => {
	const order = sandbox.store.addOrder();
	await Promise.all(['A', 'B', 'C'].map(async (note) => await update([{ id: order.id, note }])));
	expect(order.staffNotes.split('\n').sort()).toEqual(['A', 'B', 'C']);
});

test('the status of the last item is the one that stays', async () => {
	const order = sandbox.store.addOrder();
	const { outputs } = await update([
		{ id: order.id, statusId: 9 },
		{ id: order.id, statusId: 11 },
		{ id: order.id, statusId: 2 },
	]);
	expect(outputs[0]?.map(({ json }) => json.statusId)).toEqual([9, 11, 2]);
	expect(order.statusId).toBe(2);
});

test.each([
	{ notes: 'Line one\r\nLine two\r\nOther', note: 'Line one\nLine two' },
	{ notes: 'Other\r\nParcel 7', note: 'Parcel 7' },
])('a note that the control panel saved with other line ends is not added again: $note', async ({ notes, note }) => {
	const order = sandbox.store.addOrder({ staffNotes: notes });
	await update([{ id: order.id, note }]);
	expect(order.staffNotes).toBe(notes);
	expect(sandbox.store.log.countersOf(order.id).orderUpdate ?? 0).toBe(0);
});

test('what is there already is not sent: an external ID that is unchanged beside a new status', async () => {
	const order = sandbox.store.addOrder({ externalOrderId: 'ERP-1', staffNotes: 'Kept' });
	const bodies: unknown[] = [];
	sandbox.store.listen((event) => {
		if (event.type === 'request' && event.request.endpoint === 'orderUpdate') bodies.push(event.request.body);
	});
	const updateFields = { externalOrderId: 'ERP-1', staffNotes: 'Kept', statusId: 11, externalMerchantId: '' };
	const { items } = await lookUp(sandbox, 'order', 'update', { updateFields }, { ids: [order.id] });
	expect(items).toMatchObject([{ statusId: 11 }]);
	expect(bodies.map((body) => (typeof body === 'string' ? JSON.parse(body) : body))).toEqual([{ status_id: 11 }]);
});

/** Sets the merchant ID, and a status with it. */
async function setMerchantId(id: number, externalMerchantId: string, statusId: number) {
	const updateFields = { externalMerchantId, statusId };
	return await lookUp(sandbox, 'order', 'update', { updateFields }, { ids: [id] });
}

test('an External Merchant ID is set once; the same again beside a new status sets the status', async () => {
	const order = sandbox.store.addOrder();
	expect((await setMerchantId(order.id, 'M-1', 11)).items).toMatchObject([{ statusId: 11 }]);
	expect((await setMerchantId(order.id, 'M-1', 2)).items).toMatchObject([{ statusId: 2 }]);
	expect([order.externalMerchantId, order.statusId]).toEqual(['M-1', 2]);
});

test("another External Merchant ID is refused in BigCommerce's words, and the status with it", async () => {
	const order = sandbox.store.addOrder();
	await setMerchantId(order.id, 'M-1', 11);
	const { items, errors } = await setMerchantId(order.id, 'M-2', 2);
	expect(items).toEqual([]);
	expect(errors).toMatchObject([
		{ error: expect.stringContaining('set already'), details: { outcome: 'refused', httpStatus: 400 } },
	]);
	expect([order.externalMerchantId, order.statusId]).toEqual(['M-1', 11]);
});

test('On Error = Stop works every item through, then names those that failed and says what was done', async () => {
	const [one, two] = sandbox.store.addOrders(2);
	const { error } = await update(
		[
			{ id: 'no <b>ID</b>', note: 'Done' },
			{ id: one?.id, note: 'Done' },
			{ id: 999_999, note: 'Done' },
			{ id: two?.id, note: 'Done' },
		],
		'stopWorkflow',
	);
	expect([one?.staffNotes, two?.staffNotes]).toEqual(['Done', 'Done']);
	expect(error?.message).toBe('2 of 4 items done, 2 not');
	expect(error?.description).toContain('\'Order ID\' of item 0 is not an order ID: "no &lt;b&gt;ID&lt;/b&gt;"');
	expect(error?.description).toContain('<br>- Order 999999 was not found in this store');
	expect(error?.description).toContain('What was done stays done');
});
