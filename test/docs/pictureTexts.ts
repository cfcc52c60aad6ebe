import { BigCommerce } from '../../nodes/BigCommerce/BigCommerce.node';

/** Every text that the node brings into n8n's editor: labels, descriptions, placeholders, hints, choices. */
export function textsOfTheNode(): Set<string> {
	const texts = new Set<string>();
	const collect = (value: unknown): void => {
		if (typeof value === 'string') texts.add(plain(value));
		else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
	};
	collect(new BigCommerce().description);
	return texts;
}

// What the node says of a run as a whole: the hint under its output, and the error that ends it.
const OF_A_RUN = /API calls\b|^\d+ of \d+ orders|^Running again is safe/;

/**
 * What of a picture's text comes from this package, numbers made alike, each once: a `label` is a text of the node's
 * description, `said` is what it said of a run.
 */
export function ownLines(text: string): string[] {
	const known = textsOfTheNode();
	const own = text
		.split('\n')
		.map(plain)
		.flatMap((line) => {
			if (line.length > 2 && known.has(line)) return [`label: ${line}`];
			return OF_A_RUN.test(line) ? [`said: ${line}`] : [];
		});
	return [...new Set(own.map((line) => line.replace(/\d+/g, '#')))].sort();
}

function plain(text: string): string {
	return text
		.replace(/<[^>]+>/g, '')
		.replace(/\s+/g, ' ')
		.trim();
}
