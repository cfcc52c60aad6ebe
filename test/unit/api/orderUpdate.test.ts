import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import { differing, type OrderChanges } from '../../../nodes/BigCommerce/api/orderUpdate';

const order = readOrder({
	id: 5,
	status_id: 7,
	payment_status: 'authorized',
	staff_notes: 'One\r\nTwo',
	external_merchant_id: 'M-1',
	external_order_id: 12,
	external_source: null,
});

test.each<{ changes: OrderChanges; sent: OrderChanges }>([
	// BigCommerce refuses an update that has the merchant ID once it is set, whatever else is in it.
	{ changes: { external_merchant_id: 'M-1', status_id: 2 }, sent: { status_id: 2 } },
	{ changes: { external_merchant_id: 'M-2' }, sent: { external_merchant_id: 'M-2' } },
	{ changes: { external_order_id: '12', external_source: '', status_id: 7, staff_notes: 'One\nTwo' }, sent: {} },
	{ changes: { staff_notes: '', external_source: 'ERP' }, sent: { staff_notes: '', external_source: 'ERP' } },
])('of $changes is sent $sent', ({ changes, sent }) => {
	expect(order === null ? null : differing(order, changes)).toEqual(sent);
});
