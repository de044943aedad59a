import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { home } from '../site.config.mjs';
import { loadCatalogue } from '../src/catalogue/load.ts';
import { explanations, rules } from '../src/catalogue/views.ts';
import { compile } from '../src/clinic/diagnosis/signature.ts';
import { readDocuments } from '../src/clinic/evidence/files/documents.ts';
import { examine } from '../src/clinic/report/examine.ts';
import { pack } from '../src/clinic/report/pack.ts';
import { reproMembers, reproName, reproParts } from '../src/clinic/report/repro-bundle.ts';
import { strings } from '../src/i18n/index.ts';
import type { Options } from './command.ts';
import { listFiles, openFiles, UsageError } from './files.ts';
import { readFactsOf } from './read-facts.ts';

/** `clinic bundle`: what was read from a file and found in it, as a ZIP for an issue. */
export async function bundle(
	paths: readonly string[],
	hashNames: boolean,
	output: string | undefined,
	{ json, language }: Options,
): Promise<number> {
	const [path] = paths;
	if (!path) throw new UsageError('clinic bundle needs a model file or a folder');
	const [facts, another] = await readFactsOf(paths);
	if (!facts) throw new UsageError(`${path} holds nothing`);
	if (another) {
		throw new UsageError(
			`${path} holds several models: name the path of one (${facts.input.path}, ${another.input.path} …)`,
		);
	}
	if (facts.repro) throw new UsageError(`${path} is a repro bundle already`);
	const files = openFiles(listFiles(paths));
	const documents = await readDocuments(files, facts);
	for (const { source } of files) source.close();

	const catalogue = loadCatalogue();
	const clinic = { rules: rules(catalogue), matcher: compile(rules(catalogue)) };
	const parts = await reproParts(facts, documents, hashNames);
	const report = await examine(clinic, '', [parts.facts]);
	const words = explanations(catalogue, language);
	const members = reproMembers(parts, report, words, strings[language], home);
	const destination = output ?? join(dirname(path), reproName(parts));
	if (existsSync(destination)) {
		throw new UsageError(`${destination} is there already: nothing is written over`);
	}
	writeFileSync(destination, new Uint8Array(await pack(members)), { flag: 'wx' });
	process.stdout.write(
		json
			? `${JSON.stringify({ version: 1, output: destination, members: members.map((one) => one.path), leftOut: parts.leftOut })}\n`
			: `${[destination, ...members.map((one) => `  ${one.path}`)].join('\n')}\n`,
	);
	return 0;
}
