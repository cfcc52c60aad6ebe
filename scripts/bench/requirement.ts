/** One row of the table "Must reach". */
export interface Requirement {
	what: string;
	needs: string;
	found: string;
	/** null: this run cannot tell. */
	isMet: boolean | null;
}

interface Bound {
	most?: number;
	least?: number;
	/** What is found beside the value. */
	besides?: string;
	digits?: number;
	unit?: string;
	/** Whether this run can tell. */
	isJudged?: boolean;
}

/** A value and its bound. One that was not measured is not judged. */
export function bounded(
	what: string,
	value: number,
	{ most, least, besides = '', digits = 2, unit = '', isJudged = true }: Bound,
): Requirement {
	const needs = most !== undefined ? `≤ ${number(most)}${unit}` : `≥ ${number(least ?? 0)}${unit}`;
	if (!Number.isFinite(value)) return { what, needs, found: NOT_MEASURED, isMet: null };
	const isMet = value <= (most ?? Number.POSITIVE_INFINITY) && value >= (least ?? Number.NEGATIVE_INFINITY);
	return { what, needs, found: `${number(value, digits)}${unit}${besides}`, isMet: isJudged ? isMet : null };
}

export const isMeasured = ({ found }: Requirement): boolean => found !== NOT_MEASURED;

const NOT_MEASURED = 'not measured';

export const number = (value: number, digits?: number): string =>
	value.toLocaleString(
		'en-US',
		digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits },
	);
