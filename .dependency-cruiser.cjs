// What each folder may import. `npm run lint` fails on an import upwards, on a circle, and on n8n below the top floor.
const ROOM = '(^|/)nodes/BigCommerce';

/** The floors from the ground up; each may import itself and what stands before it. */
const FLOORS = ['model', 'api', 'session', 'payment', 'reading'];
/** Beside each other on the next floor: neither knows the other. */
const ENGINES = ['capture', 'refund'];
/** The connection through n8n: knows n8n, and of this package only what is below the payments. */
const CONNECTION = 'n8n';
const TOP = ['actions', 'methods', 'trigger'];

const anyOf = (folders) => `${ROOM}/(${folders.join('|')})/`;

const upwards = FLOORS.map((floor, index) => ({
	name: `nothing-above-${floor}`,
	comment: `${floor}/ imports only ${['itself', ...FLOORS.slice(0, index)].join(', ')}.`,
	severity: 'error',
	from: { path: anyOf([floor]) },
	to: { path: anyOf([...FLOORS.slice(index + 1), ...ENGINES, CONNECTION, ...TOP]) },
}));

const engines = ENGINES.map((engine) => ({
	name: `${engine}-knows-neither-top-nor-the-other`,
	comment: 'capture/ and refund/ are used by the operations, and share what stands below them.',
	severity: 'error',
	from: { path: anyOf([engine]) },
	to: { path: anyOf([...ENGINES.filter((other) => other !== engine), CONNECTION, ...TOP]) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		...upwards,
		...engines,
		{
			name: 'connection-knows-no-payment',
			comment: 'n8n/ connects api/ and session/ to n8n, whatever is asked through it.',
			severity: 'error',
			from: { path: anyOf([CONNECTION]) },
			to: { path: anyOf(['payment', 'reading', ...ENGINES, ...TOP]) },
		},
		{
			name: 'n8n-only-at-the-top',
			comment: 'What decides about money imports nothing of n8n, not even a type.',
			severity: 'error',
			from: { path: anyOf([...FLOORS, ...ENGINES]) },
			to: { path: '^n8n-(workflow|core)|node_modules/n8n-(workflow|core)/' },
		},
		{
			name: 'no-circles',
			comment: 'Two files that need each other are one file, or a third is missing.',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		{
			name: 'published-code-stands-alone',
			comment: 'Sandbox, scripts and tests are not in the package.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { path: '^(sandbox|scripts|test)/' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.dev.json' },
		enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
	},
};
