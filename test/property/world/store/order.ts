import { agreeing, type OrderStart } from './orderStart';
import type { StoreTransaction } from './transaction';

/** A card authorization of an order, and what became of it. Minor units. */
export interface Authorization {
	id: number;
	minor: number;
	isVoided: boolean;
	/** Captured by the gateway's own dashboard, which tells nobody: a later capture is refused. */
	isTakenElsewhere: boolean;
	taken: number;
	refunded: number;
}

/** A capture or void under way. */
export interface Job {
	action: 'capture' | 'void';
	authorization: Authorization | null;
	/** Tells who asked for it what came of it. */
	onEnd: (hasTaken: boolean, at: number) => void;
	isByUs: boolean;
}

/** A job, whoever asked for it, and what came of it. Times in milliseconds since 1970. */
export interface JobRecord {
	action: Job['action'];
	authorizationId: number | null;
	from: number;
	to: number;
	isByUs: boolean;
	wasRefused: boolean;
	/** Since when nothing can come of a capture any more, for its authorization was released. */
	inVainFrom: number;
}

/** What is true of the standing authorization's money. */
export interface MoneyTruth {
	authorizationId: number | null;
	authorized: number;
	taken: number;
	refunded: number;
	/** Whether it was given back, and something of an earlier one that was taken is still there. */
	isEarlierKept: boolean;
	/** Whether it stands, and something of another one that was taken is still there. */
	isOtherKept: boolean;
	/** Whether the newest authorization was released. */
	isVoided: boolean;
}

/** An order as it was from one moment on. */
export interface Version {
	at: number;
	word: string;
	statusId: number;
	total: number;
	note: string;
	itemsShipped: number;
	modifiedAt: number;
	/** How many entries its journal had. */
	entries: number;
	money: MoneyTruth;
	/** The bodies of that version, made when first shown. */
	orderBody?: Record<string, unknown>;
	journalBody?: unknown;
}

const AGE = 2 * 86_400_000;
/** How long after its creation an order was changed that is about an earlier authorization again. */
const REOPENED_AFTER = 3_600_000;

/** How the store behaves where the documentation leaves it open, as far as an order needs to know. */
export interface OrderTraits {
	pendingVisible: boolean;
	modifiedDatesMove: boolean;
	refusalLeavesTransaction: boolean;
	statusAfterCapture: number | 'unchanged';
	journal: 'all' | 'authorizationOnly' | 'none';
}

/** One order of the store: its money, its journal, and every state that it ever was in, so that a read can be late. */
export class StoreOrder {
	readonly versions: Version[] = [];
	readonly journal: StoreTransaction[] = [];
	readonly authorizations: Authorization[] = [];
	readonly createdAt: number;
	word: string;
	statusId: number;
	total: number;
	note = '';
	itemsShipped: number;
	/** Times that money was taken, and that an authorization was released. */
	captures = 0;
	voids = 0;
	jobsBegun = 0;
	openJobs = 0;
	/** Every job, whoever asked for it: when it began, and when and how it ended. */
	readonly jobs: JobRecord[] = [];
	private modifiedAt: number;
	/** The earlier authorization that the payment is about. */
	private reopened: Authorization | null = null;
	private lastId: number;

	constructor(
		readonly start: OrderStart,
		private readonly traits: OrderTraits,
		now: number,
	) {
		this.createdAt = now - AGE;
		this.modifiedAt = this.createdAt;
		this.lastId = start.id * 1_000;
		this.statusId = start.statusId;
		this.itemsShipped = start.itemsShipped;
		this.total = start.giftCertificate + start.storeCredit + start.paidByHand;
		this.recordStart();
		this.word = start.word === undefined || start.word.endsWith(' pending') ? this.restingWord() : start.word;
		const { standing } = this;
		this.total += standing?.minor ?? start.authorizations[start.authorizations.length - 1]?.minor ?? 0;
		const isReopened = this.reopened !== null && this.authorizations.some(({ taken }) => taken > 0);
		if (isReopened) this.modifiedAt = this.createdAt + REOPENED_AFTER;
		this.publish(this.createdAt);
	}

	get id(): number {
		return this.start.id;
	}

