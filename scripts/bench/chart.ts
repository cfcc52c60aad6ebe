/** The figures as one SVG for README and docs, legible on light and dark pages. */
import { init } from 'echarts';
import { USUAL_CONCURRENCY } from './plan';
import { WAY_NAMES } from './rows';
import { callsAProof, cpuAnOrder, memoryAnOrder, select } from './aggregates';
import type { Figures } from './trial';

const WIDTH = 900;
const ROW_HEIGHT = 25;
const PANEL_HEIGHT = 48 + 4 * ROW_HEIGHT;
const OWN = '#2da44e';
const OTHERS = '#8b949e';

interface Bar {
	contender: Figures['contender'];
	value: number;
	label: string;
}

interface Panel {
	title: string;
	bars: Bar[];
}

export function benchChart(all: Figures[]): string {
	const panels = panelsOf(all);
	const rows = Math.ceil(panels.length / 2);
	const chart = init(null, null, {
		renderer: 'svg',
		ssr: true,
		width: WIDTH,
		height: (rows - 1) * PANEL_HEIGHT + 48 + 2 * ROW_HEIGHT,
	});
	const place = (index: number) => ({
		left: index % 2 === 0 ? 0 : WIDTH / 2,
		top: Math.floor(index / 2) * PANEL_HEIGHT,
	});
	chart.setOption({
		animation: false,
		textStyle: { fontFamily: 'system-ui, -apple-system, Segoe UI, sans-serif' },
		title: panels.map(({ title }, index) => ({
			text: title,
			left: place(index).left + 8,
			top: place(index).top + 8,
			textStyle: { fontSize: 13, fontWeight: 600, color: OTHERS },
		})),
		grid: panels.map(({ bars }, index) => ({
			left: place(index).left + 158,
			top: place(index).top + 36,
			width: WIDTH / 2 - 158 - 96,
			height: bars.length * ROW_HEIGHT,
		})),
		xAxis: panels.map((_, gridIndex) => ({ gridIndex, type: 'value', min: 0, show: false })),
		yAxis: panels.map(({ bars }, gridIndex) => ({
			gridIndex,
			type: 'category',
			inverse: true,
			data: bars.map(({ contender }) => SHORT_NAMES[contender]),
			axisLine: { show: false },
			axisTick: { show: false },
			axisLabel: { fontSize: 12, color: OTHERS },
		})),
		series: panels.map(({ bars }, index) => ({
			type: 'bar',
			xAxisIndex: index,
			yAxisIndex: index,
			barWidth: 14,
			data: bars.map(({ contender, value }) => ({
				value: Math.max(value, 0),
				itemStyle: { color: contender === 'node' ? OWN : OTHERS, borderRadius: 3 },
			})),
			label: {
				show: true,
				position: 'right',
				fontSize: 12,
				color: OTHERS,
				formatter: ({ dataIndex }: { dataIndex: number }) => bars[dataIndex]?.label ?? '',
			},
		})),
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return withThemes(svg, panels);
}

const SHORT_NAMES: Record<Figures['contender'], string> = {
	...WAY_NAMES,
	asItComes: 'HTTP, as it comes',
	batched: 'HTTP, batching tuned',
	loop: 'HTTP in a loop',
	readCaptureRead: 'read–capture–read',
};

function panelsOf(all: Figures[]): Panel[] {
	const order: Figures['contender'][] = ['node', 'asItComes', 'batched', 'readCaptureRead'];
	const within = order.flatMap((contender) => select(all, { contender, purpose: 'quota', quota: 150 }));
	const of = (value: (one: Figures) => number, label: (value: number, one: Figures) => string): Bar[] =>
		within.map((one) => ({ contender: one.contender, value: value(one), label: label(value(one), one) }));
	const whole = ({ captured, orders }: Figures): boolean => captured === orders;
	const cpu = (contender: Figures['contender']): number =>
		cpuAnOrder(all, { contender, purpose: 'pairs', concurrency: USUAL_CONCURRENCY });
	const two: Figures['contender'][] = ['node', 'asItComes'];
	return [
		{ title: 'Proved captured, of 1,000 (150 a window)', bars: of(({ proved }) => proved, String) },
		{ title: 'Refused with 429', bars: of(({ throttled }) => throttled, String) },
		{
			title: 'Calls a proven capture',
			bars: of(
				(one) => (one.proved > 0 ? callsAProof(one) : 0),
				(value) => (value === 0 ? 'no proof' : value.toFixed(2)),
			),
		},
		{
			title: "Time, as a multiple of the quota's own limit",
			bars: of(
				(one) => (whole(one) ? one.wallMs / (one.limitMs ?? one.wallMs) : 0),
				(value, one) => (whole(one) ? `${value.toFixed(2)} ×` : `${one.captured} captured`),
			),
		},
		{
			title: 'CPU an order',
			bars: two.map((contender) => ({ contender, value: cpu(contender), label: `${cpu(contender).toFixed(1)} ms` })),
		},
		{
			title: 'Memory for each order more',
			bars: two.map((contender) => ({
				contender,
				value: memoryAnOrder(all, contender),
				label: `${memoryAnOrder(all, contender).toFixed(1)} KB`,
			})),
		},
	];
}

/** Shown as an image, an SVG knows the reader's colour scheme through its own style sheet alone. */
function withThemes(svg: string, panels: Panel[]): string {
	const said = panels
		.map(
			({ title, bars }) =>
				`${title}: ${bars.map(({ contender, label }) => `${SHORT_NAMES[contender]} ${label}`).join(', ')}.`,
		)
		.join(' ');
	const style = '<style>text{fill:#57606a}@media (prefers-color-scheme:dark){text{fill:#b1bac4}}</style>';
	return svg.replace(/^(<svg[^>]*>)/, `$1<title>${said.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</title>${style}`);
}
