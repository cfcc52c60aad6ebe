import { SandboxStore } from '../../sandbox/store';
import { PublishedApi, type Exchange } from './published/api';
import type { Finding } from './published/finding';
import { SPEC_FOLDER } from './published/document';
import { runEveryOperation } from './published/everyOperation';
import { covers, EXCEPTIONS } from './published/exceptions';
import { record } from './published/recording';
import { rehearseAll } from './published/rehearsal';

const START = Date.UTC(2026, 0, 15);

if (SPEC_FOLDER === null) {
	test('the published OpenAPI files are not on this machine, so nothing was compared with them', () => {
		process.stdout.write(
			"\n  BigCommerce's published OpenAPI files were not found (BIGCOMMERCE_SPEC names their folder): sandbox and requests were not compared with them.\n",
		);
	});
} else {
	compare(SPEC_FOLDER);
}

function compare(folder: string): void {
	let api: PublishedApi;
	let sent: Exchange[];
	let answers: Finding[];
	let requests: Finding[];

	beforeAll(async () => {
		api = await PublishedApi.read(folder);
		sent = await runEveryOperation();
		answers = [...rehearsed(), ...sent].flatMap((exchange) => api.checkAnswer(exchange));
		requests = sent.flatMap((exchange) => api.checkRequest(exchange));
	}, 120_000);

	test('every answer of the sandbox is as published, or a known exception', () => {
		expect(unexpected(answers)).toEqual([]);
	});

	test('every request of the node and the trigger is as published, or a known exception', () => {
		expect(unexpected(requests)).toEqual([]);
	});

	test('all that the package sends was sent', () => {
		const called = new Set(
			sent.map(
				({ request }) =>
					`${request.method} ${request.path.replace(/^\/stores\/sandbox/, '').replace(/\/\d+(?=\/|$)/g, '/{id}')}`,
			),
		);
		expect([...called].sort()).toEqual([
			'DELETE /v3/hooks/{id}',
			'GET /v2/order_statuses',
			'GET /v2/orders',
			'GET /v2/orders/{id}',
			'GET /v2/orders/{id}/fees',
			'GET /v2/orders/{id}/products',
			'GET /v2/orders/{id}/shipping_addresses',
			'GET /v3/hooks',
			'GET /v3/orders/payment_actions/refunds',
			'GET /v3/orders/payment_actions/refunds/{id}',
			'GET /v3/orders/{id}/payment_actions/refunds',
			'GET /v3/orders/{id}/transactions',
			'POST /v3/hooks',
			'POST /v3/orders/{id}/payment_actions/capture',
			'POST /v3/orders/{id}/payment_actions/refund_quotes',
			'POST /v3/orders/{id}/payment_actions/refunds',
			'POST /v3/orders/{id}/payment_actions/void',
			'PUT /v2/orders/{id}',
		]);
	});

	test('every exception is still needed', () => {
		const findings = [...answers, ...requests];
		const unused = EXCEPTIONS.filter((exception) => !findings.some((finding) => covers(exception, finding)));
		expect(unused.map(({ operation, rule, at }) => `${operation} ${rule} ${at ?? ''}`)).toEqual([]);
	});

	test('an answer or a request that is not as published is noticed', () => {
		const [capture] = rehearsed().filter(({ request }) => request.path.endsWith('/capture'));
		if (capture === undefined) throw new Error('no capture was rehearsed');
		const wrong: Exchange = {
			request: {
				...capture.request,
				headers: {},
				query: { amount: '5' },
				path: capture.request.path.replace('/capture', '/refund_quotes'),
				body: '{"items":[{"item_type":"PRODUCT"}],"invented":1}',
			},
			answer: {
				status: 201,
				headers: { 'content-type': 'application/json' },
				body: '{"data":{"order_id":"one","invented":1}}',
			},
		};
		const rules = [...api.checkRequest(wrong), ...api.checkAnswer(wrong)].map(
			({ side, rule, at }) => `${side} ${rule} ${at}`,
		);
		expect(rules).toEqual(
			expect.arrayContaining([
				'request required /header',
				'request additionalProperties /query',
				'request undocumented /invented',
				'answer type /data/order_id',
				'answer undocumented /data/invented',
			]),
		);
	});
}

/** Everything the sandbox serves, asked for on a clock of its own. */
function rehearsed(): Exchange[] {
	let now = START;
	const store = new SandboxStore({ now: () => now, quota: null });
	const exchanges = record(store);
	rehearseAll(store, (ms) => {
		now += ms;
	});
	return exchanges;
}

/** What no exception covers. */
function unexpected(findings: Finding[]): string[] {
	return summary(findings.filter((finding) => !EXCEPTIONS.some((exception) => covers(exception, finding))));
}

/** Each difference once, with how often it was met. */
function summary(findings: Finding[]): string[] {
	const counts = new Map<string, number>();
	for (const { operation, side, status, rule, at, saw } of findings) {
		const line = `${operation} ${side} ${status}: ${rule} ${at} ${saw}`;
		counts.set(line, (counts.get(line) ?? 0) + 1);
	}
	return [...counts].map(([line, count]) => `${count}× ${line}`).sort();
}
