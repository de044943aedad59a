import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/catalogue/plugin.ts';

const clinic = fileURLToPath(new URL('../../src/clinic/', import.meta.url));
/** In bytes, gzip: what every visitor loads before anything is answered. */
const limit = 40 * 1024;

test('the matcher and its signatures fit their budget', async () => {
	const entry = 'virtual:budget';
	const result = await build({
		configFile: false,
		logLevel: 'silent',
		plugins: [
			catalogue(),
			{
				name: 'budget',
				resolveId: (id) => (id === entry ? id : undefined),
				load: (id) =>
					id === entry
						? `import rules from 'virtual:catalogue/rules';
						   import { diagnoseTrace } from '${clinic}diagnosis/match-trace.ts';
						   import { compile } from '${clinic}diagnosis/signature.ts';
						   import { readTrace } from '${clinic}evidence/trace/read-trace.ts';
						   export const diagnose = (text) => diagnoseTrace(readTrace(text), compile(rules));`
						: undefined,
			},
		],
		build: {
			write: false,
			minify: true,
			rollupOptions: { input: entry, preserveEntrySignatures: 'strict' },
		},
	});
	const [output] = [result].flat() as Rollup.RollupOutput[];
	const code = output?.output.map((part) => (part.type === 'chunk' ? part.code : '')).join('');
	expect(code).toContain('Expected a model.weights.h5');
	expect(gzipSync(code ?? '').length).toBeLessThan(limit);
});
