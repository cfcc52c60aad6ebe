import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import type { ApiRequest, Http, HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import type { JsonObject } from '../../../nodes/BigCommerce/api/json';
import { Lane } from '../../../nodes/BigCommerce/api/lane';
import { parseOrderId, type OrderId } from '../../../nodes/BigCommerce/model/orderId';
import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import { earlierRefundsIn, nameForAgent, nameGiven, nameRefunds } from '../../../nodes/BigCommerce/refund/naming';
import { isRefundSuccess, type RefundSettlement } from '../../../nodes/BigCommerce/refund/outcome';
import { parseReference } from '../../../nodes/BigCommerce/refund/reference';
import { refundOrder } from '../../../nodes/BigCommerce/refund/refundOrder';
import type { RefundNaming } from '../../../nodes/BigCommerce/refund/request';
import type { RefundSelection } from '../../../nodes/BigCommerce/refund/selection';
import { Claims } from '../../../nodes/BigCommerce/session/claims';
import { VirtualProcess, VirtualTime } from '../world/virtualTime';
import { cents, ORDER_ID, reasonOf, RefundLedger, type RefundFate } from './ledger';
import type { RefundScript, Turn, Wish } from './script';

/** What one refund of one try came to. */
export interface SettledRequest {
	/** Names the try of this item: what the ledger has it under. */
	by: string;
	wish: Wish;
	settlement: RefundSettlement;
	sender: Sender;
	/** How long after Stop it came, in milliseconds; null where nobody had stopped it. */
	afterStopMs: number | null;
}

/** Who sends calls: one item of one try. */
export interface Sender {
	by: string;
	/** Its calls that arrived and were not clearly turned away. */
	arrived: number;
}

export interface RefundTrace {
	script: RefundScript;
	ledger: RefundLedger;
	settled: SettledRequest[];
}

/** An item of a run: what it asks for, and its JSON. */
interface Item {
	index: number;
	wish: Wish;
	json: JsonObject;
}

/** A process of n8n, as far as the engine can tell. */
interface Host {
	lane: Lane;
	claims: Claims;
}

const FATE: RefundFate = { isDeclined: false, answerAfterMs: 0, visibleAfterMs: 0 };

/** Runs a script to its end, and lets everything end that is still under way. */
export async function run(script: RefundScript): Promise<RefundTrace> {
	const simulation = new Simulation(script);
	await simulation.run();
	return { script, ledger: simulation.ledger, settled: simulation.settled };
}

class Simulation {
	readonly ledger: RefundLedger;
	readonly settled: SettledRequest[] = [];
	private readonly time = new VirtualTime();
	private readonly process = new VirtualProcess(this.time, () => 0.5);
	/** What the node put out, by run; a try that n8n runs again leaves nothing. */
	private readonly outputs: JsonObject[][] = [];
	private readonly orderId: OrderId;
	private host = this.newHost();
	private posts = 0;
	private fates = 0;

	constructor(private readonly script: RefundScript) {
		this.ledger = new RefundLedger(script.traits, () => this.time.wall);
		const parsed = parseOrderId(ORDER_ID);
		if (!parsed.ok) throw new Error(parsed.reason);
		this.orderId = parsed.orderId;
	}

	async run(): Promise<void> {
		const { script } = this;
		for (const { at, cents: amount, fate } of script.panel) {
			void this.process.clock.sleep(at).then(() => this.ledger.enter(amount, '', 'panel', fate));
		}
		let items = script.wishes.map((wish, index): Item => ({ index, wish, json: {} }));
		let execution = 1;
		let failed = await this.turn('run 0', execution, items, script.stopAt);
		for (const [index, turn] of script.turns.entries()) {
			if (failed.length === 0 && turn.kind !== 'anew') break;
			if (turn.pauseMs > 0) await this.time.until(this.process.clock.sleep(turn.pauseMs));
			if ('process' in turn && turn.process === 'other') this.host = this.newHost();
			if (turn.kind === 'anew') execution++;
			if (turn.kind === 'retry') this.outputs.pop();
			items = itemsOf(turn, items, failed, script);
			failed = await this.turn(`run ${index + 1}`, execution, items, null);
		}
		await this.time.until(this.process.clock.sleep(200_000));
	}

	private newHost(): Host {
		return { lane: new Lane(this.process.clock), claims: new Claims() };
	}

	/** Runs the node once; the items that went wrong, with what came out of the error output. */
	private async turn(by: string, execution: number, items: Item[], stopAt: number | null): Promise<Item[]> {
		const { script, host } = this;
		const stop = new AbortController();
		let stoppedAt = 0;
		if (stopAt !== null)
			void this.process.clock.sleep(stopAt).then(() => {
				stoppedAt = this.time.now;
				stop.abort();
			});
		const { signal } = stop;
		const place = host.lane.join({
			maxConcurrency: 10,
			quotaReserve: 10,
			maxThrottleWaitMs: Math.max(1_000, script.resultTimeout),
			signal,
		});
		const { clock } = this.process;
		const failed: Item[] = [];
		const names = this.namesOf(execution, items);
		const outputs: JsonObject[] = [];
		for (const [index, item] of items.entries()) {
			const naming = names[index];
			if (naming === undefined) throw new Error('an item without a name');
			const request = {
				orderId: this.orderId,
				selection: selectionOf(item.wish),
				to: { to: 'original' } as const,
				reason: '',
				naming,
				guards: NO_GUARDS,
				allowOffline: false,
				dryRun: false,
				requestTimeout: script.requestTimeout,
				resultTimeout: script.resultTimeout,
				verificationWindow: script.verificationWindow,
			};
			const sender = { by: `${by} item ${item.index}`, arrived: 0 };
			const client = new ApiClient(this.wire(sender, signal), place, clock, script.requestTimeout, signal);
			const began = this.time.now;
			const settlement = await this.time.until(refundOrder(request, { client, clock, claims: host.claims, signal }));
			const afterStopMs = signal.aborted ? this.time.now - Math.max(stoppedAt, began) : null;
			this.settled.push({ by: sender.by, wish: item.wish, settlement, sender, afterStopMs });
			const { outcome, reference } = settlement;
			const json = isRefundSuccess(settlement)
				? { outcome, reference }
				: { error: 'x', details: { outcome, reference } };
			outputs.push(json);
			if (!isRefundSuccess(settlement)) failed.push({ ...item, json });
		}
		this.outputs.push(outputs);
		place.leave();
		return failed;
	}

	private namesOf(execution: number, items: Item[]): RefundNaming[] {
		const { script, orderId } = this;
		const name = ['workflow', execution, 'node'];
		const earlier = earlierRefundsIn(execution === 1 ? this.outputs.flat() : []);
		if (script.hasReference) {
			return items.map(({ index }) => {
				const parsed = parseReference(`RMA-${index}`);
				if (!parsed.ok) throw new Error(parsed.reason);
				return nameGiven(parsed.reference, earlier);
			});
		}
		if (script.isAgent) return items.map(() => nameForAgent(name, orderId));
		return nameRefunds(
			name,
			earlier,
			items.map(({ wish, json }) => ({ orderId, selection: selectionOf(wish), item: json })),
		);
	}

	/** The wire to BigCommerce: late, cut off, never answered. */
	private wire(sender: Sender, signal: AbortSignal): Http {
		const { clock } = this.process;
		const { latencyMs, requestTimeout } = this.script;
		const later = async (ms: number, answer: HttpAnswer): Promise<HttpAnswer> => {
			await clock.sleep(ms, signal);
			return signal.aborted ? { kind: 'cancelled' } : answer;
		};
		return async (request) => {
			if (request.method === 'POST' && request.path.endsWith('/refunds')) {
				return await this.post(request, sender, async (answer, ms) => await later(ms ?? latencyMs, answer));
			}
			const isListed = request.method === 'GET' && request.path.endsWith('/refunds');
			await clock.sleep(latencyMs, signal);
			if (signal.aborted) return { kind: 'cancelled' };
			if (isListed && this.isListFailing())
				return this.ledger.answer(500, { status: 500, title: 'Internal Server Error' });
			return requestTimeout < latencyMs ? UNCLEAR : this.ledger.read(request);
		};
	}

	private isListFailing(): boolean {
		const { now } = this.time;
		return this.script.listFails.some(({ at, forMs }) => now >= at && now < at + forMs);
	}

	/** What becomes of a call to create a refund. It arrives at once or never, but for the one that is late. */
	private async post(
		{ body }: ApiRequest,
		sender: Sender,
		answerLater: (answer: HttpAnswer, ms?: number) => Promise<HttpAnswer>,
	): Promise<HttpAnswer> {
		const { ledger, script } = this;
		const fault = script.posts[this.posts++] ?? 'none';
		const enter = () => {
			sender.arrived++;
			const fate = script.fates[this.fates++ % script.fates.length] ?? FATE;
			return ledger.enter(cents(body), reasonOf(body), sender.by, fate);
		};
		const refuse = (status: number) => ledger.answer(status, { data: [{ status, title: 'No.' }] });
		switch (fault) {
			case 'none': {
				const refund = enter();
				return await answerLater(refund === null ? refuse(422) : ledger.created(refund));
			}
			case 'lostAnswer':
				enter();
				return await answerLater(UNCLEAR);
			case 'neverArrived':
				sender.arrived++;
				return await answerLater(UNCLEAR);
			case 'serverErrorAccepted':
				enter();
				return await answerLater(ledger.answer(504, { status: 504, title: 'Gateway Timeout' }));
			case 'serverErrorRefused':
				sender.arrived++;
				return await answerLater(ledger.answer(502, { status: 502, title: 'Bad Gateway' }));
			case 'htmlAccepted':
				enter();
				return await answerLater(ledger.answer(200, '<html></html>'));
			case 'emptyAccepted':
				return await answerLater(enter() === null ? refuse(422) : ledger.answer(201, ''));
			case 'arrivesLate': {
				const late = script.requestTimeout + script.verificationWindow * 0.3;
				void this.process.clock.sleep(late).then(enter);
				return await answerLater(UNCLEAR, script.requestTimeout);
			}
			case 'tooMany':
				return await answerLater(ledger.answer(429, ''));
			case 'notConnected':
				return await answerLater({ kind: 'notSent', code: 'ECONNREFUSED', message: '' });
			case 'taxService':
				sender.arrived++;
				return await answerLater(
					ledger.answer(503, { data: [{ order_id: ORDER_ID, status: 503, error: 'Tax service gone away' }] }),
				);
			case 'refused':
				sender.arrived++;
				return await answerLater(refuse(422));
			case 'busy':
				return await answerLater(refuse(409));
		}
	}
}

const UNCLEAR: HttpAnswer = { kind: 'unclear', code: 'ECONNRESET', message: 'socket hang up' };

function itemsOf(turn: Turn, items: Item[], failed: Item[], script: RefundScript): Item[] {
	switch (turn.kind) {
		case 'retry':
			return items;
		case 'loop':
			return failed.map((item) => (turn.keepsItem ? item : { ...item, json: {} }));
		case 'anew':
			return script.wishes.map((wish, index) => ({ index, wish, json: {} }));
	}
}

function selectionOf({ cents: amount, notation }: Wish): RefundSelection {
	if (amount === 'everything') return { kind: 'everything' };
	const text = (amount / 100).toFixed(2);
	return {
		kind: 'amount',
		amount: notation === 'number' ? amount / 100 : notation === 'padded' ? ` ${text}00 ` : text,
	};
}
