import { OrderTurns } from '../../../nodes/BigCommerce/session/orderTurns';
import { orderId } from '../../builders/orderIds';

test('one order is worked one after another, in the order it was asked for; others do not wait', async () => {
	const turns = new OrderTurns();
	const steps: string[] = [];
	let free = () => {};
	const held = new Promise<void>((resolve) => (free = resolve));
	const first = turns.inTurn(orderId(1), async () => {
		steps.push('first begins');
		await held;
		steps.push('first ends');
	});
	const second = turns.inTurn(orderId(1), async () => {
		steps.push('second');
	});
	await turns.inTurn(orderId(2), async () => {
		steps.push('other order');
	});
	expect(steps).toEqual(['first begins', 'other order']);
	free();
	await Promise.all([first, second]);
	expect(steps).toEqual(['first begins', 'other order', 'first ends', 'second']);
});

test('what fails fails alone, and nothing is kept', async () => {
	const turns = new OrderTurns();
	const failed = turns.inTurn(orderId(1), async () => await Promise.reject(new Error('no')));
	const next = turns.inTurn(orderId(1), async () => await Promise.resolve('yes'));
	await expect(failed).rejects.toThrow('no');
	expect(await next).toBe('yes');
	await Promise.resolve();
	expect(turns.size).toBe(0);
});
