import fc from 'fast-check';
import { isSameText, withStaffNote } from '../../../nodes/BigCommerce/model/staffNotes';

test.each([
	{ what: 'the first note', notes: '', note: 'Captured', becomes: 'Captured' },
	{ what: 'notes that are only space', notes: ' \n', note: 'Captured', becomes: 'Captured' },
	{ what: 'a further note', notes: 'Call first', note: 'Captured', becomes: 'Call first\nCaptured' },
	{ what: 'notes that end with a line end', notes: 'Call first\n', note: 'Captured', becomes: 'Call first\nCaptured' },
	{ what: 'notes of the control panel', notes: 'A\r\nB', note: 'Captured', becomes: 'A\r\nB\r\nCaptured' },
	{ what: 'a note of two lines', notes: 'A', note: 'One\nTwo', becomes: 'A\nOne\nTwo' },
	{
		what: 'a note that is part of a line',
		notes: 'Captured by hand',
		note: 'Captured',
		becomes: 'Captured by hand\nCaptured',
	},
	{ what: 'a note of which one line is there', notes: 'One', note: 'One\nTwo', becomes: 'One\nOne\nTwo' },
	{ what: 'an empty note', notes: 'A', note: ' \n ', becomes: 'A' },
])('adds a note: $what', ({ notes, note, becomes }) => {
	expect(withStaffNote(notes, note)).toBe(becomes);
});

test.each([
	{ what: 'as it was written', notes: 'A\nCaptured\nB', note: 'Captured' },
	{ what: 'with the ends of the control panel', notes: 'A\r\nCaptured\r\n', note: 'Captured' },
	{ what: 'two lines with other ends', notes: 'A\r\nOne\r\nTwo', note: 'One\nTwo' },
	{ what: 'two lines with one empty between', notes: 'One\n\nTwo\nB', note: 'One\r\n\r\nTwo\r\n' },
	{ what: 'with space around it', notes: 'A\n  Captured ', note: ' Captured' },
])('leaves notes alone that hold it: $what', ({ notes, note }) => {
	expect(withStaffNote(notes, note)).toBe(notes);
});

test('a note is there once, whatever it and the notes look like', () => {
	const text = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', ' ', '\r')).map((parts) => parts.join(''));
	fc.assert(
		fc.property(text, text, (notes, note) => {
			const once = withStaffNote(notes, note);
			expect(withStaffNote(once, note)).toBe(once);
		}),
	);
});

test('line ends alone are no difference between texts', () => {
	expect([isSameText('a\r\nb', 'a\nb'), isSameText('a\nb', 'a b')]).toEqual([true, false]);
});
