import { startSandbox } from '../../sandbox/server';
import { SETTING_LIST, type StoreSettings } from '../../sandbox/settings';
import { NamedOrders } from '../../scripts/probe/namedOrders';
import { NOT_ASKED_OF_A_STORE } from '../../scripts/probe/notAsked';
import { probe } from '../../scripts/probe/probe';
import { QUESTIONS } from '../../scripts/probe/questions';
import { type Finding, markdown, type Report, reportOf } from '../../scripts/probe/report';
import { run } from '../../scripts/probe/run';
import { type Factors, pairwise, type Row } from './pairs';
import { VirtualStore } from './virtualStore';

const SEED = Number(process.env.PROBE_SEED ?? Date.now() % 1_000_000);

const FACTORS = {
	secondCapture: ['accept201', 'conflict409', 'unprocessable422', 'ignore201'],
	secondVoid: ['accept201', 'conflict409', 'unprocessable422', 'ignore201'],
	notAuthorizedStatus: [400, 404, 409, 422],
	captureBody: ['{}', '', 204],
	pendingVisible: [true, false],
	statusAfterCapture: [11, 'unchanged'],
	statusAfterVoid: [5, 'unchanged'],
	statusAfterRefund: ['moves', 'unchanged'],
	modifiedDatesMove: [true, false],
	declineLeavesTransaction: [true, false],
	transactionsRecorded: ['all', 'authorizationOnly', 'none'],
	absentValues: ['object', 'null', 'missing'],
	overLimit: ['error413', 'cap'],
	partPayments: ['purchase', 'captureAtCheckout', 'captureWithPayment'],
	unsettledRefunds: ['refund', 'void'],
	refundTransactionIds: ['present', 'missing'],
	undocumentedPaging: ['whole', 'pages', 'first50'],
	concurrency: ['unlimited', 'adaptive'],
	concurrencyMin: [6],
	concurrencyMax: [10],
	quotaPool: ['shared', 'byClient'],
	refundListMeta: ['pagination', 'empty'],
	refundBusyStatus: [409, 422],
	refundBusyMs: [0, 5_000],
	metafieldScope: ['orders', 'ordersOrTransactions', 'denied'],
	metafieldCreatedStatus: [200, 201],
	metafieldBatchLimit: [10, 50, 250],
	metafieldOverLimitStatus: [413, 422],
	metafieldConflictBody: ['errors', 'plain', 'empty'],
	metafieldBatchErrors: ['byIndex', 'byResource', 'each'],
	metafieldAllConflictStatus: [422, 409],
	metafieldMissingOrder: ['accepted', 'refused404'],
	metafieldListLateMs: [0, 3_000],
	metafieldResourceFilter: ['honoured', 'ignored'],
	quotaHeaders: ['normal', 'none', 'zero', 'negative', 'text'],
	quota: [150, 450, null],
	retryAfter: ['none', 'window', 7],
	hookSignatures: [true, false],
	hookHashCovers: ['payload', 'data'],
	hookWildcardCoversTransactions: [true, false],
	hookStatusUpdatedHasStatus: [true, false],
	hookPaymentFiresOrderUpdated: [true, false],
	hookTransactionEvents: ['created', 'createdAndUpdated'],
	hookDuplicates: [0, 1],
	hookReorder: [false, true],
	captureDelayMs: [0, 1_500],
	voidDelayMs: [0, 1_500],
	refundDelayMs: [0, 1_500],
	latencyMs: [40, 120],
	otherAppsPerWindow: [0, 20],
} as const satisfies { [S in keyof StoreSettings]?: ReadonlyArray<StoreSettings[S]> } & Factors;

type Stand = { -readonly [F in keyof typeof FACTORS]: (typeof FACTORS)[F][number] };

