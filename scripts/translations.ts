/**
 * `npm run translations`: lists Chinese pages whose English page has changed since they were last
 * brought up to date, and those of which nothing is recorded. `npm run translations -- --done PAGE…`
 * records that pages are up to date (`guides/stay/versions`, `diagnoses/file-empty`), `--done all` all.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const content = fileURLToPath(new URL('../src/content/', import.meta.url));
const record = `${content}translations.json`;

const recorded: Record<string, string> = JSON.parse(readFileSync(record, 'utf8'));
const sources = englishPages();

const [flag, ...names] = process.argv.slice(2);
if (flag === '--done') {
	const wanted = names.includes('all') ? [...sources.keys()] : names;
	const unknown = wanted.filter((name) => !sources.has(name));
	if (unknown.length > 0) {
		console.error(`There is no such page: ${unknown.join(', ')}`);
		process.exit(2);
	}
	const kept = Object.entries(recorded).filter(([name]) => sources.has(name));
	const done = wanted.map((name) => [name, sources.get(name)]);
	const sorted = Object.entries(Object.fromEntries([...kept, ...done])).sort(([a], [b]) =>
		a.localeCompare(b, 'en'),
	);
	writeFileSync(record, `${JSON.stringify(Object.fromEntries(sorted), null, '\t')}\n`);
} else {
	const stale = [...sources].filter(([name, hash]) => recorded[name] !== hash);
	for (const [name] of stale) console.log(`${recorded[name] ? 'stale   ' : 'no record'} ${name}`);
	console.log(
		`${sources.size - stale.length} Chinese pages up to date, ${stale.length} to look at`,
	);
}

/** Every English page that has words, with a hash of them. */
function englishPages(): Map<string, string> {
	const guides = readdirSync(`${content}docs`, { recursive: true, encoding: 'utf8' })
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => file.endsWith('.mdx') && !file.startsWith('zh-cn/'))
		.map((file) => [file.replace(/\.mdx$/, ''), `docs/${file}`] as const);
	const diagnoses = readdirSync(`${content}diagnoses`).map(
		(slug) => [`diagnoses/${slug}`, `diagnoses/${slug}/en.mdx`] as const,
	);
	return new Map([...guides, ...diagnoses].map(([name, file]) => [name, hashOf(content + file)]));
}

/** Of what the Chinese page has words for too: codes, versions and threads may change without it. */
function hashOf(path: string): string {
	const [, yaml = '', body = ''] =
		/^---\r?\n([\s\S]*?)\r?\n---([\s\S]*)$/.exec(readFileSync(path, 'utf8')) ?? [];
	const { title, description, summary, fixes = [], question, wrongFix } = parse(yaml);
	const advice = fixes.map((fix: { id: string; title: string; text: string }) => [
		fix.id,
		fix.title,
		fix.text,
	]);
	const words = [title, description, summary, advice, question, wrongFix, body];
	return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 12);
}
