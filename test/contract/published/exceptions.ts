import type { Finding } from './finding';

/**
 * Where the published files contradict themselves, or what BigCommerce really sends: the difference, and whose word is
 * taken.
 */
export interface Exception {
	operation: string | RegExp;
	side: 'request' | 'answer';
	status?: number | readonly number[];
	rule: Finding['rule'];
	/** Exact place, or places that match. */
	at?: string | RegExp;
	reason: string;
}

/** What is changed in a published file when it is read, because as it stands it rules out what it means. */
export interface Correction {
	file: string;
	/** Path to a schema of the document. */
	at: readonly string[];
	correct: (schema: Record<string, unknown>) => void;
	reason: string;
}

export const CORRECTIONS: readonly Correction[] = [
	{
		file: 'orders.v3.yml',
		at: ['components', 'schemas', 'ItemsRefund'],
		correct: (schema) => {
			schema.anyOf = schema.oneOf;
			delete schema.oneOf;
		},
		reason:
			'An item of type ORDER or FEE fits two of the four alternatives, and `oneOf` wants exactly one: none could ever be sent.',
	},
	{
		file: 'orders.v2.oas2.yml',
		at: ['components', 'parameters', 'sort', 'schema'],
		correct: (schema) => {
			schema.pattern = `^(${Array.isArray(schema.enum) ? schema.enum.join('|') : ''})(:(asc|desc))?$`;
			delete schema.enum;
		},
		reason: 'The description has `:asc` and `:desc` added to the field; the list of values does not.',
	},
];

const ANY = /./;

