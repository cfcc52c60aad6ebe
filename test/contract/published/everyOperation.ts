import 'reflect-metadata';
import type { INodeParameters } from 'n8n-workflow';
import { BigCommerce } from '../../../nodes/BigCommerce/BigCommerce.node';
import { seedStore } from '../../../sandbox/seed';
import type { RunningSandbox } from '../../../sandbox/server';
import { editorContext } from '../../engine/editorContext';
import { credentialFor, itemsOf, quickSandbox, run } from '../../engine/harness';
import { TriggerHost } from '../../engine/trigger/host';
import { EVENTS } from '../../../nodes/BigCommerce/trigger/events';
import type { Exchange } from './api';
import { record } from './recording';

/** Parameters that make every operation send everything it can. `orderId` comes from the items. */
const RUNS: ReadonlyArray<{ parameters: INodeParameters; ids?: unknown[] }> = [
	{
		parameters: { resource: 'payment', operation: 'capture', options: { dryRun: true } },
		ids: Array.from({ length: 30 }, (_, index) => 101 + index),
	},
	{
		parameters: {
			resource: 'payment',
			operation: 'capture',
			simplify: false,
			guards: { expectedAmount: '25.00' },
			options: { statusOnSuccess: 9, staffNote: 'Paid', verificationWindow: 0 },
		},
		ids: [101, 103, 106, 119, 999],
	},
	// Scattered numbers, so that lists by status and by date are asked for too.
	{
		parameters: { resource: 'payment', operation: 'capture' },
		ids: Array.from({ length: 12 }, (_, index) => 2_000 + 900 * index),
	},
	{ parameters: { resource: 'payment', operation: 'void' }, ids: [107, 112] },
	{ parameters: { resource: 'payment', operation: 'get', simplify: false }, ids: [101, 130] },
	{
		parameters: {
			resource: 'payment',
			operation: 'getMany',
			states: [],
			returnAll: true,
			simplify: false,
			options: { lookUpGateway: true },
			filters: { orderStatusIds: [7, 11], channelId: 1, minAgeDays: 0, maxAgeDays: 60, expiresWithinDays: 30 },
		},
	},
	{ parameters: { resource: 'payment', operation: 'getMany', returnAll: false, limit: 3 } },
	{ parameters: { resource: 'refund', operation: 'createQuote', refundWhat: 'everything' }, ids: [130] },
	{
		parameters: {
			resource: 'refund',
			operation: 'create',
			refundWhat: 'amount',
			amount: '5.00',
			options: { reason: 'Late', reference: 'R-1' },
		},
		ids: [130],
	},
	{
		parameters: {
			resource: 'refund',
			operation: 'create',
			refundWhat: 'items',
			specifyItems: 'json',
			itemsJson: '={{ JSON.stringify($json.id.items) }}',
			orderId: { __rl: true, mode: 'id', value: '={{ $json.id.order }}' },
		},
	},
	{
		parameters: { resource: 'refund', operation: 'create', refundWhat: 'everything', refundTo: 'storeCredit' },
		ids: [117, 130],
	},
	{ parameters: { resource: 'refund', operation: 'get', refundId: '={{ $json.id }}' } },
	{ parameters: { resource: 'refund', operation: 'getMany', refundsOf: 'order', returnAll: true }, ids: [130] },
	{
		parameters: {
			resource: 'refund',
			operation: 'getMany',
			refundsOf: 'all',
			returnAll: true,
			filters: {
				createdAfter: '2020-01-01T00:00:00.000Z',
				createdBefore: '2099-01-01T00:00:00.000Z',
				orderIds: '117, 130',
			},
		},
	},
	{ parameters: { resource: 'transaction', operation: 'getMany', returnAll: true }, ids: [101, 130] },
	{ parameters: { resource: 'order', operation: 'get', simplify: false }, ids: [101] },
	{
		parameters: {
			resource: 'order',
			operation: 'getMany',
			returnAll: true,
			sort: 'date_created:asc',
			filters: {
				createdAfter: '2020-01-01T00:00:00.000Z',
				modifiedAfter: '2020-01-01T00:00:00.000Z',
				statusId: 11,
				minId: 1,
				maxId: 99_999,
				minTotal: 1,
				maxTotal: 9_999,
				channelId: 1,
			},
		},
	},
	{
		parameters: {
			resource: 'order',
			operation: 'update',
			updateFields: { statusId: 11, addStaffNote: 'Packed', externalOrderId: 'ERP-1', customerMessage: 'Please ring' },
		},
		ids: [104],
	},
];

/**
 * Runs every operation, opens the pickers, and lives a trigger's life, against the sandbox. Returns every call with its
 * answer.
 */
export async function runEveryOperation(): Promise<Exchange[]> {
	const sandbox = await quickSandbox();
	try {
		seedStore(sandbox.store);
		sandbox.store.addOrders(12, (index) => ({ id: 2_000 + 900 * index }));
		// The sandbox's own answers to faults are rehearsed apart; here they would only cost time.
		for (const { id } of [...sandbox.store.orders.range()]) if (id !== 103) sandbox.store.clearFault(id);
		const exchanges = record(sandbox.store);
		for (const { parameters, ids } of RUNS)
			await runOne(sandbox, parameters, ids ?? [await idFor(sandbox, parameters)]);
		await openPickers(sandbox);
		await liveATrigger(sandbox);
		return exchanges;
	} finally {
		await sandbox.close();
	}
}

async function runOne(sandbox: RunningSandbox, parameters: INodeParameters, ids: unknown[]): Promise<void> {
	const orderId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
	const { error } = await run({
		parameters: { orderId, ...parameters },
		items: itemsOf(...ids),
		credential: credentialFor(sandbox),
		onError: 'continueErrorOutput',
	});
	if (error !== null) throw new Error(`${parameters.resource}: ${parameters.operation}: ${error.message}`);
}

/** What the items carry where it is not an order number. */
async function idFor({ store }: RunningSandbox, { operation, specifyItems }: INodeParameters): Promise<unknown> {
	if (operation === 'get') return store.refunds[0]?.id;
	if (specifyItems === 'json')
		return { order: 121, items: [{ type: 'PRODUCT', id: store.orders.get(121)?.lines[0]?.id, quantity: 1 }] };
	return 101;
}

/** What the editor asks for while somebody fills in the node. */
async function openPickers(sandbox: RunningSandbox): Promise<void> {
	const context = editorContext(sandbox, { orderId: { __rl: true, mode: 'id', value: '130' } });
	const { listSearch, loadOptions } = new BigCommerce().methods;
	for (const filter of [undefined, '101', 'Lovelace', 'ada@example.com'])
		await listSearch.searchOrders.call(context, filter);
	for (const options of Object.values(loadOptions)) await options.call(context);
}

async function liveATrigger(sandbox: RunningSandbox): Promise<void> {
	const host = await new TriggerHost(
		{ events: [...EVENTS], includeOrder: true },
		{ ...credentialFor(sandbox), clientSecret: 'sandbox-client-secret' },
	).open();
	try {
		await host.activate();
		await host.activate();
		await host.deactivate();
	} finally {
		await host.close();
	}
}
