import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { errorItem, itemFailure } from './errorItem';
import { continuesOnError } from './executePerItem';
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
 * Hands the input to the chosen operation. Resource and operation take no expressions, so the first item's hold for
 * all. n8n adds an entry 'Custom API Call' of its own to both lists, which is none of them: where errors are continued
 * with, an error item an input item says so, because n8n would send the input of a node that throws to the success
 * branch.
 *
 * @throws NodeOperationError where there is no such operation and errors stop the workflow, or as the operation says
 */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = String(context.getNodeParameter('resource', 0, ''));
	const name = String(context.getNodeParameter('operation', 0, ''));
	const known = Object.hasOwn(resources, resource) ? resources[resource] : undefined;
	const operation = known !== undefined && Object.hasOwn(known.operations, name) ? known.operations[name] : undefined;
	if (operation !== undefined) return await operation.execute(context);
	const happened =
		isCustomCall(resource) || isCustomCall(name)
			? "'Custom API Call' is not an operation of this node"
			: `There is no operation '${name}' for '${resource}'`;
	if (!continuesOnError(context))
		throw new NodeOperationError(context.getNode(), happened, { description: `Nothing was sent. ${WHAT_TO_CHOOSE}` });
	const failure = itemFailure({
		orderId: null,
		outcome: 'blocked',
		code: 'invalidParameter',
		retriable: false,
		moneyMoved: 'no',
		happened: `${happened}.`,
		money: 'Nothing was sent.',
		nextStep: WHAT_TO_CHOOSE,
	});
	return [context.getInputData().map((_, itemIndex) => errorItem(failure, itemIndex))];
}

const WHAT_TO_CHOOSE =
	"Choose 'Resource' and 'Operation' again. For other parts of BigCommerce, use n8n's HTTP Request node with this credential.";

/** n8n's value for the entry that it adds itself. Source: n8n, packages/cli, `CUSTOM_API_CALL_KEY`. */
function isCustomCall(value: string): boolean {
	return value === '__CUSTOM_API_CALL__';
}
