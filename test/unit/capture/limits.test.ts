import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import type { CaptureRequest } from '../../../nodes/BigCommerce/capture/orderState';
import type { RunOptions } from '../../../nodes/BigCommerce/capture/options';
import type { OrderInput } from '../../../sandbox/store';
import { orderId } from '../../builders/orderIds';
import { nothingCounted, type Counted } from '../../../nodes/BigCommerce/capture/counted';
import { Fixture } from './fixture';

test('no more orders than allowed, in the order of the items', async () => {
	const fixture = new Fixture({}, [{ id: 9 }, { id: 3 }, { id: 5 }]);
	await expect(fixture.run([9, 3, 9, 5], { maxOrders: 2 })).resolves.toEqual([
		'9 captured/done changed',
		'3 captured/done changed',
		'9 captured/done changed',
		'5 blocked/maxOrders',
	]);
	await expect(fixture.run([5], { maxOrders: 1 })).resolves.toEqual(['5 captured/done changed']);
});

describe('Stop After Failures', () => {
	const bad: OrderInput = { faults: [{ kind: 'gatewayUnsupported' }] };

	test.each([1, 2, 3])('%i: no more go wrong, and nothing is sent after them', async (stopAfterFailures) => {
		const ids = [1, 2, 3, 4, 5, 6, 7];
		const fixture = new Fixture(
			{},
			ids.map((id) => ({ ...bad, id })),
		);
		const said = await fixture.run(ids, { stopAfterFailures });
		expect(said.filter((line) => line.includes('notCapturable')).length).toBe(stopAfterFailures);
		expect(said.filter((line) => line.includes('blocked/stopAfterFailures')).length).toBe(7 - stopAfterFailures);
		expect(ids.reduce((sum, id) => sum + fixture.posts(id), 0)).toBe(stopAfterFailures);
	});

	test('counts orders that are not there, or not to be captured', async () => {
		const fixture = new Fixture({}, [{ id: 1, state: 'declined' }, { id: 2 }]);
		const said = await fixture.run([1, 99, 2], { stopAfterFailures: 1 });
		expect(said.filter((line) => line.includes('blocked/stopAfterFailures')).length).toBe(2);
		expect(fixture.posts(2)).toBe(0);
	});

	test('does not count what goes well', async () => {
		const ids = [1, 2, 3, 4, 5, 6];
		const fixture = new Fixture({}, [...ids.slice(0, 5).map((id) => ({ id })), { ...bad, id: 6 }]);
		const said = await fixture.run(ids, { stopAfterFailures: 2 });
		expect(said.filter((line) => line.includes('captured/done')).length).toBe(5);
		expect(said[5]).toBe('6 notCapturable/refusedByBigCommerce');
	});
});

