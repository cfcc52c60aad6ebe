/** The few Odoo models that a chain touches, with the rules of Odoo that decide what a record says. */
import { isObject } from '../../../../nodes/BigCommerce/api/json';

export type Values = Record<string, unknown>;
export type Domain = ReadonlyArray<readonly [field: string, operator: string, value: unknown]>;

/** What Odoo calls a `UserError` and the like: the caller is told. */
export class OdooError extends Error {
	constructor(
		readonly type: string,
		message: string,
	) {
		super(message);
	}
}

type FieldType = 'value' | 'many2one' | 'x2many' | 'computed';

const MODELS: Readonly<Record<string, Readonly<Record<string, FieldType>>>> = {
	'account.move': {
		name: 'value',
		move_type: 'value',
		state: 'value',
		ref: 'value',
		invoice_origin: 'value',
		partner_id: 'many2one',
		currency_id: 'many2one',
		amount_total: 'value',
		payment_state: 'computed',
		activity_ids: 'computed',
	},
	'sale.order': { name: 'value', client_order_ref: 'value', delivery_status: 'value' },
	'account.payment': {
		payment_type: 'value',
		partner_type: 'value',
		partner_id: 'many2one',
		amount: 'value',
		currency_id: 'many2one',
		journal_id: 'many2one',
		memo: 'value',
		invoice_ids: 'x2many',
		state: 'value',
	},
	'mail.activity': {
		res_model_id: 'many2one',
		res_id: 'value',
		activity_type_id: 'many2one',
		summary: 'value',
		note: 'value',
	},
	'ir.model': { model: 'value' },
};

/** `ir.model`'s number of the invoices' model. */
const INVOICES = 91;

export class OdooModels {
	private readonly tables = new Map<string, Map<number, Values>>();
	/** Display names of what records point to, such as partners and currencies. */
	readonly names = new Map<string, string>();

	constructor() {
		for (const model of Object.keys(MODELS)) this.tables.set(model, new Map());
		this.table('ir.model').set(INVOICES, { model: 'account.move' });
	}

	create(model: string, values: Values): number {
		const table = this.table(model);
		const id = Math.max(0, ...table.keys()) + 1;
		table.set(id, this.checked(model, values));
		return id;
	}

	unlink(model: string, ids: number[]): boolean {
		for (const id of ids) this.table(model).delete(id);
		return true;
	}

	searchRead(model: string, domain: Domain, fields: string[], offset: number, limit: number | undefined): Values[] {
		const found = [...this.table(model).keys()].filter((id) =>
			domain.every(([field, operator, value]) => matches(this.read(model, id, field), operator, value)),
		);
		const expected = fields.length > 0 ? fields : Object.keys(fieldsOf(model));
		return found
			.slice(offset, limit === undefined ? undefined : offset + limit)
			.map((id) => ({ id, ...Object.fromEntries(expected.map((field) => [field, this.read(model, id, field)])) }));
	}

	all(model: string): Values[] {
		return this.searchRead(model, [], [], 0, undefined);
	}

	/** As Odoo answers it: what is empty is false, and a many2one is its number and name. */
	private read(model: string, id: number, field: string): unknown {
		if (field === 'id') return id;
		const type = fieldsOf(model)[field];
		if (type === undefined) throw new OdooError('builtins.ValueError', `Invalid field '${field}' on '${model}'`);
		const value = type === 'computed' ? this.compute(id, field) : this.table(model).get(id)?.[field];
		if (type === 'many2one' && value !== undefined) return [value, this.names.get(`${field} ${String(value)}`) ?? ''];
		return value ?? (type === 'x2many' ? [] : false);
	}

	/**
	 * An invoice is paid once a payment that needs no journal entry of its own is linked to it and paid: what Odoo 18
	 * does for a payment method without an outstanding account. Writing `payment_state` itself changes nothing in it.
	 */
	private compute(invoice: number, field: string): unknown {
		if (field === 'activity_ids') {
			const activities = [...this.table('mail.activity').entries()];
			return activities
				.filter(([, { res_model_id, res_id }]) => res_model_id === INVOICES && res_id === invoice)
				.map(([id]) => id);
		}
		const isPosted = this.table('account.move').get(invoice)?.state === 'posted';
		const payments = [...this.table('account.payment').values()];
		const isPaid = payments.some(
			({ invoice_ids, state }) => Array.isArray(invoice_ids) && invoice_ids.includes(invoice) && state === 'paid',
		);
		return isPosted && isPaid ? 'paid' : 'not_paid';
	}

	private checked(model: string, values: Values): Values {
		const fields = fieldsOf(model);
		return Object.fromEntries(
			Object.entries(values).map(([field, value]) => {
				const type = fields[field];
				if (type === undefined || type === 'computed')
					throw new OdooError('builtins.ValueError', `Invalid field '${field}' on '${model}'`);
				if (type === 'many2one' && typeof value !== 'number')
					throw new OdooError('builtins.ValueError', `Wrong value for ${model}.${field}: ${String(value)}`);
				return [field, type === 'x2many' ? linked(value) : value];
			}),
		);
	}

	private table(model: string): Map<number, Values> {
		const table = this.tables.get(model);
		if (table === undefined) throw new OdooError('builtins.KeyError', `'${model}'`);
		return table;
	}
}

function fieldsOf(model: string): Readonly<Record<string, FieldType>> {
	const fields = MODELS[model];
	if (fields === undefined) throw new OdooError('builtins.KeyError', `'${model}'`);
	return fields;
}

/** Odoo's commands for a list of records: `[6, 0, ids]` sets it. */
function linked(commands: unknown): number[] {
	const [command] = Array.isArray(commands) ? commands : [];
	if (!Array.isArray(command) || command[0] !== 6 || !Array.isArray(command[2]))
		throw new OdooError('builtins.ValueError', `Wrong command for a list of records: ${JSON.stringify(commands)}`);
	return command[2].filter((id): id is number => typeof id === 'number');
}

function matches(found: unknown, operator: string, expected: unknown): boolean {
	const isEmpty = found === false || (Array.isArray(found) && found.length === 0);
	const isEqual = expected === false ? isEmpty : found === expected;
	if (operator === '=') return isEqual;
	if (operator === '!=') return !isEqual;
	throw new OdooError('builtins.ValueError', `Invalid leaf operator '${operator}'`);
}

export const isValues = (value: unknown): value is Values => isObject(value);
