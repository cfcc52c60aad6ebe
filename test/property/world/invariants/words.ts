import { moneyMoved, type Settlement } from '../../../../nodes/BigCommerce/payment/outcome';
import type { Execution, Post } from '../execution';
import type { Trace } from '../simulation';
import type { StoreOrder, Version } from '../store/order';
import { TOKENS } from '../store/store';
import { EPOCH } from '../virtualTime';
import { isPlain, type Exclusions } from './exclusions';

/** What was said of one order, beside what is true of it. */
interface Said {
	trace: Trace;
	execution: Execution;
	answer: Settlement;
	exclusions: Exclusions;
	order: StoreOrder;
	/** The execution's own calls for it that reached the store. */
	posts: Post[];
	/** The order as it was at some time between the newest reads and the word. */
	versions: Version[];
	/** That time, milliseconds since 1970. */
	from: number;
	to: number;
	/** When the newest read of the order was asked for. */
	askedAt: number;
}

/** How long a call, its answer and the read after it may be on their way, or wait for a quota, in milliseconds. */
const LONGEST_WAY = 90_000;

const NEGATIVE = new Set([
	'declined',
	'notCapturable',
	'notVoidable',
	'blocked',
	'notFound',
	'unauthorized',
	'throttled',
	'unavailable',
	'cancelled',
]);

/** What the store's books say against a word: then, and until the world has come to rest. */
export function wordViolations(
	trace: Trace,
	execution: Execution,
	answer: Settlement,
	exclusions: Exclusions,
): string[] {
	const order = trace.store.orders.get(answer.orderId);
	if (order === undefined) return ofNoOrder(answer);
	const settled = execution.settled.get(answer.orderId);
	const to = EPOCH + (settled?.at ?? execution.endedAt);
	const knew = settled?.knew ?? execution.knowledge.of(answer.orderId);
	const from = Math.min(to, ...[knew.order?.sight.asOf, knew.journal?.sight.asOf].filter((at) => at !== undefined));
	const said: Said = {
		trace,
		execution,
		answer,
		exclusions,
		order,
		posts: execution.posts.filter(({ orderId }) => orderId === answer.orderId),
		versions: versionsBetween(order, from, to),
		from,
		to,
		askedAt: EPOCH + (knew.order ?? knew.journal ?? { askedAt: to - EPOCH }).askedAt,
	};
	return [...ofOutcome(said), ...ofOwnCalls(said), ...ofReason(said)];
}

function ofNoOrder({ outcome }: Settlement): string[] {
	return outcome === 'notFound' || NEGATIVE.has(outcome) ? [] : ['there is no such order'];
}

function ofOutcome(said: Said): string[] {
	const { answer, versions, order, trace, execution, from, to } = said;
	const { action } = execution.plan;
	switch (answer.outcome) {
		case 'captured':
			return [
				...(versions.some(isPaid) || isTakenBeside(said) ? [] : [`the money was not there: ${shown(versions)}`]),
				...ofAmount(said),
				...ofBalance(said),
			];
		case 'voided':
			return versions.some(({ money, word }) => money.isVoided || word === 'void') ? [] : ['nothing was released'];
		case 'declined': {
			// Somebody else did the opposite, and that cannot be undone.
			if (answer.code === 'voidedMeanwhile' && versions.some(({ money }) => money.isVoided || money.taken > 0))
				return [];
			// A call for it, its own or another's that it follows, may be refused later, once it cannot go through any more.
			const wasRefused =
				order.jobs.some((job) => job.action === action && ((job.wasRefused && job.to <= to) || job.inVainFrom <= to)) ||
				trace.store.calls.some(
					(call) =>
						call.orderId === order.id && call.action === action && call.fate === 'refused' && call.arrivedAt <= to,
				);
			if (wasRefused || versions.some(({ word }) => word === 'declined')) return [];
			return mayLag(said) ? [] : ['nothing was refused'];
		}
		case 'pending':
			return order.jobs.some((job) => job.action === action && job.from <= to) || wasToldYes(said)
				? []
				: ['nothing was ever accepted'];
		case 'accepted': {
			const isNamed = order.jobs.some((job) => job.action === action && job.from <= to && job.to >= from);
			// An acceptance that no read shows yet may be believed for as long as it may take to show.
			const believed = isHiddenHere(trace)
				? Number.POSITIVE_INFINITY
				: trace.scenario.terms.verificationWindow + LONGEST_WAY;
			return isNamed || said.posts.some(wasAccepted) || wasToldYes(said, said.askedAt - believed)
				? []
				: ['nothing of it was under way'];
		}
		case 'planned': {
			// For another item of the order, which wanted the call; that came to nothing.
			const isMoved = said.posts.some(({ call }) => call?.fate === 'took' || call?.fate === 'underWay');
			const isSentFor = answer.attempts > 0 || answer.requestedAt !== null;
			return isSentFor || (isMoved && !said.exclusions.isAnyHidden(said.posts)) ? ['it was sent'] : [];
		}
		case 'notCapturable':
		case 'notVoidable':
			return ofNotPossible(said);
		default:
			return [];
	}
}

