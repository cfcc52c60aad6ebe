import type { ICredentialDataDecryptedObject, ICredentialsDecrypted } from 'n8n-workflow';

/** The credential's type, as n8n knows it. */
export const CREDENTIAL = 'bigCommerceApi';

/** How long a credential that was read counts, in milliseconds. */
const KEPT_FOR = 60_000;

/**
 * A run's credential. n8n would read it from its database and decrypt it for every call, which is a third of what a
 * call costs; read once a minute, a token that is changed meanwhile still counts soon, and at once where the old one
 * was refused.
 */
export class KeptCredential {
	private readAt: number;
	private reading: Promise<void> | null = null;

	/**
	 * @param data what was read just now
	 * @param read reads it anew
	 */
	constructor(
		private data: ICredentialDataDecryptedObject,
		private readonly read: () => Promise<ICredentialDataDecryptedObject>,
		private readonly now: () => number,
	) {
		this.readAt = now();
	}

	/** As n8n's request helper takes it. */
	async current(): Promise<ICredentialsDecrypted> {
		if (this.now() - this.readAt > KEPT_FOR) {
			this.reading ??= this.readAgain().finally(() => (this.reading = null));
			await this.reading;
		}
		return { id: '', name: '', type: CREDENTIAL, data: this.data };
	}

	/** The store refused it: the next call has a new one. */
	noteRefused(): void {
		this.readAt = Number.NEGATIVE_INFINITY;
	}

	private async readAgain(): Promise<void> {
		try {
			this.data = await this.read();
		} catch {
			// What was known goes on counting; the store itself says whether it is still good.
		}
		this.readAt = this.now();
	}
}
