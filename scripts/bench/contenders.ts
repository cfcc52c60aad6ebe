/** The workflows that are compared, written as a person would click them together. */
import { webhook, workflow, type Link, type Step } from '../../test/e2e/harness/workflow';
import type { WorkflowFile } from '../n8n/rest';
import {
	captureStep,
	captureUrl,
	findStep,
	http,
	isSo,
	isStatus,
	journalUrl,
	likeTheNodes,
	orderUrl,
	recentOrders,
	splitOut,
	waiting,
	type Setting,
} from './steps';
import type { Contender, Trial } from './trial';

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

interface Parts {
	steps: Step[];
	/** Where they are not one after the other. */
	links?: Link[];
	said: string;
	isProof: boolean;
}

export type N8nContender = Exclude<Contender, 'bareFetch'>;

export function workflowOf(contender: N8nContender, trial: Trial, setting: Setting): ContenderWorkflow {
	const { steps, links = inARow(steps), said, isProof } = CONTENDERS[contender](trial, setting);
	const [first] = steps;
	if (first === undefined) throw new Error(`The contender ${contender} has no steps`);
	const file = workflow(
		`Bench ${contender}`,
		[webhook(setting.path), splitOut, ...steps],
		[['Webhook', 'Orders'], ['Orders', first.name], ...links],
	);
	const [start] = file.nodes;
	// n8n answers when the run is over, which is how the bench learns of it without asking all the time.
	if (start !== undefined) start.parameters = { ...start.parameters, responseData: 'noData' };
	return { file, timed: steps.map(({ name }) => name), said, isProof };
}

const inARow = (steps: Step[]): Link[] =>
	steps.slice(1).map(({ name }, index): Link => [steps[index]?.name ?? '', name]);

const CONTENDERS: Record<N8nContender, (trial: Trial, setting: Setting) => Parts> = {
	empty: () => ({
		steps: [{ name: 'Nothing', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} }],
		said: 'Nothing',
		isProof: false,
	}),
	items: () => ({ steps: [likeTheNodes], said: 'Edit Fields', isProof: false }),
	node: (trial, setting) => ({ steps: [captureStep(trial, setting)], said: 'Capture', isProof: true }),
	asItComes: (_trial, setting) => ({ steps: [captureCall(setting)], said: 'Capture', isProof: false }),
	batched: (tuned, setting) => ({ steps: [captureCall(setting, { tuned })], said: 'Capture', isProof: false }),
	loop: ({ concurrency }, setting) => ({
		steps: [
			{
				name: 'Loop',
				type: 'n8n-nodes-base.splitInBatches',
				typeVersion: 3,
				parameters: { batchSize: concurrency, options: {} },
			},
			captureCall(setting),
		],
		links: [
			['Loop', 'Capture', 1],
			['Capture', 'Loop', 0],
			['Capture', 'Loop', 1],
		],
		said: 'Capture',
		isProof: false,
	}),
	readCaptureRead,
	find: (_trial, setting) => ({ steps: [findStep(setting)], said: 'Find', isProof: true }),
	findByHand: (_trial, setting) => ({
		steps: [recentOrders(setting), isStatus('Authorized?', 'authorized')],
		said: 'Authorized?',
		isProof: true,
	}),
};

interface CaptureCall {
	/** The order's ID, an expression. */
	id?: string;
	tuned?: Trial;
}

const captureCall = (setting: Setting, { id = '$json.id', tuned }: CaptureCall = {}): Step =>
	http('Capture', { method: 'POST', url: captureUrl(id, setting), tuned }, setting);

/** The proof by hand. Setting a note costs one call more, and so does looking the authorization up. */
function readCaptureRead(trial: Trial, setting: Setting): Parts {
	const { quota, wish } = trial;
	const pause = quota === null ? 1 : quota.windowMs / 1000;
	const id = "$('Authorized?').item.json.id";
	const journal = [
		http('Journal', { url: journalUrl('$json.id', setting), tuned: trial }, setting),
		isSo('Small?', '={{ $json.data[0].amount }}', 100, 'lte'),
	];
	const note = http(
		'Note',
		{
			method: 'PUT',
			url: orderUrl('$json.id', setting),
			body: `={{ { status_id: 2, staff_notes: [$json.staff_notes, 'Parcel sent'].filter(Boolean).join('\\n') } }}`,
			tuned: trial,
		},
		setting,
	);
	return {
		steps: [
			http('Read', { url: orderUrl('$json.id', setting), tuned: trial }, setting),
			isStatus('Authorized?', 'authorized'),
			...(wish === 'amount' ? journal : []),
			...(quota === null ? [] : [waiting('Next window', pause)]),
			captureCall(setting, { id, tuned: trial }),
			waiting('For the result', pause),
			http('Read again', { url: orderUrl(id, setting), tuned: trial }, setting),
			isStatus('Captured?', 'captured'),
			...(wish === 'note' ? [note] : []),
		],
		said: wish === 'note' ? 'Note' : 'Captured?',
		isProof: true,
	};
}
