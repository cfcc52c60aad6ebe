import type { Answer, Call, Clock, Connection } from '../../scripts/probe/connection';
import type { Inbox } from '../../scripts/probe/courses/hooks';
import type { Arrived } from '../../scripts/probe/evidence';
import { SandboxStore, type StoreSettings } from '../../sandbox/store';

const START = Date.parse('2026-03-05T10:00:00Z');
const HOOK_URL = 'https://probe.example.com';
const STEP_MS = 50;

/** A store whose time goes on only while the probe waits or calls, and whose webhooks arrive at once. */
export class VirtualStore implements Connection, Clock {
	readonly store: SandboxStore;
	readonly calls: Call[] = [];
	/** Changes an answer on its way; null lets it pass. */
	onAnswer: (call: Call, answer: Answer) => Answer = (_, answer) => answer;
	private time = START;
	private readonly received: Arrived[] = [];

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

	async send(call: Call): Promise<Answer> {
		this.calls.push(call);
		const reply = this.store.handle({
			method: call.method,
			path: `/stores/sandbox/${call.path}`,
			query: { ...call.query },
			headers: { 'x-auth-token': 'sandbox-token' },
			body: call.body === undefined ? '' : JSON.stringify(call.body),
		});
		if (reply.kind !== 'answer') throw new Error(`${call.method} ${call.path} ended with ${reply.kind}`);
		this.deliver();
		const answeredAt = this.time + reply.delayMs;
		// Calls that are sent together are under way together.
		await Promise.resolve();
		await this.wait(answeredAt - this.time);
		return this.onAnswer(call, { status: reply.status, headers: reply.headers, text: reply.body });
	}

	readonly inbox: Inbox = { url: HOOK_URL, arrived: () => this.received };

	private deliver(): void {
		const { deliveries } = this.store;
		this.store.advance();
		for (const delivery of deliveries.takeDue(this.time)) {
			this.received.push({
				hook: delivery.url.slice(HOOK_URL.length + 1),
				headers: deliveries.headersOf(delivery, this.time),
				text: delivery.body,
				at: this.time,
			});
			deliveries.report(delivery, 200, this.time);
		}
	}
}
