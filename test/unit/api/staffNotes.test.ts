import { isSameText, withStaffNote } from '../../../nodes/BigCommerce/api/staffNotes';

test.each([
	{ notes: '', note: 'Parcel 7', are: 'Parcel 7' },
	{ notes: 'First', note: 'Second', are: 'First\nSecond' },
	{ notes: 'First\nSecond', note: 'Second', are: 'First\nSecond' },
	{ notes: 'First\r\nSecond\r\n', note: 'Second', are: 'First\r\nSecond\r\n' },
	{ notes: 'First\r\nSecond', note: 'Third', are: 'First\r\nSecond\nThird' },
	{ notes: 'One\r\nTwo\r\nThree', note: 'Two\nThree', are: 'One\r\nTwo\r\nThree' },
	{ notes: 'One\nTwo', note: 'Two\r\nThree', are: 'One\nTwo\nTwo\r\nThree' },
	{ notes: 'Parcel 77', note: 'Parcel 7', are: 'Parcel 77\nParcel 7' },
	{ notes: 'First ', note: 'First', are: 'First ' },
	{ notes: 'First', note: '  ', are: 'First' },
])('$notes with $note', ({ notes, note, are }) => {
	expect(withStaffNote(notes, note)).toBe(are);
	expect(withStaffNote(withStaffNote(notes, note), note)).toBe(are);
});

test('line ends alone are no difference', () => {
	expect([isSameText('a\r\nb', 'a\nb'), isSameText('a\nb', 'a b')]).toEqual([true, false]);
});