describe('one run is one run', () => {
	/** Captures 1, 2, 3 … with an option of its own each. */
	const each = async (fixture: Fixture, options: Array<CaptureRequest['options']>, terms: Partial<RunOptions> = {}) => {
		const requests = options.map((own, index) => ({
			orderId: orderId(index + 1),
			guards: NO_GUARDS,
			options: own,
		}));
		return await fixture.time.until(fixture.capture(requests, terms));
	};
	const orders = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index + 1 }));
	const noting = (staffNote: string) => ({
		afterwards: { statusOnSuccess: null, statusOnFailure: null, staffNote },
	});

	test('a note of its own for each order leaves Max Orders and Stop After Failures as they are', async () => {
		const notes = ['a', 'b', 'c', 'd', 'e', 'f'].map(noting);
		const fixture = new Fixture({}, orders(6));
		const answers = await each(fixture, notes, { maxOrders: 2 });
		expect(answers.map(({ code }) => code)).toEqual(['done', 'done', ...Array<string>(4).fill('maxOrders')]);
		const bad = new Fixture(
			{},
			orders(6).map((order) => ({ ...order, faults: [{ kind: 'decline' }] })),
		);
		await each(bad, notes, { stopAfterFailures: 1 });
		expect([1, 2, 3, 4, 5, 6].reduce((sum, id) => sum + bad.posts(id), 0)).toBe(1);
	});

	test('Max Total holds back what would exceed it, and counts what went wrong no more', async () => {
		const fixture = new Fixture({}, [
			{ id: 1 },
			{ id: 2, total: '40.00' },
			{ id: 3, total: '30.00' },
			{ id: 4, currency: 'EUR' },
		]);
		const answers = await each(fixture, [undefined, undefined, undefined, undefined], {
			maxTotals: ['60'],
			maxConcurrency: 1,
		});
		expect(answers.map(({ outcome, code }) => `${outcome}/${code}`)).toEqual([
			'captured/done',
			'blocked/maxTotal',
			'captured/done',
			'blocked/maxTotal',
		]);
		expect(answers[3]?.note).toContain('EUR');
		const declined = new Fixture({}, [{ id: 1, faults: [{ kind: 'gatewayUnsupported' }] }, { id: 2 }]);
		const then = await each(declined, [undefined, undefined], {
			maxTotals: ['25'],
			stopAfterFailures: 5,
			maxConcurrency: 1,
		});
		expect(then.map(({ outcome }) => outcome)).toContain('notCapturable');
	});

	test('Max Total holds back an order of which it is not known what it would move, and says so', async () => {
		const fixture = new Fixture({}, [{ id: 1, earlierAuthorizations: [{ amount: '40.00', state: 'standing' }] }]);
		const [answer] = await each(fixture, [undefined], { maxTotals: ['60'] });
		expect(answer).toMatchObject({ outcome: 'blocked', code: 'maxTotal', attempts: 0 });
		expect(answer?.note).toBe(
			"2 authorizations stand in its transactions, and it is not known which one would be taken, so what it would move cannot be counted towards 'Max Total'.",
		);
		expect(fixture.posts(1)).toBe(0);
	});

	test('the same order with different options is one call, with the note of both', async () => {
		const fixture = new Fixture({}, [{ id: 1 }]);
		const requests = [
			{ orderId: orderId(1), guards: NO_GUARDS, options: { ...noting('first'), waitForResult: false } },
			{ orderId: orderId(1), guards: NO_GUARDS, options: { ...noting('second'), resultTimeout: 5_000 } },
			{ orderId: orderId(1), guards: NO_GUARDS, options: { ...noting('third'), dryRun: true } },
		];
		const answers = await fixture.time.until(fixture.capture(requests));
		expect(answers.map(({ outcome }) => outcome)).toEqual(['captured', 'captured', 'captured']);
		expect(fixture.posts(1)).toBe(1);
		expect(fixture.store.orders.get(1)?.staffNotes).toBe('first\nsecond');
	});

	test('an order that one item asks for in a dry run is sent for the other, unless its own conditions hold that back', async () => {
		const items = [
			{ orderId: orderId(1), guards: { ...NO_GUARDS, maxAmount: '100' }, options: { dryRun: true } },
			{ orderId: orderId(1), guards: { ...NO_GUARDS, maxAmount: '10' }, options: { dryRun: false } },
		];
		for (const requests of [items, [...items].reverse()]) {
			const fixture = new Fixture({}, [{ id: 1 }]);
			const answers = await fixture.time.until(fixture.capture(requests));
			expect(answers.map(({ outcome, changed, attempts }) => [outcome, changed, attempts]).sort()).toEqual([
				['blocked', false, 0],
				['planned', false, 0],
			]);
			expect(fixture.posts(1)).toBe(0);
		}
	});

	test('an order that one item asks for in a dry run is held to Max Total, though the other is held back by its conditions', async () => {
		const fixture = new Fixture({}, [{ id: 1 }]);
		const requests = [
			{ orderId: orderId(1), guards: NO_GUARDS, options: { dryRun: true } },
			{ orderId: orderId(1), guards: { ...NO_GUARDS, maxAmount: '10' }, options: { dryRun: false } },
		];
		const answers = await fixture.time.until(fixture.capture(requests, { maxTotals: ['20'] }));
		expect(answers.map(({ outcome, code }) => `${outcome}/${code}`)).toEqual(['blocked/maxTotal', 'blocked/guard']);
		expect(answers[0]?.note).toContain("more than 'Max Total' 20.00");
		expect(answers[1]?.note).toContain("'Max Amount' 10.00");
		expect(fixture.posts(1)).toBe(0);
	});

	test('who does not wait is not kept by who does', async () => {
		const fixture = new Fixture({}, orders(2));
		const answers = await each(fixture, [{ waitForResult: false }, {}]);
		expect(answers.map(({ outcome }) => outcome)).toEqual(['accepted', 'captured']);
	});

	test('a dry run beside a real one sends nothing for its own order', async () => {
		const fixture = new Fixture({}, orders(2));
		const answers = await each(fixture, [{ dryRun: true }, {}]);
		expect(answers.map(({ outcome }) => outcome)).toEqual(['planned', 'captured']);
		expect(fixture.posts(1)).toBe(0);
	});
});

