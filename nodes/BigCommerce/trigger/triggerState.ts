import type { IDataObject } from 'n8n-workflow';
import { digestOf } from './recentDeliveries';
import { newSecret } from './secret';

/** Digests kept across restarts: what is repeated after one is mostly what came last before it. */
const KEPT_DIGESTS = 500;

/** The parts of a credential that decide which hooks a trigger sees, and how they sign. */
export interface Keys {
	accessToken: string;
	/** Empty where there is none. */
	clientSecret: string;
}

/**
 * What a trigger keeps in the workflow's static data, which n8n stores with the workflow.
 *
 * The secret is made once and never changed or removed: a delivery that is being worked on saves the static data as
 * it was when it came, so a new secret could be undone by an old delivery, and every hook would be refused from then
 * on.
 */
export class TriggerState {
	constructor(private readonly data: IDataObject) {}

	/** The secret of this node's hooks, or empty before the first activation. */
	get secret(): string {
		return typeof this.data.secret === 'string' ? this.data.secret : '';
	}

	/** The secret, made now where there is none. */
	ensureSecret(): string {
		if (this.secret === '') this.data.secret = newSecret();
		return this.secret;
	}

	/** Which listening for a test event this is; empty outside of tests. */
	get testSession(): string {
		return typeof this.data.testSession === 'string' ? this.data.testSession : '';
	}

	/** n8n keeps the static data of a test apart, and drops it afterwards. */
	startTestSession(): void {
		this.data.testSession = newSecret();
	}

	/** Where the hooks point to, as last subscribed. */
	get destination(): unknown {
		return this.data.destination;
	}

	noteSubscribed(destination: string, scopes: readonly string[]): void {
		if (this.isSubscribed(destination, scopes)) return;
		this.data.destination = destination;
		this.data.scopes = [...scopes];
	}

	noteUnsubscribed(): void {
		delete this.data.destination;
		delete this.data.scopes;
	}

	/**
	 * Under which access token and client secret the hooks are; as digests, for static data can be read in the editor's
	 * export.
	 */
	noteKeys({ accessToken, clientSecret }: Keys): void {
		const account = this.fingerprint(accessToken);
		const signing = this.fingerprint(clientSecret);
		if (this.data.account !== account) this.data.account = account;
		if (this.data.signing !== signing) this.data.signing = signing;
	}

	/** Whether the hooks were made with another access token. */
	isOtherAccount(accessToken: string): boolean {
		return typeof this.data.account === 'string' && this.data.account !== this.fingerprint(accessToken);
	}

	/** Whether the hooks sign with another client secret than this one. False where that is not known. */
	isOtherSecret(clientSecret: string): boolean {
		return typeof this.data.signing === 'string' && this.data.signing !== this.fingerprint(clientSecret);
	}

	/** Whether hooks of an earlier API account, which this one's token can neither see nor remove, may still deliver. */
	get hasFormerAccount(): boolean {
		return this.data.formerAccount === true;
	}

	noteFormerAccount(): void {
		this.data.formerAccount = true;
	}

	private fingerprint(text: string): string {
		return text === '' ? '' : digestOf(this.secret, text);
	}

	isSubscribed(destination: string, scopes: readonly string[]): boolean {
		const known = textsIn(this.data.scopes);
		return (
			this.data.destination === destination &&
			known.length === scopes.length &&
			scopes.every((scope) => known.includes(scope))
		);
	}

	hasSeen(digest: string): boolean {
		return textsIn(this.data.seen).includes(digest);
	}

	noteSeen(digests: readonly string[]): void {
		this.data.seen = [...textsIn(this.data.seen), ...digests].slice(-KEPT_DIGESTS);
	}
}

function textsIn(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : [];
}
