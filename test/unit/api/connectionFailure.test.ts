import { failedAnswer } from '../../../nodes/BigCommerce/api/connectionFailure';

interface Cause {
	code?: string;
	syscall?: string;
	message?: string;
	errors?: Cause[];
}

/** As it comes: n8n's error around axios's around Node's. axios repeats code and message, but not the system call. */
function thrown({ message = 'it failed', errors, ...more }: Cause): Error {
	const nodes = Object.assign(new Error(message), more, errors ? { errors: errors.map((one) => error(one)) } : {});
	const axios = Object.assign(new Error(message, { cause: nodes }), { code: more.code, isAxiosError: true });
	return Object.assign(new Error('The service refused', { cause: axios }), { httpCode: null });
}
const error = ({ message = 'it failed', ...more }: Cause): Error => Object.assign(new Error(message), more);

const connect = { code: 'ECONNREFUSED', syscall: 'connect' };

describe('a connection that provably never opened', () => {
	test.each<{ what: string; cause: Cause }>([
		{ what: 'refused', cause: connect },
		{ what: 'no route to the host', cause: { code: 'EHOSTUNREACH', syscall: 'connect' } },
		{ what: 'no answer to the connecting', cause: { code: 'ETIMEDOUT', syscall: 'connect' } },
		{ what: 'unknown name', cause: { code: 'ENOTFOUND', syscall: 'getaddrinfo' } },
		{ what: 'name server away', cause: { code: 'EAI_AGAIN', syscall: 'getaddrinfo' } },
		{ what: 'every address refused', cause: { code: 'ECONNREFUSED', errors: [connect, connect] } },
		{ what: 'certificate over', cause: { code: 'CERT_HAS_EXPIRED' } },
		{ what: 'certificate of another name', cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } },
		{
			what: 'hung up in the TLS handshake',
			cause: {
				code: 'ECONNRESET',
				message: 'Client network socket disconnected before secure TLS connection was established',
			},
		},
		{
			what: 'no TLS version in common',
			cause: {
				code: 'EPROTO',
				syscall: 'write',
				message:
					'write EPROTO 40ED:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:…:SSL alert number 70\n',
			},
		},
	])('may be tried again: $what', ({ cause }) => {
		expect(failedAnswer(thrown(cause))).toMatchObject({ kind: 'notSent', code: cause.code });
	});
});

describe('a call that may have arrived', () => {
	test.each<{ what: string; cause: Cause; code?: string }>([
		...['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'ECONNREFUSED', 'EADDRNOTAVAIL'].flatMap((code) => [
			{ what: `${code} while reading`, cause: { code, syscall: 'read' } },
			{ what: `${code} while writing`, cause: { code, syscall: 'write' } },
			{ what: `${code} without a system call`, cause: { code } },
		]),
		{ what: 'reset', cause: { code: 'ECONNRESET', syscall: 'read' } },
		{ what: 'hung up', cause: { code: 'ECONNRESET', message: 'socket hang up' } },
		{ what: 'broken pipe', cause: { code: 'EPIPE', syscall: 'write' } },
		{ what: 'keep-alive probes unanswered', cause: { code: 'ETIMEDOUT', syscall: 'read' }, code: 'timeout' },
		{ what: 'silence', cause: { code: 'ECONNABORTED' }, code: 'timeout' },
		{
			what: 'TLS 1.3 certificate demanded, which comes late',
			cause: { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' },
		},
		{
			what: 'one of several addresses answered',
			cause: { errors: [connect, { code: 'ECONNRESET', syscall: 'read' }] },
		},
		{ what: 'nothing known', cause: {}, code: 'noAnswer' },
	])('is looked after: $what', ({ cause, code }) => {
		expect(failedAnswer(thrown(cause))).toMatchObject({ kind: 'unclear', code: code ?? cause.code ?? 'noAnswer' });
	});

	test.each([undefined, null, 'text', 7, {}, { cause: { cause: null } }])('whatever was thrown: %j', (what) => {
		expect(failedAnswer(what)).toEqual({ kind: 'unclear', code: 'noAnswer', message: 'no answer' });
	});
});

test('a call that was given up is cancelled', () => {
	expect(failedAnswer(thrown({ code: 'ERR_CANCELED', message: 'canceled' }))).toEqual({ kind: 'cancelled' });
});