export const EXCEPTIONS: readonly Exception[] = [
	// What the gateway in front of every store says, which no operation declares.
	{
		operation: ANY,
		side: 'answer',
		status: 401,
		rule: 'noStatus',
		reason: 'A missing or wrong token is refused before any operation: text or JSON, as observed at the gateway.',
	},
	{
		operation: /Webhooks?$/,
		side: 'answer',
		status: 401,
		rule: 'mediaType',
		reason: 'Declared as JSON; a missing or empty token was observed as text/plain.',
	},
	{
		operation: ANY,
		side: 'answer',
		status: 403,
		rule: 'noStatus',
		reason: 'A missing scope is refused before any operation; body as observed, with `errors: {}`.',
	},
	{
		operation: ANY,
		side: 'answer',
		status: 429,
		rule: 'noStatus',
		reason: 'The quota belongs to the platform: documented under rate limits, declared on no operation.',
	},
	{
		operation: 'GET /v3/no/such/route',
		side: 'answer',
		status: 404,
		rule: 'noOperation',
		reason: 'A path that does not exist, asked for on purpose.',
	},
	{
		operation: 'DELETE /v3/orders/{id}/transactions',
		side: 'answer',
		status: 405,
		rule: 'noOperation',
		reason: 'A method that does not exist, asked for on purpose; 405 is in the general table of status codes.',
	},

	// Published elsewhere.
	{
		operation: 'GET /v2/orders/{id}/shippingaddresses',
		side: 'answer',
		rule: 'noOperation',
		reason: 'Published with an underscore; the links inside an order have none. Both are served.',
	},
	{
		operation: 'getOrders',
		side: 'answer',
		status: 413,
		rule: 'noStatus',
		reason: '"`limit` parameter exceeded the maximum" is the example of 413 in the general table of status codes.',
	},

	// v2: every error is an array, and most operations declare none.
	{
		operation: 'getOrders',
		side: 'answer',
		status: 204,
		rule: 'noStatus',
		reason: 'An empty list is 204 without a body, as clients in the wild report; the file declares 200 alone.',
	},
	{
		operation: 'getOrders',
		side: 'answer',
		status: 400,
		rule: 'noStatus',
		reason: 'A filter that cannot be read: 400 with the array of v2 errors, as observed by the official clients.',
	},
	{
		operation: /^(updateOrder|createOrderShipments)$/,
		side: 'answer',
		status: 400,
		rule: 'noStatus',
		reason: 'A field that cannot be read: 400 with the array of v2 errors, as observed by the official clients.',
	},
	{
		operation: 'updateOrder',
		side: 'answer',
		status: 404,
		rule: 'noStatus',
		reason: 'Missing things are 404 with the array of v2 errors on every v2 path.',
	},
	{
		operation: 'getOrder',
		side: 'answer',
		status: 500,
		rule: 'noStatus',
		reason: 'Server errors may meet any call; the general table of status codes has them.',
	},

	// v2 orders: fields that the examples have and the schema has not.
	{
		operation: /^(getOrders?|updateOrder)$/,
		side: 'answer',
		rule: 'undocumented',
		at: /\/custom_status$/,
		reason: 'In all three examples of an order, not in its schema.',
	},
	{
		operation: /^(getOrders?|updateOrder)$/,
		side: 'answer',
		rule: 'undocumented',
		at: /\/credit_card_type$/,
		reason: 'In all three examples of an order, not in its schema.',
	},
	{
		operation: /^getOrders?$/,
		side: 'answer',
		rule: 'enum',
		at: /\/payment_status$/,
		reason: 'The fault `unknownStatus` shows a word that is not published, on purpose.',
	},
	{
		operation: /^getOrders?$/,
		side: 'answer',
		rule: 'type',
		at: /\/payment_status$/,
		reason: 'The fault `unreadableRow` makes it null, on purpose.',
	},
	{
		operation: /^getOrder(Coupons|Products|ShippingAddresses)$/,
		side: 'answer',
		status: 204,
		rule: 'noStatus',
		reason: 'An empty v2 list is 204 without a body, as of orders; the file declares 200 alone.',
	},
	{
		operation: 'getOrderStatuses',
		side: 'answer',
		rule: 'undocumented',
		at: /\/order$/,
		reason: 'The sort order, which the live API sends; the file calls it `sort_order` and has it in the counts alone.',
	},
	{
		operation: 'getOrderFees',
		side: 'answer',
		rule: 'undocumented',
		at: '/fees',
		reason: 'The schema is one fee; the example next to it is `{ "fees": [ … ] }`, and that is followed.',
	},

	{
		operation: 'getOrderProducts',
		side: 'request',
		rule: 'required',
		at: '/header',
		reason: 'Asks for a Content-Type on a GET, which has no content.',
	},

	// Lists that publish no page parameters.
	{
		operation: /^getOrder(Refunds|Transactions)$/,
		side: 'request',
		rule: 'additionalProperties',
		at: '/query',
		reason: 'Asked for by page all the same: whether these lists come in pages is not said, and none may go unread.',
	},

	// v3 transactions.
	{
		operation: 'getOrderTransactions',
		side: 'answer',
		status: 204,
		rule: 'mediaType',
		reason: 'Declared with a JSON body, which HTTP does not allow for 204.',
	},
	{
		operation: 'getOrderTransactions',
		side: 'answer',
		status: 200,
		rule: 'type',
		at: '/data/*/reference_transaction_id',
		reason: "Declared an integer; the guide's sample has `{}` where there is none.",
	},
	{
		operation: 'getOrderTransactions',
		side: 'answer',
		status: 200,
		rule: 'type',
		at: '/data/*/payment_instrument_token',
		reason: "Declared a string; the guide's sample has `{}` where there is none.",
	},
	{
		operation: 'getOrderTransactions',
		side: 'answer',
		status: 500,
		rule: 'noStatus',
		reason: 'Server errors may meet any call; the general table of status codes has them.',
	},

	// v3 payment actions and refunds.
	{
		operation: /^(captureOrderPayment|voidOrderPayment|createOrderRefund)$/,
		side: 'answer',
		status: [200, 302],
		rule: 'noStatus',
		reason: 'Faults `html` and `redirect`: answers from something on the way, not from BigCommerce.',
	},
	{
		operation: /^(captureOrderPayment|voidOrderPayment|createOrderRefund)$/,
		side: 'answer',
		status: [201, 502],
		rule: 'mediaType',
		reason: 'Faults `textBody`, `emptyBody` and `html`: answers from something on the way.',
	},
	{
		operation: /^(captureOrderPayment|voidOrderPayment|createOrderRefund)$/,
		side: 'answer',
		status: 201,
		rule: 'type',
		at: '',
		reason: 'Faults `arrayBody` and `truncatedJson`: bodies that make no sense, on purpose.',
	},
	{
		operation: /^createOrderRefund(Quotes)?$/,
		side: 'answer',
		status: [400, 404],
		rule: 'noStatus',
		reason: 'Declared on capture and void, which share path and rules; the files declare only 422 (and 503) here.',
	},
	{
		operation: 'createOrderRefund',
		side: 'answer',
		status: 502,
		rule: 'noStatus',
		reason: 'Declared on capture and void; a server error may meet a refund as well.',
	},
	{
		operation: 'createOrderRefund',
		side: 'answer',
		status: 503,
		rule: 'undocumented',
		at: /^\/(status|title|type)$/,
		reason: 'Declared for the tax service alone; a 503 of the platform has the shape that capture and void declare.',
	},
	{
		operation: 'getOrderRefunds',
		side: 'answer',
		status: [404, 500],
		rule: 'noStatus',
		reason: 'The file declares 200 alone.',
	},
	{
		operation: 'getOrderRefund',
		side: 'answer',
		status: 404,
		rule: 'noStatus',
		reason: 'The file declares 200 alone.',
	},
	{
		operation: 'getOrdersRefunds',
		side: 'answer',
		status: 422,
		rule: 'noStatus',
		reason: 'The file declares 200 alone.',
	},

	{
		operation: 'getOrdersMetafields',
		side: 'answer',
		status: 200,
		rule: 'required',
		at: '/data/*',
		reason: '`include_fields` leaves fields out, `permission_set` among them, which the schema requires.',
	},

	// v3 hooks.
	{
		operation: 'getWebhooks',
		side: 'answer',
		status: 200,
		rule: 'minItems',
		at: '/data',
		reason: 'Declared with at least one hook; a store without hooks has none.',
	},
	{
		operation: /^(updateWebhook|deleteWebhook)$/,
		side: 'answer',
		status: [404, 422],
		rule: 'noStatus',
		reason: 'Declared on the read and on create; the file declares 200 alone here.',
	},
];

/** Whether an exception covers a finding. */
export function covers({ operation, side, status, rule, at }: Exception, finding: Finding): boolean {
	const statuses = typeof status === 'number' ? [status] : status;
	return (
		side === finding.side &&
		rule === finding.rule &&
		(typeof operation === 'string' ? operation === finding.operation : operation.test(finding.operation)) &&
		(statuses === undefined || statuses.includes(finding.status)) &&
		(at === undefined || (typeof at === 'string' ? at === finding.at : at.test(finding.at)))
	);
}
