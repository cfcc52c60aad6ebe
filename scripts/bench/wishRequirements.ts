/** What is asked of a capture besides costs what it must, and no more. */
import { callsAProof, median, select, wallOf, type Filter } from './aggregates';
import { expectedOf } from './orders';
import { bounded, type Requirement } from './requirement';
import type { Figures, Wish } from './trial';
import type { VirtualFigures } from './virtual';

export function wishRequirements(all: Figures[], virtual: VirtualFigures[]): Requirement[] {
	return [
		...notes(all),
		...options(all),
		...guards(all),
		...virtual.map(amountWithin),
		...scattered(all),
		...following(all),
		search(all),
	];
}

const callsOf = (all: Figures[], which: Filter): number => median(select(all, which).map(callsAProof));
const wished = (wish: Wish): Filter => ({ contender: 'node', purpose: 'wishes', wish });

/** How long a wish takes, as a multiple of another. */
const timesAsLong = (all: Figures[], wish: Wish, than: Wish): number =>
	wallOf(all, wished(wish)) / wallOf(all, wished(than));

/** The calls of the same by hand, where that was measured. */
function byHand(all: Figures[], wish: Wish): string {
	const calls = callsOf(all, { contender: 'readCaptureRead', purpose: 'wishes', wish });
	return Number.isNaN(calls) ? '' : ` (by hand ${calls.toFixed(2)})`;
}

function notes(all: Figures[]): Requirement[] {
	return [
		bounded('Calls a capture with a note and a status, the same for all', callsOf(all, wished('note')), {
			most: 2.2,
			digits: 3,
			besides: byHand(all, 'note'),
		}),
		bounded('… and with notes that differ from item to item', callsOf(all, wished('ownNote')), {
			most: 2.2,
			digits: 3,
		}),
		bounded('… whose time is, as a multiple of that with one note for all', timesAsLong(all, 'ownNote', 'note'), {
			most: 1.3,
		}),
	];
}

function options(all: Figures[]): Requirement[] {
	return [
		bounded('Calls a capture with an option that differs from item to item', callsOf(all, wished('ownOptions')), {
			most: 1.02,
			digits: 3,
		}),
		bounded('… whose time is, as a multiple of that with none', timesAsLong(all, 'ownOptions', 'nothing'), {
			most: 1.3,
		}),
	];
}

function guards(all: Figures[]): Requirement[] {
	return [
		bounded(
			'Calls a capture with conditions on status, currency, age and shipping',
			callsOf(all, wished('conditions')),
			{
				most: 1.01,
				digits: 3,
			},
		),
		bounded('Calls a capture with a condition on the amount', callsOf(all, wished('amount')), {
			most: 2.02,
			digits: 3,
			besides: byHand(all, 'amount'),
		}),
	];
}

const amountWithin = ({ quota, callsAProof: calls }: VirtualFigures): Requirement =>
	bounded(`… within ${quota} in 30 s, on virtual time`, calls, { most: 2.02, digits: 3 });

function scattered(all: Figures[]): Requirement[] {
	const some: Filter = { contender: 'node', purpose: 'scattered', isEdited: false };
	const edited = wallOf(all, { ...some, isEdited: true });
	return [
		bounded(
			'Calls a proven capture, every 900th ID, where modification dates move',
			callsOf(all, { ...some, datesMove: true }),
			{
				most: 1.2,
				digits: 3,
			},
		),
		bounded('Calls a proven capture, every 900th ID, where they do not', callsOf(all, { ...some, datesMove: false }), {
			most: 2,
			digits: 3,
		}),
		bounded(
			'… and the time where somebody edits an order meanwhile, as a multiple',
			edited / wallOf(all, { ...some, datesMove: false }),
			{
				most: 1.3,
			},
		),
	];
}

function following(all: Figures[]): Requirement[] {
	const which: Filter = { contender: 'node', purpose: 'following' };
	const lag = median(select(all, which).map(({ lagMs }) => lagMs ?? Number.NaN));
	return [
		bounded("From the gateway's result to the word, captures of 1 to 5 s: 95 % within", lag, {
			most: 1_500,
			digits: 0,
			unit: ' ms',
		}),
		bounded('… at so many calls a proven capture', callsOf(all, which), { most: 1.02, digits: 3 }),
	];
}

function search(all: Figures[]): Requirement {
	const [own] = select(all, { contender: 'find' });
	const [hand] = select(all, { contender: 'findByHand' });
	const isWhole = own !== undefined && own.said === expectedOf(own);
	const what = 'Calls to find what can be captured, 200 of a store of 500,000 orders';
	const besides = `${isWhole ? '' : `, found ${own?.said}`}${hand === undefined ? '' : ` (by hand ${hand.calls})`}`;
	const row = bounded(what, own?.calls ?? Number.NaN, { most: 15, digits: 0, besides });
	return own === undefined || isWhole ? row : { ...row, isMet: false };
}