function mayLag({ exclusions, answer, execution, posts, to }: Said): boolean {
	return exclusions.mayLag({ orderId: answer.orderId, at: to, isVoid: execution.plan.action === 'void' }, posts);
}

/** Whether a call for this, of this execution or an earlier one, was answered with a yes. */
function wasToldYes({ trace, execution, order, to }: Said, since = Number.NEGATIVE_INFINITY): boolean {
	return trace.store.calls.some(
		(call) =>
			call.orderId === order.id &&
			call.action === execution.plan.action &&
			call.told === 'yes' &&
			// What was answered 201 and never done cannot be known to be over.
			(call.arrivedAt >= since || call.fate === 'none') &&
			call.arrivedAt <= to,
	);
}

/** Whether reads never show a call that is under way. */
function isHiddenHere({ scenario }: Trace): boolean {
	return !scenario.traits.pendingVisible || scenario.token === 'transactions';
}

function ofNotPossible(said: Said): string[] {
	const { answer, versions, posts, trace } = said;
	if (!TOKENS[trace.scenario.token].orders) return [];
	switch (answer.code) {
		case 'wrongState':
			return versions.some(({ word }) => word !== 'authorized') ? [] : ['the payment was authorized all along'];
		case 'alreadyDone':
			return versions.some((version) => isPaid(version) || version.money.isVoided || version.word === 'void')
				? []
				: ['it was not done'];
		case 'refundedSince':
			return versions.some(isGivenBack) ? [...ofAmount(said), ...ofBalance(said)] : ['it was not given back'];
		case 'refusedByBigCommerce':
			return posts.some(({ status }) => status !== null && status >= 400) ? [] : ['nothing was refused'];
		default:
			return [];
	}
}

/** `changed`, and words that say that this run moved nothing. */
function ofOwnCalls(said: Said): string[] {
	const { answer, posts, exclusions, execution } = said;
	const own = posts.flatMap(({ call }) => (call === null ? [] : [call.fate]));
	const hasTaken = own.includes('took');
	const mayTake = hasTaken || own.includes('underWay');
	const said1 = `its own calls: ${own.join(', ') || 'none'}`;
	const isSuccess = answer.outcome === 'captured' || answer.outcome === 'voided';
	const isUnderWay = answer.outcome === 'pending' || answer.outcome === 'accepted';
	const isOwn = isSuccess ? hasTaken : posts.some(wasAccepted);
	// A call in doubt, and somebody else's beside it: whose doing it was, nothing tells.
	if ((isSuccess || isUnderWay) && answer.changed !== isOwn)
		return exclusions.isRacedBy(execution, posts) ? [] : [`changed is ${String(answer.changed)}, ${said1}`];
	if (!NEGATIVE.has(answer.outcome) || isSuccess) return [];
	// A void moves no money. Where another item of the order went through, that this one was held back is still true.
	const isVoid = execution.plan.action === 'void';
	const saysNo = isVoid ? answer.outcome !== 'blocked' : moneyMoved(answer) === 'no';
	// What the opposite action overtook never goes through, however long it stays under way.
	const isAgainst = answer.code === 'voidedMeanwhile' ? hasTaken : mayTake;
	if (!saysNo || !isAgainst || String(answer.code) === 'refundedSince') return [];
	// A refusal on record does not say whose call it was; and what another item's guard held back goes by it as well.
	const isOfRefusal = answer.code === 'refusedByGateway' || answer.code === 'guard';
	if (isOfRefusal && exclusions.isRacedBy(execution, posts)) return [];
	if (isOfRefusal && mayLag(said)) return [];
	return exclusions.isAnyHidden(posts) ? [] : [`money moved: ${moneyMoved(answer)}, and ${said1}`];
}

