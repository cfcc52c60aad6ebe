import type { StoreContext } from '../context';
import { Faults } from '../faults/armedFaults';
import { parseMoney } from '../money';
import type { EarlierAuthorization } from '../payments/authorizations';
import { gatewayOf } from '../payments/gateways';
import { USUAL_STATUS_ID } from '../payments/paymentStates';
import { customerFor, customerNamed } from './customers';
import type { OrderFee, OrderLine, SandboxOrder, Tally } from './order';
import type { LineInput, OrderInput } from './orderInput';

const DAY_MS = 86_400_000;

/** An order as the checkout leaves it, not in the book yet; its payment is `state`, its journal empty. */
export function newOrder(ctx: StoreContext, input: OrderInput): SandboxOrder {
	const id = input.id ?? ctx.orders.nextId();
	const currency = input.currency ?? 'USD';
	const money = (value: string | number | undefined, name: string): number => {
		const minor = parseMoney(value ?? 0, currency);
		if (minor === undefined || minor < 0)
			throw new Error(`${name} of order ${id} is not an amount of ${currency}: ${value}`);
		return minor;
	};
	const taxIn = (amount: number): number =>
		Math.round((amount * (input.taxPercent ?? 0)) / (100 + (input.taxPercent ?? 0)));

	const shippingCost = money(input.shippingCost, 'shippingCost');
	const fees = (input.fees ?? []).map(({ name, cost }): OrderFee => ({
		id: ctx.nextId('fee'),
		name,
		cost: money(cost, 'fee'),
	}));
	const extras = fees.reduce((sum, fee) => sum + fee.cost, shippingCost);
	const given = input.total === undefined ? undefined : money(input.total, 'total');
	const oneLine: LineInput[] = [{ name: 'Sandbox T-shirt', price: 25 }];
	const lines = (input.lines ?? (given === undefined ? oneLine : [])).map((line): OrderLine => {
		const price = money(line.price, 'price');
		return newLine(ctx, line.name, line.sku, line.quantity ?? 1, price, taxIn(price));
	});
	const lineTotal = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
	if (lines.length === 0 && given !== undefined) {
		const rest = Math.max(0, given - extras);
		lines.push(newLine(ctx, 'Sandbox T-shirt', undefined, 1, rest, taxIn(rest)));
	}
	const total = given ?? lineTotal + extras;
	const createdAt = input.createdAt ?? ctx.now() - (input.ageDays ?? 0) * DAY_MS;
	const state = input.state ?? 'authorized';
	const gateway = gatewayOf(input.gateway ?? (state === 'pending' ? 'bankdeposit' : 'braintree'));
	const fraudReview = input.fraudReview ?? state === 'heldForReview';
	const storeCredit = money(input.storeCredit, 'storeCredit');
	const giftCertificate = money(input.giftCertificate, 'giftCertificate');
	const faults = new Faults();
	for (const fault of input.faults ?? []) faults.add(fault);

	return {
		id,
		createdAt,
		modifiedAt: input.modifiedAt ?? createdAt,
		currency,
		displayCurrency: input.displayCurrency ?? currency,
		total,
		totalTax: taxIn(total),
		storeCredit,
		giftCertificate,
		authorized: total - storeCredit - giftCertificate,
		standingId: null,
		atGateway: 'open',
		shippingCost,
		shippingTax: taxIn(shippingCost),
		gateway,
		paymentMethod: input.paymentMethod ?? gateway.paymentMethod,
		state,
		fraudReview,
		statusId: input.statusId ?? (fraudReview ? USUAL_STATUS_ID.heldForReview : USUAL_STATUS_ID[state]),
		customer: customerOf(id, input),
		lines,
		fees,
		addressId: ctx.nextId('address'),
		channelId: input.channelId ?? 1,
		cartId: cartIdOf(id),
		staffNotes: input.staffNotes ?? '',
		customerMessage: input.customerMessage ?? '',
		externalId: input.externalId ?? null,
		externalMerchantId: input.externalMerchantId ?? null,
		externalOrderId: input.externalOrderId ?? '',
		externalSource: input.externalSource ?? null,
		shippedAt: null,
		archived: input.archived ?? false,
		captureDelayMs: input.captureDelayMs,
		faults,
		jobs: [],
		transactions: [],
		refunds: [],
		shipments: [],
		tally: newTally(),
		versions: [],
		shadow: undefined,
		refundBusyUntil: Number.NEGATIVE_INFINITY,
		bodyText: undefined,
	};
}

/** The authorizations that the input names, as the checkout takes them. @throws for an impossible amount */
export function earlierAuthorizations(order: SandboxOrder, input: OrderInput): EarlierAuthorization[] {
	return (input.earlierAuthorizations ?? []).map(({ amount, state = 'voided', gateway = order.gateway.id }) => {
		const minor = parseMoney(amount, order.currency);
		if (minor === undefined || minor < 0) throw new Error(`No amount of ${order.currency}: ${amount}`);
		return { amount: minor, state, gatewayId: gateway, createdAt: order.createdAt };
	});
}

function newLine(
	ctx: StoreContext,
	name: string,
	sku: string | undefined,
	quantity: number,
	price: number,
	priceTax: number,
): OrderLine {
	const id = ctx.nextId('line');
	return {
		id,
		productId: 70 + (id % 40),
		name,
		sku: sku ?? name.toUpperCase().replace(/[^A-Z0-9]+/g, '-'),
		quantity,
		price,
		priceTax,
		quantityShipped: 0,
	};
}

function customerOf(orderId: number, input: OrderInput): SandboxOrder['customer'] {
	const [firstName = '', ...rest] = (input.customerName ?? '').split(' ');
	const customer =
		input.customerName === undefined ? customerFor(orderId) : customerNamed(firstName, rest.join(' '), 1_000 + orderId);
	return {
		...customer,
		id: input.customerId ?? customer.id,
		email: input.email ?? customer.email,
		company: input.company ?? '',
	};
}

/** A version-4 shaped UUID that is the same for the same order. */
function cartIdOf(orderId: number): string {
	const digits = orderId.toString(16).padStart(12, '0').slice(-12);
	return `a8458391-ef68-4fe5-9ec1-${digits}`;
}

function newTally(): Tally {
	return {
		captureRequests: 0,
		captureRequestsAccepted: 0,
		captures: 0,
		declines: 0,
		captured: 0,
		voidRequests: 0,
		voidRequestsAccepted: 0,
		voids: 0,
		voidDeclines: 0,
		refundRequests: 0,
		refundRequestsAccepted: 0,
		refunds: 0,
		refundDeclines: 0,
		refunded: 0,
	};
}
