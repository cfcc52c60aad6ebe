import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

/** What one error says of a run whose items were worked through. */
export interface FailedRun {
	/** How many were done and how many not. */
	headline: string;
	/** The items that were not, in input order, each with a sentence or two. Never empty. */
	failed: Array<{ itemIndex: number; sentence: string }>;
	/** What to do, after the list; may be empty. */
	advice: string;
}

/**
 * The one error of a run with On Error = Stop Workflow: thrown after the items were worked through, so that none is
 * left half done, and it names every one that failed. n8n shows a description as HTML, so what the API said is escaped
 * and lines end in `<br>`.
 */
export function runError(context: IExecuteFunctions, { headline, failed, advice }: FailedRun): NodeOperationError {
	const lines = failed.map(({ sentence }) => `- ${escapeHtml(sentence)}`);
	if (advice !== '') lines.push(escapeHtml(advice));
	return new NodeOperationError(context.getNode(), headline, {
		description: lines.join('<br>'),
		itemIndex: failed[0]?.itemIndex,
	});
}

/** Text as HTML that shows it as it is: what the API said is text, whatever it looks like. */
export function escapeHtml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
