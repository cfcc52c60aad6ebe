/** Faults that only a refund can meet. */
import { fault, required } from './definition';

export const REFUND_FAULTS = {
	taxServiceGone: fault(
		{},
		{
			on: 'refundCreate',
			label: 'Refund: tax service gone',
			does: '503, in the shape of a service behind the store',
			sample: { times: 1 },
		},
	),
	refundBusy: fault(
		{},
		{ on: 'refundCreate', label: 'Refund: order busy', does: 'another refund runs', sample: { times: 1 } },
	),
	quoteChanged: fault(
		{ byMinor: required(-100, { type: 'integer' }) },
		{
			on: 'refundCreate',
			label: 'Refund: quote has changed',
			does: 'the quote holds no longer',
			sample: { times: 1 },
		},
	),
};
