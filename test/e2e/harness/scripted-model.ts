/** A chat model that says what it was told to say: the OpenAI API as n8n's model node calls it, without a model. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One turn: a tool to call, or what to say. */
export type Turn = { tool: string; input: Record<string, unknown> } | { say: string };

export interface ScriptedModel {
	/** What goes into the credential's base URL. */
	url: string;
	/** Names of the tools that the model was offered, at each turn. */
	offered: string[][];
	close(): Promise<void>;
}

/** @param script what to answer at each turn; the last one stays */
export async function startScriptedModel(script: Turn[]): Promise<ScriptedModel> {
	const offered: string[][] = [];
	const server: Server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as {
				stream?: boolean;
				tools?: Array<{ function: { name: string } }>;
			};
			const turn = script[Math.min(offered.length, script.length - 1)];
			offered.push((body.tools ?? []).map((tool) => tool.function.name));
			const message = messageOf(turn ?? { say: '' }, offered.length);
			const base = {
				id: `turn-${offered.length}`,
				created: 1,
				model: 'scripted',
				usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
			};
			const finish = 'tool_calls' in message ? 'tool_calls' : 'stop';
			if (body.stream === true) {
				response.writeHead(200, { 'content-type': 'text/event-stream' });
				response.write(
					`data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices: [{ index: 0, delta: message, finish_reason: finish }] })}\n\n`,
				);
				response.end('data: [DONE]\n\n');
				return;
			}
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(
				JSON.stringify({ ...base, object: 'chat.completion', choices: [{ index: 0, message, finish_reason: finish }] }),
			);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		offered,
		close: () => new Promise((resolve) => server.close(() => resolve())),
	};
}

function messageOf(turn: Turn, number: number): Record<string, unknown> {
	if ('say' in turn) return { role: 'assistant', content: turn.say };
	return {
		role: 'assistant',
		content: '',
		tool_calls: [
			{
				index: 0,
				id: `call-${number}`,
				type: 'function',
				function: { name: turn.tool, arguments: JSON.stringify(turn.input) },
			},
		],
	};
}
