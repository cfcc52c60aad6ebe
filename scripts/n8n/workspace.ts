/** What a person would click together first: the credential for the sandbox, and workflows that use it. */
import type { N8nRest, WorkflowFile } from './rest';
import { packageName } from './user-folder';

export interface SandboxAccess {
	apiUrl: string;
	storeHash?: string;
	accessToken?: string;
	clientSecret?: string;
}

export const credentialType = 'bigCommerceApi';

export function credentialData({
	apiUrl,
	storeHash = 'sandbox',
	accessToken = 'sandbox-token',
	clientSecret = 'sandbox-client-secret',
}: SandboxAccess): Record<string, unknown> {
	return { storeHash, accessToken, clientSecret, apiUrl };
}

/** Makes the credential, or brings one of that name up to date. */
export async function ensureCredential(
	rest: N8nRest,
	name: string,
	access: SandboxAccess,
): Promise<{ id: string; name: string }> {
	const data = credentialData(access);
	const present = (await rest.listCredentials()).find(
		(credential) => credential.type === credentialType && credential.name === name,
	);
	if (present === undefined) return await rest.createCredential(name, credentialType, data);
	await rest.call('PATCH', `/rest/credentials/${present.id}`, { name, type: credentialType, data });
	return present;
}

/**
 * The workflow with every node that takes it using the credential: this package's own, and HTTP Request nodes that name
 * its type.
 */
export function withCredential(workflow: WorkflowFile, credential: { id: string; name: string }): WorkflowFile {
	const nodes = workflow.nodes.map((node) =>
		node.type.startsWith(`${packageName}.`) || node.credentials?.[credentialType] !== undefined
			? { ...node, credentials: { [credentialType]: { id: credential.id, name: credential.name } } }
			: node,
	);
	return { ...workflow, nodes };
}
