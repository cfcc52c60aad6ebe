/**
 * What a suite needs beyond npm. What is missing is found out once, before any test, and said in the
 * suite's own name, so that a skipped suite can never be taken for a passed one.
 */
import { provideChromium } from './chromium';
import { postgresMissing, redisMissing } from './services';

export type Requirement = 'chromium' | 'postgres' | 'redis';

const variable = (requirement: Requirement): string => `E2E_MISSING_${requirement.toUpperCase()}`;

/** Called by the global setup. */
export async function findMissing(say: (line: string) => void): Promise<void> {
	const chromiumMissing = provideChromium(say).then(
		() => undefined,
		(error: Error) => error.message,
	);
	const missing: Record<Requirement, string | undefined> = {
		chromium: await chromiumMissing,
		postgres: await postgresMissing(),
		redis: await redisMissing(),
	};
	for (const [requirement, reason] of Object.entries(missing) as Array<[Requirement, string | undefined]>) {
		if (reason === undefined) {
			delete process.env[variable(requirement)];
			continue;
		}
		// CI has them all: there, a skipped suite would be a hole nobody sees.
		if (process.env.E2E_REQUIRE_ALL === 'true') throw new Error(`E2E_REQUIRE_ALL is set, but ${reason}`);
		process.env[variable(requirement)] = reason;
		say(`skipped: suites that need ${requirement}, because ${reason}`);
	}
}

export function describeWith(requirements: Requirement[], name: string, suite: () => void): void {
	const reasons = requirements
		.map((requirement) => process.env[variable(requirement)])
		.filter((reason) => reason !== undefined);
	if (reasons.length === 0) describe(name, suite);
	else describe.skip(`${name} (skipped: because ${reasons.join('; ')})`, suite);
}
