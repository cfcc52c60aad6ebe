import type { IAuthenticate, ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

export class BigCommerceApi implements ICredentialType {
	name = 'bigCommerceApi';

	displayName = 'BigCommerce API';

	icon: Icon = {
		light: 'file:../nodes/BigCommerce/bigCommerce.svg',
		dark: 'file:../nodes/BigCommerce/bigCommerce.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-bigcommerce/n8n-nodes-bigcommerce#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Store Hash',
			name: 'storeHash',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. abc123',
			description:
				'Which store it is. Paste the API path that BigCommerce shows with the API account (https://api.bigcommerce.com/stores/abc123/v3/), a control-panel URL, or the hash alone.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Access token of a store-level API account (control panel: Settings, Store-level API accounts) with the scopes Orders: modify, and Order Transactions: read-only',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Client secret of the same API account. Only the trigger uses it, to check the signature of what BigCommerce sends.',
		},
		{
			displayName: 'API URL',
			name: 'apiUrl',
			type: 'string',
			default: 'https://api.bigcommerce.com',
			description: 'Where the access token is sent, and nowhere else. Change it only for the sandbox store.',
		},
	];

	/**
	 * A function, because n8n evaluates a header written as an expression anew on every call: a third of a call's CPU.
	 */
	authenticate: IAuthenticate = async ({ accessToken }, options) => ({
		...options,
		headers: { ...options.headers, 'X-Auth-Token': accessToken },
	});

	httpRequestNode = {
		name: 'BigCommerce',
		docsUrl: 'https://docs.bigcommerce.com/developer/api-reference',
		apiBaseUrlPlaceholder: 'https://api.bigcommerce.com/stores/abc123/v3/',
	};
}
