import type { Action } from '../payment/action';
import {
	apiErrorSuffix,
	COMMON_MESSAGES,
	IF_IT_LASTS,
	SCOPES_THAT_MOVE_MONEY,
	type Message,
} from '../payment/commonMessages';
import type { Code, Settlement } from '../payment/outcome';
import type { Payment, PaymentState } from '../payment/payment';

interface MessageContext {
	settlement: Settlement;
	action: Action;
	order: string;
	/** "captured" or "voided". */
	done: string;
	status: string;
	apiError: string;
}

const NOT_SENT = 'was not sent';
const NO_MONEY = 'No money was moved by this run.';
/** Some ERPs capture at the gateway itself, and BigCommerce is not told. */
const GATEWAY_FIRST = 'Look at the payment in the gateway first: if it was captured there, it is paid.';
const RUN_AGAIN = 'Run it again: orders that are done are left alone.';

/** What is told of an order that is settled. One table, for captures and voids, for items, hints and docs alike. */
export function messageFor(settlement: Settlement, action: Action): Message {
	const told: MessageContext = {
		settlement,
		action,
		order: `Order ${settlement.orderId}`,
		done: action.done,
		status: statusWord(settlement.payment),
		apiError: apiErrorSuffix(settlement.failure),
	};
	const message = MESSAGES[settlement.code](told);
	if (settlement.payment?.isDeleted !== true) return message;
	return { ...message, happened: `${message.happened} ${DELETED}` };
}

/** Said of an order that the control panel shows as archived, whatever becomes of it. */
export const DELETED = 'The order is deleted (archived) in BigCommerce.';

const TAKEN_BESIDE = {
	money: 'Nothing was sent, and its transactions show that money was taken for it on another authorization.',
	nextStep: 'Look at the order in the control panel and at the gateway before anything else is done.',
};

/** That nothing was sent; or, where the run sent something for the order all the same, what that came to. */
function nothingSent({ settlement, done, status }: MessageContext): string {
	const { attempts } = settlement;
	if (attempts === 0 && settlement.moneyMoved === 'unknown')
		return 'Nothing was sent now; what an earlier run has sent for the order may still come.';
	if (attempts === 0) return `Nothing was sent, so nothing was ${done}.`;
	const calls = attempts === 1 ? '1 call for the order was sent' : `${attempts} calls for the order were sent`;
	return `Nothing more was sent. Before that, ${calls} in this run; its payment reads "${status}".`;
}

