import { NodeOperationError, type ILoadOptionsFunctions, type INodePropertyOptions } from 'n8n-workflow';
import { readOrderId } from '../actions/parameters';
import { quoteFailure } from '../actions/refund/refundFailure';
import { readOrderContents } from '../api/orderContents';
import { formatWithCurrency, readMoney } from '../model/money';
import type { OrderId } from '../model/orderId';
import { quoteOrder } from '../refund/quote';
import { storeHashOf } from '../n8n/session';
import { withPicker } from './pickerSession';

/** The providers that a quote for everything left of the chosen order offers. */
export async function getRefundProviders(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const orderId = await chosenOrder(this);
	return await withPicker(this, 'The quote', async (session) => {
		const quoted = await quoteOrder({ orderId, selection: { kind: 'everything' } }, session);
		if (!quoted.ok) throw new NodeOperationError(this.getNode(), quoteFailure(orderId, quoted.end).error);
		const { quote, left } = quoted.value;
		const options = new Map<string, INodePropertyOptions>();
		for (const { providerId, description, amount, offline } of quote.methods.flat()) {
			const money = readMoney(amount, left.currency);
			const upTo = money === null ? '' : ` · up to ${formatWithCurrency(money)}`;
			options.set(providerId, { name: `${description}${upTo}${offline ? ' · by hand' : ''}`, value: providerId });
		}
		return [...options.values()];
	});
}

/** The products, shipping addresses and fees of the chosen order, as a refund names them. */
export async function getRefundItems(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const orderId = await chosenOrder(this);
	return await withPicker(this, "The order's items", async ({ client }) => {
		const { lines, addresses, fees } = await readOrderContents(client, orderId);
		return [
			...lines.map(({ id, name, quantity, refunded }) => ({
				name: `Product · ${name} · ${quantity - refunded} of ${quantity} left`,
				value: id,
			})),
			...addresses.map(({ id, shipping }) => ({
				name: `Shipping address ${id} · shipping ${shipping ?? '0'}`,
				value: id,
			})),
			...fees.map(({ id, name, cost }) => ({ name: `Fee · ${name} · ${cost ?? '0'}`, value: id })),
			{ name: `The order itself (${orderId})`, value: orderId },
		];
	});
}

async function chosenOrder(context: ILoadOptionsFunctions): Promise<OrderId> {
	const parsed = readOrderId(context.getCurrentNodeParameter('orderId'), await storeHashOf(context));
	if (parsed.ok) return parsed.orderId;
	throw new NodeOperationError(context.getNode(), `Choose the order first: ${parsed.reason}`);
}
