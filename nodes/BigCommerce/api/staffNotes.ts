const LINE_END = /\r\n|\r|\n/;

/**
 * Staff notes with a note added, or as they are where it is there already, so that repeating it adds nothing. Setting
 * the notes replaces them all, and the control panel saves them with line ends of its own (CRLF).
 *
 * @param note one line or several
 */
export function withStaffNote(notes: string, note: string): string {
	if (note.trim() === '' || hasStaffNote(notes, note)) return notes;
	return notes.trim() === '' ? note : `${notes}\n${note}`;
}

/** Whether the note stands in the notes, as whole lines one after another, whatever their line ends. */
export function hasStaffNote(notes: string, note: string): boolean {
	const lines = linesOf(notes);
	const sought = linesOf(note);
	return lines.some((_, from) => sought.every((line, index) => lines[from + index] === line));
}

/** Whether two texts differ in more than their line ends. */
export function isSameText(one: string, other: string): boolean {
	return one === other || one.split(LINE_END).join('\n') === other.split(LINE_END).join('\n');
}

function linesOf(text: string): string[] {
	return text
		.trim()
		.split(LINE_END)
		.map((line) => line.trim());
}
