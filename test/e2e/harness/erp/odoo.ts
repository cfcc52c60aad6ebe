/**
 * A stand-in for Odoo, spoken to as n8n's own Odoo node does: `/jsonrpc` with `common.login` and `object.execute`
 * (Odoo up to 21), and `/json/2/<model>/<method>` with an API key (Odoo 19 and later).
 * https://www.odoo.com/documentation/18.0/developer/reference/external_api.html
 * https://www.odoo.com/documentation/19.0/developer/reference/external_api.html
 */
import { isValues, OdooError, OdooModels, type Domain, type Values } from './odooModels';
import { startJsonServer, type JsonAnswer, type JsonRequest, type JsonServer } from './jsonServer';

export const ODOO_LOGIN = { db: 'shop', username: 'n8n@shop.example', password: 'odoo-password' };
export const ODOO_API_KEY = 'odoo-api-key';
const USER = 2;

/** An invoice, the order it comes from, and its delivery, as a connector has written them. */
export interface OdooSale {
	orderId: number;
	total: number;
	isDelivered?: boolean;
	currency?: string;
}

export class Odoo {
	models = new OdooModels();
	private server!: JsonServer;

	static async start(): Promise<Odoo> {
		const odoo = new Odoo();
		odoo.server = await startJsonServer((request) => odoo.answer(request));
		return odoo;
	}

	get url(): string {
		return this.server.url;
	}

	/** Paths that were asked for. */
	get paths(): string[] {
		return this.server.asked.map(({ path }) => path);
	}

	close(): Promise<void> {
		return this.server.close();
	}

	reset(sales: OdooSale[]): void {
		this.models = new OdooModels();
		this.server.asked.length = 0;
		sales.forEach(({ orderId, total, isDelivered = true, currency = 'USD' }, index) => {
			const name = `S${String(index + 1).padStart(5, '0')}`;
			const currencyId = currency === 'USD' ? 1 : 2;
			this.models.names.set(`currency_id ${currencyId}`, currency);
			this.models.names.set(`partner_id ${index + 40}`, 'Ada Lovelace');
			const delivery_status = isDelivered ? 'full' : 'partial';
			this.models.create('sale.order', { name, client_order_ref: String(orderId), delivery_status });
			this.models.create('account.move', {
				name: `INV/2026/${String(index + 1).padStart(5, '0')}`,
				move_type: 'out_invoice',
				state: 'posted',
				ref: String(orderId),
				invoice_origin: name,
				partner_id: index + 40,
				currency_id: currencyId,
				amount_total: total,
			});
		});
	}

	/** What the record of an order's invoice says: paid or not, what was booked on it, and what a person is told. */
	invoiceOf(orderId: number): { state: unknown; booked: number[]; told: string[] } {
		const invoice = this.models.all('account.move').find(({ ref }) => ref === String(orderId));
		if (invoice === undefined) throw new Error(`Odoo has no invoice of order ${orderId}`);
		const payments = this.models
			.all('account.payment')
			.filter(({ invoice_ids }) => Array.isArray(invoice_ids) && invoice_ids.includes(invoice.id));
		const activities = this.models.all('mail.activity').filter(({ res_id }) => res_id === invoice.id);
		return {
			state: invoice.payment_state,
			booked: payments.map(({ amount }) => Number(amount)),
			told: activities.map(({ summary, note }) => `${String(summary)} ${String(note)}`),
		};
	}

	/** Somebody has seen to the to-dos. */
	closeActivities(): void {
		const ids = this.models.all('mail.activity').map(({ id }) => Number(id));
		this.models.unlink('mail.activity', ids);
	}

	private answer({ method, path, headers, body }: JsonRequest): JsonAnswer {
		const [, model, name] = /^\/json\/2\/([\w.]+)\/(\w+)$/.exec(path) ?? [];
		if (method !== 'POST' || !isValues(body)) return { status: 404, body: { message: 'Not Found' } };
		if (path === '/jsonrpc') return { status: 200, body: this.jsonRpc(body) };
		if (model === undefined || name === undefined) return { status: 404, body: { message: 'Not Found' } };
		if (headers.authorization !== `bearer ${ODOO_API_KEY}` || headers['x-odoo-database'] !== ODOO_LOGIN.db)
			return { status: 401, body: { name: 'werkzeug.exceptions.Unauthorized', message: 'Invalid apikey' } };
		try {
			return { status: 200, body: this.json2(model, name, body) };
		} catch (error) {
			if (!(error instanceof OdooError)) throw error;
			return { status: 422, body: { name: error.type, message: error.message, arguments: [error.message] } };
		}
	}

	private jsonRpc({ id, params }: Values): unknown {
		const { service, method, args } = isValues(params) ? params : {};
		const list: unknown[] = Array.isArray(args) ? args : [];
		try {
			return { jsonrpc: '2.0', id, result: this.call(String(service), String(method), list) };
		} catch (error) {
			if (!(error instanceof OdooError)) throw error;
			const { type: name, message } = error;
			const data = { name, message, arguments: [message], context: {}, debug: '' };
			return { jsonrpc: '2.0', id, error: { code: 200, message: 'Odoo Server Error', data } };
		}
	}

	private call(service: string, method: string, args: unknown[]): unknown {
		if (service === 'common' && method === 'login') {
			const { db, username, password } = ODOO_LOGIN;
			return args[0] === db && args[1] === username && args[2] === password ? USER : false;
		}
		const [db, user, password, model, name, ...rest] = args;
		if (service !== 'object' || method !== 'execute')
			throw new OdooError('builtins.NameError', `Method not found: ${service}.${method}`);
		if (db !== ODOO_LOGIN.db || user !== USER || password !== ODOO_LOGIN.password)
			throw new OdooError('odoo.exceptions.AccessDenied', 'Access Denied');
		if (name === 'create') return this.models.create(String(model), valuesIn(rest[0]));
		if (name === 'search_read') {
			const limit = typeof rest[3] === 'number' ? rest[3] : undefined;
			return this.models.searchRead(String(model), domainIn(rest[0]), textsIn(rest[1]), Number(rest[2] ?? 0), limit);
		}
		throw new OdooError('builtins.AttributeError', `The method '${String(name)}' does not exist`);
	}

	private json2(model: string, method: string, body: Values): unknown {
		if (method === 'create') {
			const list: unknown[] = Array.isArray(body.vals_list) ? body.vals_list : [];
			return list.map((values) => this.models.create(model, valuesIn(values)));
		}
		if (method === 'search_read') {
			const limit = typeof body.limit === 'number' ? body.limit : undefined;
			return this.models.searchRead(
				model,
				domainIn(body.domain),
				textsIn(body.fields),
				Number(body.offset ?? 0),
				limit,
			);
		}
		throw new OdooError('builtins.AttributeError', `The method '${method}' does not exist`);
	}
}

function valuesIn(value: unknown): Values {
	if (isValues(value)) return value;
	throw new OdooError('builtins.TypeError', 'A record is an object of its fields');
}

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function domainIn(value: unknown): Domain {
	const leaves: unknown[] = Array.isArray(value) ? value : [];
	return leaves.map((leaf) => {
		if (Array.isArray(leaf) && leaf.length === 3) return [String(leaf[0]), String(leaf[1]), leaf[2]] as const;
		throw new OdooError('builtins.ValueError', `Invalid leaf ${JSON.stringify(leaf)}`);
	});
}
