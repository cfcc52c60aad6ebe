import { FAULT_KINDS, FAULT_TARGETS } from '../faults';

/** JSON schemas of what the control endpoints take. A wrong field is refused, not ignored. */

const TARGET = { enum: FAULT_TARGETS };

const needs = (kind: string, field: string): object => ({
	if: { properties: { kind: { const: kind } } },
	then: { required: ['kind', field] },
});

export const FAULT_SCHEMA = {
	type: 'object',
	required: ['kind'],
	additionalProperties: false,
	properties: {
		kind: { enum: FAULT_KINDS },
		on: { anyOf: [TARGET, { type: 'array', items: TARGET, minItems: 1 }] },
		times: { type: 'integer', minimum: 1 },
		after: { type: 'integer', minimum: 0 },
		since: { enum: ['accepted'] },
		ms: { type: 'number', minimum: 0 },
		reads: { enum: ['all', 'order', 'transactions'] },
		status: { type: 'integer', minimum: 200, maximum: 599 },
		accepted: { type: 'boolean' },
		message: { type: 'string' },
		to: { type: 'string' },
		resetMs: { type: 'number', minimum: 0 },
		paymentStatus: { type: 'string' },
		byMinor: { type: 'integer' },
	},
	allOf: [
		needs('slow', 'ms'),
		needs('lateVisibility', 'ms'),
		needs('redirect', 'to'),
		needs('unknownStatus', 'paymentStatus'),
		needs('quoteChanged', 'byMinor'),
		{
			if: { properties: { kind: { const: 'serverError' } } },
			then: { properties: { status: { enum: [500, 502, 503, 504] } } },
		},
		{
			if: { properties: { kind: { const: 'redirect' } } },
			then: { properties: { status: { enum: [301, 302, 303, 307, 308] } } },
		},
	],
};

export const FAULTS_SCHEMA = { anyOf: [FAULT_SCHEMA, { type: 'array', items: FAULT_SCHEMA }] };
