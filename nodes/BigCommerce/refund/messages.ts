import { formatWithCurrency } from '../model/money';
import {
	apiErrorSuffix,
	COMMON_MESSAGES,
	IF_IT_LASTS,
	SCOPES_THAT_MOVE_MONEY,
	type Message,
} from '../payment/commonMessages';
import { isRefundRetriable, type RefundCode, type RefundSettlement } from './outcome';

interface MessageContext {
	order: string;
	/** With its currency; null where it is not known. */
	amount: string | null;
	/** "the refund of 5.00 USD". */
	refund: string;
	apiError: string;
	note: string;
	reference: string;
	runAgain: string;
	settlement: RefundSettlement;
}

const NOT_REFUNDED = 'was not refunded';
const NOTHING_SENT = 'Nothing was sent, so no money was given back.';
const NO_MONEY = 'No money was given back by this run.';
const RUN_AGAIN = 'Running it again is safe: a refund with the same reference is not made twice.';
const RUN_AGAIN_HERE =
	"Trying again within this execution is safe; in a new execution it is another refund, unless 'Reference' is set.";

/** The words for a refund's end: what happened, what it means for the money, what to do. */
export function messageForRefund(settlement: RefundSettlement): Message {
	const { orderId, failure, note, reference, isReferenceGiven } = settlement;
	const amount = settlement.amount === null ? null : formatWithCurrency(settlement.amount);
	return MESSAGES[settlement.code]({
		order: `Order ${orderId}`,
		amount,
		refund: amount === null ? 'the refund' : `the refund of ${amount}`,
		apiError: apiErrorSuffix(failure),
		note: note ?? '',
		reference: reference ?? '',
		runAgain: isReferenceGiven ? RUN_AGAIN : RUN_AGAIN_HERE,
		settlement,
	});
}

