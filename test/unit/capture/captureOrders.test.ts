import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import type { Http } from '../../../nodes/BigCommerce/api/http';
import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import { messageFor } from '../../../nodes/BigCommerce/capture/messages';
import { CAPTURE } from '../../../nodes/BigCommerce/payment/action';
import { captureOrders } from '../../../nodes/BigCommerce/capture/captureOrders';
import { EPOCH } from '../../property/world/virtualTime';
import { orderId } from '../../builders/orderIds';
import type { Fault } from '../../../sandbox/store';
import { Fixture, RUN } from './fixture';

test('nothing to do is done at once', async () => {
	await expect(new Fixture().run([])).resolves.toEqual([]);
});

test('one order is captured, and captured again is left alone', async () => {
	const fixture = new Fixture();
	await expect(fixture.run([118])).resolves.toEqual(['118 captured/done changed']);
	await expect(fixture.run([118, 118])).resolves.toEqual(['118 captured/alreadyDone', '118 captured/alreadyDone']);
	expect(fixture.posts()).toBe(1);
});

test('the same order several times is one call, answered each time, in the order of the items', async () => {
	const fixture = new Fixture({}, [{ id: 5 }, { id: 3 }]);
	await expect(fixture.run([5, 3, 5, 9, 5])).resolves.toEqual([
		'5 captured/done changed',
		'3 captured/done changed',
		'5 captured/done changed',
		'9 notFound/orderNotFound',
		'5 captured/done changed',
	]);
	expect(fixture.posts(5)).toBe(1);
});

test('a settlement has what is needed to tell it', async () => {
	const fixture = new Fixture({}, [{ id: 118, total: '30.00', giftCertificate: '5.00' }]);
	const [answer] = await fixture.time.until(fixture.captureOrders([118], { keepOrder: true }));
	expect(answer).toMatchObject({
		orderId: 118,
		attempts: 1,
		failure: null,
		note: null,
		payment: { state: 'captured', status: 'captured', amount: { minor: BigInt(2500), currency: 'USD' } },
		order: { id: 118, payment_status: 'captured' },
	});
	expect(answer?.log.map(({ did, saw }) => `${did} ${saw}`)).toEqual([
		'read authorized',
		'capture HTTP 201',
		'read capture pending',
		'read captured',
	]);
	expect(answer?.requestedAt).toBe(EPOCH + 20);
	expect(Math.floor(answer?.settledAt ?? 0)).toBe(fixture.time.wall);
	const [short] = await fixture.time.until(fixture.captureOrders([118]));
	expect(short).toMatchObject({ order: null, requestedAt: null, settledAt: null, attempts: 0 });
});

