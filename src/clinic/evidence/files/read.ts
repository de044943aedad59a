import { type Bundle, findBundles } from './bundles.ts';
import { mib } from './bytes.ts';
import { folderMembers, type Members, readContainer } from './container.ts';
import type { ContainerFacts, FileFacts, Format } from './facts.ts';
import { type Findings, nothing } from './formats/findings.ts';
import { isOfKeras, type ReadOptions, readContent } from './read-content.ts';
import { isReproBundle, readReproBundle } from './repro-bundle.ts';
import { type RiskFact, risksOfContainer, risksOfWeights } from './risks.ts';
import { countingSource, type GivenFile, readAheadSource } from './source.ts';
import { isLeftover } from './zip.ts';

type CountedFile = GivenFile & { readonly count: { readonly bytesRead: number } };

/**
 * Reads what a person gave: one file, several, or folders (paths with a common first part). Gives
 * one result a model, or one that says what the file is when it is none. Reads only what it needs:
 * headers, directories, configurations, metadata. Never throws for what a file holds.
 */
export async function readFacts(
	given: readonly GivenFile[],
	options: ReadOptions,
): Promise<FileFacts[]> {
	const files = given.map(({ path, source }) => {
		const counted = countingSource(source);
		return { path, source: readAheadSource(counted), count: counted };
	});
	const loose = files.filter(({ path }) => !path.includes('/'));
	const folders = new Map<string, CountedFile[]>();
	for (const file of files) {
		const end = file.path.indexOf('/');
		if (end === -1) continue;
		const name = file.path.slice(0, end);
		const inside = folders.get(name);
		if (inside) inside.push(file);
		else folders.set(name, [file]);
	}
	const results = await readLoose(loose, options);
	for (const [name, inside] of folders) results.push(...(await readFolder(name, inside, options)));
	const telling = results.filter(({ format }) => !tellsNothing.has(format));
	return telling.length > 0 ? telling : results;
}

/** What may lie beside a model, such as a read-me, and is named only where there is nothing else. */
const tellsNothing: ReadonlySet<Format> = new Set(['json', 'text', 'unknown', 'folder']);

/** Files that lie side by side: parts of one model, or models of their own. */
async function readLoose(
	files: readonly CountedFile[],
	options: ReadOptions,
): Promise<FileFacts[]> {
	const own = files.length > 1 ? files.filter(({ path }) => !isLeftover(path)) : files;
	const members = await readMembers(own, options);
	const results: FileFacts[] = members ? [members.facts] : [];
	const left = own.filter((file) => !members?.used.includes(file));
	const bundles = await findBundles(folderMembers(left));
	for (const bundle of bundles) {
		const used = left.filter(({ path }) => bundle.has(path));
		results.push(await readBundle(bundle, '', used, null));
	}
	for (const file of left) {
		if (bundles.some((bundle) => bundle.has(file.path))) continue;
		results.push(...(await readFile(file, options)));
	}
	return joined(results);
}

/** The members of an unzipped `.keras` without their folder; null when the files are no such thing. */
async function readMembers(
	files: readonly CountedFile[],
	options: ReadOptions,
): Promise<{ facts: FileFacts; used: readonly CountedFile[] } | null> {
	const parts = files.filter(({ path }) => /\.(json|h5|hdf5|npz)$/i.test(path));
	if (parts.length < 2) return null;
	const reading = await readContainer(folderMembers(parts), options);
	const { configMember, weightsMember, weightsCandidates, members } = reading.container;
	const names = [configMember, 'metadata.json', weightsMember, ...weightsCandidates];
	const used = parts.filter(({ path }) => names.includes(path));
	if (!reading.model || used.length < 2) return null;
	const container = {
		...reading.container,
		members: members.filter(({ path }) => names.includes(path)),
	};
	return {
		used,
		facts: complete('files', configMember ?? '', used, {
			...reading,
			signatures: [],
			container,
			format: 'keras-v3',
		}),
	};
}

/** An architecture and the weights for it, where there is one of each: what Keras 1 and 2 saved apart. */
function joined(results: readonly FileFacts[]): FileFacts[] {
	const architectures = results.filter(
		({ format }) => format === 'architecture-json' || format === 'architecture-yaml',
	);
	const weights = results.filter(
		({ format }) => format === 'legacy-h5-weights' || format === 'weights-h5',
	);
	const [architecture, anotherArchitecture] = architectures;
	const [one, another] = weights;
	if (!architecture || anotherArchitecture || !one || another) return [...results];
	return [
		{
			...one,
			input: {
				...one.input,
				kind: 'files',
				bytes: one.input.bytes + architecture.input.bytes,
				bytesRead: one.input.bytesRead + architecture.input.bytesRead,
			},
			model: architecture.model,
			writer: one.writer ?? architecture.writer,
		},
		...results.filter((result) => result !== one && result !== architecture),
	];
}

