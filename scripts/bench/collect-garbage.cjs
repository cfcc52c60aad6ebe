// Loaded into n8n by the bench's memory runs. Left alone, V8 lets garbage pile up for as long as the machine has room,
// and the peak would show that room; collected every second, it shows what a run needs.
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

if (process.argv.includes('start')) {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc');
	const again = () => {
		collect();
		setTimeout(again, 1_000).unref();
	};
	again();
}
