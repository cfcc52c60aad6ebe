// Calendar date, optionally a time of day, optionally an offset: ISO 8601, and RFC 3339's space in place of the T.
const ISO_8601 =
	/^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * Reads a moment that a person or a workflow gave, in milliseconds since 1970: ISO 8601 as text, or a date object
 * (Luxon's DateTime, JavaScript's Date). Null where it is none; "5", which JavaScript takes for a day in 2001, is none.
 *
 * @param timezone IANA zone of a time without an offset
 */
export function parseTime(value: unknown, timezone: string): number | null {
	const text = isoTextOf(value);
	const found = text === null ? null : ISO_8601.exec(text.trim());
	if (found === null) return null;
	const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = found;
	const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number);
	if (y === undefined || mo === undefined || d === undefined || h === undefined || mi === undefined || s === undefined)
		return null;
	const local = Date.UTC(y, mo - 1, d, h, mi, s, Number(fraction.slice(0, 3).padEnd(3, '0')));
	const back = new Date(local);
	// A day that the calendar does not have would be moved to another.
	if (back.getUTCMonth() !== mo - 1 || back.getUTCDate() !== d || back.getUTCHours() !== h || mi > 59 || s > 59)
		return null;
	if (offset === undefined) return inZone(local, timezone);
	const minutes = offsetMinutes(offset);
	return minutes === null ? null : local - minutes * 60_000;
}

function isoTextOf(value: unknown): string | null {
	if (typeof value === 'string') return value;
	if (typeof value !== 'object' || value === null) return null;
	if ('toISO' in value && typeof value.toISO === 'function') return String(value);
	const isDate = 'getTime' in value && typeof value.getTime === 'function';
	const time: unknown = isDate && typeof value.getTime === 'function' ? value.getTime() : null;
	return typeof time === 'number' && !Number.isNaN(time) ? new Date(time).toISOString() : null;
}

function offsetMinutes(text: string): number | null {
	if (text.toUpperCase() === 'Z') return 0;
	const hours = Number(text.slice(1, 3));
	const minutes = Number(text.slice(3).replace(':', '') || '0');
	if (hours > 14 || minutes > 59) return null;
	return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/**
 * The moment at which clocks in a zone show a time. Where they show it twice, one of the two; where they skip it, the
 * moment that long after the change.
 *
 * @param local the time as if it were UTC, in milliseconds since 1970
 */
function inZone(local: number, timezone: string): number | null {
	const first = offsetAt(local, timezone);
	if (first === null) return null;
	const guess = local - first;
	const second = offsetAt(guess, timezone);
	if (second === null || second === first) return guess;
	const better = local - second;
	const third = offsetAt(better, timezone);
	return third === null || third === second ? better : local - Math.min(second, third);
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds; null where the zone is not known. */
function offsetAt(time: number, timezone: string): number | null {
	let parts: Intl.DateTimeFormatPart[];
	try {
		parts = new Intl.DateTimeFormat('en-US', {
			timeZone: timezone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		}).formatToParts(new Date(time));
	} catch {
		return null;
	}
	const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
	const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
	return shown - Math.floor(time / 1000) * 1000;
}
