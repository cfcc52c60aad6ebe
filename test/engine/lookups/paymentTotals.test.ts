import type { RunningSandbox } from '../../../sandbox/server';
import { quickSandbox } from '../harness';
import { lookUp } from './lookup';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

describe('getSummary', () => {
	const SUM = (count: number, ...amounts: Array<[string, string]>) => ({
		count,
		amounts: amounts.map(([currency, amount]) => ({ currency, amount })),
	});

	test('counts and adds up what is open, by currency, as the store has it', async () => {
		sandbox.store.update({ captureDelayMs: 60_000, modifiedDatesMove: false });
		const hours = (count: number) => Date.now() - count * 3_600_000;
		sandbox.store.addOrder({ total: '25.00', ageDays: 1 });
		sandbox.store.addOrder({ total: '0.10', ageDays: 6 });
		sandbox.store.addOrder({ total: '0.20', ageDays: 9, statusId: 2 });
		sandbox.store.addOrder({ total: '500', currency: 'JPY', ageDays: 1, statusId: 5 });
		sandbox.store.addOrder({ total: '700', currency: 'JPY', ageDays: 1, statusId: 10 });
		sandbox.store.addOrder({ total: '1.125', currency: 'KWD', ageDays: 6 });
		sandbox.store.addOrder({ total: '2.250', currency: 'KWD', ageDays: 1 });
		sandbox.store.addOrder({ total: '8.00', state: 'heldForReview' });
		sandbox.store.addOrder({ total: '4.00', state: 'capturePending', createdAt: hours(5) });
		sandbox.store.addOrder({ total: '99.00', state: 'captured' });
		sandbox.store.addOrder({ total: '99.00', state: 'voided' });
		const { items } = await lookUp(sandbox, 'payment', 'getSummary', { expiresWithinDays: 2 });
		expect(items).toEqual([
			{
				asOf: expect.stringMatching(/^20.*Z$/),
				byState: [
					{ state: 'authorized', ...SUM(7, ['JPY', '1200'], ['KWD', '3.375'], ['USD', '25.30']) },
					{ state: 'capturePending', ...SUM(1, ['USD', '4.00']) },
					{ state: 'heldForReview', ...SUM(1, ['USD', '8.00']) },
				],
				expiring: SUM(2, ['KWD', '1.125'], ['USD', '0.10']),
				mayHaveExpired: SUM(1, ['USD', '0.20']),
				pendingLong: SUM(1, ['USD', '4.00']),
				shippedNotCaptured: SUM(2, ['JPY', '700'], ['USD', '0.20']),
				cancelledNotVoided: SUM(1, ['JPY', '500']),
				text: expect.stringContaining('Authorized: 7 (1200 JPY, 3.375 KWD, 25.30 USD)'),
			},
		]);
		expect(String(items[0]?.text).split('\n')).toEqual([
			expect.stringMatching(/^Open payments, 20\d\d-\d\d-\d\d \d\d:\d\d UTC$/),
			'Authorized: 7 (1200 JPY, 3.375 KWD, 25.30 USD)',
			'Capture pending: 1 (4.00 USD)',
			'Held for review: 1 (8.00 USD)',
			'Expiring within 2 days: 2 (1.125 KWD, 0.10 USD)',
			'May have expired: 1 (0.20 USD)',
			'Pending for more than 1 hour: 1 (4.00 USD)',
			'Shipped, not captured: 2 (700 JPY, 0.20 USD)',
			'Cancelled, not voided: 1 (500 JPY)',
		]);
	});

	test('shipped and captured is not open, where the transactions are looked up and the order is behind', async () => {
		const order = sandbox.store.addOrder({ state: 'captured', statusId: 2 });
		sandbox.store.setFault(order.id, { kind: 'unknownStatus', paymentStatus: 'authorized' });
		const { items } = await lookUp(sandbox, 'payment', 'getSummary', { options: { lookUpGateway: true } });
		expect(items).toMatchObject([{ byState: [], shippedNotCaptured: SUM(0) }]);
	});

	test('of a store where nothing is open it says so', async () => {
		sandbox.store.addOrder({ state: 'captured' });
		const { items } = await lookUp(sandbox, 'payment', 'getSummary');
		expect(items).toMatchObject([{ byState: [], expiring: SUM(0), text: expect.stringMatching(/\nNone\.$/) }]);
	});
});
