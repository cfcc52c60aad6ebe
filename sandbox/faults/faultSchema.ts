import { FAULT_LIST } from '../faults';
import { FAULT_TARGETS } from './targets';

const TARGET = { enum: FAULT_TARGETS };

/** Parameters by name; what each may be depends on the kind. */
const NAMES = [...new Set(FAULT_LIST.flatMap(([, { params }]) => Object.keys(params)))];

/** JSON schema of one fault, as the control endpoints take it. A wrong field is refused, not ignored. */
export const FAULT_SCHEMA = {
	type: 'object',
	required: ['kind'],
	additionalProperties: false,
	properties: {
		kind: { enum: FAULT_LIST.map(([kind]) => kind) },
		on: { anyOf: [TARGET, { type: 'array', items: TARGET, minItems: 1 }] },
		times: { type: 'integer', minimum: 1 },
		after: { type: 'integer', minimum: 0 },
		since: { enum: ['accepted'] },
		...Object.fromEntries(NAMES.map((name) => [name, {}])),
	},
	allOf: FAULT_LIST.filter(([, { params }]) => Object.keys(params).length > 0).map(([kind, { params }]) => ({
		if: { properties: { kind: { const: kind } } },
		then: {
			required: Object.keys(params).filter((name) => params[name]?.isRequired),
			properties: Object.fromEntries(Object.entries(params).map(([name, { schema }]) => [name, schema])),
		},
	})),
};

export const FAULTS_SCHEMA = { anyOf: [FAULT_SCHEMA, { type: 'array', items: FAULT_SCHEMA }] };
