/**
 * A stand-in for ERPNext, spoken to as n8n's own ERPNext node does: Frappe's REST API, with the rules of ERPNext that
 * decide what a document says.
 * https://docs.frappe.io/framework/user/en/api/rest
 */
import { isObject, type JsonObject } from '../../../../nodes/BigCommerce/api/json';
import { startJsonServer, type JsonAnswer, type JsonRequest, type JsonServer } from './jsonServer';

export const ERPNEXT_KEY = { apiKey: 'erpnext-key', apiSecret: 'erpnext-secret' };

const DOCTYPES = ['Sales Order', 'Sales Invoice', 'Delivery Note', 'Payment Entry', 'Comment'];

/** What a payment must have before ERPNext takes it as submitted. */
const NEEDED = [
	...['payment_type', 'party_type', 'party', 'company', 'paid_to'],
	...['paid_amount', 'received_amount', 'reference_no', 'reference_date'],
];

/** A failure as Frappe answers it. */
class FrappeError extends Error {
	constructor(
		readonly status: number,
		readonly type: string,
		message: string,
	) {
		super(message);
	}
}

/** An order with its delivery notes and invoice, as a connector has written them. */
export interface ErpNextSale {
	orderId: number;
	total: number;
	isDelivered?: boolean;
	currency?: string;
}

export class ErpNext {
	private documents: Array<{ doctype: string; values: JsonObject }> = [];
	private server!: JsonServer;

	static async start(): Promise<ErpNext> {
		const erp = new ErpNext();
		erp.server = await startJsonServer((request) => erp.answer(request));
		return erp;
	}

	get url(): string {
		return this.server.url;
	}

	close(): Promise<void> {
		return this.server.close();
	}

	reset(sales: ErpNextSale[]): void {
		this.documents = [];
		for (const { orderId, total, isDelivered = true, currency = 'USD' } of sales) {
			const common = { po_no: String(orderId), docstatus: 1, customer: 'Ada Lovelace', company: 'Charity', currency };
			this.add('Sales Order', { ...common, delivery_status: isDelivered ? 'Fully Delivered' : 'Partly Delivered' });
			this.add('Sales Invoice', { ...common, grand_total: total, outstanding_amount: total, status: 'Unpaid' });
		}
	}

	/** What ERPNext's webhook for a submitted delivery note posts. */
	deliveryNote(orderId: number): JsonObject {
		const { name, po_no } = this.add('Delivery Note', { po_no: String(orderId), docstatus: 1 });
		return { name, po_no };
	}

	/** What the record of an order's invoice says: its status, what was booked on it, and what a person is told. */
	invoiceOf(orderId: number): { state: unknown; booked: number[]; told: string[] } {
		const invoice = this.all('Sales Invoice').find(({ po_no }) => po_no === String(orderId));
		if (invoice === undefined) throw new Error(`ERPNext has no invoice of order ${orderId}`);
		const entries = this.all('Payment Entry').flatMap(({ references }) => referencesIn(references));
		const comments = this.all('Comment').filter(({ reference_name }) => reference_name === invoice.name);
		return {
			state: invoice.status,
			booked: entries.filter(({ name }) => name === invoice.name).map(({ amount }) => amount),
			told: comments.map(({ content }) => String(content)),
		};
	}

	private answer(request: JsonRequest): JsonAnswer {
		try {
			const { apiKey, apiSecret } = ERPNEXT_KEY;
			if (request.headers.authorization !== `token ${apiKey}:${apiSecret}`)
				throw new FrappeError(401, 'AuthenticationError', 'Authentication failed');
			return { status: 200, body: { data: this.resource(request) } };
		} catch (error) {
			if (!(error instanceof FrappeError)) throw error;
			const exception = `frappe.exceptions.${error.type}: ${error.message}`;
			return { status: error.status, body: { exc_type: error.type, exception } };
		}
	}