	/** The authorization that a capture acts on: the newest that was not released, unless it is about an earlier one. */
	get standing(): Authorization | null {
		if (this.reopened?.isVoided === false) return this.reopened;
		for (let index = this.authorizations.length - 1; index >= 0; index--) {
			const authorization = this.authorizations[index];
			if (authorization !== undefined && !authorization.isVoided) return authorization;
		}
		return null;
	}

	/** The order as it was at `time`. */
	versionAt(time: number): Version {
		let index = this.versions.length - 1;
		while (index > 0 && (this.versions[index]?.at ?? 0) > time) index--;
		const version = this.versions[index];
		if (version === undefined) throw new Error('an order has a version from the beginning');
		return version;
	}

	/** Changes the order at a moment, and keeps what it was. */
	change(at: number, movesDate: boolean, mutate: () => void): void {
		mutate();
		if (movesDate || this.traits.modifiedDatesMove) this.modifiedAt = at;
		this.publish(at);
	}

	/** Enters a transaction. */
	enter(
		event: StoreTransaction['event'],
		status: StoreTransaction['status'],
		minor: number,
		at: number,
		reference: number | null,
	) {
		const isKept =
			this.traits.journal === 'all' || (this.traits.journal === 'authorizationOnly' && event === 'authorization');
		const id = ++this.lastId;
		if (isKept) this.journal.push({ id, event, status, method: 'credit_card', minor, at, reference });
		return id;
	}

	/** Begins a capture or void. Returns how long the gateway takes, in milliseconds; null where it never ends. */
	begin(job: Job, at: number): number | null {
		const { jobs } = this.start;
		const plan = jobs[Math.min(this.jobsBegun, jobs.length - 1)];
		this.jobsBegun++;
		this.openJobs++;
		const never = Number.POSITIVE_INFINITY;
		const authorizationId = job.authorization?.id ?? null;
		const { action, isByUs } = job;
		this.jobs.push({ action, authorizationId, isByUs, from: at, to: never, wasRefused: false, inVainFrom: never });
		if (this.traits.pendingVisible) this.change(at, false, () => (this.word = `${job.action} pending`));
		return plan === undefined ? 0 : plan.result === 'stuck' ? null : plan.delayMs;
	}

	/** Ends a job with the gateway's word. */
	end(job: Job, number: number, at: number): void {
		const { jobs } = this.start;
		const plan = jobs[Math.min(number, jobs.length - 1)];
		const { authorization, action } = job;
		const isRefused =
			plan?.result === 'refused' ||
			authorization === null ||
			authorization.isVoided ||
			authorization.isTakenElsewhere ||
			(action === 'void' && authorization.taken > 0);
		this.openJobs--;
		const entry = this.jobs[number];
		if (entry !== undefined) Object.assign(entry, { to: at, wasRefused: isRefused });
		this.change(at, false, () => {
			if (isRefused) {
				if (this.traits.refusalLeavesTransaction)
					this.enter(action, 'error', authorization?.minor ?? 0, at, authorization?.id ?? null);
				// Another job of the order goes on.
				if (this.openJobs === 0 || !this.traits.pendingVisible) this.word = this.restingWord();
			} else if (action === 'capture') {
				this.take(authorization, at);
			} else {
				this.release(authorization, at);
			}
		});
		job.onEnd(!isRefused, at);
	}

	/** Money is taken. Inside `change`. */
	take(authorization: Authorization, at: number): void {
		authorization.taken += authorization.minor;
		this.captures++;
		this.enter('capture', 'ok', authorization.minor, at, authorization.id);
		this.word = 'captured';
		if (this.traits.statusAfterCapture !== 'unchanged') this.statusId = this.traits.statusAfterCapture;
	}

	/** An authorization is released. Inside `change`. */
	release(authorization: Authorization, at: number): void {
		authorization.isVoided = true;
		for (const job of this.jobs)
			if (job.action === 'capture' && job.authorizationId === authorization.id)
				job.inVainFrom = Math.min(job.inVainFrom, at);
		this.voids++;
		this.enter('void', 'ok', authorization.minor, at, authorization.id);
		this.word = this.standing === null ? 'void' : this.restingWord();
	}

	/** Money is given back. Inside `change`. */
	giveBack(authorization: Authorization, minor: number, at: number, as: 'refund' | 'void'): void {
		authorization.refunded += minor;
		this.enter(as, 'ok', minor, at, authorization.id);
		this.word = wordOfTaken(authorization);
	}

