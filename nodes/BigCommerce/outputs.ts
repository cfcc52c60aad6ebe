import { isObject } from './api/json';
import { CAPTURE, VOID, type Action } from './payment/action';

/** The outputs of 'Outputs: By Outcome', in the order in which items are placed. */
function outputNames({ done }: Action): string[] {
	const Done = done === 'captured' ? 'Captured' : 'Voided';
	return [Done, 'Pending', 'Declined', `Not ${Done}`];
}

const named = (names: string[]): string => JSON.stringify(names.map((displayName) => ({ type: 'main', displayName })));

const is = (resource: string, operation: string): string =>
	`$parameter["resource"] === "${resource}" && $parameter["operation"] === "${operation}"`;

const OWN_OUTPUTS = [CAPTURE, VOID]
	.map(
		(action) =>
			`${is('payment', action.name)} && $parameter["outputs"] === "byOutcome" ? ${named(outputNames(action))} : `,
	)
	.join('');

const HAS_SUMMARY = `(${[is('payment', 'capture'), is('payment', 'void'), is('refund', 'create')].join(' || ')}) && $parameter["options"] && $parameter["options"]["summary"] === true`;

/** The node's outputs as n8n wants them: an expression over the parameters. n8n appends its error output itself. */
export const OUTPUTS = `={{ (${OWN_OUTPUTS}["main"]).concat(${HAS_SUMMARY} ? ${named(['Summary'])} : []) }}` as const;

/**
 * Whether the node has the output "Summary": asked of the parameters as they were typed, like the outputs themselves.
 * @param parameters the node's
 */
export function hasSummary({ options }: { [name: string]: unknown }): boolean {
	return isObject(options) && options.summary === true;
}
