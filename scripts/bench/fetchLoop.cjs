// The least that sending captures can cost: a loop of `fetch`, as many at once as the node may, without n8n, reading
// nothing and proving nothing. Its argument says what to send; it prints what that took.
const { storeUrl, token, ids, concurrency } = JSON.parse(process.argv[2]);

async function main() {
	const left = [...ids];
	let accepted = 0;
	const headers = { 'X-Auth-Token': token, 'Content-Type': 'application/json', Accept: 'application/json' };
	const worker = async () => {
		for (let id = left.shift(); id !== undefined; id = left.shift()) {
			const url = `${storeUrl}/v3/orders/${id}/payment_actions/capture`;
			const answer = await fetch(url, { method: 'POST', headers, body: '{}' });
			await answer.text();
			if (answer.status === 201) accepted++;
		}
	};
	const began = performance.now();
	await Promise.all(Array.from({ length: concurrency }, worker));
	const wallMs = performance.now() - began;
	const { user, system } = process.cpuUsage();
	console.log(JSON.stringify({ accepted, wallMs, cpuMs: (user + system) / 1000 }));
}

void main();
