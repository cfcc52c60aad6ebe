import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import type { Resource } from './operation';
import { order } from './order';
import { payment } from './payment';
import { refund } from './refund';
import { transaction } from './transaction';

/** All resources by value. */
export const resources: Record<string, Resource> = { order, payment, refund, transaction };

/** The fields of all resources. */
export const resourceProperties: INodeProperties[] = Object.values(resources).flatMap(({ description }) => description);

/**
 * Hands the input to the chosen operation. Resource and operation take no expressions, so the first item's hold for all.
 * @throws NodeOperationError where there is no such operation, or as the operation says
 */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = String(context.getNodeParameter('resource', 0));
	const name = String(context.getNodeParameter('operation', 0));
	const operation = resources[resource]?.operations[name];
	if (operation === undefined) {
		throw new NodeOperationError(context.getNode(), `There is no operation '${name}' for '${resource}'`, {
			description:
				"Choose 'Resource' and 'Operation' again. For other parts of BigCommerce, use n8n's HTTP Request node with this credential.",
		});
	}
	return await operation.execute(context);
}
