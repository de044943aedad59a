/**
 * `npm run evaluate -- FILE.jsonl`: measures the matcher on labelled texts, one JSON object a line:
 * {"id", "text", "slug", "also"}. Right is: the first diagnosis' cause equals `slug` or one of `also`;
 * for `unrelated`, that there is none.
 */
import { readFileSync } from 'node:fs';
import { loadCatalogue } from '../src/catalogue/load.ts';
import { rules } from '../src/catalogue/views.ts';
import { diagnoseTrace } from '../src/clinic/diagnosis/match-trace.ts';
import { compile } from '../src/clinic/diagnosis/signature.ts';
import { readTrace } from '../src/clinic/evidence/trace/read-trace.ts';

interface Labelled {
	readonly id: string;
	readonly text: string;
	readonly slug: string;
	readonly also?: readonly string[];
}

const [path] = process.argv.slice(2);
if (!path) {
	console.error('evaluate takes a file of labelled texts: npm run evaluate -- FILE.jsonl');
	process.exit(2);
}
const cases: readonly Labelled[] = readFileSync(path, 'utf8')
	.split('\n')
	.filter((line) => line.trim() !== '')
	.map((line) => JSON.parse(line));
const matcher = compile(rules(loadCatalogue()));

const results = cases.map(({ id, text, slug, also = [] }) => {
	const found = diagnoseTrace(readTrace(text), matcher);
	const right = [slug, ...also];
	const matches = (count: number) =>
		found.slice(0, count).some(({ cause }) => right.includes(cause));
	const silent = found.length === 0 && right.includes('unrelated');
	return { id, slug, found, first: silent || matches(1), three: silent || matches(3) };
});
const ours = results.filter(({ slug }) => slug !== 'unrelated');
const unrelated = results.filter(({ slug }) => slug === 'unrelated');
const share = (part: number, whole: number) =>
	`${part} of ${whole}${whole === 0 ? '' : ` (${((100 * part) / whole).toFixed(1)} %)`}`;

console.log(
	`right at the top      ${share(ours.filter(({ first }) => first).length, ours.length)}`,
);
console.log(
	`right in the first 3  ${share(ours.filter(({ three }) => three).length, ours.length)}`,
);
console.log(
	`false positives       ${share(unrelated.filter(({ first }) => !first).length, unrelated.length)} unrelated`,
);
for (const { id, slug, found, first } of results) {
	if (first) continue;
	const given = found.map((one) => `${one.slug} (${one.cause})`).join(', ') || 'nothing';
	console.log(`  ${id}: ${slug}, but: ${given}`);
}
