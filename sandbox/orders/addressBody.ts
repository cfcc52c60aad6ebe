import type { SandboxOrder } from './order';

/** The address that bills and shippings share. */
export function addressBody({ customer }: SandboxOrder): Record<string, string> {
	return {
		first_name: customer.firstName,
		last_name: customer.lastName,
		company: customer.company,
		street_1: '123 Main Street',
		street_2: '',
		city: 'Austin',
		state: 'Texas',
		zip: '78751',
		country: 'United States',
		country_iso2: 'US',
		phone: '555-123-4567',
		email: customer.email,
	};
}
