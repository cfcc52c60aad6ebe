/** What order metafields leave open (docs/bigcommerce-api.md, Metafields). */
import type { StoreSettings } from '../../../sandbox/settings';
import type { Evidence, MetafieldEvidence } from '../evidence';
import { at, listAt } from '../reading';
import { type Measure, NOT_ASKED, question, type Question, stands, untold, type Verdict } from './question';

const DENIED = untold('This token may not make metafields.');

/** Judges what was met only where a metafield could be made. */
function made<P>(judge: (experiment: MetafieldEvidence) => Verdict<P>): (evidence: Evidence) => Verdict<P> {
	return ({ metafields }) => {
		if (!metafields) return NOT_ASKED;
		return metafields.again === null ? DENIED : judge(metafields);
	};
}

function scope({ metafields, secondToken }: Evidence): Verdict<StoreSettings['metafieldScope']> {
	if (!metafields) return NOT_ASKED;
	const { status } = metafields.created;
	if (status === 403) return stands('denied', 'Refused with 403, though the token may capture.');
	if (metafields.again === null) return untold(`Refused with ${status}.`);
	const seen = 'This token may; which of its scopes counts does not show.';
	if (!secondToken) return { among: ['orders', 'ordersOrTransactions'], seen };
	const { order, transactions, metafield } = secondToken;
	if (order.status !== 403 || transactions.status >= 400) {
		return { among: ['orders', 'ordersOrTransactions'], seen: 'The second token has not the scopes that tell.' };
	}
	if (metafield.status === 403) return stands('orders', 'A token with transactions alone may not.');
	return metafield.status < 300
		? stands('ordersOrTransactions', 'A token with transactions alone may.')
		: untold(`A token with transactions alone was refused with ${metafield.status}.`);
}

function createdStatus({ created: { status } }: MetafieldEvidence): Verdict<200 | 201> {
	return status === 200 || status === 201 ? stands(status, `Answered ${status}.`) : untold(`Answered ${status}.`);
}

function conflictBody({ again }: MetafieldEvidence): Verdict<StoreSettings['metafieldConflictBody']> {
	if (again?.status !== 409) return untold(`A second create answered ${again?.status ?? 'nothing'}.`);
	if (again.text.trim() === '') return stands('empty', '409 without a body.');
	return at(again.body, 'errors') === undefined
		? stands('plain', '409 without `errors`.')
		: stands('errors', '409 with `errors`.');
}

function batchErrors({ partTaken, orders }: MetafieldEvidence): Verdict<StoreSettings['metafieldBatchErrors']> {
	const entries = listAt(partTaken?.body, 'errors');
	if (partTaken?.status !== 422) return untold(`A batch done in part answered ${partTaken?.status ?? 'nothing'}.`);
	if (entries.length > 1) return stands('each', 'One entry for each that failed.');
	const keys = Object.keys(Object(at(entries[0], 'errors')));
	if (keys.length > 0 && keys.every((key) => orders.includes(Number(key)))) {
		return stands('byResource', 'One entry, by ID of the order.');
	}
	return keys.some((key) => key === '1' || key === '2')
		? stands('byIndex', 'One entry, by position from 0.')
		: untold('One entry with other names.');
}

function batchLimit({ tries }: MetafieldEvidence): Verdict<number> {
	const fits = Math.max(1, ...tries.filter(({ isRefusedWhole }) => !isRefusedWhole).map(({ size }) => size));
	const isBounded = tries.some(({ isRefusedWhole }) => isRefusedWhole);
	return isBounded ? stands(fits, `${fits} fit, ${fits + 1} do not.`) : untold(`${fits} fit; more were not tried.`);
}

function overLimitStatus({ tries }: MetafieldEvidence): Verdict<413 | 422> {
	const refused = tries.find(({ isRefusedWhole }) => isRefusedWhole)?.status;
	if (refused === 413 || refused === 422) return stands(refused, `Refused with ${refused}.`);
	return untold(refused === undefined ? 'No batch was refused for its size.' : `Refused with ${refused}.`);
}

function allTaken({ allTaken: answer }: MetafieldEvidence): Verdict<409 | 422> {
	const status = answer?.status;
	return status === 409 || status === 422
		? stands(status, `Answered ${status}.`)
		: untold(`Answered ${status ?? 'nothing'}.`);
}

function lateness({ listedAfterMs }: MetafieldEvidence): Verdict<number> {
	if (listedAfterMs === null) return untold('The list did not show it in 30 seconds.');
	return listedAfterMs < 2_000
		? stands(0, 'Shown by the first list, or the next.')
		: stands(Math.floor(listedAfterMs / 1_000) * 1_000, `Shown after ${listedAfterMs} ms.`);
}

function resourceFilter({ filtered, orders }: MetafieldEvidence): Verdict<'honoured' | 'ignored'> {
	const [first, second] = orders;
	if (first === second) return untold('Two orders are needed to tell.');
	if (!filtered?.includes(first)) return untold('The list showed nothing of the order.');
	return filtered.includes(second)
		? stands('ignored', 'Fields of another order were shown too.')
		: stands('honoured', 'Only fields of that order were shown.');
}

function missingOrder({ ofMissing }: MetafieldEvidence): Verdict<'accepted' | 'refused404'> {
	if (ofMissing === null) return NOT_ASKED;
	const { status } = ofMissing;
	if (status === 404) return stands('refused404', 'Refused with 404.');
	return status < 300 ? stands('accepted', `Made (${status}), and deleted.`) : untold(`Answered ${status}.`);
}

const experiment = 'metafields' as const;

export const METAFIELD_QUESTIONS: readonly Question[] = [
	question({ setting: 'metafieldScope', asks: 'Which scope do order metafields need?', experiment, judge: scope }),
	question({
		setting: 'metafieldCreatedStatus',
		asks: 'What does a create answer?',
		experiment,
		judge: made(createdStatus),
	}),
	question({
		setting: 'metafieldConflictBody',
		asks: 'What is in the 409 of one that is taken?',
		experiment,
		judge: made(conflictBody),
	}),
	question({
		setting: 'metafieldAllConflictStatus',
		asks: 'What does a batch answer in which all are taken?',
		experiment,
		judge: made(allTaken),
	}),
	question({
		setting: 'metafieldBatchErrors',
		asks: 'How does a batch say which entries failed?',
		experiment,
		judge: made(batchErrors),
	}),
	question({
		setting: 'metafieldBatchLimit',
		asks: 'How many fit into one batch?',
		experiment,
		judge: made(batchLimit),
	}),
	question({
		setting: 'metafieldOverLimitStatus',
		asks: 'What does a batch answer that is too large?',
		experiment,
		judge: made(overLimitStatus),
	}),
	question({
		setting: 'metafieldListLateMs',
		asks: 'How late do lists show a new one?',
		experiment,
		judge: made(lateness),
	}),
	question({
		setting: 'metafieldMissingOrder',
		asks: 'Can one be made of an order that is not there?',
		experiment,
		judge: made(missingOrder),
	}),
	question({
		setting: 'metafieldResourceFilter',
		asks: 'Does `resource_id:in` filter the list?',
		experiment,
		judge: made(resourceFilter),
	}),
];

export const METAFIELD_MEASURES: readonly Measure[] = [
	{
		name: 'Sizes of batches tried',
		measure: ({ metafields }) =>
			metafields && metafields.tries.length > 0
				? metafields.tries.map(({ size, status }) => `${size}: ${status}`).join(', ')
				: null,
	},
];
