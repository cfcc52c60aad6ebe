import { Gate } from '../../../nodes/BigCommerce/capture/gate';
import { Semaphore } from '../../../nodes/BigCommerce/capture/semaphore';

const tick = async () => await new Promise<void>((resolve) => setImmediate(resolve));

describe('a semaphore', () => {
	test('lets so many through, and the next when one is done, in line unless one is to be first', async () => {
		const semaphore = new Semaphore(1);
		const came: string[] = [];
		const come = (name: string, isFirst?: boolean) =>
			void semaphore.acquire(isFirst).then((isMine) => came.push(`${name} ${String(isMine)}`));
		come('a');
		come('b');
		come('c');
		come('again', true);
		await tick();
		expect(came).toEqual(['a true']);
		semaphore.release();
		semaphore.release();
		await tick();
		expect(came).toEqual(['a true', 'again true', 'b true']);
		semaphore.close();
		await tick();
		come('late');
		await tick();
		expect(came.slice(3)).toEqual(['c false', 'late false']);
	});

	test('has one permit less for each that is not given back, and none when the last is gone', async () => {
		const semaphore = new Semaphore(2);
		await semaphore.acquire();
		await semaphore.acquire();
		const waiting = semaphore.acquire();
		expect(semaphore.discard()).toBe(false);
		semaphore.release();
		await expect(waiting).resolves.toBe(true);
		const last = semaphore.acquire();
		expect(semaphore.discard()).toBe(true);
		await expect(last).resolves.toBe(false);
	});

	test('without a limit makes nobody wait', async () => {
		const semaphore = new Semaphore(Number.POSITIVE_INFINITY);
		for (let times = 0; times < 1_000; times++) await expect(semaphore.acquire()).resolves.toBe(true);
		expect(semaphore.discard()).toBe(false);
		await expect(semaphore.acquire()).resolves.toBe(true);
	});
});

describe('a gate', () => {
	test('hands results and errors on until it is closed, and then lets everybody go', async () => {
		const gate = new Gate();
		await expect(gate.orClosed(Promise.resolve(1))).resolves.toBe(1);
		await expect(gate.orClosed(Promise.reject(new Error('oops')))).rejects.toThrow('oops');
		const never = gate.orClosed(new Promise<number>(() => {}));
		gate.close();
		await expect(never).resolves.toBeNull();
		await expect(gate.orClosed(new Promise<number>(() => {}))).resolves.toBeNull();
	});
});
