import type { Fault } from '../../../sandbox/store';
import type { Script, ScriptOrder } from './script';

/**
 * Takes out of a script what nobody could decide from outside, so that what is left must come out right. There is
 * no idempotency key and no way to ask whether a call was accepted, so the contract (3.2) rests on one thing: an
 * acceptance shows in reads within the verification window. A store that breaks it in the ways below can be told
 * from one in which nothing was accepted by no client at all.
 */
export function decidable(script: Script): Script {
	const seesOrders = script.token !== 'transactions-only-token';
	const window = script.terms.verificationWindow;
	const settings = { ...script.settings };
	// A process that dies, and a Stop, lose answers too.
	const isCutOff = script.plot.kind === 'crash' || script.plot.kind === 'stop';

	if (!seesOrders) {
		// Without the Orders scope all that is known is in the transactions. Where the gateway leaves no journal, a
		// captured payment reads as authorized, in every run and for ever.
		settings.transactionsRecorded = 'all';
	}

	// Nor can it be known of a call that arrives when its caller has long given up, and the process has died or was stopped.
	const stalledShare = isCutOff ? 0 : script.stalledShare;

	const orders = script.orders.map((order) => {
		const hides = isHidden(order, script);
		const isDoubtful = isCutOff || stalledShare > 0 || [...order.faults, ...script.storeFaults].some(leavesDoubt);
		const bounded: ScriptOrder = {
			...order,
			// An acceptance that does not show within the window, after an answer that was lost, is an acceptance that
			// nobody can know of. After a plain 201 it can be known; but where the order is read and shows `authorized`
			// for as long as the result is waited for, a job that is still under way cannot be told from a refusal.
			captureDelayMs: hides
				? Math.min(
						order.captureDelayMs,
						isDoubtful ? window / 2 : seesOrders ? script.terms.resultTimeout / 2 : Number.POSITIVE_INFINITY,
					)
				: order.captureDelayMs,
			faults: order.faults
				.filter((fault) => !(hides && (isDoubtful || seesOrders) && fault.kind === 'stuckPending'))
				.map(withoutLies)
				.map((fault) => shown(fault, stalledShare > 0 ? window / 2 : window * 0.9)),
			// What was under way before, and cannot be seen, reads as authorized like everything else.
			state:
				(hides || isLate(order)) && (order.state === 'capturePending' || order.state === 'voidPending')
					? 'authorized'
					: order.state,
		};
		return bounded;
	});

	// A new process knows nothing of what the dead one sent. Until that shows, it reads `authorized` like anybody
	// else, and sends. A store that takes a second capture then takes two, whatever the client: so either the
	// store refuses a second one, or the new process starts when the acceptance shows. The same where the answer to
	// its own call is lost: whose call it was that took cannot be told.
	const lateBy = Math.max(0, ...orders.map((order) => invisibleFor(order, { ...script, settings })));
	const isAnyDoubtful = [...script.storeFaults, ...orders.flatMap(({ faults }) => faults)].some(
		(fault) => leavesDoubt(fault) || fault.kind === 'reset',
	);
	const plot =
		script.plot.kind === 'crash' && (isSecondTaken(settings) || isAnyDoubtful)
			? { ...script.plot, pauseMs: script.plot.pauseMs + lateBy }
			: script.plot;
	return { ...script, stalledShare, settings, orders, plot, storeFaults: script.storeFaults.map(withoutLies) };
}

/** A 201 says that it was accepted, whatever its body. One that accepted nothing all the same is a lie nobody can see through. */
function withoutLies(fault: Fault): Fault {
	switch (fault.kind) {
		case 'emptyBody':
		case 'textBody':
		case 'arrayBody':
		case 'truncatedJson':
			return (fault.status ?? 201) < 300 ? { ...fault, accepted: true } : fault;
		default:
			return fault;
	}
}

/** What is late to show, shows within `within` milliseconds. */
function shown(fault: Fault, within: number): Fault {
	return fault.kind === 'lateVisibility' ? { ...fault, ms: Math.min(fault.ms, within) } : fault;
}

/** Whether the store takes, or seems to take, a second capture. */
function isSecondTaken({ secondCapture, secondVoid }: Script['settings']): boolean {
	return [secondCapture, secondVoid].some((second) => second === 'accept201' || second === 'ignore201');
}

/** Whether a job that is under way reads as `authorized`. */
function isHidden(order: ScriptOrder, { settings, token }: Script): boolean {
	return (
		settings.pendingVisible === false ||
		token === 'transactions-only-token' ||
		order.faults.some(({ kind }) => kind === 'pendingHidden')
	);
}

function isLate({ faults }: ScriptOrder): boolean {
	return faults.some(({ kind }) => kind === 'lateVisibility');
}

/** How long an acceptance may not show, in milliseconds. */
function invisibleFor(order: ScriptOrder, script: Script): number {
	const late = Math.max(0, ...order.faults.map((fault) => (fault.kind === 'lateVisibility' ? fault.ms : 0)));
	return isHidden(order, script) ? Math.max(late, order.captureDelayMs) : late;
}

/** Whether a call may be accepted without a plain answer. */
function leavesDoubt(fault: Fault): boolean {
	switch (fault.kind) {
		case 'lostAnswer':
		case 'slow':
		case 'hang':
		case 'serverError':
		case 'html':
		case 'redirect':
		case 'truncatedJson':
		case 'textBody':
		case 'arrayBody':
		case 'emptyBody':
			return true;
		default:
			return false;
	}
}
