import type { RunningSandbox } from '../../../sandbox/server';
import { quickSandbox } from '../harness';
import { jsonOf, refund } from './refundRun';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

const FIVE = { refundWhat: 'amount', amount: '5.00' };

test("Summary is one item after the refunds, a sum a currency, and n8n's error output comes last", async () => {
	const dollars = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
	const euros = sandbox.store.addOrder({ total: '30.00', currency: 'EUR', state: 'captured' });
	const voided = sandbox.store.addOrder({ state: 'voided' });
	const ids = [dollars.id, dollars.id, euros.id, voided.id, '12,13'];
	const { outputs } = await refund(sandbox, ids, { ...FIVE, options: { summary: true } });
	expect(jsonOf(outputs[0])).toHaveLength(3);
	expect(jsonOf(outputs[1])).toEqual([
		{
			orders: 4,
			byOutcome: [
				{
					outcome: 'refunded',
					count: 3,
					amounts: [
						{ currency: 'USD', amount: '10.00' },
						{ currency: 'EUR', amount: '5.00' },
					],
				},
				{ outcome: 'notRefundable', count: 1, amounts: [] },
				{ outcome: 'invalidOrderId', count: 1, amounts: [] },
			],
			text: 'Refund: 4 orders\n- 3 refunded (10.00 USD, 5.00 EUR)\n- 1 not refundable\n- 1 invalid order id',
		},
	]);
	expect(jsonOf(outputs[2])).toMatchObject([
		{ details: { outcome: 'notRefundable' } },
		{ details: { outcome: 'invalidOrderId' } },
	]);
});

test('a refund that two items ask for under one reference is in the sums once', async () => {
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
	const options = { summary: true, reference: 'RMA-17' };
	const { outputs } = await refund(sandbox, [order.id, order.id], { ...FIVE, options });
	expect(jsonOf(outputs[0])).toMatchObject([{ changed: true }, { changed: false }]);
	expect(jsonOf(outputs[1])).toMatchObject([
		{ orders: 1, byOutcome: [{ outcome: 'refunded', count: 1, amounts: [{ currency: 'USD', amount: '5.00' }] }] },
	]);
});

test('without the option there is no such output', async () => {
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
	const { outputs } = await refund(sandbox, [order.id, '12,13'], FIVE);
	expect(jsonOf(outputs[1])).toMatchObject([{ details: { outcome: 'invalidOrderId' } }]);
});
