import type { ApiFailure } from '../api/failure';
import type { Action } from '../payment/action';
import type { Code, Settlement } from '../payment/outcome';
import type { Payment, PaymentState } from '../payment/payment';

/** What is told about one order: what happened, what it means for the money, what to do. */
export interface Words {
	/** One sentence: what happened. */
	happened: string;
	/** One sentence: what it means for the money. */
	money: string;
	/** One sentence: what to do. */
	nextStep: string;
}

interface MessageContext {
	settlement: Settlement;
	action: Action;
	order: string;
	/** "captured" or "voided". */
	done: string;
	status: string;
	said: string;
}

const NO_MONEY = 'No money was moved by this run.';
const RUN_AGAIN = 'Run it again: orders that are done are left alone.';

/** The words for an order's end. One table, for captures and voids, for items, hints and docs alike. */
export function messageFor(settlement: Settlement, action: Action): Words {
	const told: MessageContext = {
		settlement,
		action,
		order: `Order ${settlement.orderId}`,
		done: action.done,
		status: statusWord(settlement.payment),
		said: said(settlement.failure),
	};
	return WORDS[settlement.code](told);
}

const WORDS: Record<Code, (told: MessageContext) => Words> = {
	done: ({ order, done, action }) => ({
		happened: `${order} was ${done}.`,
		money:
			action.name === 'capture'
				? 'BigCommerce shows the payment as taken.'
				: 'The authorization is released; nothing was taken.',
		nextStep: 'Nothing.',
	}),
	alreadyDone: ({ order, done, action, settlement }) => ({
		happened:
			settlement.outcome === action.notPossible
				? `${order} was ${done} before, and 'If Already ${title(done)}' is set to fail.`
				: `${order} was ${done} before.`,
		money:
			action.name === 'capture'
				? 'The payment was taken earlier; this run sent nothing.'
				: 'The authorization was released earlier; this run sent nothing.',
		nextStep: 'Nothing.',
	}),
	resultTimeout: ({ order, action }) => ({
		happened: `${order}: BigCommerce accepted the ${action.name}, and it was not final when 'Result Timeout' ended.`,
		money:
			action.name === 'capture'
				? 'It will be taken or refused without anything more being sent.'
				: 'The authorization will be released or stay, without anything more being sent.',
		nextStep:
			"Run it again later to learn the result, raise 'Result Timeout', or start a workflow with the BigCommerce Trigger.",
	}),
	notWaited: ({ order, action }) => ({
		happened: `${order}: BigCommerce accepted the ${action.name}. Its result was not waited for.`,
		money:
			action.name === 'capture'
				? 'It will be taken or refused in a moment; accepted is not yet captured.'
				: 'The authorization will be released or stay in a moment; accepted is not yet voided.',
		nextStep: 'Start a workflow with the BigCommerce Trigger for the result, or run it again later.',
	}),
	dryRun: ({ order, action, settlement }) => ({
		happened:
			settlement.outcome === 'planned'
				? `${order} can be ${action.done}. Dry run: nothing was sent.`
				: `${order}: a ${action.name} is under way. Dry run: nothing was sent.`,
		money: NO_MONEY,
		nextStep:
			settlement.outcome === 'planned'
				? "Switch 'Dry Run' off to do it."
				: 'Run it again in a minute to learn the result.',
	}),
	refusedByGateway: ({ order, action }) => ({
		happened: `${order} was not ${action.done}: BigCommerce accepted the ${action.name}, and the payment gateway refused it afterwards.`,
		money: 'No money was moved; the payment is authorized as before, or its authorization has ended.',
		nextStep:
			action.name === 'capture'
				? "Look at the order's timeline in the control panel for the gateway's reason, then try again or ask the shopper for another payment. Do not ship yet."
				: "Look at the order's timeline in the control panel for the gateway's reason, then try again, or release it in the gateway's own dashboard.",
	}),
	voidedMeanwhile: ({ order, action, status }) => ({
		happened: `${order} was not ${action.done}: somebody else changed the payment meanwhile. It now reads "${status}".`,
		money: 'What this run sent had no effect.',
		nextStep: 'Look at the order in the control panel before doing anything else with it.',
	}),
	wrongState: ({ order, action, status, settlement }) => ({
		happened: `${order} cannot be ${action.done}: its payment reads "${status}".`,
		money: 'Nothing was sent.',
		nextStep: suggestedAction(settlement.payment?.state ?? 'unrecognised', action),
	}),
	unrecognisedState: ({ order, action, status }) => ({
		happened: `${order} was not ${action.done}: its payment reads "${status}", which is not one of BigCommerce's published words.`,
		money: 'Nothing was sent, and what that word means for the money is not known.',
		nextStep: 'Look at the order in the control panel.',
	}),
	refusedByBigCommerce: ({ order, action, status, said }) => ({
		happened: `${order} was not ${action.done}: BigCommerce refused the ${action.name}${said}.`,
		money: `No money was moved; the payment still reads "${status}".`,
		nextStep: `Check whether the payment gateway can ${action.name} from BigCommerce and whether the authorization has expired; if it cannot, use the gateway's own dashboard.`,
	}),
	guard: ({ order, action, settlement }) => ({
		happened: `${order} was held back by 'Only If'. ${settlement.note ?? ''}`.trim(),
		money: isMoved(settlement.payment, action)
			? 'Nothing was sent for this item; another item, or another run, has asked for the same order.'
			: `Nothing was sent, so nothing was ${action.done}.`,
		nextStep: 'Check the order, then change the condition or the order, and run it again.',
	}),
	maxOrders: ({ order, action }) => ({
		happened: `${order} was held back: the run has more orders than 'Max Orders' allows.`,
		money: `Nothing was sent, so nothing was ${action.done}.`,
		nextStep: `Check that the list is right, then raise 'Max Orders'. ${RUN_AGAIN}`,
	}),
	maxTotal: ({ order, action, settlement }) => ({
		happened: `${order} was held back by 'Max Total'. ${settlement.note ?? ''}`.trim(),
		money: `Nothing was sent, so nothing was ${action.done}.`,
		nextStep: `Check that the list is right, then raise 'Max Total'. ${RUN_AGAIN}`,
	}),
	stopAfterFailures: ({ order, action }) => ({
		happened: `${order} was held back: as many orders went wrong before it as 'Stop After Failures' allows.`,
		money: `Nothing was sent, so nothing was ${action.done}.`,
		nextStep: `Look at those orders first. ${RUN_AGAIN}`,
	}),
	heldByOther: ({ order, action }) => ({
		happened: `${order} was held back: another execution, of this n8n or of another process, is working on it, and was not done in the time allowed.`,
		money: `This run sent nothing; whether the other one has ${action.done} it is not known here.`,
		nextStep: 'Look at the other execution, or run it again later.',
	}),
	claimDenied: ({ order, action, said }) => ({
		happened: `${order} was not sent: 'Claim Orders' is In the Store, and this access token may not keep claims there${said}.`,
		money: `Nothing was sent, so nothing was ${action.done}.`,
		nextStep:
			"Claims are order metafields: the API account needs the scope Orders: modify (store_v2_orders). Make a new API account with it, since scopes cannot be changed; or set 'Claim Orders' to In This Process where only one n8n process works on the store.",
	}),
	claimFailed: ({ order, action, said }) => ({
		happened: `${order} was not sent: 'Claim Orders' is In the Store, and the claim could not be made, or could not be read back${said}.`,
		money: `Nothing was sent, so nothing was ${action.done}.`,
		nextStep: `Run it again later. ${RUN_AGAIN}`,
	}),
	orderNotFound: ({ order, said }) => ({
		happened: `${order} was not found in this store${said}.`,
		money: NO_MONEY,
		nextStep:
			"Check 'Order ID' and the credential's 'Store Hash': a number from another system, or another store's order, is the usual cause.",
	}),
	tokenRefused: ({ order, said }) => ({
		happened: `${order}: BigCommerce refused the access token${said}.`,
		money: NO_MONEY,
		nextStep:
			"Check the credential's 'Access Token'. It is shown once, when the API account is made; a deleted account's token is refused for good.",
	}),
	scopeMissing: ({ order, action, said }) => ({
		happened: `${order}: the access token may not do this${said}.`,
		money: NO_MONEY,
		nextStep: `The API account needs the scope Orders: modify (store_v2_orders) or Order Transactions: modify (store_v2_transactions) to ${action.name}, and Orders: read-only to see the result. Make a new API account, since scopes cannot be changed; and check the credential's 'Store Hash'.`,
	}),
	quotaExhausted: ({ order, action }) => ({
		happened: `${order} was not sent: the store's API quota did not free up in time.`,
		money: `Nothing was sent, so nothing was ${action.done}.`,
		nextStep: `Run it again in a few minutes, or raise 'Result Timeout'. ${RUN_AGAIN}`,
	}),
	serverUnavailable: ({ order, action, said, settlement }) => ({
		happened:
			settlement.attempts === 0
				? `${order} could not be read, so nothing was sent${said}.`
				: `${order} was not ${action.done}: BigCommerce did not take the ${action.name}${said}, and reading the order back proved that it was not accepted.`,
		money: NO_MONEY,
		nextStep: `Run it again later. ${RUN_AGAIN} If it lasts, the store may be down for maintenance or suspended.`,
	}),
	unreadableAnswer: ({ order }) => ({
		happened: `${order} could not be read: what came back is not a BigCommerce order.`,
		money: 'Nothing was sent.',
		nextStep: "Check the credential's 'API URL' and 'Store Hash', and any proxy in between. Then run it again.",
	}),
	neverConnected: ({ order, action, said }) => ({
		happened: `${order} was not sent: BigCommerce could not be reached${said}.`,
		money: `Nothing arrived, so nothing was ${action.done}.`,
		nextStep: `Check the network and the credential's 'API URL'. ${RUN_AGAIN}`,
	}),
	resultUnproved: ({ order, action, said }) => ({
		happened: `${order}: the ${action.name} was sent, no clear answer came${said}, and reading the order did not show whether it was accepted.`,
		money: `Nobody can tell from here whether it was ${action.name === 'capture' ? 'taken' : 'released'}.`,
		nextStep:
			'Run it again: it reads first and sends nothing if the payment has moved. Or look at the order in the control panel. Do not send it by hand. A token that may read Orders shows more.',
	}),
	stoppedBeforeSending: ({ order, action }) => ({
		happened: `${order} was not sent: the execution was stopped before.`,
		money: `Nothing was sent, so nothing was ${action.done}.`,
		nextStep: RUN_AGAIN,
	}),
	stoppedWhileSending: ({ order, action }) => ({
		happened: `${order}: the execution was stopped after the ${action.name} was sent.`,
		money: `Whether it was ${action.name === 'capture' ? 'taken' : 'released'} is not known here.`,
		nextStep: 'Run it again: it reads first and sends nothing if the payment has moved.',
	}),
};