const MESSAGES: Record<RefundCode, (told: MessageContext) => Message> = {
	done: ({ order, amount, settlement }) => ({
		happened: `${order}: ${amount === null ? 'it was' : `${amount} were`} refunded.`,
		money: settlement.payments.some(({ offline }) => offline)
			? 'BigCommerce recorded the refund; the offline part has to be paid out by hand.'
			: 'BigCommerce shows the refund, and no provider declined it.',
		nextStep: 'Nothing.',
	}),
	alreadyDone: ({ order, reference, settlement }) => ({
		happened:
			settlement.refund === null
				? `${order} was refunded in full before.`
				: `${order} has the refund with the reference ${reference} already.`,
		money: 'The money was given back earlier; this run sent nothing.',
		nextStep: "Nothing. If another refund is meant, give it another 'Reference'.",
	}),
	resultTimeout: ({ order, refund, runAgain }) => ({
		happened: `${order}: BigCommerce entered ${refund}, and its provider had not answered when 'Result Timeout' ended.`,
		money: 'It will be given back or declined without anything more being sent.',
		nextStep: `Run it again later to learn the result. ${runAgain}`,
	}),
	dryRun: ({ order, amount }) => ({
		happened: `${order}: ${amount ?? 'it'} can be refunded. Dry run: nothing was sent.`,
		money: NO_MONEY,
		nextStep: "Switch 'Dry Run' off to do it.",
	}),
	refusedByGateway: ({ order, refund, note }) => ({
		happened: `${order}: ${refund} was declined by its payment provider${note === '' ? '' : ` ("${note}")`}.`,
		money: 'No money was given back.',
		nextStep: "Look at the reason, then try again, or refund to store credit or in the provider's own dashboard.",
	}),
	partlyDeclined: ({ order, note }) => ({
		happened: `${order}: one part of the refund was declined${note === '' ? '' : ` ("${note}")`}, and another was given back.`,
		money: 'Part of the money was given back.',
		nextStep: 'Look at the refund in the control panel, and refund the rest another way.',
	}),
	wrongState: ({ order, note }) => ({
		happened: `${order} cannot be refunded. ${note}`,
		money: NOTHING_SENT,
		nextStep: 'Check the payment first.',
	}),
	nothingLeft: ({ order }) => ({
		happened: `${order} has nothing left to refund.`,
		money: NOTHING_SENT,
		nextStep: 'Nothing.',
	}),
	everythingShipped: ({ order }) => ({
		happened: `${order} was not refunded: everything of it was shipped, or given back before.`,
		money: NOTHING_SENT,
		nextStep: 'Nothing.',
	}),
	invalidAmount: ({ order, note }) => ({
		happened: `${order} was not refunded. ${note}`,
		money: NOTHING_SENT,
		nextStep: 'Correct the amount, and run it again.',
	}),
	invalidItems: ({ order, note }) => ({
		happened: `${order} was not refunded. ${note}`,
		money: NOTHING_SENT,
		nextStep: 'Correct the items, and run it again.',
	}),
	methodNotOffered: ({ order, note }) => ({
		happened: `${order} was not refunded. ${note}`,
		money: NOTHING_SENT,
		nextStep: "Choose one of these in 'Refund To', or refund in the provider's own dashboard.",
	}),
	offlineOnly: ({ order, note }) => ({
		happened: `${order} was not refunded. ${note}`,
		money: NOTHING_SENT,
		nextStep: "Refund to store credit, or switch 'Allow Offline' on to record it and pay it out by hand.",
	}),
	quoteRefused: ({ order, apiError }) => ({
		happened: `${order} was not refunded: BigCommerce gave no quote for it${apiError}.`,
		money: NOTHING_SENT,
		nextStep:
			"Correct what BigCommerce names. Check that the payment is settled at the gateway, and how much is left with 'Create Quote'.",
	}),
	quoteDiffers: ({ order, note }) => ({
		happened: `${order} was not refunded. ${note}`,
		money: NOTHING_SENT,
		nextStep: "Look at the quote with 'Create Quote', and ask for what it comes to.",
	}),
	referenceUsed: ({ order, note }) => ({
		happened: `${order} was not refunded. ${note}`,
		money: NOTHING_SENT,
		nextStep: "If another refund is meant, give it another 'Reference'.",
	}),
	refusedByBigCommerce: ({ order, apiError }) => ({
		happened: `${order} was not refunded: BigCommerce refused the refund${apiError}.`,
		money: NO_MONEY,
		nextStep:
			'Correct what BigCommerce names, and run it again: the quote may have changed, or the provider cannot refund this payment.',
	}),
	orderBusy: ({ order, apiError, runAgain }) => ({
		happened: `${order} was not refunded: another refund of it is being processed${apiError}.`,
		money: NO_MONEY,
		nextStep: `Wait until that is done, and run it again. ${runAgain}`,
	}),
	guard: ({ order, note }) => ({
		happened: `${order} was held back by 'Only If'. ${note}`,
		money: NOTHING_SENT,
		nextStep: 'Check the order, then change the condition or the refund, and run it again.',
	}),
	claimDenied: ({ order, apiError }) => ({
		...COMMON_MESSAGES.claimDenied(order, apiError, NOT_REFUNDED),
		money: NOTHING_SENT,
	}),
	claimFailed: ({ order, apiError, runAgain }) => ({
		...COMMON_MESSAGES.claimFailed(order, apiError, NOT_REFUNDED, runAgain),
		money: NOTHING_SENT,
	}),
	orderNotFound: ({ order, apiError }) => ({ ...COMMON_MESSAGES.orderNotFound(order, apiError), money: NO_MONEY }),
	tokenRefused: ({ order, apiError }) => ({ ...COMMON_MESSAGES.tokenRefused(order, apiError), money: NO_MONEY }),
	scopeMissing: ({ order, apiError }) => ({
		...COMMON_MESSAGES.scopeMissing(order, apiError, `${SCOPES_THAT_MOVE_MONEY} to refund`),
		money: NO_MONEY,
	}),
	quotaExhausted: ({ order }) => ({
		happened: `${order} was not refunded: the store's API quota did not free up in time.`,
		money: NO_MONEY,
		nextStep: 'Nothing was sent, so it is safe to run it again in a few minutes.',
	}),
	serverUnavailable: ({ order, apiError, settlement }) => ({
		happened:
			settlement.attempts === 0
				? `${order} was not refunded: BigCommerce could not be asked${apiError}.`
				: `${order} was not refunded: BigCommerce could not take the refund just now${apiError}.`,
		money: NO_MONEY,
		nextStep: `Run it again later. ${IF_IT_LASTS}`,
	}),
	unreadableAnswer: ({ order }) => ({
		...COMMON_MESSAGES.unreadableAnswer(
			order,
			`${NOT_REFUNDED}: what came back when it was read is not a BigCommerce order.`,
		),
		money: NOTHING_SENT,
	}),
	incompleteList: ({ order, settlement }) => ({
		happened: `${order} was not refunded: the list of its refunds came back incomplete${reasonOf(settlement)}, so nobody can tell which it has.`,
		money: NO_MONEY,
		nextStep: "Run it again. If it lasts, look at the order's refunds in the control panel, and refund there.",
	}),
	neverConnected: ({ order, apiError }) => ({
		...COMMON_MESSAGES.neverConnected(order, apiError, NOT_REFUNDED, 'Then run it again.'),
		money: 'Nothing arrived, so no money was given back.',
	}),
	resultUnproved: ({ order, refund, apiError, reference, settlement }) => ({
		happened:
			settlement.attempts === 0
				? `${order}: ${refund} was sent before, and whether it was made does not show yet.`
				: `${order}: ${refund} was sent, no clear answer came${apiError}, and the order's refunds did not show it until 'Result Timeout' ended.`,
		money: 'Nobody can tell from here whether the money was given back.',
		nextStep: lookFirst(reference, settlement),
	}),
	stoppedBeforeSending: ({ order }) => ({
		happened: `${order} was not refunded: the execution was stopped before.`,
		money: NOTHING_SENT,
		nextStep: 'Run it again.',
	}),
	stoppedWhileSending: ({ order, reference, settlement }) => ({
		happened: `${order}: the execution was stopped after the refund was sent.`,
		money: 'Whether the money was given back is not known here.',
		nextStep: lookFirst(reference, settlement),
	}),
	unexpected: ({ order, note, reference, settlement }) => ({
		happened: `${order}: this node could not finish (${note}).`,
		money: 'Nobody can tell from here whether the money was given back.',
		nextStep: `${lookFirst(reference, settlement)} If it comes back, tell the maintainers.`,
	}),
};

function reasonOf({ failure }: RefundSettlement): string {
	return failure?.reason === null || failure?.reason === undefined ? '' : ` (${failure.reason})`;
}

/** A refund in doubt: how to find it, and how to run it again so that it is found. */
function lookFirst(reference: string, settlement: RefundSettlement): string {
	const look = `Look at the order's refunds in the control panel for "[ref: ${reference}]".`;
	return isRefundRetriable(settlement)
		? `${look} Running it again with the same 'Reference' is safe: nothing is sent if the refund is there.`
		: `${look} Do not start it anew without it: set 'Reference' to ${reference} first, and nothing is sent if the refund is there.`;
}
