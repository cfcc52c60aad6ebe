import fc from 'fast-check';
import type { StoreReply } from '../../sandbox/protocol';
import { idsOf, measure, type Trial } from './world/measure';

const RATE_HEADERS = [
	'x-rate-limit-time-window-ms',
	'x-rate-limit-time-reset-ms',
	'x-rate-limit-requests-quota',
	'x-rate-limit-requests-left',
	'x-retry-after',
];

/** What a header may hold that makes no sense, or makes another one than before. */
const headerText = fc.oneof(
	fc.constantFrom(
		'',
		'0',
		'-1',
		'-150',
		'NaN',
		'Infinity',
		'soon',
		'1e3',
		'0x10',
		' 12 ',
		'12.5',
		'9'.repeat(12),
		'9'.repeat(400),
		'٣',
	),
	fc.integer({ min: 0, max: 40_000 }).map(String),
);
const headers = fc.dictionary(fc.constantFrom(...RATE_HEADERS), headerText, { maxKeys: 5 });

/**
 * Every order captured once, and said so; how long it took is not asked. Only a store that lets a call through every
 * half minute, say, may leave no order the time to be read and sent: then it is throttled, and nothing was sent.
 */
async function capturesAll(trial: Trial, mayThrottle = false): Promise<void> {
	const { answers, store, requests } = await measure(trial);
	const throttled = mayThrottle ? answers.filter(({ outcome }) => outcome === 'throttled') : [];
	expect(
		answers
			.filter((answer) => answer.outcome !== 'captured' && !throttled.includes(answer))
			.map(({ outcome, code, failure }) => ({ outcome, code, failure })),
	).toEqual([]);
	const unsent = new Set(throttled.map(({ orderId }): number => orderId));
	for (const id of trial.requested) expect(store.truth(id).captureRequestsAccepted).toBe(unsent.has(id) ? 0 : 1);
	expect(requests.filter(({ method }) => method === 'POST').length).toBe(trial.requested.length - unsent.size);
}

function withHeaders(reply: StoreReply, more: Record<string, string>): StoreReply {
	return reply.kind === 'answer' ? { ...reply, headers: { ...reply.headers, ...more } } : reply;
}

function instead(status: number, body: string): StoreReply {
	return { kind: 'answer', status, headers: { 'content-type': 'application/json' }, body, delayMs: 0 };
}

test('quota headers that make no sense, or change with every answer', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(headers, { minLength: 1, maxLength: 8 }),
			fc.constantFrom(0, 10, 90),
			fc.constantFrom(1, 10, 50),
			async (list, quotaReserve, maxConcurrency) => {
				let count = 0;
				const trial: Trial = {
					requested: idsOf(12),
					quotaReserve,
					terms: { maxConcurrency, resultTimeout: 7_200_000 },
					meddle: (_request, reply) => withHeaders(reply, list[count++ % list.length] ?? {}),
				};
				await capturesAll(trial, true);
			},
		),
		{ numRuns: 1_000 },
	);
}, 300_000);

test.each(['none', 'zero', 'negative', 'text'] as const)(
	'a quota whose headers are %s: 429s are waited out, and nothing is sent twice',
	async (quotaHeaders) => {
		const { proved, answers } = await measure({
			requested: idsOf(60),
			settings: { quota: 20, windowMs: 5_000, quotaHeaders },
			terms: { resultTimeout: 600_000 },
		});
		expect(proved).toBe(answers.length);
	},
);

test('a quota that shrinks and grows in mid-run', async () => {
	let calls = 0;
	await capturesAll({
		requested: idsOf(200),
		settings: { quota: 150, captureDelayMs: 100 },
		meddle: (_request, reply, { store }) => {
			calls++;
			if (calls === 40) store.update({ quota: 60 });
			if (calls === 90) store.update({ quota: 450 });
			return reply;
		},
	});
});

test.each([0, -1, 1e9, Number.NaN])('a concurrency of %p', async (maxConcurrency) => {
	await capturesAll({ requested: idsOf(30), terms: { maxConcurrency } });
});

describe('a clock that jumps', () => {
	test.each([-86_400_000, 86_400_000, 3_600_000])('by %i ms, the time of day', async (ms) => {
		let calls = 0;
		await capturesAll({
			requested: idsOf(30),
			settings: { pendingVisible: false },
			meddle: (_request, reply, { process }) => {
				if (++calls % 7 === 0) process.wallOffset += ms;
				return reply;
			},
		});
	});

	test('the machine sleeps for an hour, with calls on their way', async () => {
		let calls = 0;
		await capturesAll({
			requested: idsOf(300),
			settings: { quota: 150, captureDelayMs: 200 },
			meddle: (_request, reply, { time }) => {
				if (++calls % 97 === 0) time.jump(3_600_000);
				return reply;
			},
		});
	});
});

describe('lists that cannot be had', () => {
	test.each([1, 2, 5, 100])('413 to the first %i', async (times) => {
		let refused = 0;
		await capturesAll({
			requested: idsOf(300),
			meddle: (request, reply) =>
				request.path === '/v2/orders' && refused++ < times ? instead(413, '{"status":413,"title":"limit"}') : reply,
		});
	});

	test('413 to every list longer than 50', async () => {
		const { calls, proved } = await measure({
			requested: idsOf(500),
			settings: { captureDelayMs: 100 },
			meddle: (request, reply) =>
				request.path === '/v2/orders' && Number(request.query?.limit) > 50 ? instead(413, '{"status":413}') : reply,
		});
		expect(proved).toBe(500);
		// 31 rows a page, once before and once or twice after, and what it took to learn that.
		expect(calls).toBeLessThan(500 + 4 * Math.ceil(500 / 31) + 20);
	});

	test.each([
		['500', instead(500, '')],
		['HTML', instead(200, '<html>Sorry</html>')],
		['an object', instead(200, '{}')],
		['a list of rubbish', instead(200, '[null,1,"x",{},{"id":"7"},{"id":0,"payment_status":"captured"}]')],
		['an empty list', instead(204, '')],
		['another order for each', instead(200, '[{"id":99999,"payment_status":"captured"}]')],
	])('%s to every list', async (_what, reply) => {
		await capturesAll({
			requested: idsOf(40),
			meddle: (request, real) => (request.path === '/v2/orders' ? reply : real),
		});
	});

	test('one order that spoils the page it is on', async () => {
		const { proved, answers } = await measure({
			requested: idsOf(40),
			others: [],
			meddle: (request, reply) =>
				request.path === '/v2/orders' && Number(request.query?.min_id) <= 120 && Number(request.query?.max_id) >= 120
					? instead(500, '')
					: reply,
		});
		expect(proved).toBe(answers.length);
	});
});
