import fc, { type IAsyncProperty } from 'fast-check';
import { verdictOn } from './invariants';
import { anyScenario, withoutLies, type Scenario } from './scenario';
import { simulate } from './simulation';
import type { Tally } from './tally';

/** Whatever the store does and whatever goes wrong, the money moves once at most, and what is said is true. */
export function exactlyOnce(
	narrow: (scenario: Scenario) => Scenario = (scenario) => scenario,
	tally?: Tally,
): IAsyncProperty<[Scenario]> {
	return fc.asyncProperty(anyScenario.map(narrow).map(withoutLies), async (scenario) => {
		const trace = await simulate(scenario);
		const { violations, excluded } = verdictOn(trace);
		tally?.count(scenario, trace.met, excluded);
		if (violations.length > 0) throw new Error(violations.join('\n'));
	});
}
