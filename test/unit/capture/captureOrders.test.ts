import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import type { Http, HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import type { CaptureRequest } from '../../../nodes/BigCommerce/capture/orderState';
import { captureOrders } from '../../../nodes/BigCommerce/capture/captureOrders';
import type { RunOptions } from '../../../nodes/BigCommerce/capture/options';
import type { OrderInput } from '../../../sandbox/store';
import { EPOCH } from '../../property/world/virtualTime';
import { orderId } from '../../builders/orderIds';
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

describe('after the money', () => {
	const afterwards = { statusOnSuccess: 9, statusOnFailure: 6, staffNote: 'Captured by the ERP' };
	const puts = (fixture: Fixture, id = 118) => fixture.store.log.countersOf(id).orderUpdate ?? 0;

	test('status and note are set with one call as soon as an order is settled, while others are still followed', async () => {
		const fixture = new Fixture({}, [
			{ id: 118, captureDelayMs: 100 },
			{ id: 119, captureDelayMs: 30_000 },
		]);
		const settled = fixture.captureOrders([118, 119], { afterwards });
		await fixture.time.until(fixture.process.clock.sleep(5_000));
		expect(fixture.store.orders.get(118)).toMatchObject({ statusId: 9, staffNotes: 'Captured by the ERP' });
		const [first] = await fixture.time.until(settled);
		expect(first).toMatchObject({ outcome: 'captured', warning: null, payment: { orderStatusId: 9 } });
		expect(puts(fixture)).toBe(1);
	});

	test('run again, nothing is set a second time, and nothing goes backwards', async () => {
		const fixture = new Fixture();
		await fixture.run([118], { afterwards });
		const order = fixture.store.orders.get(118);
		if (order) order.statusId = 2;
		await fixture.run([118], { afterwards });
		expect(order).toMatchObject({ statusId: 2, staffNotes: 'Captured by the ERP' });
		expect(puts(fixture)).toBe(1);
	});

	test('what people write between the read and the call is kept', async () => {
		const fixture = new Fixture({ quota: 4, windowMs: 30_000 }, [{ id: 118 }]);
		const settled = fixture.captureOrders([118], { afterwards, resultTimeout: 300_000 });
		await fixture.time.until(fixture.process.clock.sleep(20_000));
		fixture.store.act(118, { does: 'edit', staffNotes: 'URGENT: do not ship' });
		await fixture.time.until(settled);
		expect(fixture.store.orders.get(118)?.staffNotes).toContain('URGENT: do not ship');
		expect(fixture.store.orders.get(118)?.staffNotes).toContain('Captured by the ERP');
	});

	test('what could not be set is a warning, and the outcome stands', async () => {
		const fixture = new Fixture();
		const wire = fixture.wire();
		const http: Http = async (request) =>
			request.method === 'PUT'
				? { kind: 'answered', status: 422, headers: {}, body: { title: 'no such status' } }
				: await wire(request);
		const [answer] = await fixture.time.until(fixture.captureOrders([118], { afterwards }, { http }));
		expect(answer).toMatchObject({ outcome: 'captured', changed: true });
		expect(answer?.warning).toBe(
			"The payment is as said, but the order's status and staff note may not have been set (HTTP 422: no such status).",
		);
	});

	test('an update in doubt is looked at before it is sent again', async () => {
		const fixture = new Fixture();
		const wire = fixture.wire();
		let lost = 0;
		const http: Http = async (request) => {
			const answer = await wire(request);
			if (request.method !== 'PUT' || lost++ > 0) return answer;
			return { kind: 'unclear', code: 'ECONNRESET', message: 'socket hang up' };
		};
		const [answer] = await fixture.time.until(fixture.captureOrders([118], { afterwards }, { http }));
		expect(answer?.warning).toBeNull();
		expect(puts(fixture)).toBe(1);
	});
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

	test('send nothing where the authorization could not be read', async () => {
		const fixture = new Fixture({}, [{ id: 118, faults: [{ kind: 'transactions503' }] }]);
		await expect(fixture.run([118], {}, { guards: { maxAmount: '100' } })).resolves.toEqual([
			'118 unavailable/serverUnavailable',
		]);
		expect(fixture.posts()).toBe(0);
	});
});

describe('tried again at once, in the same process', () => {
	test('what was accepted and does not show yet is not sent again', async () => {
		const fixture = new Fixture({ secondCapture: 'accept201' }, [
			{ id: 118, captureDelayMs: 30_000, faults: [{ kind: 'lateVisibility', ms: 8_000 }] },
		]);
		await expect(fixture.run([118], { waitForResult: false })).resolves.toEqual(['118 accepted/notWaited changed']);
		await expect(fixture.run([118], { waitForResult: false })).resolves.toEqual(['118 accepted/notWaited']);
		await expect(fixture.run([118])).resolves.toEqual(['118 captured/done']);
		expect(fixture.posts()).toBe(1);
	});

	test('what is never shown as pending is not sent again either', async () => {
		const fixture = new Fixture({ secondCapture: 'accept201', pendingVisible: false }, [
			{ id: 118, captureDelayMs: 200_000 },
		]);
		await expect(fixture.run([118], { resultTimeout: 5_000 })).resolves.toEqual(['118 pending/notSeenYet changed']);
		await expect(fixture.run([118], { resultTimeout: 5_000 })).resolves.toEqual(['118 pending/notSeenYet']);
		await expect(fixture.run([118], { resultTimeout: 300_000 })).resolves.toEqual(['118 captured/done']);
		expect(fixture.posts()).toBe(1);
	});

	test('what reads authorized to the end is still under way, is never called declined, and is not sent again', async () => {
		const fixture = new Fixture({ secondCapture: 'accept201', pendingVisible: false }, [
			{ id: 118, captureDelayMs: 200_000 },
		]);
		await expect(fixture.run([118], { resultTimeout: 30_000 })).resolves.toEqual(['118 pending/notSeenYet changed']);
		await expect(fixture.run([118], { resultTimeout: 30_000 })).resolves.toEqual(['118 pending/notSeenYet']);
		await expect(fixture.run([118], { resultTimeout: 300_000 })).resolves.toEqual(['118 captured/done']);
		expect(fixture.posts()).toBe(1);
	});

	test('what was refused is sent again', async () => {
		const fixture = new Fixture({}, [{ id: 118, faults: [{ kind: 'decline', times: 1 }] }]);
		await expect(fixture.run([118])).resolves.toEqual(['118 declined/refusedByGateway']);
		await expect(fixture.run([118])).resolves.toEqual(['118 captured/done changed']);
	});
});

describe('another execution has the order', () => {
	test('its end is waited for, and then looked at', async () => {
		const fixture = new Fixture({}, [{ id: 118, captureDelayMs: 20_000 }]);
		const first = fixture.run([118]);
		const second = fixture.run([118]);
		await expect(first).resolves.toEqual(['118 captured/done changed']);
		await expect(second).resolves.toEqual(['118 captured/alreadyDone']);
		expect(fixture.posts()).toBe(1);
	});

	test('but no longer than a result is', async () => {
		const fixture = new Fixture({}, []);
		fixture.store.addOrder({ id: 118, faults: [{ kind: 'serverError', accepted: false }] });
		const long = fixture.captureOrders([118], { verificationWindow: 600_000 });
		const short = fixture.captureOrders([118], { resultTimeout: 20_000 });
		const [answer] = await fixture.time.until(short);
		expect(answer).toMatchObject({ outcome: 'blocked', code: 'heldByOther', attempts: 0 });
		expect(fixture.time.now).toBeLessThan(21_000);
		await fixture.time.until(long);
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
			{ maxConcurrency: 1, resultTimeout: 15_000 },
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

test('a read that waited too long for its turn is taken again before anything is sent', async () => {
	const fixture = new Fixture({ quota: 4, windowMs: 200_000 }, [{ id: 118 }]);
	fixture.store.useQuota(3);
	const settled = fixture.captureOrders([118], { resultTimeout: 900_000 });
	await fixture.time.until(fixture.process.clock.sleep(150_000));
	fixture.store.actAsStaff(118, 'capture');
	await expect(fixture.time.until(settled)).resolves.toMatchObject([{ outcome: 'captured', changed: false }]);
	expect(fixture.posts()).toBe(0);
});

test('a read that lags behind what this process has seen captured sends nothing again', async () => {
	const fixture = new Fixture();
	expect(await fixture.run([118])).toEqual(['118 captured/done changed']);
	let lagging = 3;
	const wire = fixture.wire();
	const http: Http = async (request) => {
		const answer = await wire(request);
		const isOrder = request.method === 'GET' && request.path.startsWith('/v2/orders');
		if (!isOrder || answer.kind !== 'answered' || lagging-- <= 0) return answer;
		const text = JSON.stringify(answer.body).replaceAll('"payment_status":"captured"', '"payment_status":"authorized"');
		return { ...answer, body: JSON.parse(text) };
	};
	expect(await fixture.run([118], {}, { http })).toEqual(['118 captured/alreadyDone']);
	expect(fixture.posts()).toBe(1);
});
