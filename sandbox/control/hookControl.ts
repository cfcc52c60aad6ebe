import type { FastifyInstance } from 'fastify';

import type { ControlOptions } from './controlOptions';

const HOOK_ID = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } };

/** Hooks of every account, their deliveries, and events made up by hand. */
export async function hookControl(app: FastifyInstance, { store }: ControlOptions): Promise<void> {
	app.get('/hooks', async () => ({ hooks: store.hooks.all() }));

	app.get<{ Querystring: { limit: number } }>(
		'/deliveries',
		{
			schema: { querystring: { type: 'object', properties: { limit: { type: 'integer', minimum: 1, default: 200 } } } },
		},
		async ({ query }) => ({ deliveries: store.deliveries.recent(query.limit) }),
	);

	app.put<{ Params: { id: number }; Body: { isActive: boolean } }>(
		'/hooks/:id',
		{ schema: { params: HOOK_ID, body: ACTIVE } },
		async ({ params, body }, reply) => {
			const hook = store.hooks.byId(params.id);
			if (!hook) return reply.code(404).send({ message: `The sandbox has no hook ${params.id}` });
			return Object.assign(hook, { isActive: body.isActive, isDeactivated: !body.isActive });
		},
	);

	app.post<{ Body: { scope: string; data: Record<string, unknown> } }>(
		'/hook-events',
		{ schema: { body: EVENT } },
		async ({ body: { scope, data } }, reply) => {
			store.announce(scope, data);
			return reply.code(202).send({ hooks: store.hooks.all().length });
		},
	);
}

const ACTIVE = {
	type: 'object',
	required: ['isActive'],
	additionalProperties: false,
	properties: { isActive: { type: 'boolean' } },
};

const EVENT = {
	type: 'object',
	required: ['scope', 'data'],
	additionalProperties: false,
	properties: { scope: { type: 'string', minLength: 1 }, data: { type: 'object' } },
};
