import type { RunningSandbox } from '../../../sandbox/server';
import type { SandboxOrder } from '../../../sandbox/store';
import { quickSandbox } from '../harness';
import { lookUp, queriesOf } from '../lookups/lookup';
import { jsonOf, refund } from './refundRun';

let sandbox: RunningSandbox;

afterEach(async () => await sandbox.close());

const CENT = { refundWhat: 'amount', amount: '0.01' };
const RMA = { ...CENT, options: { reference: 'RMA-56' } };

/** An order with 59 refunds, the 56th of them with the reference. */
async function orderWithRefunds(): Promise<SandboxOrder> {
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
	for (let made = 1; made <= 59; made++) {
		if (made === 56) await refund(sandbox, [order.id], RMA);
		else sandbox.store.act(order.id, { who: 'staff', does: 'refund', amount: '0.01' });
	}
	expect(order.refunds).toHaveLength(59);
	sandbox.store.log.clear();
	return order;
}

test.each(['whole', 'pages'] as const)(
	'a reference on the 56th of 59 refunds is found, with the list paged as %s: nothing is sent',
	async (undocumentedPaging) => {
		sandbox = await quickSandbox();
		const order = await orderWithRefunds();
		sandbox.store.update({ undocumentedPaging });
		const { outputs } = await refund(sandbox, [order.id], RMA);
		expect(jsonOf(outputs[0])).toMatchObject([{ outcome: 'refunded', changed: false, reference: 'RMA-56' }]);
		expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 59 });
		const sizes = queriesOf(sandbox, 'orderRefunds').map(({ limit }) => limit);
		expect(new Set(sizes)).toEqual(new Set(['250']));
	},
);

test.each(['whole', 'pages'] as const)(
	'refunds that come 20 a page, whatever is asked, are all read (paged as %s)',
	async (undocumentedPaging) => {
		sandbox = await quickSandbox();
		const order = await orderWithRefunds();
		sandbox.store.update({ undocumentedPaging, pageCap: 20 });
		const { items } = await lookUp(sandbox, 'refund', 'getMany', { returnAll: true }, { ids: [order.id] });
		expect(items).toHaveLength(59);
	},
);

test('a list that gives the first fifty of 59 whatever page is asked: an error, and nothing is sent', async () => {
	sandbox = await quickSandbox();
	const order = await orderWithRefunds();
	sandbox.store.update({ undocumentedPaging: 'first50' });
	const again = await refund(sandbox, [order.id], RMA);
	// This process sent it before, so it does not say that no money moved.
	expect(jsonOf(again.outputs[1])).toMatchObject([{ details: { outcome: 'unknown', moneyMoved: 'unknown' } }]);
	const other = await refund(sandbox, [order.id], { ...CENT, options: { reference: 'RMA-60' } });
	expect(jsonOf(other.outputs[1])).toMatchObject([
		{ details: { outcome: 'unavailable', code: 'incompleteList', moneyMoved: 'no' } },
	]);
	expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 59 });
	const { items, errors } = await lookUp(sandbox, 'refund', 'getMany', { returnAll: true }, { ids: [order.id] });
	expect(items).toEqual([]);
	expect(errors).toMatchObject([{ details: { outcome: 'unavailable', code: 'incompleteList' } }]);
});
