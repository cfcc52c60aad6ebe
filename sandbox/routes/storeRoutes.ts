import { json } from '../answers';
import { toUnix } from '../dates';
import { NEEDS } from '../scopes';
import type { Route } from './call';

export const storeRoutes: readonly Route[] = [
	{
		endpoint: 'time',
		method: 'GET',
		path: 'v2/time',
		// Nobody says which scope it needs (facts §5); it is published as a test of the connection.
		scopes: NEEDS.nothing,
		of: 'store',
		handle: (ctx) => json(200, { time: toUnix(ctx.now()) }),
	},
	{
		endpoint: 'storeInformation',
		method: 'GET',
		path: 'v2/store',
		scopes: NEEDS.readInformation,
		of: 'store',
		handle: ({ settings }) =>
			json(200, {
				id: settings.storeHash,
				store_id: Number(settings.storeId),
				domain: `store-${settings.storeHash}.mybigcommerce.com`,
				secure_url: `https://store-${settings.storeHash}.mybigcommerce.com`,
				control_panel_base_url: `https://store-${settings.storeHash}.mybigcommerce.com`,
				status: 'live',
				name: 'Sandbox store',
				first_name: 'Sandbox',
				last_name: 'Owner',
				address: '',
				country: 'United States',
				country_code: 'US',
				phone: '',
				admin_email: 'owner@example.com',
				order_email: 'orders@example.com',
				timezone: { name: 'UTC', raw_offset: 0, dst_offset: 0, dst_correction: false },
				language: 'en',
				currency: 'USD',
				currency_symbol: '$',
				decimal_separator: '.',
				thousands_separator: ',',
				decimal_places: 2,
				currency_symbol_location: 'left',
				plan_name: 'Sandbox',
				plan_level: 'Sandbox',
				is_price_entered_with_tax: false,
			}),
	},
];