/** What to do with a payment in a state that rules the action out. */
function suggestedAction(state: PaymentState, action: Action): string {
	switch (state) {
		case 'captured':
			return action.name === 'void' ? 'Money that was taken is given back with a refund, not with a void.' : 'Nothing.';
		case 'capturePending':
			return 'A capture is under way. Wait for its result, then refund instead.';
		case 'voidPending':
			return 'A void is under way; the authorization is being given up.';
		case 'voided':
			return 'The authorization was given up. Ask the shopper for a new payment.';
		case 'declined':
			return 'The payment was declined at checkout. Ask the shopper for another payment.';
		case 'heldForReview':
			return 'The payment is held for review. Approve or refuse it in the control panel or at the gateway first.';
		case 'unpaid':
			return 'Nothing is authorized: an offline method, or a payment that was never finished. Check how the order was paid.';
		default:
			return 'Look at the order in the control panel.';
	}
}

function isMoved(payment: Payment | null, { doneState, pendingState }: Action): boolean {
	return payment?.state === doneState || payment?.state === pendingState;
}

function statusWord(payment: Payment | null): string {
	return payment === null ? 'not known' : payment.status === '' ? 'no payment' : payment.status;
}

/** What came back, for people: " (HTTP 422: Order is not authorized)". */
function said(failure: ApiFailure | null): string {
	if (failure === null) return '';
	const what = failure.status === null ? failure.code : `HTTP ${failure.status}`;
	return failure.reason === null ? ` (${what})` : ` (${what}: ${failure.reason})`;
}

function title(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
