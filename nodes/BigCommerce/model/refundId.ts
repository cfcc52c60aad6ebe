/** The ID of a refund, or null where what was given is none: a whole number from 1 on, as a number or as digits. */
export function parseRefundId(value: unknown): number | null {
	const number =
		typeof value === 'string' && /^#?[1-9]\d*$/.test(value.trim()) ? Number(value.trim().replace('#', '')) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null;
}
