import { setTimeout as wait } from 'node:timers/promises';
import type { RunningSandbox } from '../../sandbox/server';
import type { Fault } from '../../sandbox/store';
import { capture, quickSandbox, voidPayments, PATIENT } from './harness';

let sandbox: RunningSandbox;

afterEach(async () => await sandbox.close());

const staleLists = (ms: number): Fault => ({ kind: 'staleRead', ms, on: 'orderList' });

/** Orders that lists show as they were three seconds ago, and that somebody ships as soon as they are paid for. */
async function shippedBesideLists(count: number): Promise<number[]> {
	sandbox = await quickSandbox();
	const ids = sandbox.store.addOrders(count, { faults: [staleLists(3_000)] }).map(({ id }) => id);
	const shipping = { does: 'edit', statusId: 2, staffNotes: 'Parcel 4711', when: 'afterMs', ms: 60 } as const;
	for (const id of ids) sandbox.store.addFault(id, { kind: 'actor', ...shipping, on: 'action' });
	return ids;
}

const shown = (ids: number[]) =>
	ids.map((id) => sandbox.store.orders.get(id)).map((order) => [order?.statusId, order?.staffNotes]);

test.each([4, 15])(
	'lists lag, and %i orders are shipped meanwhile: no status goes back, no note is lost',
	async (count) => {
		const ids = await shippedBesideLists(count);
		const options = { ...PATIENT, statusOnSuccess: 9, staffNote: 'Captured' };
		const { outputs } = await capture(sandbox, ids, { options });
		expect(outputs[0]?.map(({ json }) => [json.outcome, json.orderStatusId])).toEqual(ids.map(() => ['captured', 2]));
		expect(shown(ids)).toEqual(ids.map(() => [2, 'Parcel 4711\nCaptured']));
	},
);

test('lists lag, and orders are shipped while they are voided: no note is lost', async () => {
	const ids = await shippedBesideLists(4);
	await voidPayments(sandbox, ids, { options: { ...PATIENT, staffNote: 'Voided' } });
	expect(shown(ids)).toEqual(ids.map(() => [2, 'Parcel 4711\nVoided']));
});

test('lists lag, and what was captured before was shipped since: a further run sets it back to nothing', async () => {
	sandbox = await quickSandbox();
	const ids = sandbox.store
		.addOrders(15, {
			state: 'captured',
			statusId: 7,
			ageDays: 1,
			modifiedAt: Date.now() - 3_600_000,
			faults: [staleLists(60_000)],
		})
		.map(({ id }) => id);
	await wait(10);
	for (const id of ids) sandbox.store.act(id, { does: 'edit', statusId: 2, staffNotes: 'Parcel 4711' });
	const { outputs } = await capture(sandbox, ids, {
		options: { ...PATIENT, statusOnSuccess: 11, staffNote: 'Captured' },
	});
	expect(outputs[0]?.map(({ json }) => [json.changed, json.orderStatusId])).toEqual(ids.map(() => [false, 2]));
	expect(shown(ids)).toEqual(ids.map(() => [2, 'Parcel 4711\nCaptured']));
});
