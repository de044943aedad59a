/** `npm run bench -- NAME`: what things cost. Prints tables; nothing fails for being slow. */
import { argv } from 'node:process';

const benchmarks: Readonly<Record<string, { what: string; run: () => Promise<unknown> }>> = {
	matcher: {
		what: 'how the time of a diagnosis grows with the text and the signatures',
		run: () => import('./matcher.ts'),
	},
	large: {
		what: 'models of gigabytes in the page; --netron CHECKOUT puts Netron beside it, --write keeps it',
		run: () => import('./large.ts'),
	},
	layers: {
		what: 'a model of 5,000 layers and 20,000 tensors in the page, with the same options',
		run: () => import('./layers.ts'),
	},
	convert: {
		what: 'a .h5 of 500 MB to Keras 3, beside real Keras that loads and saves it; --write keeps it',
		run: () => import('./convert.ts'),
	},
};

const [name = ''] = argv.slice(2);
const chosen = benchmarks[name];
if (chosen) {
	await chosen.run();
} else {
	console.log('npm run bench -- NAME\n');
	for (const [name, { what }] of Object.entries(benchmarks)) {
		console.log(`  ${name.padEnd(10)}${what}`);
	}
}
