import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');
const PAGE = 'docs/bigcommerce-api.md';

/** Names of the page's rows and list items by heading: what a comment may cite after the colon. */
function namesByHeading(): Map<string, string[]> {
	const names = new Map<string, string[]>();
	for (const section of readFileSync(path.join(root, PAGE), 'utf8').split('\n## ').slice(1)) {
		const [heading = '', ...lines] = section.split('\n');
		const rows = lines.flatMap((line) => /^\| ([^|]+) \|/.exec(line)?.[1] ?? []);
		const items = lines.flatMap((line) => /^- \*\*([^*]+)\*\*/.exec(line)?.[1] ?? []);
		names.set(
			heading,
			[...rows, ...items].flatMap((name) => [name, name.replaceAll('`', ''), `shape ${name}`]),
		);
	}
	return names;
}

/** Every citation of the page in the code, with the text after it. Comments are read across their line breaks. */
function citations(): Array<{ file: string; cited: string }> {
	const files = ['nodes', 'credentials', 'sandbox', 'scripts', 'test'].flatMap((folder) =>
		readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => path.join(folder, file)),
	);
	return files.flatMap((file) => {
		const text = readFileSync(path.join(root, file), 'utf8').replaceAll(/\n\s*(?:\*|\/\/)\s?/g, ' ');
		return [...text.matchAll(/docs\/bigcommerce-api\.md, ([A-Z].{0,80})/g)].map(([, cited = '']) => ({ file, cited }));
	});
}

test('what comments cite of the page about the API stands there', () => {
	const names = namesByHeading();
	const all = citations();
	expect(all.length).toBeGreaterThan(40);
	const isThere = ({ cited }: { cited: string }): boolean => {
		const heading = [...names.keys()].find((one) => cited.startsWith(one));
		if (heading === undefined) return false;
		const rest = cited.slice(heading.length);
		return !rest.startsWith(': ') || (names.get(heading) ?? []).some((name) => rest.startsWith(`: ${name}`));
	};
	expect(all.filter((citation) => !isThere(citation))).toEqual([]);
});
