import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import type { INodeParameters } from 'n8n-workflow';
import { resources } from '../../../nodes/BigCommerce/actions/router';
import type { OrderInput } from '../../../sandbox/store';
import { credentialFor, itemsOf, quickSandbox, run } from '../harness';

const SCHEMAS = path.join(__dirname, '../../../nodes/BigCommerce/__schema__/v1.0.0');

/** An operation on an order that makes its answer as full, or as empty, as it gets. */
interface Case {
	resource: string;
	operation: string;
	order?: OrderInput;
	parameters?: INodeParameters;
}

const CASES: Case[] = [
	{ resource: 'payment', operation: 'capture' },
	{ resource: 'payment', operation: 'capture', order: { state: 'captured' } },
	{ resource: 'payment', operation: 'capture', parameters: { options: { dryRun: true } } },
	{ resource: 'payment', operation: 'void' },
	{ resource: 'payment', operation: 'get' },
	{ resource: 'payment', operation: 'get', order: { state: 'none' } },
	{ resource: 'payment', operation: 'get', order: { state: 'partiallyRefunded' } },
	{ resource: 'payment', operation: 'getMany' },
	{
		resource: 'payment',
		operation: 'getMany',
		order: { state: 'refunded' },
		parameters: { states: ['refunded'], options: { lookUpGateway: true } },
	},
	{ resource: 'payment', operation: 'getSummary' },
	{ resource: 'order', operation: 'get' },
	{ resource: 'order', operation: 'get', order: { externalOrderId: 'ERP-1', customerId: 0 } },
	{ resource: 'order', operation: 'getMany' },
	{ resource: 'order', operation: 'update', parameters: { updateFields: { addStaffNote: 'Seen' } } },
	{ resource: 'transaction', operation: 'getMany', order: { state: 'captured', storeCredit: '5.00' } },
	{ resource: 'transaction', operation: 'getMany', order: { state: 'pending' } },
	{ resource: 'refund', operation: 'createQuote', order: { state: 'captured' } },
	{ resource: 'refund', operation: 'create', order: { state: 'captured' } },
	{ resource: 'refund', operation: 'create', order: { state: 'refunded' } },
	{ resource: 'refund', operation: 'create', order: { state: 'captured' }, parameters: { options: { dryRun: true } } },
	{ resource: 'refund', operation: 'get', order: { state: 'refunded' }, parameters: { refundId: '1' } },
	{ resource: 'refund', operation: 'getMany', order: { state: 'refunded' } },
	{ resource: 'refund', operation: 'getMany', order: { state: 'refunded' }, parameters: { refundsOf: 'all' } },
];

test('every operation has a schema, and a case here', () => {
	const operations = Object.entries(resources).flatMap(([resource, { operations: own }]) =>
		Object.keys(own).map((operation) => `${resource}/${operation}`),
	);
	expect(operations.filter((operation) => !existsSync(path.join(SCHEMAS, `${operation}.json`)))).toEqual([]);
	expect(
		operations.filter((name) => !CASES.some(({ resource, operation }) => name === `${resource}/${operation}`)),
	).toEqual([]);
});

test.each(CASES)('$resource $operation $order $parameters', async ({ resource, operation, order, parameters }) => {
	const sandbox = await quickSandbox();
	const { id } = sandbox.store.addOrder({ total: '25.00', ...order });
	const { outputs } = await run({
		parameters: { resource, operation, orderId: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, ...parameters },
		items: itemsOf(id),
		credential: credentialFor(sandbox),
	});
	await sandbox.close();
	const schema: Schema = JSON.parse(readFileSync(path.join(SCHEMAS, resource, `${operation}.json`), 'utf8'));
	expect(Object.keys(schema.properties ?? {}).length).toBeLessThanOrEqual(12);
	const validate = new Ajv({ strict: false, allErrors: true }).compile(exactly(schema));
	const items = outputs[0] ?? [];
	expect(items.length).toBeGreaterThan(0);
	for (const { json } of items) {
		validate(json);
		expect(validate.errors).toBeNull();
	}
});

interface Schema {
	type?: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** The schema with nothing left open: all its fields, and no others. */
function exactly(schema: Schema): Schema {
	const { properties, items } = schema;
	if (items !== undefined) return { ...schema, items: exactly(items) };
	if (properties === undefined) return schema;
	const own = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, exactly(inner)]));
	return { ...schema, properties: own, ...{ required: Object.keys(own), additionalProperties: false } };
}
