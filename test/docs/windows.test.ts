import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AUTHORIZATION_WINDOWS } from '../../nodes/BigCommerce/payment/authorizationWindows';

const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'payment-life.md'), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('|'));

test.each(AUTHORIZATION_WINDOWS)(
	'the window of $gateway ($card) is in the page of the payment life: $days days',
	(window) => {
		const row = rows.find((line) =>
			(line.split('|')[1] ?? '')
				.toLowerCase()
				.replace(/[\s._-]/g, '')
				.includes(window.gateway),
		);
		expect(row?.split('|')[2]).toMatch(new RegExp(`\\b${window.days}\\b`));
		if (window.seen === null) expect(row).toContain('nothing published was found');
		else expect(row).toContain(window.seen);
	},
);
