import type { ApiFailure } from '../api/failure';

/** An answer that says that the token may not do it: 401, or BigCommerce's own 403. */
export interface Refusal {
	code: 'tokenRefused' | 'scopeMissing';
	failure: ApiFailure;
}

/**
 * Whether the token may capture or void, as the answers of one run tell. The first refusal for want of rights is that
 * of every order, so that a wrong token costs one call and not one for each; unless a call of the run was accepted
 * before, for then it is about that order.
 */
export class Permission {
	private isGranted = false;
	private refused: Refusal | null = null;

	/** Why nothing more needs to be sent; null while that is not known. */
	get refusal(): Refusal | null {
		return this.isGranted ? null : this.refused;
	}

	/** A call was accepted. */
	grant(): void {
		this.isGranted = true;
	}

	refuse(refusal: Refusal): void {
		this.refused ??= refusal;
	}
}
