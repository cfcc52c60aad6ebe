import type { IExecuteFunctions } from 'n8n-workflow';
import { openSession } from '../../n8n/session';
import type { Session, SessionOptions } from '../../session/session';

/** Sessions of one run, one for each set of options that its items have. */
export interface Sessions {
	/** @throws NodeOperationError where the credential does not say which store */
	with(options: Partial<SessionOptions>): Promise<Session>;
	close(): void;
}

/** Opens sessions as items need them, so that an option of one item is no other item's. */
export function openSessions(context: IExecuteFunctions): Sessions {
	const open = new Map<string, Promise<Session>>();
	const opened: Session[] = [];
	return {
		with: async (options) => {
			const key = JSON.stringify(options);
			const session = open.get(key) ?? openSession(context, options);
			if (!open.has(key)) {
				open.set(key, session);
				opened.push(await session);
			}
			return await session;
		},
		close: () => {
			for (const session of opened) session.close();
		},
	};
}
