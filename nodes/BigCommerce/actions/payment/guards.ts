import type { JsonObject } from '../../api/json';
import { NO_GUARDS, type Guards } from '../../payment/guards';
import { numberIn, ParameterReason, statusIdsIn } from '../parameters';

/**
 * Reads the fields of 'Only If'. A condition that is on the canvas must hold: one whose expression yields nothing is
 * refused, not skipped.
 *
 * @throws ParameterReason where one is empty or makes no sense
 */
export function guardsOf(given: JsonObject): Guards {
	return {
		...NO_GUARDS,
		expectedAmount: amountIn(given, 'expectedAmount', 'Expected Amount'),
		amountTolerance: amountIn(given, 'amountTolerance', 'Amount Tolerance'),
		currency: currencyIn(given),
		maxAmount: amountIn(given, 'maxAmount', 'Max Amount'),
		minAgeDays: daysIn(given, 'minAgeDays', 'Min Age'),
		maxAgeDays: daysIn(given, 'maxAgeDays', 'Max Age'),
		orderStatusIds: statusesIn(given),
		shipped: shippedIn(given),
		notUnderReview: isGiven(given, 'notUnderReview', 'Not Under Review'),
	};
}

function amountIn(given: JsonObject, name: string, label: string): string | number | null {
	if (!(name in given)) return null;
	const value = given[name];
	if ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number') return value;
	throw new ParameterReason(`'${label}' is empty. Give an amount, for example 25.00, or remove the condition.`);
}

function currencyIn(given: JsonObject): string | null {
	if (!('currency' in given)) return null;
	const value = given.currency;
	if (typeof value === 'string' && /^[a-z]{3}$/i.test(value.trim())) return value.trim().toUpperCase();
	throw new ParameterReason("'Currency' is not a three-letter currency code, such as USD.");
}

function daysIn(given: JsonObject, name: string, label: string): number | null {
	if (!(name in given)) return null;
	const days = numberIn(given, name, label);
	if (days !== null) return days;
	throw new ParameterReason(`'${label}' is empty. Give a number of days, or remove the condition.`);
}

function statusesIn(given: JsonObject): number[] {
	if (!('orderStatusIds' in given)) return [];
	const ids = statusIdsIn(given, 'orderStatusIds', 'Order Statuses');
	if (ids.length === 0)
		throw new ParameterReason("'Order Statuses' is empty. Choose at least one, or remove the condition.");
	return ids;
}

function shippedIn(given: JsonObject): Guards['shipped'] {
	if (!('shipped' in given)) return null;
	const { shipped } = given;
	if (shipped === 'anything' || shipped === 'everything') return shipped;
	throw new ParameterReason("'Shipped' is empty. Choose anything or everything, or remove the condition.");
}

function isGiven(given: JsonObject, name: string, label: string): boolean {
	if (!(name in given)) return false;
	const value = given[name];
	if (typeof value === 'boolean') return value;
	throw new ParameterReason(`'${label}' is empty. Switch it on or off, or remove the condition.`);
}
