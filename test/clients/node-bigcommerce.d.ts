/** The package has no types of its own. */
declare module 'node-bigcommerce' {
	interface Config {
		clientId: string;
		accessToken: string;
		storeHash: string;
		responseType: 'json';
		apiVersion: 'v2' | 'v3';
	}

	class BigCommerce {
		constructor(config: Config);
		get(path: string): Promise<unknown>;
		post(path: string, data?: unknown): Promise<unknown>;
		put(path: string, data?: unknown): Promise<unknown>;
		delete(path: string): Promise<unknown>;
	}

	export = BigCommerce;
}
