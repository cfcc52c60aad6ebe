import type { FastifyInstance } from 'fastify';

import type { StoreEvent } from '../context';
import type { LoggedRequest } from '../requestLog';
import type { ControlOptions } from './controlOptions';

/** How long events are gathered: a run of thousands of orders must not drown the page in messages. */
const GATHER_MS = 100;
const MAX_REQUESTS = 50;

/** `GET /sandbox/events`: server-sent events, each a summary of what has happened since the last. */
export async function eventStream(app: FastifyInstance, { store }: ControlOptions): Promise<void> {
	app.get('/events', (request, reply) => {
		reply.hijack();
		const { raw } = reply;
		raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', connection: 'keep-alive' });
		raw.write('retry: 1000\n\n');
		let news = nothing();
		const stop = store.listen((event) => gather(news, event));
		const sending = setInterval(() => {
			if (!hasNews(news)) return;
			const { orderIds, ...rest } = news;
			const message = { ...rest, orderIds: [...orderIds], quota: store.quotaState() };
			raw.write(`data: ${JSON.stringify(message)}\n\n`);
			news = nothing();
		}, GATHER_MS);
		request.raw.on('close', () => {
			clearInterval(sending);
			stop();
		});
	});
}

interface News {
	/** The newest requests, and how many there were in all. */
	requests: LoggedRequest[];
	requestCount: number;
	orderIds: Set<number>;
	ledger: boolean;
	/** Settings or everything changed: read it all again. */
	reload: boolean;
	deliveries: boolean;
}

function nothing(): News {
	return { requests: [], requestCount: 0, orderIds: new Set(), ledger: false, reload: false, deliveries: false };
}

function gather(news: News, event: StoreEvent): void {
	switch (event.type) {
		case 'request':
			news.requestCount += 1;
			news.requests.push(event.request);
			if (news.requests.length > MAX_REQUESTS) news.requests.shift();
			break;
		case 'ledger':
			news.ledger = true;
			news.orderIds.add(event.entry.orderId);
			break;
		case 'order':
			news.orderIds.add(event.orderId);
			break;
		case 'delivery':
			news.deliveries = true;
			break;
		case 'settings':
		case 'reset':
			news.reload = true;
	}
}

function hasNews(news: News): boolean {
	return news.requestCount > 0 || news.orderIds.size > 0 || news.ledger || news.reload || news.deliveries;
}
