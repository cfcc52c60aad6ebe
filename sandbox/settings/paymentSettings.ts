/** What the store makes of payments, and what it shows of them. */
import { choice, flag, numberOrNone, type SettingDefinition } from './definition';

/**
 * How the store answers a capture (or void) of a payment that is already on its way or done.
 * `accept201` runs a second job: the money moves twice, and the ledger shows it.
 */
const SECOND = [
	['unprocessable422', 'refused with 422'],
	['conflict409', 'refused with 409'],
	['ignore201', '201, nothing happens'],
	['accept201', '201, and runs again'],
] as const;

const statusAfter = (value: number | 'unchanged', label: string): SettingDefinition<number | 'unchanged'> => ({
	value,
	group: 'payments',
	label,
	guess: 'Seen with common gateways; a store may be set up otherwise.',
	schema: { anyOf: [{ type: 'integer', minimum: 0, maximum: 14 }, { const: 'unchanged' }] },
});

export const PAYMENT_SETTINGS = {
	secondCapture: choice(SECOND, 'unprocessable422', {
		group: 'payments',
		label: 'A second capture is',
		guess: 'What a capture during or after a capture does is not documented.',
	}),
	secondVoid: choice(SECOND, 'unprocessable422', {
		group: 'payments',
		label: 'A second void is',
		guess: 'What a void during or after a void does is not documented.',
	}),
	notAuthorizedStatus: choice(
		[
			[422, '422'],
			[400, '400'],
			[404, '404'],
			[409, '409'],
		],
		422,
		{
			group: 'payments',
			label: "An action that the payment's state rules out is refused with",
			guess: 'The published statuses of capture and void are not tied to causes.',
		},
	),
	captureBody: choice(
		[
			['{}', '`{}`'],
			['', 'empty'],
			[204, '204 without a body'],
		],
		'{}',
		{ group: 'payments', label: 'The body of an accepted action is', guess: 'Published as an object without fields.' },
	),
	statusAfterCapture: statusAfter(11, 'Order status after a capture'),
	statusAfterVoid: statusAfter(5, 'Order status after a void'),
	statusAfterRefund: choice(
		[
			['moves', 'moves to Refunded or Partially Refunded'],
			['unchanged', 'stays'],
		],
		'moves',
		{ group: 'payments', label: 'After a refund the order status', guess: 'Seen with common gateways.' },
	),
	refundBusyStatus: choice(
		[
			[422, '422'],
			[409, '409'],
		],
		422,
		{
			group: 'payments',
			label: 'A refund beside another is refused with',
			guess: '"Not yet supported" is all that is said of two refunds at once.',
		},
	),
	unsettledRefunds: choice(
		[
			['refund', 'a refund'],
			['void', 'a void'],
		],
		'refund',
		{
			group: 'payments',
			label: 'A whole refund of a capture that is not settled shows as',
			guess: 'With Braintree a void since 2026-10-02 (changelog); with others unknown.',
		},
	),
	refundTransactionIds: choice(
		[
			['present', 'present'],
			['missing', 'missing'],
		],
		'present',
		{
			group: 'payments',
			label: '`transaction_id` of a refund is',
			guess: 'In the published schema of one refund it is missing.',
		},
	),
	partPayments: choice(
		[
			['purchase', 'a purchase at checkout'],
			['captureAtCheckout', 'a capture at checkout'],
			['captureWithPayment', 'a capture when the card is captured'],
		],
		'purchase',
		{
			group: 'payments',
			label: 'Store credit and gift certificates are',
			guess: 'The events of their transactions are not documented.',
		},
	),
	declineLeavesTransaction: flag(true, {
		group: 'payments',
		label: 'A decline leaves a transaction',
		guess: 'Nothing says that an `error` transaction is kept.',
	}),
	transactionsRecorded: choice(
		[
			['all', 'all events'],
			['authorizationOnly', 'the authorization only'],
			['none', 'nothing'],
		],
		'all',
		{ group: 'payments', label: 'The journal has', guess: 'Gateways differ; some kept no journal.' },
	),
};

export const READ_SETTINGS = {
	pendingVisible: flag(true, {
		group: 'reads',
		label: 'Reads show “capture pending”',
		guess: 'Some gateways never show it.',
	}),
	modifiedDatesMove: flag(true, {
		group: 'reads',
		label: 'A payment change moves the modification date',
		guess: 'Not documented.',
	}),
	absentValues: choice(
		[
			['object', '`{}`'],
			['null', 'null'],
			['missing', 'missing'],
		],
		'object',
		{
			group: 'reads',
			label: 'What a transaction has not is',
			guess: 'The sample has `{}`, the schema null or nothing.',
		},
	),
	overLimit: choice(
		[
			['error413', 'refused with 413'],
			['cap', 'cut to 250'],
		],
		'error413',
		{
			group: 'reads',
			label: 'A limit above 250 is',
			guess: '"limit parameter exceeded the maximum" is the example of 413 in the general table of status codes.',
		},
	),
	pageCap: numberOrNone(
		null,
		{
			group: 'reads',
			label: 'Rows on a page at most, whatever is asked',
			guess: 'No list promises to fill its pages.',
		},
		{ minimum: 1 },
	),
	undocumentedPaging: choice(
		[
			['whole', 'all rows, whatever page is asked'],
			['pages', 'pages, 50 rows by default'],
			['first50', 'the first 50 rows, whatever page is asked'],
		],
		'whole',
		{
			group: 'reads',
			label: 'Transactions and refunds of one order come as',
			guess: 'These two lists publish no page parameters.',
		},
	),
	refundListMeta: choice(
		[
			['pagination', 'with pagination'],
			['empty', 'empty'],
		],
		'pagination',
		{ group: 'reads', label: '`meta` of the list of all refunds is', guess: 'The published schema leaves it open.' },
	),
};
