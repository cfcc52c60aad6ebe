/** `npm run probe -- --help`: asks a store in test mode what BigCommerce does not document. */
import { createInterface } from 'node:readline/promises';
import { run } from './run';

async function ask(question: string): Promise<string> {
	const lines = createInterface({ input: process.stdin, output: process.stderr });
	try {
		return await lines.question(question);
	} finally {
		lines.close();
	}
}

run(process.argv.slice(2), process.env, {
	print: (text) => process.stdout.write(text),
	say: (text) => console.error(text),
	ask: process.stdin.isTTY ? ask : null,
})
	.then((code) => (process.exitCode = code))
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	});
