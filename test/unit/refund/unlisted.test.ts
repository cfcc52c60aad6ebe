import type { Refund } from '../../../nodes/BigCommerce/api/refunds';
import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import type { TransactionsRead } from '../../../nodes/BigCommerce/reading/readResult';
import { mayBeUnlisted } from '../../../nodes/BigCommerce/refund/unlisted';
import { refundOf, transactionOf } from '../../builders/refunds';

const NOW = 1_000_000;
const QUARTER = 15 * 60_000;
const FAILURE = { status: 503, code: 'http503', reason: null, requestId: null };

const seen = (...transactions: Transaction[]): TransactionsRead => ({ kind: 'seen', transactions, serverTime: NOW });
const refunded = (more: Partial<Transaction> = {}) => seen(transactionOf('refund', 5, { id: 8, ...more }));
const unnamed = refundOf({ payments: [{ provider_id: 'test', amount: 5, offline: false, is_declined: false }] });

test.each<{ title: string; read: TransactionsRead; refunds?: Refund[]; serverTime?: number | null; mayBe: boolean }>([
	{ title: 'no refund among them', read: seen(transactionOf('capture', 5)), mayBe: false },
	{ title: 'one that the list has', read: refunded({ id: 9 }), refunds: [refundOf()], mayBe: false },
	{ title: 'one that the list has not', read: refunded(), refunds: [refundOf()], mayBe: true },
	{ title: 'one without an ID', read: refunded({ id: null }), refunds: [refundOf()], mayBe: true },
	{ title: 'one that failed', read: refunded({ status: 'error' }), mayBe: false },
	{ title: 'one without a date', read: refunded({ createdAt: null }), mayBe: false },
	{ title: 'one of a quarter of an hour ago', read: refunded({ createdAt: NOW - QUARTER }), mayBe: true },
	{ title: 'one from before', read: refunded({ createdAt: NOW - QUARTER - 1 }), mayBe: false },
	{ title: 'one, and no time of the server', read: refunded(), serverTime: null, mayBe: false },
	{ title: 'one, and a refund that names none', read: refunded(), refunds: [unnamed], mayBe: false },
	{ title: 'nothing: they could not be read', read: { kind: 'failed', failure: FAILURE }, mayBe: true },
	{
		title: 'nothing: they are closed to the token',
		read: { kind: 'denied', failure: { ...FAILURE, status: 403 } },
		mayBe: false,
	},
	{
		title: 'nothing: the token is not known',
		read: { kind: 'denied', failure: { ...FAILURE, status: 401 } },
		mayBe: true,
	},
])('the transactions show $title', ({ read, refunds = [], serverTime = NOW, mayBe }) => {
	expect(mayBeUnlisted(read, { refunds, serverTime })).toBe(mayBe);
});
