/** The workflows that are compared, written as a person would click them together. */
import { randomUUID } from 'node:crypto';
import { capture, webhook, workflow, type Link, type Step } from '../../test/e2e/harness/workflow';
import type { WorkflowFile } from '../n8n/rest';
import { credentialType } from '../n8n/workspace';
import { allowedOf, type Trial } from './trial';

export interface Setting {
	/** Path of the webhook that starts the run. */
	path: string;
	/** `https://…/stores/<hash>`. */
	storeUrl: string;
	credential: { id: string; name: string };
}

/** Steps between the items and the end, and where the results are: items on the first output of these. */
export interface ContenderWorkflow {
	file: WorkflowFile;
	/** Nodes that belong to the contender, for its time. */
	timed: string[];
	/** The node whose first output holds what the workflow takes as done. */
	said: string;
	/** Whether being there is proof. */
	isProof: boolean;
}

export function workflowOf(trial: Trial, setting: Setting): ContenderWorkflow {
	const { steps, links, said, isProof } = WAYS[trial.contender](trial, setting);
	const [first] = steps;
	if (first === undefined) throw new Error(`The way ${trial.contender} has no steps`);
	const file = workflow(
		`Bench ${trial.contender}`,
		[webhook(setting.path), items, ...steps],
		[['Webhook', 'Orders'], ['Orders', first.name], ...links],
	);
	const [start] = file.nodes;
	// n8n answers when the run is over, which is how the bench learns of it without asking all the time.
	if (start !== undefined) start.parameters = { ...start.parameters, responseData: 'noData' };
	return { file, timed: steps.map(({ name }) => name), said, isProof };
}

/** Not by a Code node, which works in a process of its own. */
const items: Step = {
	name: 'Orders',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'body.ids', options: { destinationFieldName: 'id' } },
};

interface Parts {
	steps: Step[];
	links: Link[];
	said: string;
	isProof: boolean;
}

const WAYS: Record<Trial['contender'], (trial: Trial, setting: Setting) => Parts> = {
	empty: () => ({
		steps: [{ name: 'Nothing', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} }],
		links: [],
		said: 'Nothing',
		isProof: false,
	}),
	items: () => ({ steps: [likeTheNodes], links: [], said: 'Edit Fields', isProof: false }),
	node: ({ concurrency }, { credential }) => ({
		steps: [
			{
				...capture('Capture', { parameters: { options: { maxConcurrency: concurrency } } }),
				credentials: { [credentialType]: credential },
			},
		],
		links: [],
		said: 'Capture',
		isProof: true,
	}),
	asItComes: (_trial, setting) => ({
		steps: [http('Capture', 'POST', captureUrl('$json.id', setting), setting)],
		links: [],
		said: 'Capture',
		isProof: false,
	}),
	batched: (trial, setting) => ({
		steps: [http('Capture', 'POST', captureUrl('$json.id', setting), setting, trial)],
		links: [],
		said: 'Capture',
		isProof: false,
	}),
	loop: ({ concurrency }, setting) => ({
		steps: [
			{
				name: 'Loop',
				type: 'n8n-nodes-base.splitInBatches',
				typeVersion: 3,
				parameters: { batchSize: concurrency, options: {} },
			},
			http('Capture', 'POST', captureUrl('$json.id', setting), setting),
		],
		links: [
			['Loop', 'Capture', 1],
			['Capture', 'Loop', 0],
			['Capture', 'Loop', 1],
		],
		said: 'Capture',
		isProof: false,
	}),
	readCaptureRead: (trial, setting) => {
		const pause = trial.quota === null ? 1 : trial.quota.windowMs / 1000;
		return {
			steps: [
				http('Read', 'GET', readUrl('$json.id', setting), setting, trial),
				isStatus('Authorized?', 'authorized'),
				...(trial.quota === null ? [] : [waiting('Next window', pause)]),
				http('Capture', 'POST', captureUrl('$json.id', setting), setting, trial),
				waiting('For the result', pause),
				http('Read again', 'GET', readUrl("$('Authorized?').item.json.id", setting), setting, trial),
				isStatus('Captured?', 'captured'),
			],
			links: [
				['Read', 'Authorized?'],
				...((trial.quota === null
					? [['Authorized?', 'Capture']]
					: [
							['Authorized?', 'Next window'],
							['Next window', 'Capture'],
						]) as Link[]),
				['Capture', 'For the result'],
				['For the result', 'Read again'],
				['Read again', 'Captured?'],
			],
			said: 'Captured?',
			isProof: true,
		};
	},
};

/** The fields of the node's success item, without a call. */
const likeTheNodes: Step = {
	name: 'Edit Fields',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		mode: 'raw',
		jsonOutput: `={{ { orderId: $json.id, outcome: 'captured', changed: true, paymentStatus: 'captured', amount: '25.00', currency: 'USD',
			paymentMethod: 'Credit Card', orderStatusId: 11, requestedAt: $now.toISO(), settledAt: $now.toISO() } }}`,
		options: {},
	},
};

const captureUrl = (id: string, { storeUrl }: Setting): string =>
	`=${storeUrl}/v3/orders/{{ ${id} }}/payment_actions/capture`;
const readUrl = (id: string, { storeUrl }: Setting): string => `=${storeUrl}/v2/orders/{{ ${id} }}`;

/** The HTTP Request node as it is dropped on the canvas; with a trial that has a quota, batching tuned to it. */
function http(name: string, method: 'GET' | 'POST', url: string, { credential }: Setting, tuned?: Trial): Step {
	const quota = tuned?.quota ?? null;
	const batching =
		quota === null ? {} : { batching: { batch: { batchSize: allowedOf(quota), batchInterval: quota.windowMs } } };
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		onError: 'continueErrorOutput',
		parameters: {
			method,
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: credentialType,
			options: batching,
		},
		credentials: { [credentialType]: credential },
	};
}

function isStatus(name: string, status: string): Step {
	const condition = {
		id: randomUUID(),
		leftValue: '={{ $json.payment_status }}',
		rightValue: status,
		operator: { type: 'string', operation: 'equals' },
	};
	return {
		name,
		type: 'n8n-nodes-base.if',
		typeVersion: 2.2,
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
				conditions: [condition],
				combinator: 'and',
			},
			options: {},
		},
	};
}

const waiting = (name: string, seconds: number): Step => ({
	name,
	type: 'n8n-nodes-base.wait',
	typeVersion: 1.1,
	webhookId: randomUUID(),
	parameters: { amount: seconds, unit: 'seconds' },
});
