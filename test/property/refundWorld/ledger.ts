import type { ApiRequest, Answered } from '../../../nodes/BigCommerce/api/http';
import { isObject, objectsIn, textOf } from '../../../nodes/BigCommerce/api/json';

/** How one refund ends at its provider. Times in milliseconds. */
export interface RefundFate {
	isDeclined: boolean;
	answerAfterMs: number;
	/** From when on the list shows it. */
	visibleAfterMs: number;
}

/** How the store as a whole behaves. */
export interface LedgerTraits {
	/** Whether refunds name the transaction that gave the money back; the OpenAPI has it optional. */
	namesTransactions: boolean;
	keepsJournal: boolean;
	pageSize: number;
}

/** One refund as it truly is. Amounts in cents. */
export interface LedgerRefund {
	id: number;
	amount: number;
	/** The reason as it was sent; empty for one made in the control panel. */
	reason: string;
	/** Who sent it: the run's name, or `panel`. */
	by: string;
	enteredAt: number;
	fate: RefundFate;
	transactionId: number | null;
}

const PAID = 10_000;
export const ORDER_ID = 118;

/** One order, its refunds, and what BigCommerce shows of them: money truth apart from what is answered. */
export class RefundLedger {
	readonly refunds: LedgerRefund[] = [];
	private nextId = 1;

	constructor(
		private readonly traits: LedgerTraits,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	/** Refunds that gave money back, or still will. */
	get effective(): LedgerRefund[] {
		return this.refunds.filter(({ fate }) => !fate.isDeclined);
	}

	/** Takes a refund, or refuses it where it is more than what is left. */
	enter(amount: number, reason: string, by: string, fate: RefundFate): LedgerRefund | null {
		if (amount < 1 || amount > this.left()) return null;
		const id = this.nextId++;
		const refund = { id, amount, reason, by, enteredAt: this.now(), fate, transactionId: 1_000 + id };
		this.refunds.push(refund);
		return refund;
	}

	/** What BigCommerce answers to a read, or to a call for a quote. */
	read(request: ApiRequest): Answered {
		const { method, path } = request;
		if (method === 'POST') return this.quote(request);
		if (path === `/v2/orders/${ORDER_ID}`) return this.answer(200, this.order());
		if (path.endsWith('/transactions')) return this.answer(200, { data: this.transactions() });
		if (path.endsWith('/payment_actions/refunds')) return this.list(Number(request.query?.page ?? 1));
		const one = this.shown().find(({ id }) => path.endsWith(`/refunds/${id}`));
		return one === undefined
			? this.answer(404, { status: 404, title: 'Not found' })
			: this.answer(200, { data: this.bodyOf(one) });
	}

	/** The answer to the call that entered it. */
	created(refund: LedgerRefund): Answered {
		return this.answer(201, { data: this.bodyOf(refund), meta: {} });
	}

	answer(status: number, body: unknown): Answered {
		return { kind: 'answered', status, headers: { date: new Date(this.now()).toUTCString() }, body };
	}

	/** Whether the provider has answered. */
	private isAnswered({ enteredAt, fate }: LedgerRefund): boolean {
		return this.now() >= enteredAt + fate.answerAfterMs;
	}

	private left(): number {
		const declined = this.refunds.filter((refund) => refund.fate.isDeclined && this.isAnswered(refund));
		const held = this.refunds.reduce((sum, { amount }) => sum + amount, 0);
		return PAID - held + declined.reduce((sum, { amount }) => sum + amount, 0);
	}

	private order(): Record<string, unknown> {
		const given = this.effective
			.filter((refund) => this.isAnswered(refund))
			.reduce((sum, { amount }) => sum + amount, 0);
		const status = given === 0 ? 'captured' : given >= PAID ? 'refunded' : 'partially refunded';
		return {
			id: ORDER_ID,
			payment_status: status,
			default_currency_code: 'USD',
			total_inc_tax: '100.0000',
			store_credit_amount: '0',
		};
	}

	private shown(): LedgerRefund[] {
		return this.refunds.filter(({ enteredAt, fate }) => this.now() >= enteredAt + fate.visibleAfterMs);
	}

	private list(page: number): Answered {
		const { pageSize } = this.traits;
		const all = this.shown();
		const data = all.slice((page - 1) * pageSize, page * pageSize).map((refund) => this.bodyOf(refund));
		const pages = Math.max(1, Math.ceil(all.length / pageSize));
		const pagination = {
			total: all.length,
			count: data.length,
			per_page: pageSize,
			current_page: page,
			total_pages: pages,
		};
		return this.answer(200, { data, meta: { pagination } });
	}

	private transactions(): object[] {
		if (!this.traits.keepsJournal) return [];
		return this.refunds
			.filter((refund) => this.isAnswered(refund))
			.map(({ transactionId, fate, amount, enteredAt }) => ({
				id: transactionId,
				event: 'refund',
				status: fate.isDeclined ? 'error' : 'ok',
				method: 'credit_card',
				amount: amount / 100,
				currency: 'USD',
				date_created: new Date(enteredAt + fate.answerAfterMs).toISOString(),
			}));
	}

	private quote({ body }: ApiRequest): Answered {
		const amount = cents(body);
		if (amount < 1 || amount > this.left()) return this.answer(422, { status: 422, title: 'More than is left' });
		const total = amount / 100;
		const method = { provider_id: 'braintree', provider_description: 'Braintree', amount: total, offline: false };
		return this.answer(201, { data: { total_refund_amount: total, refund_methods: [[method]] }, meta: {} });
	}

	private bodyOf(refund: LedgerRefund): object {
		const isAnswered = this.isAnswered(refund);
		const isDeclined = isAnswered && refund.fate.isDeclined;
		const isNamed = this.traits.namesTransactions && isAnswered;
		return {
			id: refund.id,
			order_id: ORDER_ID,
			created: new Date(refund.enteredAt).toISOString(),
			reason: refund.reason,
			total_amount: refund.amount / 100,
			total_tax: 0,
			items: [{ item_type: 'ORDER', item_id: ORDER_ID, reason: refund.reason, requested_amount: refund.amount / 100 }],
			payments: [
				{
					id: refund.id,
					provider_id: 'braintree',
					amount: refund.amount / 100,
					offline: false,
					is_declined: isDeclined,
					declined_message: isDeclined ? 'No.' : '',
					...(isNamed ? { transaction_id: String(refund.transactionId) } : {}),
				},
			],
		};
	}
}

/** What a body asks to give back, in cents. */
export function cents(body: unknown): number {
	return objectsIn(isObject(body) ? body.items : null).reduce(
		(sum, item) => sum + Math.round(Number(textOf(item, 'amount') ?? 0) * 100),
		0,
	);
}

/** The reason that a body gives. */
export function reasonOf(body: unknown): string {
	const [first] = objectsIn(isObject(body) ? body.items : null);
	return first === undefined ? '' : (textOf(first, 'reason') ?? '');
}
