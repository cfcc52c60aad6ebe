import { NodeOperationError, type ILoadOptionsFunctions, type INodePropertyOptions } from 'n8n-workflow';
import { failureOf } from '../api/failure';
import { integerOf, objectsIn, textOf } from '../api/json';
import { openSession } from '../n8n/session';

const PATH = '/v2/order_statuses';

/**
 * The store's order statuses for a picker, in the store's own order and under the merchant's own labels.
 * Source: reference/orders.v2.oas2.yml, GET /order_statuses.
 */
export async function getOrderStatuses(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const session = await openSession(this);
	try {
		const answer = await session.client.get(PATH);
		if (answer.kind !== 'answered' || answer.status !== 200 || !Array.isArray(answer.body)) {
			const reason = answer.kind === 'throttled' ? 'no API quota left' : failureOf(answer).code;
			throw new NodeOperationError(this.getNode(), `The order statuses could not be read (${reason})`, {
				description:
					"The access token needs the scope Orders: read-only. Check 'Store Hash' and 'Access Token' of the credential.",
			});
		}
		const statuses = objectsIn(answer.body).flatMap((row) => {
			const id = integerOf(row, 'id');
			const name = textOf(row, 'custom_label') || textOf(row, 'name');
			return id === null || name === null ? [] : [{ value: id, name, order: integerOf(row, 'order') ?? id }];
		});
		return statuses.sort((a, b) => a.order - b.order).map(({ value, name }) => ({ value, name }));
	} finally {
		session.close();
	}
}
