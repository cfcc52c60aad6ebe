import type { Customer } from './order';

/** Pioneers of computing, so that made-up orders are pleasant to tell apart. */
const PEOPLE: ReadonlyArray<readonly [string, string]> = [
	['Ada', 'Lovelace'],
	['Grace', 'Hopper'],
	['Alan', 'Turing'],
	['Katherine', 'Johnson'],
	['Edsger', 'Dijkstra'],
	['Barbara', 'Liskov'],
	['Donald', 'Knuth'],
	['Radia', 'Perlman'],
	['Dennis', 'Ritchie'],
	['Hedy', 'Lamarr'],
	['Ken', 'Thompson'],
	['Mary', 'Jackson'],
	['Claude', 'Shannon'],
	['Annie', 'Easley'],
	['John', 'Backus'],
	['Karen', 'Spärck Jones'],
	['Niklaus', 'Wirth'],
	['Frances', 'Allen'],
	['Tony', 'Hoare'],
	['Dorothy', 'Vaughan'],
];

/** The same customer for the same order id, every time. */
export function customerFor(orderId: number): Customer {
	const [firstName, lastName] = PEOPLE[orderId % PEOPLE.length] ?? ['Ada', 'Lovelace'];
	return customerNamed(firstName, lastName, 10 + (orderId % PEOPLE.length));
}

/** `Ada Lovelace` → first and last name, e-mail and a customer id (0 is a guest). */
export function customerNamed(firstName: string, lastName: string, id: number): Customer {
	const mailbox = `${firstName}.${lastName}`
		.normalize('NFKD')
		.replace(/[^A-Za-z0-9.]/g, '')
		.toLowerCase();
	return { id, firstName, lastName, email: `${mailbox}@example.com`, company: '' };
}
