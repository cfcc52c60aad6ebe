/**
 * `PUT /v2/orders/{id}`: labels and notes. It never moves money (docs/bigcommerce-api.md, Orders: status is a label).
 */
import { type Answer, jsonText, v2Error } from '../answers';
import type { StoreContext } from '../context';
import { announceOrder, announceStatus } from '../hooks/announcements';
import { parseObject } from '../jsonBody';
import type { SandboxOrder } from './order';
import { orderBodyText } from './orderBody';
import { isOrderStatus } from './orderStatuses';
import { changed } from './orderVersions';

/** Sets one field; a sentence when the value is not acceptable. */
type Setter = (order: SandboxOrder, value: unknown) => string | undefined;

const text =
	(assign: (order: SandboxOrder, value: string) => void, maxLength = 65_535): Setter =>
	(order, value) => {
		if (typeof value !== 'string') return 'a string is expected';
		if (value.length > maxLength) return `at most ${maxLength} characters are allowed`;
		assign(order, value);
		return undefined;
	};

const nullableText =
	(assign: (order: SandboxOrder, value: string | null) => void): Setter =>
	(order, value) => {
		if (value !== null && typeof value !== 'string') return 'a string or null is expected';
		assign(order, value);
		return undefined;
	};

const SETTERS: Readonly<Record<string, Setter>> = {
	status_id: (order, value) => {
		if (typeof value !== 'number' || !isOrderStatus(value)) return 'the order status does not exist';
		order.statusId = value;
		return undefined;
	},
	staff_notes: text((order, value) => (order.staffNotes = value)),
	customer_message: text((order, value) => (order.customerMessage = value)),
	// The schema calls it read-only, the prose of its sibling does not; the sandbox lets it be written.
	external_id: nullableText((order, value) => (order.externalId = value)),
	external_order_id: nullableText((order, value) => (order.externalOrderId = value ?? '')),
	// "After setting it, you cannot write to or update": a second PUT is refused, even with the same value.
	external_merchant_id: (order, value) => {
		if (order.externalMerchantId !== null) return 'it is set already and cannot be changed';
		if (value !== null && typeof value !== 'string') return 'a string or null is expected';
		order.externalMerchantId = value;
		return undefined;
	},
	external_source: nullableText((order, value) => (order.externalSource = value)),
	// "When set to true in a PUT request, it has the same result as the DELETE an order request."
	is_deleted: (order, value) => {
		if (typeof value !== 'boolean') return 'a boolean is expected';
		order.archived = value;
		return undefined;
	},
};

/** Applies the fields of the body to a copy first, so that a refused update changes nothing. */
export function updateOrder(ctx: StoreContext, order: SandboxOrder, bodyText: string): Answer {
	const body = parseObject(bodyText);
	if (!body) return v2Error(400, 'The request body is not a valid JSON object.');
	const draft = { ...order };
	for (const [name, value] of Object.entries(body)) {
		const setter = Object.hasOwn(SETTERS, name) ? SETTERS[name] : undefined;
		// payment_status among them: "read-only … do not attempt to set" (docs/bigcommerce-api.md, Orders: payment_status).
		if (!setter) return v2Error(400, `The field '${name}' is not supported by this resource.`);
		const problem = setter(draft, value);
		if (problem) return v2Error(400, `The field '${name}' is invalid: ${problem}.`);
	}
	const previousStatusId = order.statusId;
	const wasArchived = order.archived;
	Object.assign(order, draft, { modifiedAt: ctx.now(), bodyText: undefined });
	if (order.statusId === 2 || order.statusId === 10) order.shippedAt ??= ctx.now();
	changed(ctx, order);
	announceOrder(ctx, order, order.archived && !wasArchived ? 'archived' : 'updated');
	if (order.statusId !== previousStatusId) announceStatus(ctx, order, previousStatusId);
	return jsonText(200, orderBodyText(ctx, order, { endpoint: 'orderUpdate' }));
}
