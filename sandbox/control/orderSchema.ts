import { PAYMENT_STATES } from '../payments/paymentStates';
import { FAULT_SCHEMA } from '../faults/faultSchema';

const MONEY = { type: ['string', 'number'] };
const TEXT = { type: 'string' };
const ID = { type: 'integer', minimum: 0 };

/** The same fields as `OrderInput`. */
export const ORDER_SCHEMA = {
	type: 'object',
	additionalProperties: false,
	properties: {
		id: { type: 'integer', minimum: 1 },
		customerName: TEXT,
		email: TEXT,
		company: TEXT,
		customerId: ID,
		total: MONEY,
		currency: { type: 'string', pattern: '^[A-Z]{3}$' },
		displayCurrency: { type: 'string', pattern: '^[A-Z]{3}$' },
		storeCredit: MONEY,
		giftCertificate: MONEY,
		lines: {
			type: 'array',
			items: {
				type: 'object',
				required: ['name', 'price'],
				additionalProperties: false,
				properties: {
					name: TEXT,
					sku: TEXT,
					quantity: { type: 'integer', minimum: 1 },
					price: MONEY,
					quantityShipped: ID,
				},
			},
		},
		shippingCost: MONEY,
		fees: {
			type: 'array',
			items: {
				type: 'object',
				required: ['name', 'cost'],
				additionalProperties: false,
				properties: { name: TEXT, cost: MONEY },
			},
		},
		taxPercent: { type: 'integer', minimum: 0, maximum: 99 },
		state: { enum: PAYMENT_STATES },
		earlierAuthorizations: {
			type: 'array',
			items: {
				type: 'object',
				required: ['amount'],
				additionalProperties: false,
				properties: { amount: MONEY, state: { enum: ['voided', 'declined', 'standing'] }, gateway: TEXT },
			},
		},
		fraudReview: { type: 'boolean' },
		statusId: { type: 'integer', minimum: 0, maximum: 14 },
		gateway: TEXT,
		paymentMethod: TEXT,
		createdAt: { type: 'number' },
		ageDays: { type: 'number', minimum: 0 },
		modifiedAt: { type: 'number' },
		channelId: ID,
		externalId: TEXT,
		externalMerchantId: TEXT,
		externalOrderId: TEXT,
		externalSource: TEXT,
		staffNotes: TEXT,
		customerMessage: TEXT,
		archived: { type: 'boolean' },
		captureDelayMs: { type: 'number', minimum: 0 },
		faults: { type: 'array', items: FAULT_SCHEMA },
	},
};
