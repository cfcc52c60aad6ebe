import { randomUUID } from 'node:crypto';

import type { StoreSettings } from '../settings';
import { BlockedDomains } from './blockedDomains';
import { covers, type Hook, type HookBook } from './hook';
import { type HookEvent, payloadText, signatureHeaders } from './payload';

/**
 * Seconds between tries after the first one failed: 11 of them, about 48 hours (docs/bigcommerce-api.md, Webhooks:
 * retries).
 */
export const RETRY_SECONDS: readonly number[] = [60, 180, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 50_400, 86_400];

export interface Delivery {
	id: number;
	hookId: number;
	clientId: string;
	scope: string;
	url: string;
	/** The same for every repetition, so that a receiver can tell (docs/bigcommerce-api.md, Webhooks: signature). */
	webhookId: string;
	body: string;
	/** Headers of the hook itself. */
	headers: Record<string, string>;
	state: 'waiting' | 'sending' | 'delivered' | 'failed';
	/** Which retry is next, from 0. */
	retries: number;
	dueAt: number;
	/** What came back, try by try: a status, or null for no answer. */
	answers: Array<{ at: number; status: number | null }>;
}

const KEPT = 1_000;

/**
 * What is to be delivered, when, and what becomes of it. No HTTP and no timers: `takeDue` says what to send now,
 * `report` takes in how it went.
 */
export class Deliveries {
	private readonly deliveries: Delivery[] = [];
	private lastId = 0;
	readonly blocked: BlockedDomains;

	constructor(
		private readonly settings: StoreSettings,
		private readonly hooks: HookBook,
		private readonly onChange: (deliveryId: number) => void = () => {},
	) {
		this.blocked = new BlockedDomains(settings);
	}

	/** Puts an event into the queue of every hook that covers it. */
	add(event: HookEvent): void {
		const { settings } = this;
		const body = payloadText(settings, event);
		for (const hook of this.hooks.all()) {
			if (!hook.isActive || event.at < hook.createdAt + settings.hookWarmupMs) continue;
			if (!covers(hook.scope, event.scope, settings.hookWildcardCoversTransactions)) continue;
			const webhookId = `msg_${randomUUID().replaceAll('-', '')}`;
			for (let copy = 0; copy <= settings.hookDuplicates; copy++) this.enqueue(hook, event, webhookId, body);
		}
	}

	/** The deliveries to send now, at most `limit`; they count as under way from here on. */
	takeDue(now: number, limit = Number.POSITIVE_INFINITY): Delivery[] {
		const due = this.deliveries.filter(({ state, dueAt }) => state === 'waiting' && dueAt <= now);
		due.sort((a, b) => (this.settings.hookReorder ? b.id - a.id : a.dueAt - b.dueAt || a.id - b.id));
		const taken = due.filter((delivery) => !this.isHeldBack(delivery, now)).slice(0, limit);
		for (const delivery of taken) delivery.state = 'sending';
		return taken;
	}

	/** All headers of a try at `now`. */
	headersOf(delivery: Delivery, now: number): Record<string, string> {
		const signature = this.settings.hookSignatures
			? signatureHeaders(this.settings.clientSecret, delivery.webhookId, now, delivery.body)
			: {};
		return { 'content-type': 'application/json', ...signature, ...delivery.headers };
	}

	/** How a try went; `status` null is no answer. Only 2xx counts as received. */
	report(delivery: Delivery, status: number | null, now: number): void {
		const ok = status !== null && status >= 200 && status < 300;
		delivery.answers.push({ at: now, status });
		this.blocked.record(delivery.clientId, delivery.url, ok, now);
		if (ok) delivery.state = 'delivered';
		else this.putOff(delivery, now);
		this.onChange(delivery.id);
	}

	recent(limit = KEPT): Delivery[] {
		return this.deliveries.slice(-limit);
	}

	clear(): void {
		this.deliveries.length = 0;
		this.blocked.clear();
	}

	private enqueue(hook: Hook, event: HookEvent, webhookId: string, body: string): void {
		this.deliveries.push({
			id: ++this.lastId,
			hookId: hook.id,
			clientId: hook.clientId,
			scope: event.scope,
			url: hook.destination,
			webhookId,
			body,
			headers: hook.headers ?? {},
			state: 'waiting',
			retries: 0,
			dueAt: event.at + this.settings.hookDelayMs,
			answers: [],
		});
		this.trim();
		this.onChange(this.lastId);
	}

	/** Deliveries to hooks that are gone are dropped; those to blocked domains join the retries. */
	private isHeldBack(delivery: Delivery, now: number): boolean {
		if (!this.hooks.byId(delivery.hookId)?.isActive) {
			delivery.state = 'failed';
			return true;
		}
		if (!this.blocked.has(delivery.clientId, delivery.url, now)) return false;
		this.putOff(delivery, now);
		return true;
	}

	/** The next try, or the end of the hook when there is none left. */
	private putOff(delivery: Delivery, now: number): void {
		const seconds = RETRY_SECONDS[delivery.retries];
		if (seconds === undefined) {
			delivery.state = 'failed';
			const hook = this.hooks.byId(delivery.hookId);
			if (hook) Object.assign(hook, { isActive: false, isDeactivated: true, updatedAt: now });
			return;
		}
		delivery.retries += 1;
		delivery.state = 'waiting';
		delivery.dueAt = now + seconds * 1_000 * this.settings.hookTimeScale;
	}

	/** Forgets the oldest that are over; what still waits is kept. */
	private trim(): void {
		if (this.deliveries.length <= 2 * KEPT) return;
		const over = this.deliveries.filter(({ state }) => state === 'delivered' || state === 'failed');
		const forgotten = new Set(over.slice(0, Math.max(0, over.length - KEPT)));
		if (forgotten.size === 0) return;
		this.deliveries.splice(0, this.deliveries.length, ...this.deliveries.filter((one) => !forgotten.has(one)));
	}
}