describe('runs of one execution, as in a loop', () => {
	/** Runs one after the other, with what n8n keeps between them. */
	async function inTurn(fixture: Fixture, runs: number[][], terms: Partial<RunOptions>): Promise<string[]> {
		let kept: Counted = nothingCounted();
		const said: string[] = [];
		for (const ids of runs) {
			kept = JSON.parse(JSON.stringify(kept)) as Counted;
			const requests = ids.map((id) => ({ orderId: orderId(id), guards: NO_GUARDS }));
			const answers = await fixture.time.until(fixture.capture(requests, terms, kept));
			said.push(...answers.map((answer) => `${answer.orderId} ${answer.outcome}/${answer.code}`));
		}
		return said;
	}
	const declining: OrderInput = { faults: [{ kind: 'decline', times: 1 }] };

	test('Stop After Failures counts over all of them', async () => {
		const fixture = new Fixture({}, [{ ...declining, id: 1 }, { id: 2 }, { ...declining, id: 3 }, { id: 4 }]);
		await expect(inTurn(fixture, [[1], [2], [3], [4]], { stopAfterFailures: 2 })).resolves.toEqual([
			'1 declined/refusedByGateway',
			'2 captured/done',
			'3 declined/refusedByGateway',
			'4 blocked/stopAfterFailures',
		]);
		expect(fixture.posts(4)).toBe(0);
	});

	test('an order that is tried again counts only when it goes wrong again', async () => {
		const fixture = new Fixture({}, [{ ...declining, id: 1 }, { id: 2 }, { id: 3 }]);
		await expect(inTurn(fixture, [[1], [1, 2], [3]], { stopAfterFailures: 1 })).resolves.toEqual([
			'1 declined/refusedByGateway',
			'1 captured/done',
			'2 captured/done',
			'3 captured/done',
		]);
	});

	test('orders that Stop After Failures holds back do not count towards Max Orders', async () => {
		const fixture = new Fixture({}, [{ ...declining, id: 1 }, { id: 2 }]);
		const said = await inTurn(fixture, [[1], [2], [1], [2]], { stopAfterFailures: 1, maxOrders: 2 });
		expect(said).toEqual([
			'1 declined/refusedByGateway',
			'2 blocked/stopAfterFailures',
			'1 captured/done',
			'2 captured/done',
		]);
	});

	test('what was pending, and is declined by now, counts towards Max Total no more', async () => {
		const fixture = new Fixture({}, [{ id: 1, captureDelayMs: 20_000, faults: [{ kind: 'decline' }] }, { id: 2 }]);
		const terms = { maxTotals: ['40'], resultTimeout: 5_000 };
		const kept = nothingCounted();
		const captured = async (id: number, more: Partial<RunOptions> = {}) => {
			const requests = [{ orderId: orderId(id), guards: NO_GUARDS }];
			const answers = await fixture.time.until(fixture.capture(requests, { ...terms, ...more }, kept));
			return answers.map(({ outcome, code }) => `${outcome}/${code}`);
		};
		await expect(captured(1)).resolves.toEqual(['pending/resultTimeout']);
		await expect(captured(2)).resolves.toEqual(['blocked/maxTotal']);
		await expect(captured(1, { resultTimeout: 60_000 })).resolves.toEqual(['declined/refusedByGateway']);
		await expect(captured(2)).resolves.toEqual(['captured/done']);
	});
});
