const LINE_END = /\r\n|\r|\n/;

/**
 * The staff notes with a note added at their end; as they are where it is there already, on lines of its own. Setting
 * an order's notes replaces them, and a second run must not add the note again. The control panel ends lines with
 * CRLF, the API with what it was given, so lines are compared without their ends.
 */
export function withStaffNote(notes: string, note: string): string {
	const added = linesOf(note);
	if (added.length === 0 || holds(linesOf(notes), added)) return notes;
	const lineEnd = notes.includes('\r\n') ? '\r\n' : '\n';
	return [...(notes.trim() === '' ? [] : [notes.replace(/\s+$/, '')]), ...added].join(lineEnd);
}

/** The text's lines without the space around them; empty ones at the beginning and the end left out. */
function linesOf(text: string): string[] {
	const trimmed = text.trim();
	return trimmed === '' ? [] : trimmed.split(LINE_END).map((line) => line.trim());
}

function holds(lines: string[], part: string[]): boolean {
	return lines.some((_, start) => part.every((line, index) => lines[start + index] === line));
}

/** Whether two texts are the same but for their line ends. */
export function isSameText(one: string, other: string): boolean {
	return one === other || one.split(LINE_END).join('\n') === other.split(LINE_END).join('\n');
}
