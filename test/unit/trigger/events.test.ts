import { EVENTS, isTriggerEvent, scopesOf, SCOPES } from '../../../nodes/BigCommerce/trigger/events';
import { triggerFields } from '../../../nodes/BigCommerce/trigger/triggerFields';

describe('events and their scopes', () => {
	test.each([
		[['paymentCaptured'], ['store/order/transaction/created', 'store/order/transaction/updated']],
		[
			['paymentCaptured', 'paymentCaptureFailed', 'paymentVoided'],
			['store/order/transaction/created', 'store/order/transaction/updated'],
		],
		[['transactionCreated'], ['store/order/transaction/created']],
		[
			['transactionUpdated', 'paymentVoided'],
			['store/order/transaction/created', 'store/order/transaction/updated'],
		],
		[
			['shipmentCreated', 'orderCreated'],
			['store/order/created', 'store/shipment/created'],
		],
		[['orderStatusUpdated'], ['store/order/statusUpdated']],
		[['orderUpdated'], ['store/order/updated']],
		[['refundCreated'], ['store/order/refund/created']],
		[[], []],
	])('%j needs %j', (events, scopes) => {
		expect(scopesOf(events.filter(isTriggerEvent))).toEqual(scopes);
	});

	test('uses every scope, each once', () => {
		expect(scopesOf(EVENTS)).toEqual([...SCOPES]);
	});

	test('offers exactly the events of the contract', () => {
		const field = triggerFields.find(({ name }) => name === 'events');
		const values = field?.options?.flatMap((option) => ('value' in option ? [option.value] : []));
		expect([...(values ?? [])].sort()).toEqual([...EVENTS].sort());
	});
});
