import type { StoreOrder, Version } from './order';

/** A call to capture or void that reached the store, and what became of it. Times in milliseconds since 1970. */
export interface Call {
	orderId: number;
	action: 'capture' | 'void';
	/** Who sent it. */
	run: string;
	arrivedAt: number;
	/** Whether the store has a job for it. */
	wasTaken: boolean;
	fate: 'none' | 'underWay' | 'took' | 'refused';
	endedAt: number | null;
	/** What the store had done with it in its answer: said yes, said no, or nothing that could be understood. */
	told: 'yes' | 'no' | 'nothing';
}

/** What an answer showed of an order: the state of which moment, in which read. */
export interface Sight {
	order: StoreOrder;
	view: 'order' | 'list' | 'journal';
	version: Version;
	/** The moment whose state it was. */
	asOf: number;
}

export interface Answer {
	kind: 'answer';
	status: number;
	headers: Record<string, string>;
	body: unknown;
	delayMs: number;
	seen: Sight[];
}

/** What the store does with a request. `silence`: it never answers, or never to the end. */
export type Reply = Answer | { kind: 'silence' } | { kind: 'broken'; code: string; syscall: string };
