import { capture, quickSandbox } from './harness';

// n8n works out an expression in some tenths of a millisecond, on the thread that serves everybody.
test('thousands of items are read with pauses, in which n8n does other things', async () => {
	const sandbox = await quickSandbox();
	let turns = 0;
	let isOver = false;
	const other = (): void => {
		turns++;
		if (!isOver) setTimeout(other, 0);
	};
	setTimeout(other, 0);
	const ids = Array.from({ length: 3_000 }, (_, index) => `no order ${index}`);
	const { outputs } = await capture(sandbox, ids);
	isOver = true;
	await sandbox.close();
	expect(outputs.flat()).toHaveLength(3_000);
	expect(turns).toBeGreaterThan(15);
});