/** Where a switch cannot be told, whatever the probe does. Left out: it always can. */
const HIDDEN: { [F in keyof Stand]?: (stand: Stand) => boolean } = {
	secondCapture: ({ secondCapture, transactionsRecorded }) =>
		secondCapture.endsWith('201') && transactionsRecorded !== 'all',
	secondVoid: ({ secondVoid, transactionsRecorded }) => secondVoid.endsWith('201') && transactionsRecorded !== 'all',
	pendingVisible: ({ captureDelayMs }) => captureDelayMs === 0,
	modifiedDatesMove: (stand) =>
		stand.modifiedDatesMove &&
		stand.captureDelayMs + stand.voidDelayMs === 0 &&
		stand.statusAfterCapture !== 'unchanged' &&
		stand.statusAfterVoid !== 'unchanged',
	declineLeavesTransaction: ({ transactionsRecorded }) => transactionsRecorded !== 'all',
	absentValues: ({ transactionsRecorded }) => transactionsRecorded === 'none',
	partPayments: ({ partPayments, transactionsRecorded }) =>
		transactionsRecorded === 'none' ||
		(transactionsRecorded === 'authorizationOnly' && partPayments !== 'captureWithPayment'),
	unsettledRefunds: ({ transactionsRecorded }) => transactionsRecorded !== 'all',
	undocumentedPaging: ({ undocumentedPaging, transactionsRecorded }) =>
		undocumentedPaging !== 'pages' || transactionsRecorded !== 'all',
	concurrency: ({ concurrency }) => concurrency === 'unlimited',
	refundBusyStatus: ({ refundBusyMs, refundDelayMs }) => refundBusyMs + refundDelayMs === 0,
	metafieldScope: ({ metafieldScope }) => metafieldScope !== 'denied',
	metafieldCreatedStatus: isDenied,
	metafieldBatchLimit: isDenied,
	metafieldOverLimitStatus: isDenied,
	metafieldConflictBody: isDenied,
	metafieldBatchErrors: isDenied,
	metafieldAllConflictStatus: isDenied,
	metafieldListLateMs: isDenied,
	metafieldResourceFilter: isDenied,
	quotaHeaders: ({ quota }) => quota === null,
	retryAfter: ({ quota, quotaHeaders, retryAfter }) =>
		quota === null || quotaHeaders === 'none' || (retryAfter !== 'none' && quotaHeaders !== 'normal'),
	hookStatusUpdatedHasStatus: ({ statusAfterCapture, statusAfterVoid, statusAfterRefund }) =>
		[statusAfterCapture, statusAfterVoid, statusAfterRefund].every((status) => status === 'unchanged'),
	hookPaymentFiresOrderUpdated: ({ hookPaymentFiresOrderUpdated, captureDelayMs, statusAfterCapture }) =>
		hookPaymentFiresOrderUpdated && captureDelayMs === 0 && statusAfterCapture !== 'unchanged',
	hookDuplicates: ({ hookSignatures }) => !hookSignatures,
};

function isDenied({ metafieldScope }: Stand): boolean {
	return metafieldScope === 'denied';
}

const ORDERS = [70118, 70119, 70120];
const DECLINES = 70121;
const OTHERS = [70117, 70122, 70130];

/** A store with the named orders, and others beside them; a while later, so that dates can move. */
async function storeWith(settings: Partial<StoreSettings>, seed = SEED): Promise<VirtualStore> {
	const virtual = new VirtualStore(settings, seeded(seed));
	for (const id of [...ORDERS, DECLINES, ...OTHERS]) {
		const giftCertificate = id === ORDERS[0] ? '5.00' : '0';
		virtual.store.addOrder({
			id,
			total: '40.00',
			giftCertificate,
			gateway: 'testgateway',
			customerName: 'Ada Lovelace',
		});
	}
	virtual.store.setFault(DECLINES, { kind: 'decline' });
	await virtual.wait(60_000);
	return virtual;
}

async function ask(
	virtual: VirtualStore,
	wishes: { orders?: number[]; declines?: number | null } = {},
): Promise<Report> {
	const { orders = ORDERS } = wishes;
	const declines = wishes.declines === undefined ? DECLINES : (wishes.declines ?? undefined);
	const named = [...orders, ...(declines === undefined ? [] : [declines])];
	const store = new NamedOrders(virtual, virtual, named);
	const asked = await probe(store, { orders, declines, usesUpQuota: true, waitMs: 20_000 }, 'run', virtual.inbox);
	return reportOf(asked, '0.0.0', '2026-03-05', named.length);
}

/** Orders that a call touches: in its path, its query, or its body. */
function ordersIn({ path, query = {}, body }: VirtualStore['calls'][number]): number[] {
	const inPath = /^v[23]\/orders\/(\d+)/.exec(path)?.[1];
	const inQuery = ['min_id', 'max_id', 'order_id:in', 'resource_id:in'].flatMap(
		(name) => query[name]?.split(',') ?? [],
	);
	const inBody = Array.isArray(body) ? body.map((entry: { resource_id: number }) => entry.resource_id) : [];
	return [...(inPath === undefined ? [] : [inPath]), ...inQuery, ...inBody].map(Number);
}

function seeded(seed: number): () => number {
	let state = seed % 2_147_483_648;
	return () => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state / 2_147_483_648;
	};
}

function isStand(row: Row): row is Row & Stand {
	return Object.keys(FACTORS).every((name) => name in row);
}

/** What is wrong with a finding; null where nothing is. */
function fault({ setting, position, among, seen }: Finding, stand: Row & Stand): string | null {
	const truth = stand[setting];
	if (position !== undefined) return position === truth ? null : `${setting} is ${truth}, told as ${position}: ${seen}`;
	if (among !== undefined && !among.includes(truth)) return `${setting} is ${truth}, not among ${among.join()}`;
	const isHidden = Object.entries(HIDDEN).some(([name, hides]) => name === setting && hides(stand));
	return isHidden ? null : `${setting} is ${truth}, and was not told: ${seen}`;
}

