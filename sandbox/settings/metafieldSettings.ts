/** Order metafields: nearly all of it is a guess. */
import { choice, integer, number } from './definition';

const group = 'metafields' as const;

export const METAFIELD_SETTINGS = {
	metafieldScope: choice(
		[
			['orders', 'Orders'],
			['ordersOrTransactions', 'Orders or Order Transactions'],
			['denied', 'none that a token has'],
		],
		'orders',
		{ group, label: 'Scope that metafields need', guess: 'The table of scopes does not name metafields.' },
	),
	metafieldCreatedStatus: choice(
		[
			[200, '200'],
			[201, '201'],
		],
		200,
		{ group, label: 'Status of a create', guess: '200 is published, 201 is what other creates answer.' },
	),
	metafieldBatchLimit: integer(
		250,
		{ group, label: 'Metafields in one batch at most', guess: 'Not published.' },
		{ minimum: 1 },
	),
	metafieldOverLimitStatus: choice(
		[
			[422, '422'],
			[413, '413'],
		],
		422,
		{ group, label: 'A batch above that is refused whole with', guess: 'Not published.' },
	),
	metafieldConflictBody: choice(
		[
			['errors', 'has `errors`'],
			['plain', 'has none'],
			['empty', 'is empty'],
		],
		'errors',
		{ group, label: 'The body of a 409', guess: 'The published schema makes every field optional.' },
	),
	metafieldBatchErrors: choice(
		[
			['byIndex', 'one entry, keyed by position'],
			['byResource', 'one entry, keyed by resource'],
			['each', 'one entry for each'],
		],
		'byIndex',
		{
			group,
			label: '`errors` of a batch are',
			guess: 'The published example has keys 1 and 2 and does not say of what.',
		},
	),
	metafieldAllConflictStatus: choice(
		[
			[422, '422'],
			[409, '409'],
		],
		422,
		{
			group,
			label: 'Status of a batch in which all was taken already',
			guess: '422 is published for partial success alone.',
		},
	),
	metafieldMissingOrder: choice(
		[
			['accepted', 'accepted'],
			['refused404', 'refused with 404'],
		],
		'accepted',
		{
			group,
			label: 'A metafield of an order that is missing is',
			guess: '"The service does not check" (staff, github.com/bigcommerce/docs/pull/197).',
		},
	),
	metafieldListLateMs: number(0, {
		group,
		label: 'Lists of metafields show changes late by (ms)',
		guess: 'Nothing promises that a list is fresh.',
	}),
	metafieldResourceFilter: choice(
		[
			['honoured', 'filters'],
			['ignored', 'is ignored'],
		],
		'honoured',
		{ group, label: '`resource_id:in`', guess: 'Not among the published parameters of this list.' },
	),
};
