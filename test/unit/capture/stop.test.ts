import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import type { Http, HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import { captureOrders } from '../../../nodes/BigCommerce/capture/captureOrders';
import type { OrderInput } from '../../../sandbox/store';
import { orderId } from '../../builders/orderIds';
import { Fixture, RUN } from './fixture';

describe('Stop', () => {
	const stopAt = async (fixture: Fixture, ms: number, http?: Http) => {
		const stop = new AbortController();
		const settled = fixture.captureOrders([118, 119], {}, { signal: stop.signal, http });
		await fixture.time.until(fixture.process.clock.sleep(ms));
		stop.abort();
		const answers = await fixture.time.until(settled);
		expect(fixture.time.now - ms).toBeLessThanOrEqual(1_000);
		return answers.map(({ outcome, code, changed }) => `${outcome}/${code}${changed ? ' changed' : ''}`);
	};
	const two: OrderInput[] = [
		{ id: 118, captureDelayMs: 30_000 },
		{ id: 119, captureDelayMs: 30_000 },
	];

	test('before it begins', async () => {
		const fixture = new Fixture({}, two);
		const stop = new AbortController();
		stop.abort();
		const answers = await fixture.time.until(fixture.captureOrders([118], {}, { signal: stop.signal }));
		expect(answers).toMatchObject([{ outcome: 'cancelled', code: 'stoppedBeforeSending' }]);
		expect(fixture.store.log.counters.total).toBe(0);
	});

	test('while reading, also where the read never ends', async () => {
		const never: Http = async () => await new Promise<HttpAnswer>(() => {});
		await expect(stopAt(new Fixture({}, two), 100, never)).resolves.toEqual([
			'cancelled/stoppedBeforeSending',
			'cancelled/stoppedBeforeSending',
		]);
	});

	test('while waiting for the quota', async () => {
		const fixture = new Fixture({ quota: 1 }, two);
		await expect(stopAt(fixture, 5_000)).resolves.toEqual([
			'cancelled/stoppedBeforeSending',
			'cancelled/stoppedBeforeSending',
		]);
		expect(fixture.posts()).toBe(0);
	});

	test('while a call is on its way, and is answered soon', async () => {
		// Read at 20 ms, sent then, answered at 40 ms.
		await expect(stopAt(new Fixture({}, two), 25)).resolves.toEqual([
			'pending/stoppedWhileSending changed',
			'pending/stoppedWhileSending changed',
		]);
	});

	test('while a call is on its way, and is not answered', async () => {
		const fixture = new Fixture(
			{},
			two.map((order) => ({ ...order, faults: [{ kind: 'hang', accepted: true }] })),
		);
		await expect(stopAt(fixture, 2_000)).resolves.toEqual([
			'unknown/stoppedWhileSending',
			'unknown/stoppedWhileSending',
		]);
		// Tried again at once, it is looked into, not sent again.
		await expect(fixture.run([118])).resolves.toEqual(['118 captured/done']);
		expect(fixture.posts()).toBe(1);
	});

	test('while a 429 is waited out', async () => {
		const fixture = new Fixture(
			{},
			two.map((order) => ({ ...order, faults: [{ kind: 'throttle429', resetMs: 20_000 }] })),
		);
		await expect(stopAt(fixture, 2_000)).resolves.toEqual([
			'cancelled/stoppedBeforeSending',
			'cancelled/stoppedBeforeSending',
		]);
	});

	test('while following', async () => {
		await expect(stopAt(new Fixture({}, two), 4_000)).resolves.toEqual([
			'pending/stoppedWhileSending changed',
			'pending/stoppedWhileSending changed',
		]);
	});
});

describe('a tool that throws', () => {
	test('in the transport: the call may have arrived, so the order is looked at', async () => {
		const fixture = new Fixture();
		const wire = fixture.wire();
		let isFirst = true;
		const http: Http = async (request) => {
			const answer = await wire(request);
			if (request.method === 'POST' && isFirst) {
				isFirst = false;
				throw new TypeError('oops');
			}
			return answer;
		};
		await expect(fixture.run([118], {}, { http })).resolves.toEqual(['118 captured/done changed']);
		expect(fixture.posts()).toBe(1);
	});

	test('in the report: the answers are not lost', async () => {
		const fixture = new Fixture();
		const onSettled = () => {
			throw new Error('no log today');
		};
		await expect(fixture.run([118], {}, { onSettled })).resolves.toEqual(['118 captured/done changed']);
	});

	test('elsewhere: there is no answer, and nothing more is sent', async () => {
		const fixture = new Fixture({}, [{ id: 118 }, { id: 119 }]);
		const run = fixture.lane.join({ maxConcurrency: 1, quotaReserve: 0, maxThrottleWaitMs: 1 });
		const client = new ApiClient(fixture.wire(), run, fixture.process.clock, 30_000);
		const { clock } = fixture.process;
		let times = 0;
		const broken = {
			...clock,
			wallTime: () => {
				if (++times > 3) throw new Error('no clock');
				return clock.wallTime();
			},
		};
		const requests = [118, 119].map((id) => ({ orderId: orderId(id), guards: NO_GUARDS }));
		await expect(
			fixture.time.until(
				captureOrders(requests, { ...RUN, maxConcurrency: 1 }, { client, clock: broken, claims: fixture.claims }),
			),
		).rejects.toThrow('no clock');
		const sent = fixture.posts(118) + fixture.posts(119);
		await fixture.time.until(clock.sleep(100_000));
		expect(fixture.posts(118) + fixture.posts(119)).toBe(sent);
		expect(fixture.claims.tryClaim(orderId(118))).not.toBeNull();
	});
});
