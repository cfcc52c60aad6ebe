import type { ApiFailure } from '../api/failure';
import { formatMoney, type Money } from '../model/money';
import type { RefundCode, RefundSettlement } from './outcome';
import type { Words } from '../capture/messages';

interface MessageContext {
	order: string;
	amount: string;
	said: string;
	note: string;
	reference: string;
	settlement: RefundSettlement;
}

const NOTHING_SENT = 'Nothing was sent, so no money was given back.';
const NO_MONEY = 'No money was given back by this run.';
const RUN_AGAIN = 'Run it again: a refund with the same reference is not made twice.';

/** The words for a refund's end: what happened, what it means for the money, what to do. */
export function refundWords(settlement: RefundSettlement): Words {
	const { orderId, amount, failure, note, reference } = settlement;
	return WORDS[settlement.code]({
		order: `Order ${orderId}`,
		amount: amount === null ? 'the refund' : shown(amount),
		said: said(failure),
		note: note ?? '',
		reference,
		settlement,
	});
}

const WORDS: Record<RefundCode, (told: MessageContext) => Words> = {
	done: ({ order, amount, settlement }) => ({
		happened: `${order}: ${amount} were refunded.`,
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
	resultTimeout: ({ order, amount }) => ({
		happened: `${order}: BigCommerce entered the refund of ${amount}, and its provider had not answered when 'Result Timeout' ended.`,
		money: 'It will be given back or declined without anything more being sent.',
		nextStep: `Run it again later to learn the result. ${RUN_AGAIN}`,
	}),
	dryRun: ({ order, amount }) => ({
		happened: `${order}: ${amount} can be refunded. Dry run: nothing was sent.`,
		money: NO_MONEY,
		nextStep: "Switch 'Dry Run' off to do it.",
	}),
	refusedByGateway: ({ order, amount, note }) => ({
		happened: `${order}: the refund of ${amount} was declined by its payment provider${note === '' ? '' : ` ("${note}")`}.`,
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
	quoteRefused: ({ order, said: reason }) => ({
		happened: `${order} was not refunded: BigCommerce gave no quote for it${reason}.`,
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
	refusedByBigCommerce: ({ order, said: reason }) => ({
		happened: `${order} was not refunded: BigCommerce refused the refund${reason}.`,
		money: NO_MONEY,
		nextStep:
			'Correct what BigCommerce names, and run it again: the quote may have changed, or the provider cannot refund this payment.',
	}),
	orderBusy: ({ order, said: reason }) => ({
		happened: `${order} was not refunded: another refund of it is being processed${reason}.`,
		money: NO_MONEY,
		nextStep: `Wait until that is done. ${RUN_AGAIN}`,
	}),
	guard: ({ order, note }) => ({
		happened: `${order} was held back by 'Only If'. ${note}`,
		money: NOTHING_SENT,
		nextStep: 'Check the order, then change the condition or the refund, and run it again.',
	}),
	orderNotFound: ({ order, said: reason }) => ({
		happened: `${order} was not found in this store${reason}.`,
		money: NO_MONEY,
		nextStep:
			"Check 'Order ID' and the credential's 'Store Hash': a number from another system, or another store's order, is the usual cause.",
	}),
	tokenRefused: ({ order, said: reason }) => ({
		happened: `${order}: BigCommerce refused the access token${reason}.`,
		money: NO_MONEY,
		nextStep:
			"Check the credential's 'Access Token'. It is shown once, when the API account is made; a deleted account's token is refused for good.",
	}),
	scopeMissing: ({ order, said: reason }) => ({
		happened: `${order}: the access token may not do this${reason}.`,
		money: NO_MONEY,
		nextStep:
			"The API account needs the scope Orders: modify (store_v2_orders) or Order Transactions: modify (store_v2_transactions) to refund. Make a new API account, since scopes cannot be changed; and check the credential's 'Store Hash'.",
	}),
	quotaExhausted: ({ order }) => ({
		happened: `${order} was not refunded: the store's API quota did not free up in time.`,
		money: NO_MONEY,
		nextStep: `Run it again in a few minutes. ${RUN_AGAIN}`,
	}),
	serverUnavailable: ({ order, said: reason, settlement }) => ({
		happened:
			settlement.attempts === 0
				? `${order} was not refunded: it could not be read${reason}.`
				: `${order} was not refunded: BigCommerce did not take the refund${reason}, and its list of refunds proved that it was not made.`,
		money: NO_MONEY,
		nextStep: `Run it again later. ${RUN_AGAIN}`,
	}),
	unreadableAnswer: ({ order }) => ({
		happened: `${order} was not refunded: what came back when it was read makes no sense.`,
		money: NOTHING_SENT,
		nextStep: "Check the credential's 'API URL' and 'Store Hash', and any proxy in between. Then run it again.",
	}),
	neverConnected: ({ order, said: reason }) => ({
		happened: `${order} was not refunded: BigCommerce could not be reached${reason}.`,
		money: 'Nothing arrived, so no money was given back.',
		nextStep: `Check the network and the credential's 'API URL'. ${RUN_AGAIN}`,
	}),
	resultUnproved: ({ order, amount, said: reason, reference }) => ({
		happened: `${order}: the refund of ${amount} was sent, no clear answer came${reason}, and reading the order's refunds did not show whether it was made.`,
		money: 'Nobody can tell from here whether the money was given back.',
		nextStep: `Look for a refund with "[ref: ${reference}]" in the control panel, or run it again with that 'Reference': it looks first, and sends nothing if the refund is there.`,
	}),
	stoppedBeforeSending: ({ order }) => ({
		happened: `${order} was not refunded: the execution was stopped before.`,
		money: NOTHING_SENT,
		nextStep: RUN_AGAIN,
	}),
	stoppedWhileSending: ({ order, reference }) => ({
		happened: `${order}: the execution was stopped after the refund was sent.`,
		money: 'Whether the money was given back is not known here.',
		nextStep: `Look for a refund with "[ref: ${reference}]" in the control panel, or run it again with that 'Reference'.`,
	}),
};

/** What came back, for people: " (HTTP 422: Unable to provide store credit for a guest customer.)". */
function said(failure: ApiFailure | null): string {
	if (failure === null) return '';
	const what = failure.status === null ? failure.code : `HTTP ${failure.status}`;
	return failure.reason === null ? ` (${what})` : ` (${what}: ${failure.reason})`;
}

function shown(money: Money): string {
	return `${formatMoney(money)} ${money.currency}`;
}