const MESSAGES: Record<Code, (told: MessageContext) => Message> = {
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
	notSeenYet: ({ order, action, settlement }) => ({
		happened: `${order}: BigCommerce accepted the ${action.name}${settlement.changed ? '' : ' that an earlier execution sent'}, and nothing of it was seen by the time that was allowed: ${settlement.isUnseen === true ? 'the order could not be read since' : 'the payment still reads "authorized"'}.`,
		money:
			action.name === 'capture'
				? 'It may still be taken or refused, without anything more being sent.'
				: 'The authorization may still be released, without anything more being sent.',
		nextStep:
			action.name === 'capture'
				? 'Do not ship yet, and do not ask for another payment. Run it again later, or start a workflow with the BigCommerce Trigger.'
				: 'Run it again later, or start a workflow with the BigCommerce Trigger.',
	}),
	resultTimeout: (told) => (told.settlement.payment?.state === 'authorized' ? fallenBack(told) : stillUnderWay(told)),
	notWaited: ({ order, action, settlement }) => ({
		happened: `${order}: ${startedBy(settlement, action)} Its result was not waited for.`,
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
		money: 'No money was moved by it; the payment is authorized as before, or its authorization has ended.',
		nextStep:
			action.name === 'capture'
				? `Do not ship yet. ${GATEWAY_FIRST} If not, the order's timeline in the control panel has the gateway's reason: try again, or ask the shopper for another payment.`
				: "Look at the order's timeline in the control panel for the gateway's reason, then try again, or release it in the gateway's own dashboard.",
	}),
	voidedMeanwhile: ({ order, action, status, settlement }) => ({
		happened: `${order} was not ${action.done}: somebody else changed the payment meanwhile. It now reads "${status}".`,
		money: settlement.attempts > 0 ? 'What this run sent had no effect.' : 'This run sent nothing.',
		nextStep: 'Look at the order in the control panel before doing anything else with it.',
	}),
	refundedSince: ({ order, status }) => ({
		happened: `${order} was captured, and the money was given back since: its payment reads "${status}".`,
		money: 'The money was taken and nothing of it is there any more.',
		nextStep: "Do not ship. Look at the order's refunds and its timeline in the control panel.",
	}),
	wrongState: ({ order, action, status, settlement }) => ({
		happened: `${order} cannot be ${action.done}: its payment reads "${status}".`,
		...(settlement.moneyMoved === 'yes'
			? TAKEN_BESIDE
			: {
					money: 'Nothing was sent.',
					nextStep: suggestedAction(settlement.payment?.state ?? 'unrecognised', action),
				}),
	}),
	unrecognisedState: ({ order, action, status }) => ({
		happened: `${order} was not ${action.done}: its payment reads "${status}", which is not one of BigCommerce's published words.`,
		money: 'Nothing was sent, and what that word means for the money is not known.',
		nextStep: 'Look at the order in the control panel.',
	}),
	refusedByBigCommerce: ({ order, action, status, apiError }) => ({
		happened: `${order} was not ${action.done}: BigCommerce refused the ${action.name}${apiError}.`,
		money: `No money was moved by it; the payment still reads "${status}".`,
		nextStep: `${GATEWAY_FIRST} If not, check whether the gateway can ${action.name} from BigCommerce and whether the authorization has expired; if it cannot, use the gateway's own dashboard.`,
	}),
	guard: (told) => ({
		happened: `${told.order} was held back by 'Only If'. ${told.settlement.note ?? ''}`.trim(),
		money: mayBeMoved(told) ? sentBeside(told) : nothingSent(told),
		nextStep: 'Check the order, then change the condition or the order, and run it again.',
	}),
	maxOrders: (told) => ({
		happened: `${told.order} was held back: the run has more orders than 'Max Orders' allows.`,
		money: nothingSent(told),
		nextStep: `Check that the list is right, then raise 'Max Orders'. ${RUN_AGAIN}`,
	}),
	maxTotal: (told) => ({
		happened: `${told.order} was held back by 'Max Total'. ${told.settlement.note ?? ''}`.trim(),
		money: nothingSent(told),
		nextStep: `Check that the list is right, then raise 'Max Total'. ${RUN_AGAIN}`,
	}),
	stopAfterFailures: (told) => ({
		happened: `${told.order} was held back: as many orders went wrong before it as 'Stop After Failures' allows.`,
		money: nothingSent(told),
		nextStep: `Look at those orders first. ${RUN_AGAIN}`,
	}),
	heldByOther: ({ order, action }) => ({
		happened: `${order} was held back: another execution, of this n8n or of another process, is working on it, and was not done in the time allowed.`,
		money: `This run sent nothing; whether the other one has ${action.done} it is not known here.`,
		nextStep: 'Look at the other execution, or run it again later.',
	}),
	claimDenied: ({ order, action, apiError }) => ({
		...COMMON_MESSAGES.claimDenied(order, apiError, NOT_SENT),
		money: `Nothing was sent, so nothing was ${action.done}.`,
	}),
	claimFailed: ({ order, action, apiError }) => ({
		...COMMON_MESSAGES.claimFailed(order, apiError, NOT_SENT, RUN_AGAIN),
		money: `Nothing was sent, so nothing was ${action.done}.`,
	}),
	orderNotFound: ({ order, apiError }) => ({ ...COMMON_MESSAGES.orderNotFound(order, apiError), money: NO_MONEY }),
	tokenRefused: ({ order, apiError }) => ({ ...COMMON_MESSAGES.tokenRefused(order, apiError), money: NO_MONEY }),
	scopeMissing: ({ order, action, apiError }) => ({
		...COMMON_MESSAGES.scopeMissing(
			order,
			apiError,
			`${SCOPES_THAT_MOVE_MONEY} to ${action.name}, and Orders: read-only to see the result`,
		),
		money: NO_MONEY,
	}),
	quotaExhausted: (told) => ({
		happened: `${told.order} was not sent: the store's API quota did not free up in time.`,
		money: nothingSent(told),
		nextStep: `Run it again in a few minutes, or raise 'Result Timeout'. ${RUN_AGAIN}`,
	}),
	serverUnavailable: ({ order, action, apiError, settlement }) => ({
		happened:
			settlement.attempts === 0
				? `${order} ${couldNotBeRead(settlement)}, so nothing was sent${apiError}.`
				: `${order} was not ${action.done}: BigCommerce did not take the ${action.name}${apiError}, and reading the order back proved that it was not accepted.`,
		money: NO_MONEY,
		nextStep: `Run it again later. ${RUN_AGAIN} ${IF_IT_LASTS}`,
	}),
	unreadableAnswer: ({ order, settlement }) => ({
		...COMMON_MESSAGES.unreadableAnswer(
			order,
			`${couldNotBeRead(settlement)}: what came back is ${settlement.isUnjudged === true ? 'no list of transactions' : 'not a BigCommerce order'}.`,
		),
		money: 'Nothing was sent.',
	}),
	neverConnected: ({ order, action, apiError }) => ({
		...COMMON_MESSAGES.neverConnected(order, apiError, NOT_SENT, RUN_AGAIN),
		money: `Nothing arrived, so nothing was ${action.done}.`,
	}),
	resultUnproved: ({ order, action, apiError }) => ({
		happened:
			apiError === ''
				? `${order}: the ${action.name} was sent, and reading the order did not show what came of it.`
				: `${order}: the ${action.name} was sent, no clear answer came${apiError}, and reading the order did not show whether it was accepted.`,
		money: `Nobody can tell from here whether it was ${action.name === 'capture' ? 'taken' : 'released'}.`,
		nextStep:
			'Run it again: it reads first and sends nothing if the payment has moved. Or look at the order in the control panel. Do not send it by hand. A token that may read Orders shows more.',
	}),
	stoppedBeforeSending: (told) => ({
		happened: `${told.order} was not sent: the execution was stopped before.`,
		money: nothingSent(told),
		nextStep: RUN_AGAIN,
	}),
	stoppedWhileSending: ({ order, action }) => ({
		happened: `${order}: the execution was stopped after the ${action.name} was sent.`,
		money: `Whether it was ${action.name === 'capture' ? 'taken' : 'released'} is not known here.`,
		nextStep: 'Run it again: it reads first and sends nothing if the payment has moved.',
	}),
};