/** `unknown` is no way out: it may be said only where something stood between the run and the truth. */
function ofReason({ answer, trace, execution, posts, exclusions, order }: Said): string[] {
	const { met, scenario } = trace;
	const isTroubled = trace.executions.some(({ stoppedAt }) => stoppedAt !== null) || scenario.token !== 'full';
	switch (answer.outcome) {
		case 'cancelled':
			return execution.stoppedAt === null ? ['nobody stopped it'] : [];
		case 'unknown': {
			const isMet = [...met].some(
				(fault) => !fault.includes('|call|') || /arrivesLate|429|refused|falseYes/.test(fault),
			);
			const isRefused = posts.some(({ status }) => status !== null && status >= 400 && status < 500);
			// After a void another authorization may stand, and the order reads as before.
			const isOpen =
				execution.plan.action === 'void' && (scenario.traits.journal !== 'all' || order.authorizations.length > 1);
			const isShared = trace.store.calls.some((call) => call.orderId === order.id && call.run !== execution.name);
			if (
				isTroubled ||
				isMet ||
				isRefused ||
				isShared ||
				isOpen ||
				trace.store.acted.has(order.id) ||
				exclusions.isAnyHidden(posts)
			)
				return [];
			return ['all could be read'];
		}
		case 'unavailable':
		case 'throttled':
			return met.size === 0 && scenario.traits.quota === null ? ['nothing went wrong'] : [];
		case 'notFound':
			return [...met].some((fault) => fault.startsWith('notFound') || fault.startsWith('refused'))
				? []
				: ['it was there'];
		default:
			return [];
	}
}

/** The amount is what was taken; where the journal was not read, what the order's own total made of it. */
function ofAmount(said: Said): string[] {
	const { answer, versions, execution, order } = said;
	const amount = answer.payment?.amount;
	if (amount === null || amount === undefined) return [];
	const minor = Number(amount.minor);
	const { start } = order;
	const onOrder = execution.knowledge.of(order.id).order?.sight.version.total;
	const possible = versions.flatMap(({ money }) => [money.taken, money.authorized]);
	if (versions.some(({ money }) => money.isEarlierKept) || isTakenBeside(said))
		possible.push(...order.authorizations.map(({ minor: each }) => each));
	if (onOrder !== undefined) possible.push(onOrder - start.giftCertificate - start.storeCredit);
	for (const { total } of versions) possible.push(total - start.giftCertificate - start.storeCredit);
	return possible.includes(minor) ? [] : [`amount ${minor}, not ${possible.join(' or ')}`];
}

/** What the item says was given back, and is left: at one time between the newest reads and the word. */
function ofBalance({ answer, versions, order }: Said): string[] {
	const { refunded, net } = answer.balance;
	const amount = answer.payment?.amount ?? null;
	if (refunded === null && net === null) return [];
	if (refunded === null || net === null || amount === null) return ['a balance that is half known'];
	if (refunded.minor + net.minor !== amount.minor) return ['what was given back and what is left are not the amount'];
	// One that was taken twice, where that is left unjudged, has no word for what is left of it.
	if (order.authorizations.some(({ taken, minor }) => taken > minor)) return [];
	// What is left of an earlier one is told where the standing one was given back; each is told apart from the other.
	if (order.authorizations.filter(({ taken }) => taken > 0).length > 1) return [];
	// All of it is the amount, which may be the order's own total.
	if (net.minor === BigInt(0) && versions.some(isGivenBack)) return [];
	const given = versions.map(({ money }) => money.refunded);
	return given.includes(Number(refunded.minor)) ? [] : [`refunded ${refunded.minor}, not ${given.join(' or ')}`];
}

function wasAccepted(post: Post): boolean {
	return post.call?.wasTaken === true || isPlain(post);
}

function isPaid({ money }: Version): boolean {
	return money.taken > money.refunded || money.isEarlierKept;
}

/**
 * Whether only transactions can be read, and another authorization than the one that the payment is about was taken:
 * which one it is about is in the order alone.
 */
function isTakenBeside({ versions, trace }: Said): boolean {
	return !TOKENS[trace.scenario.token].orders && versions.some(({ money }) => money.isOtherKept);
}

function isGivenBack({ money }: Version): boolean {
	return money.taken > 0 && money.refunded >= money.taken;
}

function shown(versions: Version[]): string {
	return versions.map(({ word, money }) => `${word} (taken ${money.taken}, refunded ${money.refunded})`).join(', ');
}

function versionsBetween(order: StoreOrder, from: number, to: number): Version[] {
	return order.versions.filter(
		({ at }, index) => at <= to && (order.versions[index + 1]?.at ?? Number.POSITIVE_INFINITY) >= from,
	);
}
