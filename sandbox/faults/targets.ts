import { ENDPOINTS, type Endpoint } from '../protocol';

/** Groups of endpoints that a fault may meet together. */
const GROUPS = {
	action: new Set<Endpoint>(['capture', 'void', 'refundCreate']),
	/** Reads that name one order; lists are their own target, because one bad list hits many orders. */
	read: new Set<Endpoint>([
		'orderGet',
		'transactions',
		'orderRefunds',
		'orderProducts',
		'orderShipments',
		'orderShippingAddresses',
		'orderCoupons',
		'orderFees',
	]),
	metafield: new Set<Endpoint>(ENDPOINTS.filter((name) => /metafield/i.test(name))),
} satisfies Record<string, ReadonlySet<Endpoint>>;

/** Which requests a fault matches: endpoints by name, a group of them, or any. */
export type FaultTarget = Endpoint | keyof typeof GROUPS | 'any';

export const FAULT_TARGETS: readonly FaultTarget[] = ['action', 'read', 'metafield', 'any', ...ENDPOINTS];

export function targets(target: FaultTarget, endpoint: Endpoint): boolean {
	if (target === 'any') return true;
	if (target === 'action' || target === 'read' || target === 'metafield') return GROUPS[target].has(endpoint);
	return target === endpoint;
}
