import { defineConfig } from 'vitest/config';
import { catalogue } from './src/catalogue/plugin.ts';

const minutes = 60_000;

export default defineConfig({
	plugins: [catalogue()],
	test: {
		environment: 'node',
		projects: [
			{
				extends: true,
				test: { name: 'unit', include: ['tests/**/*.test.ts'], testTimeout: 30_000 },
			},
			{
				// Real Keras, in processes of its own, takes its time.
				extends: true,
				test: {
					name: 'oracle',
					include: ['oracle/**/*.test.ts'],
					// One after the other: the first makes the Python environment that all use.
					fileParallelism: false,
					testTimeout: 10 * minutes,
					hookTimeout: 10 * minutes,
				},
			},
		],
	},
});
