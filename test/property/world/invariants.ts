import { deadlineViolations } from './invariants/deadline';
import { postViolations } from './invariants/posts';
import { wordViolations } from './invariants/words';
import { Exclusions } from './invariants/exclusions';
import type { Execution } from './execution';
import type { Trace } from './simulation';

export interface Verdict {
	/** Everything that is wrong with a trace, as sentences; none where it went as the contract says. */
	violations: string[];
	/** What could not be decided by anybody outside the store, and was not judged. */
	excluded: string[];
}

/** Compares what was said and sent in a trace with the store's own books. */
export function verdictOn(trace: Trace): Verdict {
	const exclusions = new Exclusions(trace);
	const violations = [...trace.store.orders.values()].flatMap((order) => {
		const times = Math.max(order.captures, order.voids - order.authorizations.length + 1);
		if (order.captures <= 1 || exclusions.mayBeTakenTwice(order.id)) return [];
		return [`order ${order.id}: money was taken ${times} times`];
	});
	for (const execution of trace.executions)
		violations.push(...violationsOf(trace, execution, exclusions).map((text) => `${execution.name}: ${text}`));
	return { violations, excluded: exclusions.used };
}

function violationsOf(trace: Trace, execution: Execution, exclusions: Exclusions): string[] {
	const violations = postViolations(trace, execution, exclusions);
	const { answers, requests, stoppedAt, endedAt } = execution;
	if (answers === null) return violations;
	if (answers.length !== requests.length) violations.push(`${answers.length} answers for ${requests.length} items`);
	requests.forEach(({ orderId }, index) => {
		const answer = answers[index];
		if (answer === undefined) violations.push(`no answer for item ${index}`);
		else if (answer.orderId !== orderId)
			violations.push(`item ${index} is order ${orderId}, answered for ${answer.orderId}`);
		else
			violations.push(
				...wordViolations(trace, execution, answer, exclusions).map(
					(text) => `order ${orderId} said ${answer.outcome}/${answer.code}: ${text}`,
				),
			);
	});
	const { stopAfterFailures } = trace.scenario.terms;
	if (stopAfterFailures !== null && stoppedAt === null) {
		const failed = new Set(answers.filter(isFailure).map(({ orderId }) => orderId)).size;
		if (failed > stopAfterFailures)
			violations.push(`${failed} orders failed, 'Stop After Failures' is ${stopAfterFailures}`);
	}
	if (stoppedAt !== null && endedAt - stoppedAt > 1_000)
		violations.push(`went on for ${endedAt - stoppedAt} ms after the Stop`);
	return [...violations, ...deadlineViolations(trace, execution)];
}

const NO_FAILURE = new Set(['captured', 'voided', 'pending', 'accepted', 'planned', 'blocked', 'cancelled']);

function isFailure({ outcome }: { outcome: string }): boolean {
	return !NO_FAILURE.has(outcome);
}