const ROWS = pairwise(FACTORS, seeded(SEED)).filter(isStand);

test('every two positions of every two switches meet in some store', () => {
	const met = new Set(
		ROWS.flatMap((row) => {
			const positions = Object.entries(row).map(([name, position]) => `${name}=${String(position)}`);
			return positions.flatMap((a) => positions.map((b) => `${a} ${b}`));
		}),
	);
	const all = Object.entries(FACTORS).map(([name, positions]) => positions.map((one) => `${name}=${String(one)}`));
	const expected = all.flatMap((a, index) =>
		all.slice(index + 1).flatMap((b) => a.flatMap((x) => b.map((y) => `${x} ${y}`))),
	);
	expect(expected.length).toBeGreaterThan(4_000);
	expect(expected.filter((pair) => !met.has(pair))).toEqual([]);
});

describe(`switches at random, every two of them together (PROBE_SEED=${SEED})`, () => {
	test.each(ROWS.map((stand, index) => ({ stand, index })))(
		'store $index: every switch is told right',
		async ({ stand }) => {
			const virtual = await storeWith(stand);
			const report = await ask(virtual);
			expect(report.stopped).toBeNull();
			expect(report.findings.map((finding) => fault(finding, stand)).filter((problem) => problem !== null)).toEqual([]);
			expectNothingForOthers(virtual, [...ORDERS, DECLINES]);
			expect(virtual.store.hooks.all()).toEqual([]);
		},
	);
});

/** Not in the probe's calls, not in the store's log, not in its ledger. */
function expectNothingForOthers({ calls, store }: VirtualStore, named: readonly number[]): void {
	expect(calls.filter((call) => ordersIn(call).some((order) => !named.includes(order)))).toEqual([]);
	const others = [...store.orders.range()].map(({ id }) => id).filter((id) => !named.includes(id));
	expect(others.length).toBeGreaterThanOrEqual(OTHERS.length);
	const called = store.log.recent().map(({ orderId }) => orderId);
	expect(others.filter((id) => called.includes(id))).toEqual([]);
	for (const id of others) expect(store.truth(id)).toMatchObject({ captures: 0, voids: 0, refunds: 0 });
}

test('with one order it asks what one order can tell, and nothing for the others', async () => {
	const virtual = await storeWith({ secondCapture: 'accept201' });
	const report = await ask(virtual, { orders: [70118], declines: null });
	expect(report.findings.find(({ setting }) => setting === 'secondCapture')).toMatchObject({ seen: 'Not asked.' });
	expect(report.settings).toMatchObject({ captureBody: '{}', pendingVisible: true, overLimit: 'error413' });
	expectNothingForOthers(virtual, [70118]);
	expect(virtual.store.truth(70118)).toMatchObject({ captures: 1 });
});

