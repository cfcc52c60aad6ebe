import type { NodeHint } from 'n8n-workflow';

/**
 * Shown before anything is sent. 'Everything Left' and 'What Was Not Shipped' end by themselves; an amount and items
 * are given back by every execution that asks for them.
 */
export const referenceHint: NodeHint = {
	message:
		"Without the option 'Reference' every new execution makes this refund again. Add one, an RMA number for example: a refund that carries it is not made twice.",
	type: 'warning',
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
	displayCondition:
		'={{ $parameter["resource"] === "refund" && $parameter["operation"] === "create" && ["amount", "items"].includes($parameter["refundWhat"]) && !$parameter["options"]["reference"] }}',
};
