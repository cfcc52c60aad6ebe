import { SETTING_LIST, type StoreSettings } from '../../sandbox/settings';
import type { NamedOrders } from '../../scripts/probe/namedOrders';
import { QUESTIONS } from '../../scripts/probe/questions';
import type { Finding } from '../../scripts/probe/report';
import { asked, DECLINES, expectNothingForOthers, MISSING, ORDERS, SEED, seeded, storeWith } from './askedStore';
import { type Factors, pairwise, type Row } from './pairs';

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
	pageCap: [null, 20],
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
	hookTimeoutMs: [10_000, 4_000],
	hookWarmupMs: [0, 20_000],
	captureDelayMs: [0, 1_500],
	voidDelayMs: [0, 1_500],
	refundDelayMs: [0, 1_500],
	latencyMs: [40, 120],
	otherAppsPerWindow: [0, 20],
} as const satisfies { [S in keyof StoreSettings]?: ReadonlyArray<StoreSettings[S]> } & Factors;

type Stand = { -readonly [F in keyof typeof FACTORS]: (typeof FACTORS)[F][number] };

/**
 * Where a switch makes no difference because of how others stand: nothing that the store answers or tells depends on
 * it, which a twin of the store proves that differs in all of these. Everywhere else the probe has to name it.
 */
const WITHOUT_EFFECT: { [F in keyof Stand]?: (stand: Stand) => boolean } = {
	pendingVisible: ({ captureDelayMs, voidDelayMs }) => captureDelayMs + voidDelayMs === 0,
	declineLeavesTransaction: ({ transactionsRecorded }) => transactionsRecorded !== 'all',
	absentValues: ({ transactionsRecorded }) => transactionsRecorded === 'none',
	partPayments: ({ partPayments, transactionsRecorded }) =>
		transactionsRecorded === 'none' ||
		(transactionsRecorded === 'authorizationOnly' && partPayments !== 'captureWithPayment'),
	refundBusyStatus: ({ refundBusyMs, refundDelayMs }) => refundBusyMs + refundDelayMs === 0,
	metafieldCreatedStatus: isDenied,
	metafieldBatchLimit: isDenied,
	metafieldOverLimitStatus: isDenied,
	metafieldConflictBody: isDenied,
	metafieldBatchErrors: isDenied,
	metafieldAllConflictStatus: isDenied,
	metafieldListLateMs: isDenied,
	metafieldResourceFilter: isDenied,
	metafieldMissingOrder: isDenied,
	quotaHeaders: hasNoQuota,
	quotaPool: hasNoQuota,
	retryAfter: ({ quota, quotaHeaders }) => quota === null || quotaHeaders === 'none',
};

function isDenied({ metafieldScope }: Stand): boolean {
	return metafieldScope === 'denied';
}

function hasNoQuota({ quota }: Stand): boolean {
	return quota === null;
}

function hasEffect(name: string, stand: Stand): boolean {
	return !Object.entries(WITHOUT_EFFECT).some(([hidden, isHidden]) => hidden === name && isHidden(stand));
}

/** The same store, but for the switches that make no difference there. */
function twinOf(stand: Row & Stand): Partial<StoreSettings> {
	const other = Object.entries(FACTORS)
		.filter(([name]) => !hasEffect(name, stand))
		.map(([name, positions]: [string, readonly unknown[]]) => {
			const others = positions.filter((position) => hasNoEffectThere(name, position, stand));
			return [name, others[0]];
		});
	return { ...stand, ...Object.fromEntries(other) };
}

/** Another position of a switch in which it makes no difference either. */
function hasNoEffectThere(name: string, position: unknown, stand: Row & Stand): boolean {
	return position !== stand[name] && !hasEffect(name, { ...stand, [name]: position });
}

function isStand(row: Row): row is Row & Stand {
	return Object.keys(FACTORS).every((name) => name in row);
}

/** What is wrong with a finding; null where nothing is. */
function fault({ setting, position, among, seen }: Finding, stand: Row & Stand): string | null {
	const truth = stand[setting];
	if (position === truth) return null;
	if (position !== undefined) return `${setting} is ${truth}, told as ${position}: ${seen}`;
	if (among !== undefined && !among.includes(truth)) return `${setting} is ${truth}, not among ${among.join()}`;
	return hasEffect(setting, stand) ? `${setting} is ${truth}, and was not told: ${seen}` : null;
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
			const { report, log } = await asked(virtual);
			expect(report.stopped).toBeNull();
			expect(report.findings.map((finding) => fault(finding, stand)).filter((problem) => problem !== null)).toEqual([]);
			expectNothingForOthers(virtual, [...ORDERS, DECLINES, MISSING]);
			expect(virtual.store.hooks.all()).toEqual([]);
			expect([...virtual.store.metafields.asOf(virtual.now())]).toEqual([]);
			const twin = await asked(await storeWith(twinOf(stand)));
			expect(seenIn(twin.log)).toEqual(seenIn(log));
		},
	);
});

/**
 * All that was asked and answered; transactions are numbered as they come, for a gap says nothing in a store that
 * others use.
 */
function seenIn(log: NamedOrders['log']): string[] {
	const numbers = new Map<string, string>();
	const numbered = (id: string): string => {
		const number = numbers.get(id) ?? `transaction ${numbers.size + 1}`;
		numbers.set(id, number);
		return number;
	};
	return log.map(({ call, status, headers, text }) =>
		JSON.stringify([call, status, headers, text]).replaceAll(/\b8592\d{4}\b/g, numbered),
	);
}

test('every guess of the sandbox is asked about', () => {
	const names: string[] = QUESTIONS.map(({ setting }) => setting);
	const guesses = SETTING_LIST.filter(({ guess }) => guess !== undefined).map(({ name }) => name);
	expect(guesses.length).toBeGreaterThan(30);
	expect(guesses.filter((name) => !names.includes(name))).toEqual([]);
	expect(names.filter((name) => !(name in FACTORS))).toEqual([]);
});
