import type { JsonObject } from '../../../nodes/BigCommerce/api/json';
import { earlierRefundsIn, nameForAgent, nameRefunds } from '../../../nodes/BigCommerce/refund/naming';
import { canonicalSelection, type RefundSelection } from '../../../nodes/BigCommerce/refund/selection';
import { orderId } from '../../builders/orderIds';

const ORDER = orderId(118);
const EXECUTION = ['workflow', '7', 'node'];
const FIVE: RefundSelection = { kind: 'amount', amount: '5.00' };

/** The names of one run whose items ask for 5.00 of the order, each with its own JSON. */
function namesOf(items: JsonObject[], earlier: JsonObject[] = [], execution = EXECUTION) {
	const refunds = items.map((item) => ({ orderId: ORDER, selection: FIVE, item }));
	return nameRefunds(execution, earlierRefundsIn(earlier), refunds).map((naming) =>
		naming.referenceOf(canonicalSelection(ORDER, FIVE)),
	);
}

const refunded = (reference: unknown) => ({ outcome: 'refunded', reference });
const inDoubt = (reference: unknown) => ({ error: 'x', message: 'y', details: { outcome: 'unknown', reference } });

test('two equal refunds of one run are two, and trying the run again names them the same', () => {
	const [first, second] = namesOf([{}, {}]);
	expect(first).not.toBe(second);
	expect(namesOf([{}, {}])).toEqual([first, second]);
});

test('the second of two that comes back from the error output keeps its name, wherever it stands then', () => {
	const [first, second] = namesOf([{}, {}]);
	expect(namesOf([{}], [refunded(first), inDoubt(second)])).toEqual([second]);
	expect(namesOf([inDoubt(second)], [refunded(first), inDoubt(second)])).toEqual([second]);
	expect(namesOf([inDoubt(first)], [refunded(first)])).toEqual([first]);
});

test('an older n8n has the details inside the error', () => {
	const [first] = namesOf([{}]);
	const item = { error: { message: 'x', outcome: 'unknown', reference: first }, message: 'y' };
	expect(namesOf([item], [item])).toEqual([first]);
	expect(earlierRefundsIn([item]).sent).toEqual(new Set([first]));
});

test('an equal refund of a later turn is another one, once the first was given back', () => {
	const [first] = namesOf([{}]);
	expect(namesOf([{}], [refunded(first)])).not.toEqual([first]);
	expect(namesOf([{}], [inDoubt(first)])).toEqual([first]);
});

test('a new item beside one that came back does not take its name', () => {
	const [first, second] = namesOf([{}, {}]);
	expect(namesOf([{}, inDoubt(first)], [inDoubt(first)])).toEqual([second, first]);
});

test("another execution's reference, or one that was made up, is not taken over", () => {
	const [own] = namesOf([{}]);
	const [foreign] = namesOf([{}], [], ['workflow', '8', 'node']);
	expect(foreign).not.toBe(own);
	expect(namesOf([inDoubt(foreign)])).toEqual([own]);
	expect(namesOf([inDoubt('n8n-0123456789abcdef')])).toEqual([own]);
	expect(namesOf([inDoubt('RMA-17')])).toEqual([own]);
});

test('an agent that asks for the same again means the same refund', () => {
	const name = (selection: RefundSelection) =>
		nameForAgent(EXECUTION, ORDER).referenceOf(canonicalSelection(ORDER, selection));
	expect(name({ kind: 'amount', amount: 5 })).toBe(name(FIVE));
	expect(name({ kind: 'amount', amount: '5.01' })).not.toBe(name(FIVE));
});
