import type { FastifyInstance, FastifyReply } from 'fastify';

import { FAULTS, type Fault } from '../faults';
import type { ShipmentInput } from '../orders/shipments';
import { PAYMENT_STATUS } from '../payments/paymentStates';
import type { ActorAction, OrderInput, SandboxOrder, SandboxStore } from '../store';
import type { ControlOptions } from './controlOptions';
import { FAULTS_SCHEMA } from '../faults/faultSchema';
import { type OrderRow, orderRow } from './orderRow';
import { ORDER_SCHEMA } from './orderSchema';

const ORDER_ID = {
	type: 'object',
	required: ['id'],
	properties: { id: { type: 'integer', minimum: 1 } },
};

interface ById {
	Params: { id: number };
}

/** Orders, their faults, and what people in the shop do to them. */
export async function orderControl(app: FastifyInstance, { store }: ControlOptions): Promise<void> {
	app.post<{ Body: { count?: number; template?: OrderInput; orders?: OrderInput[] } }>(
		'/orders',
		{ schema: { body: NEW_ORDERS } },
		async (request, reply) => {
			const { count, template, orders = [] } = request.body;
			try {
				const added = [...orders.map((order) => store.addOrder(order)), ...store.addOrders(count ?? 0, template)];
				return await reply.code(201).send({ ids: added.map(({ id }) => id) });
			} catch (error) {
				return reply.code(400).send({ message: error instanceof Error ? error.message : String(error) });
			}
		},
	);

	app.get<{ Querystring: { page: number; limit: number; search?: string } }>(
		'/orders',
		{ schema: { querystring: PAGE } },
		async ({ query }) => {
			const found = [...store.orders.range()].filter((order) => matches(order, query.search));
			const first = (query.page - 1) * query.limit;
			const shown = found.slice(first, first + query.limit);
			return { total: found.length, orders: shown.map((order) => orderRow(store, order)) };
		},
	);

	app.get<ById>('/orders/:id', { schema: { params: ORDER_ID } }, async ({ params }, reply) => {
		const order = store.orders.get(params.id);
		if (!order) return reply.code(404).send({ message: `The sandbox has no order ${params.id}` });
		store.advance();
		return { ...orderRow(store, order), ledger: store.ledger.of(params.id), log: store.log.of(params.id) };
	});

	app.put<ById & { Body: Fault | Fault[] }>(
		'/orders/:id/fault',
		{ schema: { params: ORDER_ID, body: FAULTS_SCHEMA } },
		async ({ params: { id }, body }, reply) => change(store, id, reply, () => store.setFault(id, body)),
	);
	app.delete<ById>('/orders/:id/fault', { schema: { params: ORDER_ID } }, async ({ params: { id } }, reply) =>
		change(store, id, reply, () => store.clearFault(id)),
	);
	app.post<ById & { Body: { action: 'capture' | 'void' } }>(
		'/orders/:id/staff',
		{ schema: { params: ORDER_ID, body: ACTION } },
		async ({ params: { id }, body }, reply) => change(store, id, reply, () => store.actAsStaff(id, body.action)),
	);
	app.post<ById & { Body: ActorAction & { afterMs?: number } }>(
		'/orders/:id/acts',
		{ schema: { params: ORDER_ID, body: ACT } },
		async ({ params: { id }, body: { afterMs, ...act } }, reply) =>
			change(store, id, reply, () => store.act(id, act, afterMs)),
	);
	app.post<ById & { Body: { result: 'ok' | 'declined' } }>(
		'/orders/:id/settle',
		{ schema: { params: ORDER_ID, body: RESULT } },
		async ({ params: { id }, body }, reply) => change(store, id, reply, () => store.endStuck(id, body.result)),
	);
	app.post<ById & { Body: ShipmentInput | null }>(
		'/orders/:id/shipments',
		{ schema: { params: ORDER_ID, body: SHIPMENT } },
		async ({ params: { id }, body }, reply) => change(store, id, reply, () => store.ship(id, body ?? {})),
	);
}

/** Changes one order; what it looks like afterwards is the answer. */
function change(store: SandboxStore, id: number, reply: FastifyReply, act: () => unknown): OrderRow | FastifyReply {
	const order = store.orders.get(id);
	if (!order) return reply.code(404).send({ message: `The sandbox has no order ${id}` });
	try {
		act();
	} catch (error) {
		return reply.code(409).send({ message: error instanceof Error ? error.message : String(error) });
	}
	return orderRow(store, order);
}

function matches({ id, customer, state, currency }: SandboxOrder, search: string | undefined): boolean {
	if (!search) return true;
	const name = `${customer.firstName} ${customer.lastName}`;
	const text = `#${id} ${name} ${customer.email} ${PAYMENT_STATUS[state]} ${currency}`.toLowerCase();
	return text.includes(search.trim().toLowerCase());
}

const NEW_ORDERS = {
	type: 'object',
	additionalProperties: false,
	properties: {
		count: { type: 'integer', minimum: 0, maximum: 100_000 },
		template: ORDER_SCHEMA,
		orders: { type: 'array', items: ORDER_SCHEMA },
	},
};

const PAGE = {
	type: 'object',
	properties: {
		page: { type: 'integer', minimum: 1, default: 1 },
		limit: { type: 'integer', minimum: 1, maximum: 1_000, default: 100 },
		search: { type: 'string' },
	},
};

const ACTION = {
	type: 'object',
	required: ['action'],
	additionalProperties: false,
	properties: { action: { enum: ['capture', 'void'] } },
};

/** The same fields as the fault `actor`, and how much later. */
const ACT = {
	type: 'object',
	required: ['does'],
	additionalProperties: false,
	properties: {
		...Object.fromEntries(
			Object.entries(FAULTS.actor.params)
				.filter(([name]) => name !== 'when' && name !== 'ms')
				.map(([name, { schema }]) => [name, schema]),
		),
		afterMs: { type: 'number', minimum: 0 },
	},
};

const RESULT = {
	type: 'object',
	required: ['result'],
	additionalProperties: false,
	properties: { result: { enum: ['ok', 'declined'] } },
};

/** Without a body all that is left is shipped. */
const SHIPMENT = {
	type: ['object', 'null'],
	additionalProperties: false,
	properties: {
		items: {
			type: 'array',
			items: {
				type: 'object',
				required: ['lineId', 'quantity'],
				additionalProperties: false,
				properties: { lineId: { type: 'integer' }, quantity: { type: 'integer', minimum: 1 } },
			},
		},
		trackingNumber: { type: 'string' },
		shippingProvider: { type: 'string' },
		comments: { type: 'string' },
	},
};
