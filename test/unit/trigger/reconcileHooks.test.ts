import type { Hook } from '../../../nodes/BigCommerce/trigger/hook';
import {
	formerDestinationOf,
	isDone,
	reconcileHooks,
	type Subscription,
} from '../../../nodes/BigCommerce/trigger/reconcileHooks';

const HERE = 'https://n8n.example.com/webhook/1f/webhook';
const TEST = 'https://n8n.example.com/webhook-test/1f/webhook';
const BEFORE = 'https://n8n.example.com/webhook/0e/webhook';
const ELSEWHERE = 'https://staging.example.com/webhook/1f/webhook';

const subscription: Subscription = {
	scopes: ['store/order/created', 'store/shipment/created'],
	destination: HERE,
	secret: 's',
	formerDestination: null,
};

let lastId = 0;
function hook(more: Partial<Hook> = {}): Hook {
	return { id: ++lastId, scope: 'store/order/created', destination: HERE, isActive: true, secret: 's', ...more };
}

function ids(hooks: Hook[]): number[] {
	return hooks.map(({ id }) => id);
}

describe('reconcileHooks', () => {
	test('makes one hook for each scope', () => {
		expect(reconcileHooks([], subscription)).toEqual({ create: subscription.scopes, update: [], remove: [] });
	});

	test('leaves alone what is as it should be', () => {
		const plan = reconcileHooks([hook(), hook({ scope: 'store/shipment/created' })], subscription);
		expect(isDone(plan)).toBe(true);
	});

	test('leaves the hooks of others alone', () => {
		const others = [
			hook({ destination: 'https://shop.example.com/in' }),
			hook({ destination: TEST }),
			hook({ destination: `${HERE}/` }),
		];
		expect(reconcileHooks(others, subscription)).toEqual({ create: subscription.scopes, update: [], remove: [] });
	});

	test('switches on what was switched off', () => {
		const off = hook({ isActive: false });
		const plan = reconcileHooks([off, hook({ scope: 'store/shipment/created' })], subscription);
		expect(plan).toEqual({ create: [], update: [off], remove: [] });
		expect(isDone(plan)).toBe(false);
	});

	test.each([
		['another secret', 'other'],
		['no secret', null],
	])('renews a hook with %s', (_what, secret) => {
		const found = hook({ secret });
		expect(reconcileHooks([found], subscription).update).toEqual([found]);
	});

	test('keeps the best of several and removes the rest', () => {
		const [off, good, other] = [hook({ isActive: false }), hook(), hook()];
		const plan = reconcileHooks([off, good, other], subscription);
		expect(ids(plan.remove)).toEqual([off.id, other.id]);
		expect(plan.update).toEqual([]);
	});

	test('removes the hooks of events that are not chosen any more', () => {
		const old = hook({ scope: 'store/order/updated' });
		expect(reconcileHooks([old], subscription).remove).toEqual([old]);
	});

	test('removes what an earlier path of this node has left behind', () => {
		const left = hook({ destination: BEFORE });
		const plan = reconcileHooks([left], { ...subscription, formerDestination: BEFORE });
		expect(plan).toEqual({ create: subscription.scopes, update: [], remove: [left] });
	});
});

describe('formerDestinationOf', () => {
	test.each([
		{ what: 'the same node under an earlier path of this host', recorded: BEFORE, expected: BEFORE },
		{
			what: 'another host, which may be production seen from a copy of its database',
			recorded: ELSEWHERE,
			expected: null,
		},
		{ what: 'the same address', recorded: HERE, expected: null },
		{ what: 'the address for tests, which stands beside the other', recorded: TEST, expected: null },
		{ what: 'nothing', recorded: undefined, expected: null },
		{ what: 'no address', recorded: 'nowhere', expected: null },
	])('$what', ({ recorded, expected }) => {
		expect(formerDestinationOf(recorded, HERE)).toBe(expected);
	});
});
