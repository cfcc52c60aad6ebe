import type { Sight } from './store/reply';

/** One read: what it showed, when it was asked for, and when its answer came. Times in virtual milliseconds. */
export interface KnownRead {
	sight: Sight;
	askedAt: number;
	cameAt: number;
}

/** What an execution has been shown of one order. */
export interface Knew {
	/** The newest read of the order itself, alone or in a list: what it showed, and when it was asked for. */
	order: KnownRead | null;
	/** The newest read of it alone, and the newest list that showed it. */
	alone: KnownRead | null;
	listed: KnownRead | null;
	/** The newest list that came before the moment in which that one did. */
	listedBefore: KnownRead | null;
	/** The newest read that showed `authorized`. */
	authorized: KnownRead | null;
	/** The newest read of its transactions. */
	journal: KnownRead | null;
}

const NOTHING: Knew = { order: null, alone: null, listed: null, listedBefore: null, authorized: null, journal: null };

/** What an execution has been shown, by order: every word and every call is judged by it. */
export class Knowledge {
	private readonly known = new Map<number, Knew>();

	/** Takes down what an answer showed that has come back. */
	learn(sights: readonly Sight[], askedAt: number, cameAt: number): void {
		for (const sight of sights) {
			const { id } = sight.order;
			const before = this.of(id);
			const news = { sight, askedAt, cameAt };
			const listedBefore =
				before.listed !== null && before.listed.cameAt < cameAt ? before.listed : before.listedBefore;
			const place =
				sight.view === 'journal' ? {} : sight.view === 'list' ? { listed: news, listedBefore } : { alone: news };
			const isAuthorized = sight.view !== 'journal' && sight.version.word === 'authorized';
			const authorized = isAuthorized ? news : before.authorized;
			this.known.set(id, { ...before, ...place, authorized, [sight.view === 'journal' ? 'journal' : 'order']: news });
		}
	}

	of(orderId: number): Knew {
		return this.known.get(orderId) ?? NOTHING;
	}
}
