/** An authorization from before the one that stands. */
export interface EarlierAuthorization {
	/** Minor units. */
	amount: number;
	state: 'voided' | 'declined' | 'standing';
	gatewayId: string;
	createdAt: number;
}
