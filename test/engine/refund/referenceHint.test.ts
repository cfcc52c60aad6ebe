import { type INode, type INodeParameters, Workflow } from 'n8n-workflow';
import { BigCommerce } from '../../../nodes/BigCommerce/BigCommerce.node';
import { NODE_TYPE } from '../../../scripts/engine/engine';
import { refundParameters } from './refundRun';

const bigCommerce = new BigCommerce();

/** Hints that n8n's editor shows for a node, by the same call (`getSimpleParameterValue`). */
function hintsFor(parameters: INodeParameters): string[] {
	const find = () => bigCommerce;
	const node: INode = { id: '1', name: 'BigCommerce', type: NODE_TYPE, typeVersion: 1, position: [0, 0], parameters };
	const nodeTypes = { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
	const { expression } = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return (bigCommerce.description.hints ?? []).flatMap(({ message, displayCondition = '' }) =>
		expression.getSimpleParameterValue(node, displayCondition, 'internal', {}) === true ? [message] : [],
	);
}

test.each<{ what: string; parameters: INodeParameters }>([
	{ what: 'an amount', parameters: { refundWhat: 'amount', amount: '5.00' } },
	{ what: 'items', parameters: { refundWhat: 'items' } },
	{ what: 'an empty Reference', parameters: { refundWhat: 'amount', options: { reference: '' } } },
	{ what: 'other options', parameters: { refundWhat: 'amount', options: { resultTimeout: 5 } } },
])("a refund by $what without 'Reference' has a hint that it is made again", ({ parameters }) => {
	expect(hintsFor(refundParameters('create', parameters))).toEqual([
		expect.stringContaining("Without the option 'Reference' every new execution makes this refund again"),
	]);
});

test.each<{ what: string; parameters: INodeParameters }>([
	{ what: 'everything left', parameters: refundParameters('create') },
	{ what: 'what was not shipped', parameters: refundParameters('create', { refundWhat: 'notShipped' }) },
	{
		what: 'an amount with a Reference',
		parameters: refundParameters('create', { refundWhat: 'amount', options: { reference: 'RMA-1' } }),
	},
	{ what: 'a quote', parameters: refundParameters('createQuote', { refundWhat: 'amount' }) },
	{ what: 'a capture', parameters: { resource: 'payment', operation: 'capture' } },
])('there is none for $what', ({ parameters }) => {
	expect(hintsFor(parameters)).toEqual([]);
});
