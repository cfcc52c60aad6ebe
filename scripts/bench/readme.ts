import { USUAL_CONCURRENCY } from './plan';
import { callsAProof, cpuAnOrder, memoryAnOrder, select, shareOfLimit } from './aggregates';
import type { Figures } from './trial';

/** What the README says of a run, between its two marks. */
export function readmeBlock(all: Figures[]): string {
	const one = (contender: Figures['contender'], quota: number): Figures | undefined =>
		select(all, { contender, purpose: 'quota', quota })[0];
	const [node, asItComes, byHand] = [one('node', 150), one('asItComes', 150), one('readCaptureRead', 150)];
	if (!node || !asItComes || !byHand) return '';
	const cpu = (contender: Figures['contender']): number =>
		cpuAnOrder(all, { contender, purpose: 'pairs', concurrency: USUAL_CONCURRENCY });
	const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
	return [
		'',
		'![1,000 orders: proved captured, refusals, calls, time, CPU and memory, against the HTTP Request node](docs/images/bench.svg)',
		'',
		row(
			'1,000 orders, 150 requests a window',
			'HTTP Request, as it comes',
			'read–capture–read by hand',
			'**this node**',
		),
		row('---', '--:', '--:', '--:'),
		row('proved captured', String(asItComes.proved), String(byHand.proved), `**${node.proved}**`),
		row('refused with 429', String(asItComes.throttled), String(byHand.throttled), `**${node.throttled}**`),
		row('calls a proven capture', 'no proof', callsAProof(byHand).toFixed(2), `**${callsAProof(node).toFixed(2)}**`),
		row('of the speed the quota allows', '–', percent(shareOfLimit(byHand)), `**${percent(shareOfLimit(node))}**`),
		'',
		`Against the HTTP Request node: ${cpu('node').toFixed(1)} ms of CPU an order (it takes ${cpu('asItComes').toFixed(1)}), ${memoryAnOrder(all, 'node').toFixed(1)} KB of memory an order (${memoryAnOrder(all, 'asItComes').toFixed(1)}). [All figures, and how they are measured](docs/benchmarks.md): \`npm run bench\`.`,
		'',
	].join('\n');
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
