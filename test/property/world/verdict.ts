import type { Settlement } from '../../../nodes/BigCommerce/payment/outcome';
import type { Fault, LedgerKind } from '../../../sandbox/store';
import type { Course, Post, Run } from './world';

/** Calls one order gets at most: the first, and twice more after looking. */
const MOST_POSTS = 3;
/** A read that is older, in milliseconds, is too old to send upon; the call's own way to the store comes on top. */
const MAX_READ_AGE_MS = 120_000 + 2_000;

/** What became of an accepted call. */
type Fate = 'took' | 'refused' | 'underWay';

/** Everything that is wrong with a course, as sentences; none where it went as the contract says. */
export function complaints(course: Course): string[] {
	const said: string[] = [];
	for (const order of course.store.orders.range()) {
		const { captures, voids, captureRequestsAccepted } = course.store.truth(order.id);
		const times = course.action.name === 'capture' ? captures : voids;
		if (times > 1)
			said.push(`order ${order.id}: ${course.action.name} took ${times} times, of ${captureRequestsAccepted} accepted`);
	}
	for (const run of course.runs)
		said.push(...complaintsOfRun(course, run).map((complaint) => `${run.name}: ${complaint}`));
	return said;
}

function complaintsOfRun(course: Course, run: Run): string[] {
	const said = [...complaintsOfPosts(course, run)];
	const { answers, requests } = run;
	if (answers === null) return said;
	if (answers.length !== requests.length) said.push(`${answers.length} answers for ${requests.length} items`);
	requests.forEach(({ orderId }, index) => {
		const answer = answers[index];
		if (answer === undefined) said.push(`no answer for item ${index}`);
		else if (answer.orderId !== orderId)
			said.push(`item ${index} is order ${orderId} and was answered for ${answer.orderId}`);
		else
			said.push(
				...complaintsOfAnswer(course, run, answer).map(
					(complaint) => `order ${orderId} said ${answer.outcome}/${answer.code}: ${complaint}`,
				),
			);
	});
	const { stopAfterFailures } = course.script.terms;
	if (stopAfterFailures !== null) {
		const failed = new Set(answers.filter(isFailure).map(({ orderId }) => orderId)).size;
		if (failed > stopAfterFailures && !run.wasStopped)
			said.push(`${failed} orders failed, and Stop After Failures is ${stopAfterFailures}`);
	}
	if (run.stoppedFor > 1_000) said.push(`went on for ${run.stoppedFor} ms after the Stop`);
	return said;
}

function isFailure({ outcome }: Settlement): boolean {
	return !['captured', 'voided', 'pending', 'accepted', 'planned', 'blocked', 'cancelled'].includes(outcome);
}

function complaintsOfPosts({ script }: Course, run: Run): string[] {
	const said: string[] = [];
	const arrived = new Map<number, number>();
	for (const post of run.posts) {
		const { orderId, shown, readAt, at, wasRefused429 } = post;
		if (script.terms.dryRun) said.push(`order ${orderId} was sent in a dry run`);
		if (shown !== 'authorized' && shown !== 'transactions')
			said.push(`order ${orderId} was sent, and had been read as "${String(shown)}"`);
		if (at - readAt > MAX_READ_AGE_MS) said.push(`order ${orderId} was sent on a read that was ${at - readAt} ms old`);
		if (!wasRefused429) arrived.set(orderId, (arrived.get(orderId) ?? 0) + 1);
	}
	for (const [orderId, times] of arrived) if (times > MOST_POSTS) said.push(`order ${orderId} was sent ${times} times`);
	return said;
}

