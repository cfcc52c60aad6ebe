import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { formatMoney } from '../../model/money';
import { isoTime } from '../../model/time';
import { Overview, sortedAmounts, type Sum } from '../../payment/overview';
import { OPEN_STATES } from '../../payment/paymentSummary';
import { findPayments } from '../../reading/paymentSearch';
import { executePerItem } from '../executePerItem';
import type { Operation } from '../operation';
import { collectionOf, flagIn, numberIn } from '../parameters';
import { lookBackOption, lookUpGatewayOption, windowOption } from './searchOptions';

interface Input {
	expiresWithinDays: number;
	pendingHours: number;
	windowDays: number | null;
	lookBackDays: number | null;
	looksUpGateway: boolean;
}

const fields: INodeProperties[] = [
	{
		displayName: 'Expires Within (Days)',
		name: 'expiresWithinDays',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 2,
		description: 'Time until the estimated expiry, at most, of authorizations that count as expiring',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			windowOption,
			lookBackOption,
			lookUpGatewayOption,
			{
				displayName: 'Pending Longer Than (Hours)',
				name: 'pendingHours',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 1,
				description: 'Time without a change after which a capture or void under way counts as pending too long',
			},
		],
	},
];

const EMPTY_FILTERS = {
	orderStatusIds: [],
	minAgeDays: null,
	maxAgeDays: null,
	minAmount: null,
	maxAmount: null,
	currency: null,
	expiresWithinDays: null,
};

/** What is open, for the morning: counts and sums by state, and what needs somebody. */
export const getSummary: Operation = {
	fields,
	execute: async (context) =>
		await executePerItem<Input>(context, {
			readInput: (itemIndex) => readInput(context, itemIndex),
			subjectOf: () => ({ name: 'Payments', orderId: null, scope: 'Orders: read-only (store_v2_orders_read_only)' }),
			answer: async ({ client, clock }, { expiresWithinDays, pendingHours, ...search }) => {
				const now = clock.wallTime();
				const overview = new Overview({ expiresWithinDays, pendingHours, now });
				const filters = { ...EMPTY_FILTERS, states: [...OPEN_STATES] };
				const found = findPayments(client, {
					...search,
					filters,
					channelId: null,
					orderIds: null,
					isBounded: false,
					now,
				});
				for await (const payment of found) overview.add(payment);
				return [summaryItem(overview, now)];
			},
		}),
};

function summaryItem(overview: Overview, now: number): IDataObject {
	return {
		asOf: isoTime(now),
		byState: overview.states().map(({ state, sum }) => ({ state, ...sumItem(sum) })),
		expiring: sumItem(overview.sumOf('expiring')),
		mayHaveExpired: sumItem(overview.sumOf('mayHaveExpired')),
		pendingLong: sumItem(overview.sumOf('pendingLong')),
		shippedNotCaptured: sumItem(overview.sumOf('shippedNotCaptured')),
		cancelledNotVoided: sumItem(overview.sumOf('cancelledNotVoided')),
		text: overview.text(),
	};
}

function sumItem({ count, amounts }: Sum): IDataObject {
	return {
		count,
		amounts: sortedAmounts(amounts).map((amount) => ({ currency: amount.currency, amount: formatMoney(amount) })),
	};
}

function readInput(context: IExecuteFunctions, itemIndex: number): Input {
	const options = collectionOf(context, 'options', itemIndex);
	const expiresWithinDays = context.getNodeParameter('expiresWithinDays', itemIndex, 2);
	return {
		expiresWithinDays: numberIn({ expiresWithinDays }, 'expiresWithinDays', 'Expires Within') ?? 2,
		pendingHours: numberIn(options, 'pendingHours', 'Pending Longer Than') ?? 1,
		windowDays: numberIn(options, 'windowDays', 'Authorization Window', 1),
		lookBackDays: numberIn(options, 'lookBackDays', 'Look Back', 1),
		looksUpGateway: flagIn(options, 'lookUpGateway', 'Look Up Gateway', false),
	};
}
