import Ajv from 'ajv';
import type { FastifyInstance } from 'fastify';

import type { ControlOptions } from './controlOptions';
import { eventStream } from './eventStream';
import { hookControl } from './hookControl';
import { orderControl } from './orderControl';
import { watchControl } from './watchControl';

/** `/sandbox/…`: what a test, the demo and the page do to the store behind the API's back. */
export async function controlApi(app: FastifyInstance, { store, fill }: ControlOptions): Promise<void> {
	// Not the options as they come: they hold the prefix, which would be put in front once more.
	const options = { store, fill };
	// Query strings are text and are read as what they should be; JSON bodies say what they are.
	const bodies = new Ajv({ useDefaults: true, allowUnionTypes: true });
	const texts = new Ajv({ useDefaults: true, coerceTypes: true });
	app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? bodies : texts).compile(schema));
	await app.register(orderControl, options);
	await app.register(watchControl, options);
	await app.register(hookControl, options);
	await app.register(eventStream, options);
}