async function readFolder(
	path: string,
	files: readonly CountedFile[],
	options: ReadOptions,
): Promise<FileFacts[]> {
	const inside = files.map((file) => ({ ...file, path: file.path.slice(path.length + 1) }));
	const members = folderMembers(inside);
	if (isReproBundle(members)) {
		const { facts, damage } = await readReproBundle(members);
		return [facts ?? complete('folder', path, files, { ...nothing, format: 'folder', damage })];
	}
	const reading = await readContainer(members, options);
	const { root, roots } = reading.container;
	if (root === null && roots.length > 1) {
		const results: FileFacts[] = [];
		for (const one of roots.slice(0, mostModels)) {
			const below = files.filter((file) => file.path.startsWith(`${path}/${one}`));
			results.push(...(await readFolder(`${path}/${one}`.slice(0, -1), below, options)));
		}
		return results;
	}
	const bundles = reading.model ? [] : await findBundles(members);
	const isSavedModel = bundles.length > 0;
	if (reading.model || (root !== null && !isSavedModel && isOfKeras(reading))) {
		return [
			complete('folder', path, files, {
				...reading,
				signatures: [],
				format: 'keras-v3',
			}),
		];
	}
	const results: FileFacts[] = [];
	for (const bundle of bundles.slice(0, mostModels)) {
		const used = files.filter((file) => bundle.has(file.path.slice(path.length + 1)));
		// A model at the top is known by the name of what was dropped.
		const atTop = /^saved_model\.pb(txt)?$/.test(bundle.path);
		const named = atTop ? { ...bundle, path: '' } : bundle;
		results.push(await readBundle(named, path, used, reading.container));
	}
	const models = files.filter(
		(file) =>
			modelName.test(file.path) &&
			!isLeftover(file.path) &&
			!bundles.some((bundle) => bundle.has(file.path.slice(path.length + 1))),
	);
	if (models.length === 0 && results.length === 0) {
		return [
			complete('folder', path, files, {
				...nothing,
				container: reading.container,
				format: 'folder',
			}),
		];
	}
	for (const file of models.slice(0, mostModels)) results.push(...(await readFile(file, options)));
	return joined(results);
}

/** A folder of training runs has dozens; the first few are answer enough. */
const mostModels = 12;

/** One file; where it is an archive of others, the models in it, and the archive itself where there are none. */
async function readFile(file: CountedFile, options: ReadOptions, depth = 0): Promise<FileFacts[]> {
	const { findings, inside, repro } = await readContent(file, options);
	if (repro) return [repro];
	const itself = complete('file', file.path, [file], findings);
	if (!inside || depth === deepestArchive) return [itself];
	const models = await readInside(file, inside, options, depth);
	return models.length === 0
		? [itself]
		: models.map((facts) => ({
				...facts,
				archives: [itself.input.name, ...facts.archives],
				risks: [...facts.risks, ...itself.risks.filter((risk) => !isAmong(risk, facts.risks))],
			}));
}

/** Where a model lies in folders of an archive, what the archive's paths do is told with it already. */
function isAmong({ id, where }: RiskFact, risks: readonly RiskFact[]): boolean {
	return risks.some((other) => other.id === id && other.where === where);
}

/** An archive in an archive in an archive is known; more is made to do harm. */
const deepestArchive = 3;
/** What may be a model, by its name; what is deeper in folders too. */
const modelName =
	/\.(keras|h5|hdf5|tflite|onnx|pb|npz|zip|tar|gz|tgz|pkl|pickle|ya?ml)$|(^|\/)[^/]*(model|arch)[^/]*\.json$/i;
const largestInside = 256 * mib;

async function readInside(
	outer: CountedFile,
	members: Members,
	options: ReadOptions,
	depth: number,
): Promise<FileFacts[]> {
	const bundles = await findBundles(members);
	const reading = await readContainer(members, options);
	const { container } = reading;
	const results: FileFacts[] = [];
	if (reading.model && bundles.length === 0) {
		return [
			complete('folder', outer.path, [outer], {
				...reading,
				signatures: [],
				format: 'keras-v3',
			}),
		];
	}
	for (const bundle of bundles.slice(0, mostModels)) {
		results.push(await readBundle(bundle, outer.path, [outer], container));
	}
	const others = members.list.filter(
		({ path, leftover, encrypted }) =>
			!leftover &&
			!encrypted &&
			(modelName.test(path) || members.list.length === 1) &&
			!bundles.some((bundle) => bundle.has(path)),
	);
	for (const { path } of others) {
		if (results.length >= mostModels) break;
		const source = await members.source(path, largestInside).catch(() => null);
		if (!source) continue;
		const inner = { path, source, count: outer.count };
		for (const facts of await readFile(inner, options, depth + 1)) {
			if (!tellsNothing.has(facts.format) && facts.format !== 'zip') results.push(facts);
		}
	}
	return results;
}

/** A model of several files; `container` lists where it lies. */
async function readBundle(
	bundle: Bundle,
	base: string,
	files: readonly CountedFile[],
	container: ContainerFacts | null,
): Promise<FileFacts> {
	const findings = await bundle.read();
	const path = [base, bundle.path].filter(Boolean).join('/').replace(/\/$/, '');
	const kind = base === '' ? (files.length > 1 ? 'files' : 'file') : 'folder';
	return complete(kind, path, files, { ...findings, container });
}

function complete(
	kind: FileFacts['input']['kind'],
	path: string,
	files: readonly CountedFile[],
	findings: Findings,
): FileFacts {
	const name = path.slice(path.lastIndexOf('/') + 1);
	return {
		input: {
			kind,
			path,
			name,
			bytes: files.reduce((sum, { source }) => sum + source.size, 0),
			bytesRead: files.reduce((sum, { count }) => sum + count.bytesRead, 0),
		},
		...findings,
		risks: [
			...findings.risks,
			...(findings.model?.risks ?? []),
			...(findings.weights ? risksOfWeights(findings.weights) : []),
			...(findings.container ? risksOfContainer(findings.container) : []),
		],
		extension: extensionOf(name),
		archives: [],
	};
}

function extensionOf(name: string): string {
	return /(\.weights\.(h5|json)|\.[^.]*)$/i.exec(name)?.[0].toLowerCase() ?? '';
}
