import { NodeOperationError, type ILoadOptionsFunctions } from 'n8n-workflow';
import { ApiError } from '../api/apiError';
import { openSession } from '../n8n/session';
import type { Session } from '../session/session';

/** A picker must not keep a person waiting for the quota. */
const PATIENCE = 5_000;

/**
 * Runs a picker's calls. A call that failed becomes a sentence under the field.
 * @throws NodeOperationError
 */
export async function withPicker<Answer>(
	context: ILoadOptionsFunctions,
	what: string,
	run: (session: Session) => Promise<Answer>,
): Promise<Answer> {
	const session = await openSession(context, { maxThrottleWaitMs: PATIENCE });
	try {
		return await run(session);
	} catch (error) {
		const [message, description] = messageFor(error, what);
		throw new NodeOperationError(context.getNode(), message, { description });
	} finally {
		session.close();
	}
}

function messageFor(error: unknown, what: string): [message: string, description: string] {
	if (!(error instanceof ApiError)) return [error instanceof Error ? error.message : `${what} could not be read`, ''];
	const { status, code, reason } = error.failure;
	const apiError = [status === null ? code : `HTTP ${status}`, reason].filter((part) => part !== null).join(': ');
	const isAccess = status === 401 || status === 403;
	return [
		`${what} could not be read (${apiError})`,
		isAccess
			? "The access token needs the scope Orders: read-only. Check 'Access Token' and 'Store Hash' of the credential."
			: 'Try again in a moment, or give an ID.',
	];
}
