import type { Action } from './payment/action';
import { CAPTURE, VOID } from './payment/action';

/** The outputs of 'Outputs: By Outcome', in the order in which items are placed. */
function outputNames({ done }: Action): string[] {
	const Done = done === 'captured' ? 'Captured' : 'Voided';
	return [Done, 'Pending', 'Declined', `Not ${Done}`];
}

const named = (names: string[]): string => JSON.stringify(names.map((displayName) => ({ type: 'main', displayName })));

/** The node's outputs as n8n wants them: an expression over the parameters. n8n appends its error output itself. */
export const OUTPUTS =
	`={{ $parameter["resource"] === "payment" && $parameter["outputs"] === "byOutcome" && $parameter["operation"] === "capture" ? ${named(outputNames(CAPTURE))} : $parameter["resource"] === "payment" && $parameter["outputs"] === "byOutcome" && $parameter["operation"] === "void" ? ${named(outputNames(VOID))} : ["main"] }}` as const;