	private resource({ method, path, query, body }: JsonRequest): unknown {
		const [, doctype = ''] = /^\/api\/resource\/([^/]+)$/.exec(path) ?? [];
		demandDoctype(doctype);
		if (method === 'POST' && isObject(body)) return this.create(doctype, body);
		if (method !== 'GET') throw new FrappeError(405, 'MethodNotAllowed', method);
		const fields = listIn(query.get('fields')).map(String);
		const start = Number(query.get('limit_start') ?? 0);
		const found = this.all(doctype).filter((document) =>
			listIn(query.get('filters')).every((filter) => matches(document, filter)),
		);
		return found
			.slice(start, start + Number(query.get('limit_page_length') ?? 20))
			.map((document) => Object.fromEntries((fields.length > 0 ? fields : ['name']).map((f) => [f, document[f]])));
	}

	private create(doctype: string, values: JsonObject): JsonObject {
		if (doctype === 'Payment Entry') this.pay(values);
		if (doctype === 'Comment' && !this.all(String(values.reference_doctype)).some(isNamed(values.reference_name)))
			throw new FrappeError(404, 'DoesNotExistError', `${String(values.reference_name)} not found`);
		return this.add(doctype, values);
	}

	/** Submitting a payment settles the invoices that it refers to, and never one that is paid already. */
	private pay(entry: JsonObject): void {
		const missing = NEEDED.filter((field) => entry[field] === undefined || entry[field] === '');
		if (missing.length > 0) throw new FrappeError(417, 'MandatoryError', `[Payment Entry]: ${missing.join(', ')}`);
		if (entry.docstatus !== 1) return;
		for (const { name, amount } of referencesIn(entry.references)) {
			const invoice = this.all('Sales Invoice').find(isNamed(name));
			if (invoice === undefined) throw new FrappeError(417, 'LinkValidationError', `Could not find ${name}`);
			const outstanding = Number(invoice.outstanding_amount);
			if (outstanding <= 0)
				throw new FrappeError(417, 'ValidationError', `Sales Invoice ${name} has already been fully paid.`);
			if (amount > outstanding || amount > Number(entry.paid_amount))
				throw new FrappeError(417, 'ValidationError', 'Allocated Amount cannot be greater than outstanding amount.');
			const left = outstanding - amount;
			Object.assign(invoice, { outstanding_amount: left, status: left === 0 ? 'Paid' : 'Partly Paid' });
		}
	}

	private all(doctype: string): JsonObject[] {
		return this.documents.filter((document) => document.doctype === doctype).map(({ values }) => values);
	}

	private add(doctype: string, values: JsonObject): JsonObject {
		const document = { name: `${doctype.toUpperCase().replace(' ', '-')}-${this.documents.length + 1}`, ...values };
		this.documents.push({ doctype, values: document });
		return document;
	}
}

const isNamed =
	(name: unknown) =>
	(document: JsonObject): boolean =>
		document.name === name;

function demandDoctype(doctype: string): void {
	if (!DOCTYPES.includes(doctype)) throw new FrappeError(404, 'DoesNotExistError', `DocType ${doctype} not found`);
}

function referencesIn(references: unknown): Array<{ name: string; amount: number }> {
	const rows: unknown[] = Array.isArray(references) ? references : [];
	return rows.filter(isObject).flatMap(({ reference_doctype, reference_name, allocated_amount }) => {
		if (reference_doctype !== 'Sales Invoice') return [];
		return [{ name: String(reference_name), amount: Number(allocated_amount) }];
	});
}

function listIn(json: string | null): unknown[] {
	const list: unknown = json === null ? [] : JSON.parse(json);
	return Array.isArray(list) ? list : [];
}

/** A filter is `[DocType, field, operator, value]`; numbers are compared as numbers, as the database does. */
function matches(document: JsonObject, filter: unknown): boolean {
	if (!Array.isArray(filter) || filter.length !== 4) throw new FrappeError(417, 'ValidationError', 'Invalid filter');
	const [doctype, field, operator, expected] = filter.map((part: unknown) => String(part));
	demandDoctype(doctype ?? '');
	const found = document[field ?? ''];
	if (operator === '=') return String(found) === expected;
	if (operator === '>') return Number(found) > Number(expected);
	throw new FrappeError(417, 'ValidationError', `Operator ${operator} is not simulated`);
}
