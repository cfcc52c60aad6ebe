import type { Fault } from '../../sandbox/store';
import { SandboxClient } from './sandboxClient';

describe('a capture', () => {
	test('is accepted first and captured later', () => {
		const shop = new SandboxClient({ captureDelayMs: 1_000 });
		shop.store.addOrder({ id: 118 });
		expect(shop.status(118)).toBe('authorized');
		const answer = shop.capture(118);
		expect([answer.status, answer.text]).toEqual([201, '{}']);
		expect(shop.status(118)).toBe('capture pending');
		shop.pass(999);
		expect(shop.status(118)).toBe('capture pending');
		shop.pass(1);
		expect(shop.order(118)).toMatchObject({
			payment_status: 'captured',
			status_id: 11,
			status: 'Awaiting Fulfillment',
		});
		expect(shop.journal(118)).toEqual(['authorization:ok', 'capture:ok']);
		expect(shop.store.truth(118)).toMatchObject({
			captures: 1,
			captureRequestsAccepted: 1,
			captured: 2_500,
			state: 'captured',
		});
	});

	test('is written down at the time it happened, not when somebody looks', () => {
		const shop = new SandboxClient({ captureDelayMs: 1_000 });
		shop.store.addOrder({ id: 118 });
		shop.capture(118);
		const acceptedAt = shop.now;
		shop.pass(60_000);
		shop.status(118);
		expect(shop.store.ledger.of(118).map(({ kind, at }) => [kind, at - acceptedAt])).toEqual([
			['authorization', 0],
			['captureAccepted', 0],
			['capture', 1_000],
		]);
	});

	test('that is declined falls back to authorized', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118, faults: [{ kind: 'decline', times: 1 }] });
		shop.capture(118);
		expect(shop.status(118)).toBe('capture pending');
		shop.pass(1_000);
		expect(shop.order(118)).toMatchObject({ payment_status: 'authorized', status_id: 7 });
		expect(shop.journal(118)).toEqual(['authorization:ok', 'capture:error']);
		expect(shop.store.truth(118)).toMatchObject({ captures: 0, declines: 1, state: 'authorized' });
		shop.capture(118);
		shop.pass(1_000);
		expect(shop.store.truth(118)).toMatchObject({ captures: 1, declines: 1, state: 'captured' });
	});

	test('survives a clock that jumps back', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118 });
		shop.capture(118);
		shop.pass(-3_600_000);
		expect(shop.status(118)).toBe('capture pending');
		shop.pass(3_601_000);
		expect(shop.status(118)).toBe('captured');
	});

	const fates: Array<[Fault, string, string, number]> = [
		[{ kind: 'declineFast' }, 'authorized', 'authorized', 0],
		[{ kind: 'immediate' }, 'captured', 'captured', 1],
		[{ kind: 'expired' }, 'capture pending', 'authorized', 0],
		[{ kind: 'stuckPending' }, 'capture pending', 'capture pending', 0],
		[{ kind: 'pendingHidden' }, 'authorized', 'captured', 1],
		[{ kind: 'unknownStatus', paymentStatus: 'odd' }, 'odd', 'odd', 1],
		[{ kind: 'lateVisibility', ms: 1_500 }, 'authorized', 'captured', 1],
	];
	test.each(fates)('with %j shows %s, then %s', (fault, atOnce, later, captures) => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118, faults: [fault] });
		expect(shop.capture(118).status).toBe(201);
		expect(shop.status(118)).toBe(atOnce);
		shop.pass(2_000);
		expect(shop.status(118)).toBe(later);
		expect(shop.store.truth(118).captures).toBe(captures);
	});

	test('stuck at the gateway ends when it is let go', () => {
		const shop = new SandboxClient();
		shop.store.addOrders(2, { faults: [{ kind: 'stuckPending' }] });
		shop.capture(101);
		shop.capture(102);
		shop.pass(86_400_000);
		expect(shop.store.endStuck(101, 'ok')).toBe(1);
		expect(shop.store.endStuck(102, 'declined')).toBe(1);
		expect([shop.status(101), shop.status(102)]).toEqual(['captured', 'authorized']);
	});

	test('becomes visible late in lists and transactions too, while the truth is there', () => {
		const shop = new SandboxClient({ captureDelayMs: 0 });
		shop.store.addOrder({ id: 118, faults: [{ kind: 'lateVisibility', ms: 3_000 }] });
		shop.capture(118);
		expect(shop.store.truth(118).captures).toBe(1);
		expect(shop.ids('v2/orders?status_id=7')).toEqual([118]);
		expect(shop.ids('v2/orders?status_id=11')).toEqual([]);
		expect(shop.journal(118)).toEqual(['authorization:ok']);
		shop.pass(3_000);
		expect(shop.ids('v2/orders?status_id=11')).toEqual([118]);
		expect(shop.journal(118)).toEqual(['authorization:ok', 'capture:ok']);
	});

	test('may be late in one kind of read only', () => {
		const shop = new SandboxClient({ captureDelayMs: 0 });
		shop.store.addOrder({ id: 118, faults: [{ kind: 'lateVisibility', ms: 3_000, reads: 'order' }] });
		shop.store.addOrder({ id: 119, faults: [{ kind: 'lateVisibility', ms: 3_000, reads: 'transactions' }] });
		shop.capture(118);
		shop.capture(119);
		expect([shop.status(118), shop.journal(118).length]).toEqual(['authorized', 2]);
		expect([shop.status(119), shop.journal(119).length]).toEqual(['captured', 1]);
	});

	test('by somebody in the control panel counts like any other', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118 });
		shop.store.actAsStaff(118, 'capture');
		expect(shop.status(118)).toBe('capture pending');
		shop.pass(1_000);
		expect(shop.store.ledger.of(118).at(-1)).toMatchObject({ kind: 'capture', source: 'staff' });
		expect(shop.store.truth(118)).toMatchObject({ captures: 1, captureRequests: 0 });
	});
});

