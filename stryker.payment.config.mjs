// The payment's model, the conditions and the decisions, on their own tables alone.
import { readFileSync } from 'node:fs';

const base = JSON.parse(readFileSync(new URL('stryker.config.json', import.meta.url), 'utf8'));

export default {
	...base,
	mutate: [
		'nodes/BigCommerce/payment/{attribution,authorization,currentPayment,evidence,guards,journal,model,standing}.ts',
		'nodes/BigCommerce/capture/{decisions,notSent}.ts',
	],
	testFiles: [
		'test/unit/payment/*.test.ts',
		'test/unit/capture/decide*.test.ts',
		'test/unit/capture/{earlierSend,notSent}.test.ts',
	],
	jsonReporter: { fileName: 'reports/mutation-payment.json' },
	// On a busy machine a slow test would count as a noticed change.
	timeoutMS: 20_000,
};
