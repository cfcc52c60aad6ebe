export type TransactionEvent = 'purchase' | 'authorization' | 'capture' | 'refund' | 'void' | 'pending' | 'settled';

export interface SandboxTransaction {
	id: number;
	event: TransactionEvent;
	status: 'ok' | 'error';
	/** Minor units of the order's currency. */
	amount: number;
	createdAt: number;
	referenceId: number | null;
	/** `gateway` of the body. */
	gatewayId: string;
	/** `method` of the body. */
	method: string;
	fraudReview: boolean;
	/** What a hook says about it. */
	result: { code: string; message: string };
}
