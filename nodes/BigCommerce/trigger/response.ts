import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** What is used of n8n's response object, which is Express's. */
export interface WebhookResponse {
	readonly statusCode: number;
	status(code: number): WebhookResponse;
	json(body: object): WebhookResponse;
	end(): WebhookResponse;
	once(event: 'finish', listener: () => void): WebhookResponse;
}

/** Answers a delivery that is not taken; nothing starts. */
export function refuse(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	const response: WebhookResponse = context.getResponseObject();
	response.status(status).json({ message });
	return { noWebhookResponse: true };
}

/** Tells BigCommerce that a delivery is taken, before it is worked on. */
export function acknowledge(context: IWebhookFunctions): void {
	const response: WebhookResponse = context.getResponseObject();
	response.status(200).end();
}
