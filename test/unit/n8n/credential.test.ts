import { KeptCredential } from '../../../nodes/BigCommerce/n8n/credential';

/** A credential whose token is changed with every read; `isBroken` makes reads fail. */
function scene() {
	const state = { now: 0, reads: 0, isBroken: false };
	const kept = new KeptCredential(
		{ accessToken: 'token 0' },
		async () => {
			state.reads++;
			if (state.isBroken) throw new Error('no database');
			return { accessToken: `token ${state.reads}` };
		},
		() => state.now,
	);
	return { state, token: async () => (await kept.current()).data?.accessToken, kept };
}

test('a credential counts for a minute, and is read once when it is over, however many ask', async () => {
	const { state, token } = scene();
	state.now = 59_999;
	await expect(token()).resolves.toBe('token 0');
	state.now = 60_001;
	await expect(Promise.all([token(), token(), token()])).resolves.toEqual(['token 1', 'token 1', 'token 1']);
	expect(state.reads).toBe(1);
});

test('one that was refused is read anew for the next call', async () => {
	const { kept, token } = scene();
	kept.noteRefused();
	await expect(token()).resolves.toBe('token 1');
	await expect(token()).resolves.toBe('token 1');
});

test('where it cannot be read, what was known goes on counting', async () => {
	const { state, token } = scene();
	state.now = 60_001;
	state.isBroken = true;
	await expect(token()).resolves.toBe('token 0');
	state.isBroken = false;
	await expect(token()).resolves.toBe('token 0');
	state.now = 120_002;
	await expect(token()).resolves.toBe('token 2');
});