describe('a void', () => {
	test('goes through void pending to void and cancels the order', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118 });
		expect(shop.void(118).status).toBe(201);
		expect(shop.status(118)).toBe('void pending');
		shop.pass(1_000);
		expect(shop.order(118)).toMatchObject({ payment_status: 'void', status_id: 5 });
		expect(shop.store.truth(118)).toMatchObject({ voids: 1, captures: 0, state: 'voided' });
		expect(shop.journal(118)).toEqual(['authorization:ok', 'void:ok']);
	});

	test('that is declined falls back to authorized', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118, faults: [{ kind: 'decline', on: 'void' }] });
		shop.void(118);
		shop.pass(1_000);
		expect(shop.store.truth(118)).toMatchObject({ voids: 0, voidDeclines: 1, state: 'authorized' });
		shop.capture(118);
		shop.pass(1_000);
		expect(shop.status(118)).toBe('captured');
	});
});

describe('what BigCommerce leaves unsaid is a switch', () => {
	const second = [
		['unprocessable422', 422, 1],
		['conflict409', 409, 1],
		['ignore201', 201, 1],
		['accept201', 201, 2],
	] as const;
	test.each(second)('a second capture: %s', (secondCapture, status, captures) => {
		const shop = new SandboxClient({ secondCapture });
		shop.store.addOrder({ id: 118 });
		shop.capture(118);
		expect(shop.capture(118).status).toBe(status);
		shop.pass(1_000);
		expect(shop.store.truth(118).captures).toBe(captures);
		expect(shop.store.ledger.of(118).filter(({ kind }) => kind === 'capture')).toHaveLength(captures);
	});

	test.each(second)('a capture of what is captured: %s', (secondCapture, status, captures) => {
		const shop = new SandboxClient({ secondCapture });
		shop.store.addOrder({ id: 118, state: 'captured' });
		expect(shop.capture(118).status).toBe(status);
		shop.pass(1_000);
		expect(shop.store.truth(118)).toMatchObject({ captures, state: 'captured' });
	});

	test.each([
		{ secondVoid: 'unprocessable422', status: 422, voids: 1 },
		{ secondVoid: 'accept201', status: 201, voids: 2 },
	] as const)('a second void: $secondVoid', ({ secondVoid, status, voids }) => {
		const shop = new SandboxClient({ secondVoid });
		shop.store.addOrder({ id: 118 });
		shop.void(118);
		expect(shop.void(118).status).toBe(status);
		shop.pass(1_000);
		expect(shop.store.truth(118).voids).toBe(voids);
	});

	test.each([
		{ captureBody: '{}', status: 201, text: '{}' },
		{ captureBody: '', status: 201, text: '' },
		{ captureBody: 204, status: 204, text: '' },
	] as const)('the body of a 201: $captureBody', ({ captureBody, status, text }) => {
		const shop = new SandboxClient({ captureBody });
		shop.store.addOrder({ id: 118 });
		expect(shop.capture(118)).toMatchObject({ status, text });
	});

	test('pending may never be visible', () => {
		const shop = new SandboxClient({ pendingVisible: false });
		shop.store.addOrder({ id: 118 });
		shop.capture(118);
		expect(shop.status(118)).toBe('authorized');
		shop.pass(1_000);
		expect(shop.status(118)).toBe('captured');
	});

	test('the order status may stay as it was', () => {
		const shop = new SandboxClient({ statusAfterCapture: 'unchanged' });
		shop.store.addOrder({ id: 118, statusId: 9 });
		shop.capture(118);
		shop.pass(1_000);
		expect(shop.order(118)).toMatchObject({ payment_status: 'captured', status_id: 9 });
	});

	test.each([
		[true, 1_000],
		[false, 0],
	])('modification dates move: %s', (modifiedDatesMove, moved) => {
		const shop = new SandboxClient({ modifiedDatesMove });
		const placedAt = shop.now;
		shop.store.addOrder({ id: 118 });
		shop.capture(118);
		shop.pass(1_000);
		expect(Date.parse(String(shop.order(118).date_modified)) - placedAt).toBe(moved);
	});

	test.each([
		['all', ['authorization:ok', 'capture:ok']],
		['authorizationOnly', ['authorization:ok']],
		['none', []],
	] as const)('transactions recorded: %s', (transactionsRecorded, journal) => {
		const shop = new SandboxClient({ transactionsRecorded });
		shop.store.addOrder({ id: 118 });
		shop.capture(118);
		shop.pass(1_000);
		expect(shop.journal(118)).toEqual(journal);
		expect(shop.get('v3/orders/118/transactions').status).toBe(journal.length === 0 ? 204 : 200);
	});

	test('a decline may leave no transaction', () => {
		const shop = new SandboxClient({ declineLeavesTransaction: false });
		shop.store.addOrder({ id: 118, faults: [{ kind: 'decline' }] });
		shop.capture(118);
		shop.pass(1_000);
		expect(shop.journal(118)).toEqual(['authorization:ok']);
	});
});

