import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

/** One operation: its fields, and what it does. */
export interface Operation {
	/** Fields without `displayOptions`; the resource's index shows them for this operation alone. */
	fields: INodeProperties[];
	/** Works all input items through, and returns one list of items an output. */
	execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

/** One resource: its operations by value, and the fields that all of it show. */
export interface Resource {
	operations: Record<string, Operation>;
	/** The 'Operation' field followed by each operation's fields. */
	description: INodeProperties[];
}
