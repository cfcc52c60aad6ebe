import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type INode, type INodeParameters, type IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { BigCommerceApi } from '../../credentials/BigCommerceApi.credentials';
import { BigCommerce } from '../../nodes/BigCommerce/BigCommerce.node';
import type { RunningSandbox } from '../../sandbox/server';
import { OneCredential } from '../../scripts/engine/credentials';
import { NODE_TYPE } from '../../scripts/engine/engine';
import { credentialFor } from './harness';

/** What n8n hands to a picker while somebody edits the node. */
export function editorContext(
	sandbox: RunningSandbox,
	parameters: INodeParameters = {},
	token?: string,
): LoadOptionsContext {
	const bigCommerce = new BigCommerce();
	const find = () => bigCommerce;
	const node: INode = {
		id: '1',
		name: 'BigCommerce',
		type: NODE_TYPE,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { bigCommerceApi: { id: '1', name: 'BigCommerce' } },
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) },
	});
	const additionalData = {
		credentialsHelper: new OneCredential(new BigCommerceApi(), credentialFor(sandbox, token)),
		currentNodeParameters: parameters,
	} as unknown as IWorkflowExecuteAdditionalData;
	return new LoadOptionsContext(workflow, node, additionalData, '');
}