function complaintsOfAnswer(course: Course, run: Run, answer: Settlement): string[] {
	const { store, action, script } = course;
	const { orderId, outcome, changed } = answer;
	const order = store.orders.get(orderId);
	if (!order)
		return ['notFound', 'unavailable', 'blocked', 'cancelled', 'throttled', 'unauthorized'].includes(outcome)
			? []
			: ['there is no such order'];
	const own = fatesOf(course, run, orderId);
	const tally = store.truth(orderId);
	const times = action.name === 'capture' ? tally.captures : tally.voids;
	const said: string[] = [];
	const mustNotTake = () => {
		if (own.includes('took')) said.push('its own call took');
		if (own.includes('underWay')) said.push('its own call is under way');
		if (changed) said.push('changed is true');
	};
	switch (outcome) {
		case 'captured':
		case 'voided':
			if (times !== 1) said.push(`it took ${times} times`);
			if (changed !== own.includes('took'))
				said.push(`changed is ${String(changed)}, and its own calls ${own.join(', ') || 'were none'}`);
			break;
		case 'pending':
			if (changed !== own.length > 0)
				said.push(`changed is ${String(changed)}, and its own calls ${own.join(', ') || 'were none'}`);
			if (!hasBeenAccepted(course, orderId)) said.push('nothing was ever accepted');
			break;
		case 'accepted':
			if (changed !== own.length > 0)
				said.push(`changed is ${String(changed)}, and its own calls ${own.join(', ') || 'were none'}`);
			if (!hasBeenAccepted(course, orderId)) said.push('nothing was ever accepted');
			break;
		case 'planned':
			if (run.posts.some((post: Post) => post.orderId === orderId)) said.push('it was sent');
			break;
		case 'unknown':
			if (own.length === 0 && !mayBeUnknown(course, run)) said.push('all could be read');
			if (own.length > 0 && !mayBeUnknown(course, run))
				said.push(`all could be read, and its own calls ${own.join(', ')}`);
			break;
		case 'unavailable':
		case 'throttled':
		case 'notFound':
		case 'unauthorized':
			// A call that was accepted and refused in no time, without a trace, cannot be told from one that never was.
			mustNotTake();
			break;
		case 'cancelled':
			if (!run.wasStopped) said.push('nobody stopped it');
			mustNotTake();
			break;
		case 'blocked':
			// Another item of the same order may have gone through, with a guard of its own.
			if (answer.code !== 'guard' || script.guards === null) mustNotTake();
			break;
		default:
			mustNotTake();
	}
	return said;
}

/** What became of the run's own accepted calls for an order. Jobs of one order end in the order they began. */
function fatesOf({ store, action, acceptedBy }: Course, run: Run, orderId: number): Fate[] {
	const kinds: Record<'accepted' | 'took' | 'refused', LedgerKind> =
		action.name === 'capture'
			? { accepted: 'captureAccepted', took: 'capture', refused: 'captureDeclined' }
			: { accepted: 'voidAccepted', took: 'void', refused: 'voidDeclined' };
	const results = store.ledger
		.of(orderId)
		.filter(({ source }) => source === 'api')
		.flatMap(({ kind }): Fate[] => (kind === kinds.took ? ['took'] : kind === kinds.refused ? ['refused'] : []));
	return (acceptedBy.get(orderId) ?? []).flatMap((by, index) => (by === run ? [results[index] ?? 'underWay'] : []));
}

function hasBeenAccepted({ store, action }: Course, orderId: number): boolean {
	const kind: LedgerKind = action.name === 'capture' ? 'captureAccepted' : 'voidAccepted';
	return store.ledger.of(orderId).some((entry) => entry.kind === kind);
}

/** Whether reads could fail, or the token could not see enough: only then may nobody be able to tell. */
function mayBeUnknown({ script }: Course, run: Run): boolean {
	const faults: Fault[] = [...script.storeFaults, ...script.orders.flatMap((order) => order.faults)];
	return (
		run.wasStopped ||
		// An earlier run of the process may have been stopped in the middle of a call, which this one then looks into.
		(script.token !== 'sandbox-token' && script.token !== 'orders-only-token') ||
		script.refusedShare > 0 ||
		script.settings.quota !== null ||
		faults.some(meetsReads)
	);
}

function meetsReads(fault: Fault): boolean {
	return (
		(fault.on !== undefined && fault.on !== 'action') ||
		fault.kind === 'transactions503' ||
		fault.kind === 'unknownStatus' ||
		fault.kind === 'bare429' ||
		fault.kind === 'throttle429'
	);
}
