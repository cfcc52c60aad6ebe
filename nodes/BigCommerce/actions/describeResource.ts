import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from './operation';
import { noticingWholeSets } from './wholeSet';

/** One entry of the 'Operation' list. */
export interface OperationEntry {
	name: string;
	value: string;
	/** Text in the node panel, in sentence case. */
	action: string;
	description: string;
	operation: Operation;
}

/** Puts a resource together: the 'Operation' field, and each operation's fields shown for it alone. */
export function describeResource(resource: string, defaultOperation: string, entries: OperationEntry[]): Resource {
	const operationField: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: entries.map(({ name, value, action, description }) => ({ name, value, action, description })),
		default: defaultOperation,
	};
	return {
		operations: Object.fromEntries(entries.map(({ value, operation }) => [value, operation])),
		description: [
			operationField,
			...entries.flatMap(({ value, operation }) =>
				updateDisplayOptions(
					{ show: { resource: [resource], operation: [value] } },
					noticingWholeSets(operation.fields),
				),
			),
		],
	};
}
