import { SandboxStore } from '../../sandbox/store';
import { PublishedApi, type Exchange, type Finding } from './published/api';
import { SPEC_FOLDER } from './published/document';
import { covers, EXCEPTIONS } from './published/exceptions';
import { record } from './published/recording';
import { rehearseAll } from './published/rehearsal';

const START = Date.UTC(2026, 0, 15);

if (SPEC_FOLDER === null) {
	test('the published OpenAPI files are not on this machine, so nothing was compared with them', () => {
		process.stdout.write('\n  BigCommerce\'s published OpenAPI files were not found (BIGCOMMERCE_SPEC names their folder): sandbox and requests were not compared with them.\n');
	});
} else {
	compare(SPEC_FOLDER);
}

function compare(folder: string): void {
	let api: PublishedApi;
	let answers: Finding[];

	beforeAll(async () => {
		api = await PublishedApi.read(folder);
		answers = rehearsed().flatMap((exchange) => api.checkAnswer(exchange));
	});

	test('every answer of the sandbox is as published, or a known exception', () => {
		expect(summary(answers.filter((finding) => !EXCEPTIONS.some((exception) => covers(exception, finding))))).toEqual([]);
	});

	test('every exception is still needed', () => {
		const unused = EXCEPTIONS.filter((exception) => !answers.some((finding) => covers(exception, finding)));
		expect(unused.map(({ operation, rule, at }) => `${operation} ${rule} ${at ?? ''}`)).toEqual([]);
	});

	test('an answer or a request that is not as published is noticed', () => {
		const [capture] = rehearsed().filter(({ request }) => request.path.endsWith('/capture'));
		if (capture === undefined) throw new Error('no capture was rehearsed');
		const wrong: Exchange = {
			request: { ...capture.request, headers: {}, query: { amount: '5' }, path: capture.request.path.replace('/capture', '/refund_quotes'), body: '{"items":[{"item_type":"PRODUCT"}],"invented":1}' },
			answer: { status: 201, headers: { 'content-type': 'application/json' }, body: '{"data":{"order_id":"one","invented":1}}' },
		};
		const rules = [...api.checkRequest(wrong), ...api.checkAnswer(wrong)].map(({ side, rule, at }) => `${side} ${rule} ${at}`);
		expect(rules).toEqual(expect.arrayContaining(['request required /header', 'request additionalProperties /query', 'request undocumented /invented', 'answer type /data/order_id', 'answer undocumented /data/invented']));
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

/** Each difference once, with how often it was met. */
function summary(findings: Finding[]): string[] {
	const counts = new Map<string, number>();
	for (const { operation, side, status, rule, at, saw } of findings) {
		const line = `${operation} ${side} ${status}: ${rule} ${at} ${saw}`;
		counts.set(line, (counts.get(line) ?? 0) + 1);
	}
	return [...counts].map(([line, count]) => `${count}× ${line}`).sort();
}