function couldNotBeRead({ isUnjudged }: Settlement): string {
	return isUnjudged === true
		? 'was read, and its transactions, by which it is to be judged, could not be'
		: 'could not be read';
}

const LATER =
	"Run it again later to learn the result, raise 'Result Timeout', or start a workflow with the BigCommerce Trigger.";

function stillUnderWay({ order, action }: MessageContext): Message {
	return {
		happened: `${order}: BigCommerce accepted the ${action.name}, and it was not final when 'Result Timeout' ended.`,
		money:
			action.name === 'capture'
				? 'It will be taken or refused without anything more being sent.'
				: 'The authorization will be released or stay, without anything more being sent.',
		nextStep: LATER,
	};
}

/** It was under way, and the payment reads as before: nothing is on record, and no read is surely new enough. */
function fallenBack({ order, action }: MessageContext): Message {
	const isCapture = action.name === 'capture';
	const perhaps = isCapture ? '' : ', or another authorization stands';
	return {
		happened: `${order}: BigCommerce accepted the ${action.name}, it was under way, and the payment reads "authorized" again. It was refused, or that read lags behind${perhaps}: which of them was not proved when 'Result Timeout' ended.`,
		money: isCapture ? 'It may have been taken.' : 'The authorization may have been released.',
		nextStep: isCapture ? `Do not ship yet, and do not ask for another payment. ${LATER}` : LATER,
	};
}

/** Whose call it was. */
function startedBy({ outcome, changed }: Settlement, { name }: Action): string {
	if (outcome !== 'accepted') return `a ${name} is under way, and this run did not send it.`;
	return changed
		? `BigCommerce accepted the ${name}.`
		: `BigCommerce accepted the ${name} that an earlier execution sent a moment ago.`;
}

/** What to do with a payment in a state that rules the action out. */
function suggestedAction(state: PaymentState, action: Action): string {
	switch (state) {
		case 'captured':
			return action.name === 'void' ? 'Money that was taken is given back with a refund, not with a void.' : 'Nothing.';
		case 'capturePending':
			return 'A capture is under way. Wait for its result, then refund instead.';
		case 'voidPending':
			return 'A void is under way; the authorization is being released.';
		case 'voided':
			return `The authorization was released. ${GATEWAY_FIRST} If not, ask the shopper for a new payment.`;
		case 'declined':
			return `The payment was declined. ${GATEWAY_FIRST} If not, ask the shopper for another payment.`;
		case 'heldForReview':
			return 'The payment is held for review. Approve or refuse it in the control panel or at the gateway first.';
		case 'unpaid':
			return 'Nothing is authorized: an offline method, or a payment that was never finished. Check how the order was paid.';
		default:
			return 'Look at the order in the control panel.';
	}
}

/** What was sent for an order of which one item was held back, and another was not. */
function sentBeside({ settlement: { attempts } }: MessageContext): string {
	return attempts === 0
		? 'Nothing was sent for this item; another item, or another run, has asked for the same order.'
		: 'What was sent for the order before, while the condition was met, may have had its effect; nothing more was sent for this item.';
}

/** Whether somebody has asked for the order of an item that was held back, and something came of it, or may. */
function mayBeMoved({ settlement: { payment, moneyMoved }, action }: MessageContext): boolean {
	if (payment?.state === action.doneState || payment?.state === action.pendingState) return true;
	return moneyMoved !== undefined && moneyMoved !== 'no';
}

function statusWord(payment: Payment | null): string {
	return payment === null ? 'not known' : payment.status === '' ? 'no payment' : payment.status;
}

function title(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