describe('a payment that cannot be captured', () => {
	test.each(['none', 'pending', 'heldForReview', 'voidPending', 'voided', 'declined'] as const)(
		'%s is refused',
		(state) => {
			const shop = new SandboxClient();
			shop.store.addOrder({ id: 118, state });
			expect(shop.capture(118)).toMatchObject({ status: 422, body: { status: 422, errors: {} } });
			expect(shop.store.truth(118)).toMatchObject({ captureRequests: 1, captureRequestsAccepted: 0, captures: 0 });
		},
	);

	test.each([400, 404, 409] as const)('may be refused with %s instead', (notAuthorizedStatus) => {
		const shop = new SandboxClient({ notAuthorizedStatus });
		shop.store.addOrder({ id: 118, state: 'voided' });
		expect(shop.capture(118).status).toBe(notAuthorizedStatus);
	});
});

test('shows every payment state in the words of the API', () => {
	const shop = new SandboxClient({ captureDelayMs: 60_000, voidDelayMs: 60_000 });
	const words = {
		none: '',
		pending: 'pending',
		authorized: 'authorized',
		heldForReview: 'held for review',
		capturePending: 'capture pending',
		captured: 'captured',
		paid: 'paid',
		voidPending: 'void pending',
		voided: 'void',
		declined: 'declined',
		partiallyRefunded: 'partially refunded',
		refunded: 'refunded',
	} as const;
	const states = Object.keys(words).filter((state): state is keyof typeof words => state in words);
	expect(states.map((state) => shop.status(shop.store.addOrder({ state }).id))).toEqual(Object.values(words));
});
