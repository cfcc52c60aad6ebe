import type { Transaction } from './reading';

/** What is known of the store's mode from one order. Only `test` lets anything be sent for it. */
export type Mode = { kind: 'test' | 'live' | 'unclear'; because: string };

/** BigCommerce's own gateway that moves no money. */
const TEST_GATEWAY = 'testgateway';
const TEST_GATEWAY_NAME = 'test payment gateway';

/**
 * A transaction says itself whether it was made in test mode (`test`, published with the transaction). One that was not
 * is enough for `live`; for `test` every one has to say so, or the order was paid through BigCommerce's test gateway.
 */
export function modeOf(paymentMethod: string, transactions: readonly Transaction[]): Mode {
	if (transactions.some(({ isTest }) => isTest === false)) {
		return { kind: 'live', because: 'a transaction of it was not made in test mode' };
	}
	const isTestGateway = (gateway: string): boolean => gateway.toLowerCase() === TEST_GATEWAY;
	if (transactions.length > 0 && transactions.every(({ isTest, gateway }) => isTest ?? isTestGateway(gateway))) {
		return { kind: 'test', because: 'all its transactions were made in test mode' };
	}
	if (paymentMethod.trim().toLowerCase() === TEST_GATEWAY_NAME) {
		return { kind: 'test', because: "it was paid through BigCommerce's test gateway" };
	}
	return { kind: 'unclear', because: 'nothing says that it was paid in test mode' };
}
