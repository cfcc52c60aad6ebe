import type { Answer, Call, Clock, Connection } from '../../scripts/probe/connection';
import type { Inbox } from '../../scripts/probe/experiments/hooks';
import type { Arrived } from '../../scripts/probe/evidence';
import type { Delivery } from '../../sandbox/hooks/deliveries';
import { SandboxStore, type StoreSettings } from '../../sandbox/store';

const START = Date.parse('2026-03-05T10:00:00Z');
const HOOK_URL = 'https://probe.example.com';
const STEP_MS = 50;

/** A store whose time goes on only while the probe waits or calls, and whose webhooks arrive at once. */
export class VirtualStore implements Clock {
	readonly store: SandboxStore;
	readonly calls: Call[] = [];
	/** Changes an answer on its way; null lets it pass. */
	onAnswer: (call: Call, answer: Answer) => Answer = (_, answer) => answer;
	private time = START;
	private readonly received: Arrived[] = [];
	private toHold: string | null = null;
	private held: { delivery: Delivery; arrived: Arrived } | null = null;

	constructor(settings: Partial<StoreSettings>, random: () => number) {
		this.store = new SandboxStore({ logSize: 100_000, ...settings, now: () => this.time, random });
	}

	now(): number {
		return this.time;
	}

	async wait(ms: number): Promise<void> {
		const until = this.time + ms;
		while (this.time < until) {
			this.time = Math.min(until, this.time + STEP_MS);
			this.deliver();
		}
	}

	/** As one API account or as another. */
	readonly connections = {
		first: this.connect('sandbox-token'),
		second: this.connect('transactions-only-token'),
	};

	private connect(token: string): Connection {
		return { send: async (call) => await this.send(call, token) };
	}

	private async send(call: Call, token: string): Promise<Answer> {
		this.calls.push(call);
		const reply = this.store.handle({
			method: call.method,
			path: `/stores/sandbox/${call.path}`,
			query: { ...call.query },
			headers: { 'x-auth-token': token },
			body: call.body === undefined ? '' : JSON.stringify(call.body),
		});
		if (reply.kind !== 'answer') throw new Error(`${call.method} ${call.path} ended with ${reply.kind}`);
		const answeredAt = this.time + reply.delayMs;
		// Calls that are sent together are under way together, and what they cause is told together.
		await Promise.resolve();
		await this.wait(answeredAt - this.time);
		return this.onAnswer(call, { status: reply.status, headers: reply.headers, text: reply.body });
	}

	readonly inbox: Inbox = {
		url: HOOK_URL,
		arrived: () => this.received,
		holdNext: (hook) => (this.toHold = hook),
	};

	private deliver(): void {
		const { deliveries } = this.store;
		this.store.advance();
		this.giveUp();
		for (const delivery of deliveries.takeDue(this.time)) {
			const hook = delivery.url.slice(HOOK_URL.length + 1);
			const headers = deliveries.headersOf(delivery, this.time);
			const arrived: Arrived = { hook, headers, text: delivery.body, at: this.time };
			this.received.push(arrived);
			if (hook === this.toHold) this.hold(delivery, arrived);
			else deliveries.report(delivery, 200, this.time);
		}
	}

	private hold(delivery: Delivery, arrived: Arrived): void {
		arrived.heldMs = 'held';
		this.held = { delivery, arrived };
		this.toHold = null;
	}

	/** A delivery that has no answer is given up by the store after a time of its own. */
	private giveUp(): void {
		if (!this.held || this.time < this.held.arrived.at + this.store.settings.hookTimeoutMs) return;
		const { delivery, arrived } = this.held;
		arrived.heldMs = this.time - arrived.at;
		this.store.deliveries.report(delivery, null, this.time);
		this.held = null;
	}
}
