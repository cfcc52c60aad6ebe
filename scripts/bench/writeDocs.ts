import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../n8n/places';
import { benchChart } from './chart';
import { benchmarksMarkdown, type Surroundings } from './markdown';
import type { Requirement } from './requirement';
import { readmeBlock } from './readme';
import type { Figures } from './trial';
import type { VirtualFigures } from './virtual';

/** Writes what the docs show: page, chart, the figures by themselves, and the README's place for them. */
export function writeDocs(
	figures: Figures[],
	virtual: VirtualFigures[],
	requirements: Requirement[],
	surroundings: Surroundings,
): void {
	const docs = path.join(root, 'docs');
	mkdirSync(path.join(docs, 'images'), { recursive: true });
	writeFileSync(path.join(docs, 'benchmarks.md'), benchmarksMarkdown(figures, requirements, surroundings));
	writeFileSync(path.join(docs, 'images', 'bench.svg'), benchChart(figures));
	writeFileSync(
		path.join(root, 'scripts', 'bench', 'results', 'benchmarks.json'),
		`${JSON.stringify({ ...surroundings, requirements, figures, virtual }, null, '\t')}\n`,
	);
	const readme = path.join(root, 'README.md');
	if (!existsSync(readme)) return;
	const text = readFileSync(readme, 'utf8');
	const place = /(<!-- bench:start -->)[\s\S]*?(<!-- bench:end -->)/;
	writeFileSync(
		readme,
		text.replace(place, (_all, start: string, end: string) => `${start}\n${readmeBlock(figures)}\n${end}`),
	);
}
