import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import type { ApiRequest, HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import { Lane } from '../../../nodes/BigCommerce/api/lane';
import { VirtualProcess, VirtualTime } from '../../property/world/virtualTime';

const answered = (status: number): HttpAnswer => ({ kind: 'answered', status, headers: {}, body: {} });
const reset: HttpAnswer = { kind: 'unclear', code: 'ECONNRESET', message: '' };
const refused: HttpAnswer = { kind: 'notSent', code: 'ECONNREFUSED', message: '' };

/** A client whose calls are answered one after the other; what it sent and when, in `seen`. */
function clientOf(answers: HttpAnswer[], signal?: AbortSignal) {
	const time = new VirtualTime();
	const process = new VirtualProcess(time, () => 0.5);
	const seen: Array<{ request: ApiRequest; at: number }> = [];
	const http = async (request: ApiRequest) => {
		seen.push({ request, at: time.now });
		return await Promise.resolve(answers[seen.length - 1] ?? answered(200));
	};
	const run = new Lane(process.clock).join({ maxConcurrency: 4, quotaReserve: 0, maxThrottleWaitMs: 60_000, signal });
	return { time, seen, client: new ApiClient(http, run, process.clock, 30_000, signal) };
}

describe('a read', () => {
	test.each<{ what: string; answers: HttpAnswer[]; times: number; result: HttpAnswer }>([
		{ what: 'is asked once where it is answered', answers: [answered(200)], times: 1, result: answered(200) },
		{ what: 'is not asked again after a 404', answers: [answered(404)], times: 1, result: answered(404) },
		{ what: 'is not asked again after a 422', answers: [answered(422)], times: 1, result: answered(422) },
		{ what: 'is asked again after a 500', answers: [answered(500), answered(200)], times: 2, result: answered(200) },
		{ what: 'is asked again after a reset', answers: [reset, answered(200)], times: 2, result: answered(200) },
		{
			what: 'is asked again where the connection did not open',
			answers: [refused, answered(200)],
			times: 2,
			result: answered(200),
		},
		{
			what: 'is asked three times at most',
			answers: [answered(503), reset, refused, answered(200)],
			times: 3,
			result: refused,
		},
	])('$what', async ({ answers, times, result }) => {
		const { client, time, seen } = clientOf(answers);
		await expect(time.until(client.get('/v2/orders/118', { limit: 1 }))).resolves.toEqual(result);
		expect(seen.length).toBe(times);
		expect(seen[0]?.request).toEqual({ method: 'GET', path: '/v2/orders/118', query: { limit: 1 }, timeoutMs: 30_000 });
	});

	test('waits a little longer each time', async () => {
		const { client, time, seen } = clientOf([reset, reset, reset]);
		await time.until(client.get('/x'));
		expect(seen.map(({ at }) => at)).toEqual([0, 187.5, 937.5]);
	});

	test('that is refused, where nothing was read yet, is asked for once more, seconds later', async () => {
		const { client, time, seen } = clientOf([answered(403), answered(200)]);
		await expect(time.until(client.get('/v2/orders/118'))).resolves.toEqual(answered(200));
		expect(seen.map(({ at }) => at)).toEqual([0, 2_250]);
		expect(client.access.of('/v2/orders')).toBe('allowed');
	});

	test('that is refused twice is not asked for a third time, nor is the next one twice', async () => {
		const { client, time, seen } = clientOf([answered(403), answered(403), answered(403)]);
		await expect(time.until(client.get('/v2/orders/118'))).resolves.toEqual(answered(403));
		expect(client.access.of('/v2/orders')).toBe('denied');
		await time.until(client.get('/v2/orders/119'));
		expect(seen.length).toBe(3);
	});

	test('that is refused, where the like was read before, is asked for again as after a failure', async () => {
		const { client, time, seen } = clientOf([answered(200), answered(403), answered(403), answered(200)]);
		await time.until(client.get('/v2/orders/118'));
		await expect(time.until(client.get('/v2/orders/119'))).resolves.toEqual(answered(200));
		expect(seen.map(({ at }) => at)).toEqual([0, 0, 187.5, 937.5]);
	});

	test('is not asked again after a Stop', async () => {
		const stop = new AbortController();
		const { client, time, seen } = clientOf([reset, reset], stop.signal);
		const read = client.get('/x');
		stop.abort();
		await expect(time.until(read)).resolves.toEqual(reset);
		expect(seen.length).toBe(1);
	});
});

describe('a call that changes something', () => {
	test.each<{ what: string; answers: HttpAnswer[]; times: number; result: HttpAnswer }>([
		{ what: 'is sent once', answers: [answered(201)], times: 1, result: answered(201) },
		{ what: 'is never sent again after a 500', answers: [answered(500)], times: 1, result: answered(500) },
		{ what: 'is never sent again after a 503', answers: [answered(503)], times: 1, result: answered(503) },
		{ what: 'is never sent again after a reset', answers: [reset], times: 1, result: reset },
		{
			what: 'is never sent again after a timeout',
			answers: [{ kind: 'unclear', code: 'timeout', message: '' }],
			times: 1,
			result: { kind: 'unclear', code: 'timeout', message: '' },
		},
		{
			what: 'is sent again where the connection did not open',
			answers: [refused, answered(201)],
			times: 2,
			result: answered(201),
		},
		{
			what: 'is not sent again after a reset that follows that',
			answers: [refused, reset, answered(201)],
			times: 2,
			result: reset,
		},
		{
			what: 'is sent three times at most',
			answers: [refused, refused, refused, answered(201)],
			times: 3,
			result: refused,
		},
		{
			what: 'is sent again after a 429, which was refused before anything happened',
			answers: [answered(429), answered(201)],
			times: 2,
			result: answered(201),
		},
	])('$what', async ({ answers, times, result }) => {
		const { client, time, seen } = clientOf(answers);
		await expect(time.until(client.send('POST', '/x', { a: 1 }))).resolves.toEqual(result);
		expect(seen.length).toBe(times);
		expect(seen[0]?.request).toEqual({ method: 'POST', path: '/x', body: { a: 1 }, timeoutMs: 30_000 });
	});

	test('tells when it leaves, and when it is known not to have arrived', async () => {
		const told: string[] = [];
		const { client, time } = clientOf([refused, answered(429), reset]);
		await time.until(
			client.send('PUT', '/x', {}, () => told.push('left'), { onNotDelivered: () => told.push('returned') }),
		);
		expect(told).toEqual(['left', 'returned', 'left', 'returned', 'left']);
	});

	test.each([201, 404, 422, 500])('that was answered with a %i has arrived', async (status) => {
		const told: string[] = [];
		const { client, time } = clientOf([answered(status)]);
		await time.until(
			client.send('POST', '/x', {}, () => told.push('left'), { onNotDelivered: () => told.push('returned') }),
		);
		expect(told).toEqual(['left']);
	});

	test('is not sent where its precondition no longer holds', async () => {
		const { client, seen, time } = clientOf([]);
		await expect(time.until(client.send('POST', '/x', {}, undefined, { precondition: () => false }))).resolves.toEqual({
			kind: 'cancelled',
		});
		expect(seen).toEqual([]);
	});
});
