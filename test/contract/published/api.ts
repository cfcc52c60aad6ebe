import type { ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { OpenAPIBackend, type Operation } from 'openapi-backend';
import type { OpenAPIV3 } from 'openapi-types';
import type { Finding } from './finding';
import { isRecord, readDocument, SPEC_FILES } from './document';
import { undocumentedFields } from './undocumented';

/** One call as it went over the wire. Header names in lower case, `path` without a query. */
export interface Exchange {
	request: {
		method: string;
		path: string;
		query: Record<string, string>;
		headers: Record<string, string>;
		body: string;
	};
	answer: { status: number; headers: Record<string, string>; body: string };
}

type Document = OpenAPIV3.Document;

/** BigCommerce's API as published: says where an exchange is not like it. */
export class PublishedApi {
	private constructor(private readonly files: ReadonlyMap<string, OpenAPIBackend<Document>>) {}

	/** @param folder where the published files are */
	static async read(folder: string): Promise<PublishedApi> {
		const files = new Map<string, OpenAPIBackend<Document>>();
		for (const file of SPEC_FILES) {
			const api = new OpenAPIBackend<Document>({
				definition: readDocument(folder, file),
				ajvOpts: { strict: false, allErrors: true, logger: false },
				customizeAjv: (ajv) => {
					addFormats(ajv);
					return ajv;
				},
			});
			files.set(file, await api.init());
		}
		return new PublishedApi(files);
	}

	/** Whether the request is one that the published file allows. */
	checkRequest({ request, answer }: Exchange): Finding[] {
		const found = this.find(request);
		if (found === null)
			return [
				{
					operation: `${request.method} ${below(request.path)}`,
					side: 'request',
					status: answer.status,
					rule: 'noOperation',
					at: '',
					saw: '',
				},
			];
		const { api, operation, path } = found;
		const { errors } = api.validator.validateRequest(
			{ method: request.method, path, query: request.query, headers: request.headers, body: parsed(request.body) },
			operation,
		);
		const base = { operation: nameOf(operation), side: 'request', status: answer.status } as const;
		const findings: Finding[] = (errors ?? []).map((error) => ({ ...base, ...told(error) }));
		const schema = jsonSchema(operation.requestBody);
		for (const at of undocumentedFields(schema, parsed(request.body)))
			findings.push({ ...base, rule: 'undocumented', at: anyPosition(at), saw: '' });
		return findings;
	}

	/** Whether the answer is one that the published file promises. */
	checkAnswer({ request, answer }: Exchange): Finding[] {
		const found = this.find(request);
		const { status, body } = answer;
		if (found === null)
			return [
				{
					operation: `${request.method} ${below(request.path)}`,
					side: 'answer',
					status,
					rule: 'noOperation',
					at: '',
					saw: '',
				},
			];
		const { api, operation } = found;
		const base = { operation: nameOf(operation), side: 'answer', status } as const;
		const declared = operation.responses[status];
		if (!isRecord(declared)) return [{ ...base, rule: 'noStatus', at: '', saw: short(body) }];
		const mediaTypes = Object.keys(isRecord(declared.content) ? declared.content : {});
		const sent = body === '' ? 'no body' : ((answer.headers['content-type'] ?? 'no content type').split(';')[0] ?? '');
		if (body === '' ? mediaTypes.length > 0 : !mediaTypes.includes(sent)) {
			return [{ ...base, rule: 'mediaType', at: '', saw: sent }];
		}
		if (body === '') return [];
		const value = parsed(body);
		const { errors } = api.validator.validateResponse(value, operation, status);
		const findings: Finding[] = (errors ?? []).map((error) => ({ ...base, ...told(error) }));
		for (const at of undocumentedFields(jsonSchema(declared), value))
			findings.push({ ...base, rule: 'undocumented', at: anyPosition(at), saw: '' });
		return findings;
	}

	/** Operations of the published files, by file. */
	operations(): string[] {
		return [...this.files.values()].flatMap((api) => api.router.getOperations().map(nameOf));
	}

	private find({
		method,
		path,
		headers,
		query,
	}: Exchange['request']): { api: OpenAPIBackend<Document>; operation: Operation<Document>; path: string } | null {
		const [, version, rest] = /^\/stores\/[^/]+\/(v[23])(\/.*)$/.exec(path) ?? [];
		if (version === undefined || rest === undefined) return null;
		const api = this.files.get(
			version === 'v2' ? 'orders.v2.oas2.yml' : rest.startsWith('/hooks') ? 'webhooks.v3.yml' : 'orders.v3.yml',
		);
		const operation = api?.router.matchOperation({ method, path: rest, headers, query });
		return api && operation ? { api, operation, path: rest } : null;
	}
}

function nameOf({ operationId, method, path }: Operation<Document>): string {
	return operationId ?? `${method} ${path}`;
}

/** `/v2/orders/{id}` of `/stores/abc/v2/orders/118`. */
function below(path: string): string {
	return path.replace(/^\/stores\/[^/]+/, '').replace(/\/\d+(?=\/|$)/g, '/{id}');
}

function jsonSchema(content: unknown): unknown {
	if (!isRecord(content) || !isRecord(content.content)) return undefined;
	const media = content.content['application/json'];
	return isRecord(media) ? media.schema : undefined;
}

function told({ keyword, instancePath, message, data, params }: ErrorObject): Pick<Finding, 'rule' | 'at' | 'saw'> {
	const extra =
		isRecord(params) && typeof params.additionalProperty === 'string' ? ` ${params.additionalProperty}` : '';
	return {
		rule: keyword,
		at: anyPosition(instancePath),
		saw: `${message ?? ''}${extra}${data === undefined ? '' : ` (${short(JSON.stringify(data))})`}`.trim(),
	};
}

function anyPosition(at: string): string {
	return at.replace(/\/\d+(?=\/|$)/g, '/*');
}

function parsed(body: string): unknown {
	if (body === '') return undefined;
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}

function short(text: string): string {
	return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
