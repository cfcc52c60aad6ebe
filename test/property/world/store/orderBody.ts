import type { Sight } from './reply';

/** A v2 order as a read shows it. */
export function orderBody({ order, version }: Sight): Record<string, unknown> {
	const { start } = order;
	return (version.orderBody ??= {
		id: order.id,
		date_created: rfc2822(order.createdAt),
		date_modified: rfc2822(version.modifiedAt),
		status_id: version.statusId,
		payment_status: version.word,
		payment_method: 'Test Payment Gateway',
		currency_code: 'EUR',
		default_currency_code: 'USD',
		total_inc_tax: money(version.total),
		store_credit_amount: money(start.storeCredit),
		gift_certificate_amount: money(start.giftCertificate),
		refunded_amount: '0.0000',
		items_total: 2,
		items_shipped: version.itemsShipped,
		staff_notes: version.note,
		is_deleted: start.isArchived,
	});
}

function money(minor: number): string {
	return `${(minor / 100).toFixed(2)}00`;
}

const RFC2822 = new Map<number, string>();

function rfc2822(time: number): string {
	const second = Math.floor(time / 1000);
	let text = RFC2822.get(second);
	if (text === undefined) {
		if (RFC2822.size > 10_000) RFC2822.clear();
		text = new Date(time).toUTCString().replace('GMT', '+0000');
		RFC2822.set(second, text);
	}
	return text;
}