	/** An authorization that was recorded later, for another amount. Inside `change`. */
	authorize(minor: number, at: number): void {
		const id = this.enter('authorization', 'ok', minor, at, null);
		this.authorizations.push({
			id,
			minor,
			isVoided: false,
			isTakenElsewhere: false,
			taken: 0,
			refunded: 0,
		});
		this.total = minor + this.start.giftCertificate + this.start.storeCredit;
		this.reopened = null;
		this.word = 'authorized';
	}

	/** The payment's word while nothing is under way. */
	restingWord(): string {
		const { standing } = this;
		if (standing !== null) return standing.taken > 0 ? wordOfTaken(standing) : 'authorized';
		if (this.authorizations.length > 0) return 'void';
		return this.start.paidByHand > 0 ? 'paid' : 'declined';
	}

	private recordStart(): void {
		const { giftCertificate, storeCredit, certificateEvent, word } = this.start;
		const authorizations = agreeing(this.start);
		const at = this.createdAt;
		if (giftCertificate > 0) this.enterOther('gift_certificate', certificateEvent, giftCertificate);
		if (storeCredit > 0) this.enterOther('store_credit', certificateEvent, storeCredit);
		if (this.start.paidByHand > 0) this.enterOther(this.start.byHandAs, 'purchase', this.start.paidByHand);
		authorizations.forEach(({ minor, was }, index) => {
			const status = was === 'refused' ? 'error' : was === 'unclear' ? null : 'ok';
			const id = this.enter('authorization', status, minor, at + index * 60_000, null);
			if (was === 'refused') return;
			const isTaken = was === 'captured' || was === 'refunded';
			this.authorizations.push({
				id,
				minor,
				isVoided: was === 'voided',
				isTakenElsewhere: false,
				taken: isTaken ? minor : 0,
				refunded: was === 'refunded' ? minor : 0,
			});
			if (isTaken) this.enter('capture', 'ok', minor, at + index * 60_000 + 30_000, id);
			if (was === 'refunded') this.enter('refund', 'ok', minor, at + index * 60_000 + 40_000, this.lastId);
			if (was === 'voided') this.enter('void', 'ok', minor, at + index * 60_000 + 30_000, id);
		});
		if (this.start.isReopened)
			this.reopened = this.authorizations.find(({ taken, isVoided }) => taken === 0 && !isVoided) ?? null;
		const { standing } = this;
		if (standing === null || (word !== 'refunded' && word !== 'partially refunded')) return;
		standing.refunded = word === 'refunded' ? standing.minor : Math.ceil(standing.minor / 2);
		this.enter('refund', 'ok', standing.refunded, at + 600_000, standing.id);
	}

	private enterOther(method: StoreTransaction['method'], event: StoreTransaction['event'], minor: number): void {
		const id = this.enter(event, 'ok', minor, this.createdAt, null);
		const entry = this.journal[this.journal.length - 1];
		if (entry?.id === id) entry.method = method;
	}

	private isEarlierKept(): boolean {
		const { standing } = this;
		const isGivenBack = standing !== null && standing.taken > 0 && standing.refunded >= standing.taken;
		return isGivenBack && this.authorizations.some(({ taken, refunded }) => taken > refunded);
	}

	private isOtherKept(): boolean {
		const { standing } = this;
		return standing?.taken === 0 && this.authorizations.some(({ taken, refunded }) => taken > refunded);
	}

	private publish(at: number): void {
		const { word, statusId, total, note, itemsShipped, modifiedAt, journal, standing } = this;
		const money: MoneyTruth = {
			authorizationId: standing?.id ?? null,
			authorized: standing?.minor ?? 0,
			taken: standing?.taken ?? (this.authorizations.length === 0 ? this.start.paidByHand : 0),
			refunded: standing?.refunded ?? 0,
			isOtherKept: this.isOtherKept(),
			isEarlierKept: this.isEarlierKept(),
			isVoided: this.authorizations[this.authorizations.length - 1]?.isVoided === true,
		};
		this.versions.push({ at, word, statusId, total, note, itemsShipped, modifiedAt, entries: journal.length, money });
	}
}

/** The payment's word once money of it was taken. */
function wordOfTaken({ taken, refunded }: Authorization): string {
	if (refunded === 0) return 'captured';
	return refunded >= taken ? 'refunded' : 'partially refunded';
}
