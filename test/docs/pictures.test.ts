import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { textsOfTheNode } from './pictureTexts';

const IMAGES = path.join(__dirname, '..', '..', 'docs', 'images');
const RUN = 'make the pictures anew: npm run pictures';

test.each(readdirSync(IMAGES).filter((file) => file.endsWith('.png')))(
	'%s shows the node as it is now, or the test says how to make it anew',
	(file) => {
		const beside = path.join(IMAGES, file.replace(/\.png$/, '.txt'));
		expect(existsSync(beside) ? 'its texts are on record' : RUN).toBe('its texts are on record');
		const known = new Set([...textsOfTheNode()].map((text) => text.replace(/\d+/g, '#')));
		const labels = readFileSync(beside, 'utf8')
			.split('\n')
			.filter((line) => line.startsWith('label: '));
		const gone = labels.map((line) => line.slice('label: '.length)).filter((label) => !known.has(label));
		expect(gone.map((label) => `"${label}" is not in the node any more; ${RUN}`)).toEqual([]);
	},
);
