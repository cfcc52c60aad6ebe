import fc, { type Arbitrary } from 'fast-check';
import type { Actor, Deed } from '../store/actors';
import type { Fault } from '../store/faults';
import type { OrderStart } from '../store/orderStart';
import { callFault, readFault, viewFault } from './faults';
import { bool, int, of, one } from './pick';

const deed: Arbitrary<Deed> = fc.oneof(
	fc.record({
		kind: of(
			'captures' as const,
			'captures at the gateway' as const,
			'voids' as const,
			'refunds all' as const,
			'refunds a part' as const,
			'voids the capture' as const,
			'writes a note' as const,
			'ships' as const,
		),
	}),
	fc.record({ kind: fc.constant('edits the total' as const), minor: of(1_000, 50_000) }),
	fc.record({ kind: fc.constant('authorizes anew' as const), minor: of(1_000, 50_000), voidsOld: bool }),
	fc.record({ kind: fc.constant('sets the status' as const), statusId: of(5, 2, 12) }),
);

const actor: Arbitrary<Actor> = fc.record({
	when: fc.oneof(
		fc.record({ at: fc.constant('time' as const), ms: of(1, 50, 400, 3_000, 20_000) }),
		fc.record({ at: fc.constant('read' as const), number: of(1, 1, 2, 3) }),
		fc.record({ at: fc.constant('call' as const) }),
		fc.record({ at: fc.constant('afterCall' as const), ms: of(0, 100, 1_500, 12_000) }),
	),
	does: deed,
});

const authorizations: Arbitrary<OrderStart['authorizations']> = fc.oneof(
	{ weight: 8, arbitrary: fc.constant<OrderStart['authorizations']>([{ minor: 2_500, was: 'standing' }]) },
	{
		weight: 2,
		arbitrary: fc.array(
			fc.record({
				minor: of(2_500, 50_000, 1_000),
				was: of(
					'standing' as const,
					'standing' as const,
					'voided' as const,
					'refused' as const,
					'captured' as const,
					'refunded' as const,
					'unclear' as const,
				),
			}),
			{ minLength: 1, maxLength: 3 },
		),
	},
);

const delayMs = fc.oneof(fc.constant(0), int(1, 3_000), int(3_000, 90_000), of(400_000));
const jobs: Arbitrary<OrderStart['jobs']> = fc.oneof(
	{ weight: 3, arbitrary: fc.record({ result: fc.constant('taken' as const), delayMs }).map((job) => [job]) },
	{
		weight: 2,
		arbitrary: fc.array(
			fc.record({ result: of('taken' as const, 'refused' as const, 'refused' as const, 'stuck' as const), delayMs }),
			{ minLength: 1, maxLength: 3 },
		),
	},
);

export type ScenarioOrder = OrderStart & { faults: Fault[]; actors: Actor[] };

/** Its ID is so far from the one before. */
export interface DrawnOrder extends Omit<ScenarioOrder, 'id'> {
	gap: number;
}

/** An order of a store, what goes wrong with it, and who else acts on it. */
export const order: Arbitrary<DrawnOrder> = fc.record<DrawnOrder>({
	gap: fc.oneof(fc.constant(1), int(1, 5), int(100, 2_000)),
	authorizations,
	isReopened: bool,
	paidByHand: of(0, 0, 0, 0, 0, 400, 2_500),
	byHandAs: of('custom' as const, 'offline' as const),
	word: fc.oneof(
		{ weight: 12, arbitrary: fc.constant(undefined) },
		{
			weight: 2,
			arbitrary: of(
				'',
				'pending',
				'held for review',
				'capture pending',
				'void pending',
				'paid',
				'declined',
				'partially refunded',
				'refunded',
				'captured',
				'void',
			),
		},
	),
	statusId: of(7, 7, 7, 11, 1),
	isArchived: one(10),
	giftCertificate: of(0, 0, 0, 0, 500),
	certificateEvent: of('purchase' as const, 'capture' as const, 'authorization' as const),
	storeCredit: of(0, 0, 0, 0, 300),
	itemsShipped: of(0, 0, 1, 2),
	jobs,
	faults: fc.oneof(
		{ weight: 4, arbitrary: fc.constant<Fault[]>([]) },
		{ weight: 5, arbitrary: fc.array(callFault, { minLength: 1, maxLength: 3 }) },
		{ weight: 2, arbitrary: fc.array(fc.oneof(callFault, viewFault), { minLength: 1, maxLength: 3 }) },
		{ weight: 2, arbitrary: fc.array(fc.oneof(callFault, readFault, viewFault), { minLength: 1, maxLength: 4 }) },
	),
	actors: fc.oneof(
		{ weight: 4, arbitrary: fc.constant<Actor[]>([]) },
		{ weight: 1, arbitrary: fc.array(actor, { minLength: 1, maxLength: 2 }) },
	),
});
