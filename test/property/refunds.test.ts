import fc from 'fast-check';
import { violations } from './refundWorld/invariants';
import { REFUND_PROPERTIES, refundsOnce } from './refundWorld/property';
import { anyRefundScript, type RefundScript } from './refundWorld/script';
import { run } from './refundWorld/simulation';

const SHARE = Number(process.env.REFUND_SCRIPTS_SHARE ?? 1);

test.each(REFUND_PROPERTIES)(
	'makes no refund twice, and says what the ledger says: $what ($runs scripts)',
	async ({ runs, narrow }) => {
		await fc.assert(refundsOnce(narrow), { numRuns: Math.ceil(runs * SHARE), seed: 1 });
	},
	300_000,
);

test('a refund that its list shows late is waited for, also behind one of its reference that was declined', async () => {
	const late = { isDeclined: false, answerAfterMs: 0, visibleAfterMs: 6_000 };
	const script: RefundScript = {
		wishes: [
			{ cents: 500, notation: 'text' },
			{ cents: 'everything', notation: 'text' },
		],
		hasReference: false,
		isAgent: false,
		turns: [
			{ kind: 'retry', pauseMs: 0 },
			{ kind: 'retry', pauseMs: 0 },
		],
		posts: [],
		fates: [{ isDeclined: true, answerAfterMs: 0, visibleAfterMs: 0 }, late, { ...late, visibleAfterMs: 0 }],
		traits: { namesTransactions: false, keepsJournal: false, pageSize: 250 },
		listFails: [],
		panel: [{ at: 0, cents: 500, fate: { ...late, visibleAfterMs: 2_000 } }],
		stopAt: null,
		latencyMs: 10,
		requestTimeout: 1_000,
		resultTimeout: 1_000,
		verificationWindow: 10_000,
	};
	expect(violations(await run(script))).toEqual([]);
});

test('where nothing goes wrong, every refund is made', async () => {
	const calm = anyRefundScript.map((script): RefundScript => {
		const fate = { isDeclined: false, answerAfterMs: 0, visibleAfterMs: 0 };
		return { ...script, posts: [], fates: [fate], listFails: [], panel: [], stopAt: null, turns: [], isAgent: false };
	});
	const property = fc.asyncProperty(calm, async (script) => {
		const traits = { ...script.traits, namesTransactions: true };
		const trace = await run({
			...script,
			traits,
			wishes: [{ cents: 500, notation: 'text' }, ...script.wishes.slice(1, 2)],
		});
		expect(trace.settled[0]?.settlement).toMatchObject({ outcome: 'refunded', changed: true });
		expect(violations(trace)).toEqual([]);
	});
	await fc.assert(property, { numRuns: Math.ceil(300 * SHARE), seed: 1 });
});