describe('a store that is not in test mode', () => {
	const liveFrom = async (nth: number): Promise<{ virtual: VirtualStore; report: Report; before: number }> => {
		const virtual = await storeWith({});
		let [read, before] = [0, Number.POSITIVE_INFINITY];
		virtual.onAnswer = ({ path }, answer) => {
			if (!path.endsWith('/transactions')) return answer;
			read += 1;
			if (read < nth) return answer;
			before = Math.min(before, virtual.calls.length);
			return { ...answer, text: answer.text.replace('"test":true', '"test":false') };
		};
		return { virtual, report: await ask(virtual), before };
	};

	test.each([1, 2, 3, 4])('shown by named order %i: nothing is sent for any of them', async (nth) => {
		const { virtual, report } = await liveFrom(nth);
		expect(report.stopped).toContain('not made in test mode');
		expect(virtual.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	test.each([5, 6, 7, 8, 9])('shown by the %ith look at transactions: nothing more is sent', async (nth) => {
		const { virtual, report, before } = await liveFrom(nth);
		expect(report.stopped).toContain('the store is live');
		const after = virtual.calls.slice(before);
		expect(after.length).toBeGreaterThan(0);
		expect(
			after.filter(({ method, path }) => method !== 'DELETE' || !/^v3\/(hooks\/|orders\/\d+\/metafields\/)/.test(path)),
		).toEqual([]);
		expect(virtual.store.hooks.all()).toEqual([]);
	});

	test('an order that says nothing of its mode is not touched, nor are the others', async () => {
		const virtual = await storeWith({ transactionsRecorded: 'none' });
		virtual.store.addOrder({ id: 200, gateway: 'stripe' });
		const report = await ask(virtual, { orders: [70118, 200] });
		expect(report.stopped).toContain('nothing says that it was paid in test mode');
		expect(virtual.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	test('an order that is captured already is not touched, nor are the others', async () => {
		const virtual = await storeWith({});
		virtual.store.addOrder({ id: 200, gateway: 'testgateway', state: 'captured' });
		const report = await ask(virtual, { orders: [70118, 200] });
		expect(report.stopped).toContain("'captured', not 'authorized'");
		expect(virtual.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});

test('a call for an order that was not named is refused before it is sent', async () => {
	const virtual = await storeWith({});
	const store = new NamedOrders(virtual, virtual, [70118]);
	await expect(store.act(70119, 'capture')).rejects.toThrow('not named');
	await expect(store.act(70118, 'capture')).rejects.toThrow('before its order was proved');
	expect(virtual.calls).toEqual([]);
});

test('the report has no token, no store, no order and no shopper in it', async () => {
	const virtual = await storeWith({ notAuthorizedStatus: 409 });
	const report = await ask(virtual);
	const text = `${markdown(report)}${JSON.stringify(report)}`;
	const secrets = [
		'sandbox-token',
		'sandbox-client-secret',
		'Lovelace',
		'@',
		'70118',
		'70119',
		'70120',
		'70121',
		'40.00',
		'stores/',
	];
	expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
	expect(text).toContain('| `notAuthorizedStatus` |');
});

test('every guess of the sandbox is asked about, or its reason is written down', () => {
	const asked: string[] = QUESTIONS.map(({ setting }) => setting);
	const guesses = SETTING_LIST.filter(({ guess }) => guess !== undefined).map(({ name }) => name);
	expect(guesses.length).toBeGreaterThan(30);
	expect(guesses.filter((name) => asked.includes(name) === name in NOT_ASKED_OF_A_STORE)).toEqual([]);
	expect(asked.filter((name) => !(name in FACTORS))).toEqual([]);
});

describe('npm run probe', () => {
	const command = async (args: string[], token: string | undefined, answer?: string) => {
		const [printed, said]: [string[], string[]] = [[], []];
		const code = await run(
			args,
			{ BIGCOMMERCE_ACCESS_TOKEN: token },
			{
				print: (text) => printed.push(text),
				say: (text) => said.push(text),
				ask: answer === undefined ? null : async () => answer,
			},
		);
		return { code, printed: printed.join(''), said: said.join('\n') };
	};

	test('asks a sandbox over HTTP and prints the report', async () => {
		const sandbox = await startSandbox({
			settings: { captureDelayMs: 700, captureBody: '', statusAfterCapture: 'unchanged' },
			orders: [{ id: 70118, gateway: 'testgateway', ageDays: 1 }],
		});
		const args = ['--store', 'sandbox', '--api-url', sandbox.apiUrl, '--orders', '70118', '--yes', '--json'];
		const { code, printed } = await command(args, 'sandbox-token');
		await sandbox.close();
		expect(code).toBe(0);
		expect(JSON.parse(printed)).toMatchObject({
			stopped: null,
			settings: { captureBody: '', statusAfterCapture: 'unchanged', pendingVisible: true, quotaHeaders: 'normal' },
		});
	});

	test.each([
		{ what: 'no order', args: ['--store', 'abc123'], token: 't', says: 'no order is ever chosen for you' },
		{
			what: 'no token',
			args: ['--store', 'abc123', '--orders', '1'],
			token: undefined,
			says: 'BIGCOMMERCE_ACCESS_TOKEN',
		},
		{ what: 'no store', args: ['--orders', '1'], token: 't', says: '--store is missing' },
		{ what: 'a path for an order', args: ['--store', 'abc123', '--orders', '1,../2'], token: 't', says: "not '../2'" },
		{ what: 'an order twice', args: ['--store', 'abc123', '--orders', '1,1'], token: 't', says: 'named twice' },
		{
			what: 'plain HTTP',
			args: ['--store', 'a', '--orders', '1', '--api-url', 'http://example.com'],
			token: 't',
			says: 'https://',
		},
		{ what: 'an unknown option', args: ['--all-orders'], token: 't', says: '--all-orders' },
		{ what: 'nobody who agrees', args: ['--store', 'abc123', '--orders', '1'], token: 't', says: '--yes is needed' },
	])('$what: sends nothing and says what is missing', async ({ args, token, says }) => {
		const { code, printed, said } = await command(args, token);
		expect([code, printed]).toEqual([2, '']);
		expect(said).toContain(says);
	});

	test('tells what it will send, and takes no for an answer', async () => {
		const { code, said } = await command(['--store', 'abc123', '--orders', '70118,70119'], 't', 'no');
		expect(code).toBe(2);
		expect(said).toContain('order 70119 is captured twice');
		expect(said).toContain('Nothing was sent.');
	});

	test('--help says how', async () => {
		const { code, printed } = await command(['--help'], undefined);
		expect(code).toBe(0);
		expect(printed).toContain('--orders 118,119,120');
	});
});
