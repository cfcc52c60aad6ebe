import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import { Follower } from '../../../nodes/BigCommerce/capture/follower';
import { distinctOrders } from '../../../nodes/BigCommerce/capture/orderState';
import type { OrderId } from '../../../nodes/BigCommerce/model/orderId';
import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import type { ReadResult } from '../../../nodes/BigCommerce/reading/readResult';
import { OPTIONS } from '../../builders/captures';
import { orderId } from '../../builders/orderIds';
import { payment, transaction } from '../../builders/payments';
import { VirtualProcess, VirtualTime } from '../../property/world/virtualTime';

const ORDER = readOrder({ id: 118, payment_status: 'authorized', total_inc_tax: '25.0000' });

const seen = (isSingle: boolean): ReadResult & { kind: 'seen' } => ({
	kind: 'seen',
	payment: payment(),
	order: ORDER,
	transactions: null,
	isSingle,
	isCurrent: isSingle,
	serverTime: null,
});

test('an order of which a list for others is still worked out is not looked at meanwhile', async () => {
	const time = new VirtualTime();
	const { clock } = new VirtualProcess(time, () => 0.5);
	let looks = 0;
	const reader = {
		look: async (ids: OrderId[]) => {
			// Such a look takes no time, so that it would go on for ever.
			if (++looks > 20) throw new Error('looks without end');
			return new Map(ids.map((id) => [id, seen(false)]));
		},
		readAlone: async () => seen(true),
		transactions: async () => {
			await clock.sleep(30_000);
			return { kind: 'seen' as const, transactions: [transaction()], serverTime: null };
		},
	};
	const follower = new Follower({
		reader,
		clock,
		isHurried: false,
		isStillSending: () => false,
		isQuotaShort: () => true,
		showsNextFrom: () => Number.POSITIVE_INFINITY,
		onSeen: () => {},
	});
	const id = orderId(118);
	const [order] = distinctOrders([{ orderId: id, guards: NO_GUARDS }], { ...OPTIONS, keepOrder: false });
	if (order === undefined) throw new Error('no order');
	const since = -OPTIONS.verificationWindow;
	const followed = follower.follow(order, { do: 'follow', reason: 'ambiguous', ours: true, since });
	follower.onRead(new Map([[id, seen(false)]]), 0);
	await expect(time.until(followed)).resolves.toEqual({ do: 'sendAgain' });
	expect({ looks, at: time.now }).toEqual({ looks: 0, at: 30_000 });
});
