import type { IDataObject } from 'n8n-workflow';
import { TriggerState } from '../../../nodes/BigCommerce/trigger/triggerState';

describe('TriggerState', () => {
	test('makes the secret once and keeps it', () => {
		const data: IDataObject = {};
		const memory = new TriggerState(data);
		expect(memory.secret).toBe('');
		const secret = memory.ensureSecret();
		expect(memory.ensureSecret()).toBe(secret);
		memory.noteSubscribed('https://n8n.example.com/w', ['a']);
		memory.noteUnsubscribed();
		expect(new TriggerState(data).secret).toBe(secret);
		expect(Object.keys(data)).toEqual(['secret']);
	});

	test('knows what it is subscribed to, in any order', () => {
		const memory = new TriggerState({});
		memory.noteSubscribed('d', ['a', 'b']);
		expect(memory.isSubscribed('d', ['b', 'a'])).toBe(true);
		expect(memory.isSubscribed('d', ['a'])).toBe(false);
		expect(memory.isSubscribed('e', ['a', 'b'])).toBe(false);
	});

	test('writes nothing that is there already, so that n8n has nothing to save', () => {
		const memory = new TriggerState(
			new Proxy<IDataObject>(
				{ secret: 's', destination: 'd', scopes: ['a'] },
				{
					set() {
						throw new Error('written');
					},
				},
			),
		);
		memory.ensureSecret();
		memory.noteSubscribed('d', ['a']);
	});

	test('remembers the latest digests, and no more than 500', () => {
		const data: IDataObject = {};
		const memory = new TriggerState(data);
		for (let number = 0; number < 600; number++) memory.noteSeen([`digest${number}`]);
		expect(memory.hasSeen('digest599')).toBe(true);
		expect(memory.hasSeen('digest99')).toBe(false);
		expect(data.seen).toHaveLength(500);
	});

	test.each([[{ secret: 5, scopes: 'a', seen: { x: 1 } }], [{ secret: null, seen: [1, null] }]])(
		'makes do with %j',
		(data) => {
			const memory = new TriggerState(data);
			expect(memory.secret).toBe('');
			expect(memory.hasSeen('x')).toBe(false);
			expect(memory.isSubscribed('d', ['a'])).toBe(false);
		},
	);
});