describe('conditions', () => {
	test('hold an item back while another of the same order goes through', async () => {
		const fixture = new Fixture();
		const run = fixture.lane.join({ maxConcurrency: 1, quotaReserve: 0, maxThrottleWaitMs: 1 });
		const client = new ApiClient(fixture.wire(), run, fixture.process.clock, 30_000);
		const answers = await fixture.time.until(
			captureOrders(
				[
					{ orderId: orderId(118), guards: { ...NO_GUARDS, maxAmount: '1.00' } },
					{ orderId: orderId(118), guards: NO_GUARDS },
				],
				RUN,
				{ client, clock: fixture.process.clock, claims: fixture.claims },
			),
		);
		expect(answers.map(({ outcome, code, changed, note }) => ({ outcome, code, changed, note }))).toEqual([
			{
				outcome: 'blocked',
				code: 'guard',
				changed: false,
				note: "The payment is 25.00 USD, more than 'Max Amount' 1.00.",
			},
			{
				outcome: 'captured',
				code: 'done',
				changed: true,
				note: "The payment is 25.00 USD, more than 'Max Amount' 1.00.",
			},
		]);
	});

	test('compare the authorization’s own amount where the token shows it', async () => {
		const fixture = new Fixture({}, [{ id: 118, total: '25.00' }]);
		await expect(fixture.run([118], { dryRun: true }, { guards: { expectedAmount: '25' } })).resolves.toEqual([
			'118 planned/dryRun',
		]);
		expect(fixture.store.log.countersOf(118).transactions).toBe(1);
		await expect(fixture.run([118], {}, { guards: { expectedAmount: '24' } })).resolves.toEqual(['118 blocked/guard']);
		await expect(
			fixture.run([118], {}, { guards: { expectedAmount: '25' }, token: 'orders-only-token' }),
		).resolves.toEqual(['118 captured/done changed']);
	});

	test('are judged anew before a call that was refused and has waited goes out again', async () => {
		const fixture = new Fixture({}, [{ id: 118, faults: [{ kind: 'throttle429', resetMs: 3_000, times: 1 }] }]);
		const answers = fixture.captureOrders([118], {}, { guards: { orderStatusIds: [7] } });
		void fixture.process.clock.sleep(1_000).then(() => fixture.store.act(118, { does: 'edit', statusId: 12 }));
		const [answer] = await fixture.time.until(answers);
		expect(answer).toMatchObject({ outcome: 'blocked', code: 'guard', attempts: 0 });
		expect(fixture.store.truth(118).captureRequestsAccepted).toBe(0);
	});

	test('that were met by the first call and not by the second: what was sent is told of both items', async () => {
		const faults: Fault[] = [{ kind: 'serverError', status: 502, accepted: false, times: 1 }];
		const fixture = new Fixture({}, [{ id: 118, faults }]);
		const answers = fixture.capture([
			{ orderId: orderId(118), guards: { ...NO_GUARDS, orderStatusIds: [7] } },
			{ orderId: orderId(118), guards: NO_GUARDS },
			{ orderId: orderId(118), guards: { ...NO_GUARDS, maxAmount: '1.00' } },
		]);
		void fixture.process.clock.sleep(1_000).then(() => fixture.store.act(118, { does: 'edit', statusId: 12 }));
		const [met, free, unmet] = await fixture.time.until(answers);
		expect(free).toMatchObject({ outcome: 'captured', attempts: 2 });
		expect(met).toMatchObject({ outcome: 'blocked', code: 'guard', changed: false, attempts: 2 });
		expect(met && messageFor(met, CAPTURE).money).toContain('nothing more was sent for this item');
		expect(unmet).toMatchObject({ outcome: 'blocked', code: 'guard', attempts: 0, requestedAt: null });
		expect(unmet && messageFor(unmet, CAPTURE).money).toContain('Nothing was sent for this item');
	});

	test('of what was sent before, in doubt, and is held back now, the attempt is told', async () => {
		const faults: Fault[] = [{ kind: 'serverError', status: 502, accepted: false, times: 1 }];
		const fixture = new Fixture({}, [{ id: 118, faults }]);
		const answers = fixture.captureOrders([118], {}, { guards: { orderStatusIds: [7] } });
		void fixture.process.clock.sleep(1_000).then(() => fixture.store.act(118, { does: 'edit', statusId: 12 }));
		const [answer] = await fixture.time.until(answers);
		expect(answer).toMatchObject({ outcome: 'blocked', code: 'guard', attempts: 1, moneyMoved: 'no' });
	});

	test("send nothing again that is beyond 'Max Total' by now", async () => {
		const faults: Fault[] = [{ kind: 'serverError', status: 502, accepted: false, times: 1 }];
		const fixture = new Fixture({}, [{ id: 118, faults }]);
		const answers = fixture.captureOrders([118], { maxTotals: ['60'] });
		void fixture.process.clock.sleep(1_000).then(() => fixture.store.act(118, { does: 'authorize', amount: '500.00' }));
		const [answer] = await fixture.time.until(answers);
		expect(answer).toMatchObject({ outcome: 'blocked', code: 'maxTotal' });
		expect(fixture.posts()).toBe(1);
	});

	test('say that money was taken where the order reads void, and another authorization was captured', async () => {
		const fixture = new Fixture({}, [{ id: 118 }]);
		await fixture.run([118]);
		fixture.store.act(118, { does: 'authorize' });
		fixture.store.act(118, { does: 'void' });
		await fixture.time.until(fixture.process.clock.sleep(60_000));
		const [answer] = await fixture.time.until(fixture.captureOrders([118]));
		expect(answer).toMatchObject({ outcome: 'notCapturable', code: 'wrongState', moneyMoved: 'yes' });
		expect(fixture.posts()).toBe(1);
	});

	test('send nothing where the authorization could not be read', async () => {
		const fixture = new Fixture({}, [{ id: 118, faults: [{ kind: 'transactions503' }] }]);
		await expect(fixture.run([118], {}, { guards: { maxAmount: '100' } })).resolves.toEqual([
			'118 unavailable/serverUnavailable',
		]);
		expect(fixture.posts()).toBe(0);
	});
});

test('with one order at a time and a slow line, the first look still comes by the deadline', async () => {
	const ids = Array.from({ length: 60 }, (_, index) => index + 1);
	const fixture = new Fixture(
		{},
		ids.map((id) => ({ id, captureDelayMs: 200_000 })),
	);
	const wire = fixture.wire();
	const http: Http = async (request) => {
		await fixture.process.clock.sleep(1_000);
		return await wire(request);
	};
	const settledAt: number[] = [];
	const answers = await fixture.time.until(
		fixture.captureOrders(
			ids,
			{ maxConcurrency: 1, resultTimeout: 15_000, keepOrder: true },
			{ http, onSettled: () => settledAt.push(fixture.time.now) },
		),
	);
	expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['pending']));
	// Read at one second, sent one a second from then on; each has its time, and a look at the end of it.
	expect(settledAt[0]).toBeLessThan(20_000);
	answers.forEach(({ requestedAt, log }) => {
		const looked = log.find(({ at, did }) => did === 'read' && at > (requestedAt ?? 0));
		expect((looked?.at ?? Number.POSITIVE_INFINITY) - (requestedAt ?? 0)).toBeLessThanOrEqual(20_000);
	});
});

test('a read that waited too long for its turn is taken again before anything is sent', async () => {
	const fixture = new Fixture({ quota: 4, windowMs: 200_000 }, [{ id: 118 }]);
	fixture.store.useQuota(3);
	const settled = fixture.captureOrders([118], { resultTimeout: 900_000 });
	await fixture.time.until(fixture.process.clock.sleep(150_000));
	fixture.store.actAsStaff(118, 'capture');
	await expect(fixture.time.until(settled)).resolves.toMatchObject([{ outcome: 'captured', changed: false }]);
	expect(fixture.posts()).toBe(0);
});
