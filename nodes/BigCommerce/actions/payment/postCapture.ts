import type { IDataObject } from 'n8n-workflow';
import type { ApiClient } from '../../api/client';
import { failureOf } from '../../api/failure';
import { isObject, textOf } from '../../api/json';
import { orderPath } from '../../api/orders';
import { withStaffNote } from '../../model/staffNotes';
import type { Session } from '../../session/session';
import type { OrderId } from '../../model/orderId';
import type { Settlement } from '../../payment/outcome';
import { PaymentReader } from '../../reading/paymentReader';
import type { PostCaptureOptions, CaptureInput } from './captureInput';

/** What is added to an order's item. */
export interface Extra {
	/** Raw order, transactions and attempt log, with 'Simplify' off. */
	raw: IDataObject;
	/** What could not be done once the money was settled. Never hides the outcome. */
	warning: string | null;
}

/**
 * What follows once the end of each order is known: its status and staff note, and the raw data where that is
 * wanted. A repeated order is done once.
 */
export async function runPostCapture(
	session: Session,
	settlements: Settlement[],
	input: CaptureInput,
): Promise<Map<OrderId, Extra>> {
	const orders = new Map(
		settlements.filter(({ code }) => code !== 'guard').map((settlement) => [settlement.orderId, settlement]),
	);
	const reader = new PaymentReader(session.client);
	const extras = new Map<OrderId, Extra>();
	await Promise.all(
		[...orders.values()].map(async (settlement) => {
			const warning = input.terms.dryRun ? null : await updateOrder(session.client, settlement, input.after);
			const raw = input.terms.keepOrder ? await rawOf(reader, settlement) : {};
			if (warning !== null || input.terms.keepOrder) extras.set(settlement.orderId, { raw, warning });
		}),
	);
	return extras;
}

async function rawOf(reader: PaymentReader, settlement: Settlement): Promise<IDataObject> {
	const look = settlement.payment === null ? null : await reader.transactions(settlement.orderId);
	return {
		order: settlement.order,
		transactions: look?.kind === 'seen' ? look.transactions.map(({ raw }) => raw) : null,
		log: settlement.log.map(({ at, did, saw }) => ({ at: new Date(at).toISOString(), did, saw })),
	};
}

/** Sets status and note, where the outcome calls for it. Returns a sentence where that could not be done. */
async function updateOrder(
	client: ApiClient,
	settlement: Settlement,
	after: PostCaptureOptions,
): Promise<string | null> {
	const isDone = settlement.outcome === 'captured' || settlement.outcome === 'voided';
	const wantedStatus = isDone
		? after.statusOnSuccess
		: settlement.outcome === 'declined'
			? after.statusOnFailure
			: null;
	const wantedNote = isDone ? after.staffNote : null;
	if (wantedStatus === null && wantedNote === null) return null;
	const read = await client.get(orderPath(settlement.orderId));
	const order = read.kind === 'answered' && read.status === 200 && isObject(read.body) ? read.body : null;
	if (order === null)
		return `The order's status and note were not set, because the order could not be read (${failureText(read)}).`;
	const body: Record<string, unknown> = {};
	if (wantedStatus !== null && order.status_id !== wantedStatus) body.status_id = wantedStatus;
	if (wantedNote !== null) {
		const notes = textOf(order, 'staff_notes') ?? '';
		const noted = withStaffNote(notes, wantedNote);
		if (noted !== notes) body.staff_notes = noted;
	}
	if (Object.keys(body).length === 0) return null;
	const answer = await client.send('PUT', orderPath(settlement.orderId), body);
	if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) return null;
	return `The payment is as said, but the order's ${Object.keys(body).map(label).join(' and ')} may not have been set (${failureText(answer)}).`;
}

function label(field: string): string {
	return field === 'status_id' ? 'status' : 'staff note';
}

function failureText(answer: Awaited<ReturnType<ApiClient['get']>>): string {
	if (answer.kind === 'throttled') return 'the API quota did not free up';
	const failure = failureOf(answer);
	return [failure.status === null ? failure.code : `HTTP ${failure.status}`, failure.reason]
		.filter((part) => part !== null)
		.join(': ');
}
