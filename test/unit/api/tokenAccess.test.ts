import type { Answered } from '../../../nodes/BigCommerce/api/http';
import { TokenAccess } from '../../../nodes/BigCommerce/api/tokenAccess';

const answered = (status: number, body: unknown = {}): Answered => ({ kind: 'answered', status, headers: {}, body });
const REFUSED = answered(403, { status: 403, title: 'You may not' });
const ORDER = '/v2/orders/118';
const JOURNAL = '/v3/orders/118/transactions';

test('what was read once may be read, whatever is said since', () => {
	const access = new TokenAccess();
	expect([access.of(ORDER), access.of(JOURNAL)]).toEqual(['untried', 'untried']);
	access.note(ORDER, answered(200, { id: 118 }));
	access.note(ORDER, REFUSED);
	expect([access.of(ORDER), access.of(JOURNAL)]).toEqual(['allowed', 'untried']);
	expect(access.refusalOf(ORDER)).toBeNull();
});

test('what was refused may not be read, until it was', () => {
	const access = new TokenAccess();
	access.note(JOURNAL, REFUSED);
	expect(access.of('/v3/orders/119/transactions')).toBe('denied');
	expect(access.refusalOf(JOURNAL)).toMatchObject({ status: 403, reason: 'You may not' });
	access.note(JOURNAL, answered(204, ''));
	expect(access.of(JOURNAL)).toBe('allowed');
	expect(access.refusalOf(JOURNAL)).toBeNull();
});

test.each([
	['/v2/orders', '/v2/orders/118', true],
	['/v2/orders/118', '/v2/orders/119/products', true],
	['/v3/orders/118/transactions', '/v3/orders/119/transactions', true],
	['/v3/orders/118/metafields', '/v3/orders/119/metafields', true],
	['/v3/orders/118/metafields', '/v3/orders/118/payment_actions/refunds', false],
	['/v2/orders/118', '/v3/orders/118/transactions', false],
])('one scope lets read %s and %s: %p', (path, other, isOne) => {
	const access = new TokenAccess();
	access.note(path, answered(200, []));
	expect(access.of(other)).toBe(isOne ? 'allowed' : 'untried');
});

test.each([
	['a page of text', answered(200, '<html></html>')],
	['no body', answered(200, null)],
	['a failure of the server', answered(503, {})],
	['a firewall’s page', answered(403, '<html></html>')],
	['a token that is not known', answered(401, {})],
	['an order that is not there', answered(404, {})],
])('%s tells nothing of what the token may', (_what, answer) => {
	const access = new TokenAccess();
	access.note(ORDER, answer);
	expect(access.of(ORDER)).toBe('untried');
});

test('what another execution read with the token may be read', () => {
	const allowed = new Set<string>();
	new TokenAccess(allowed).note(ORDER, answered(200, []));
	expect(new TokenAccess(allowed).of(ORDER)).toBe('allowed');
});
