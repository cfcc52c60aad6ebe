import type { Call } from './reply';

export const YES: Record<string, unknown> = {
	'{}': {},
	'': '',
	null: null,
	'[]': [],
	text: 'OK',
	data: { data: {}, meta: {} },
};
export const HTML = '<!DOCTYPE html><html><body>Bad gateway</body></html>';
export const BODIES = {
	text: 'upstream connect error',
	list: [],
	nothing: '',
	'cut off': '{"id":1,"paym',
	error: { data: [{ order_id: 1, status: 503, error: 'Try again' }] },
	"another order's": {
		id: 999_983,
		payment_status: 'captured',
		total_inc_tax: '10.00',
		data: [
			{ id: 1, order_id: '999983', event: 'capture', status: 'ok', method: 'credit_card', amount: 10, currency: 'USD' },
		],
	},
} as const;

export type OddBody = keyof typeof BODIES;
export const ODD_BODIES: readonly OddBody[] = ['text', 'list', 'nothing', 'cut off', 'error', "another order's"];

/** What an answer to a capture says to whoever can read it: 201, 202 and 204 are a yes, with whatever body. */
export function told(status: number, body: unknown): Call['told'] {
	if (status >= 200 && status < 300) {
		const isPlain = status !== 200 || body === '' || (typeof body === 'object' && !Array.isArray(body));
		return body !== HTML && body !== BODIES.error && isPlain ? 'yes' : 'nothing';
	}
	return status >= 400 && status < 500 ? 'no' : 'nothing';
}

export function problem(status: number): Record<string, unknown> {
	return { status, title: 'The request could not be processed', type: '/api-docs/errors' };
}

export function notFound(): Record<string, unknown> {
	return { status: 404, title: 'Not found', message: 'Not found' };
}

export function scopeMissing(): Record<string, unknown> {
	return { status: 403, title: 'You don’t have a required scope to access the endpoint', type: '/api-docs/errors' };
}
