import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { listFiles, openFiles } from '../../bin/files.ts';
import { home } from '../../site.config.mjs';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { explanations, rules } from '../../src/catalogue/views.ts';
import { compile } from '../../src/clinic/diagnosis/signature.ts';
import { readDocuments } from '../../src/clinic/evidence/files/documents.ts';
import type { FileFacts } from '../../src/clinic/evidence/files/facts.ts';
import { readFacts } from '../../src/clinic/evidence/files/read.ts';
import type { GivenFile } from '../../src/clinic/evidence/files/source.ts';
import { layerTable } from '../../src/clinic/model/layer-table.ts';
import { examine } from '../../src/clinic/report/examine.ts';
import { reportJson } from '../../src/clinic/report/json.ts';
import { pack } from '../../src/clinic/report/pack.ts';
import { reproMembers, reproName, reproParts } from '../../src/clinic/report/repro-bundle.ts';
import { strings } from '../../src/i18n/index.ts';
import {
	factsOf,
	healthyMembers,
	inMemory,
	manyFixtures,
	withoutFixtures,
	zipOf,
} from '../files/support.ts';
import { openFixture } from '../fixtures/open.ts';

const catalogue = loadCatalogue();
const clinic = { rules: rules(catalogue), matcher: compile(rules(catalogue)) };
const words = explanations(catalogue, 'en');

async function reportOf(facts: FileFacts) {
	const report = await examine(clinic, '', [facts]);
	const { treatments, repro, ...rest } = reportJson(report, words, home, strings.en.risks, null);
	return { report, json: rest, treatments };
}

async function bundleOf(files: readonly GivenFile[], facts: FileFacts, hashNames: boolean) {
	const parts = await reproParts(facts, await readDocuments(files, facts), hashNames);
	const { report } = await reportOf(parts.facts);
	const members = reproMembers(parts, report, words, strings.en, home);
	const bytes = new Uint8Array(await pack(members));
	const text = members.map((one) => `${one.path}\n${one.text}`).join('\n');
	return { parts, members, bytes, text, name: reproName(parts) };
}

/** What is wrong with the bundles of a file; the bundle is read again as any file is. */
async function faultsOf(files: readonly GivenFile[]): Promise<string[]> {
	const faults: string[] = [];
	for (const facts of await readFacts(files, { weights: true })) {
		const original = await reportOf(facts);
		const plain = await bundleOf(files, facts, false);
		const again = await factsOf(inMemory('issue.zip', plain.bytes));
		const { repro, ...same } = again;
		const opened = await reportOf(again);
		if (repro?.namesHashed !== false) faults.push('not read as a bundle');
		if (opened.treatments.length > 0) faults.push('offers a treatment');
		if (!plain.parts.leftOut.includes('secrets')) {
			if (!isDeepStrictEqual(same, facts)) faults.push('other facts');
			// The layers are drawn from the configuration, where it could be put in.
			const hasDocuments = plain.parts.documents.length > 0;
			const isDrawnAlike = isDeepStrictEqual(layerTable(again), layerTable(facts));
			if (hasDocuments && !isDrawnAlike) faults.push('other layers');
			if (!isDeepStrictEqual(opened.json, original.json)) faults.push('other report');
		}
		const hashed = await bundleOf(files, facts, true);
		const hidden = await reportOf(await factsOf(inMemory('issue.zip', hashed.bytes)));
		const verdicts = ({ json }: typeof original) =>
			JSON.stringify([
				json.facts?.format,
				json.diagnoses.map(({ code, confidence }) => [code, confidence]),
				json.forecast.map(({ verdict, afterTreatment }) => [verdict, afterTreatment]),
				json.security.map(({ kind }) => kind),
			]);
		if (verdicts(hidden) !== verdicts(original)) faults.push('other verdicts with names hashed');
		for (const bundle of [plain, hashed]) {
			if (bundle.bytes.length > 100_000) faults.push(`${bundle.bytes.length} bytes`);
		}
	}
	return faults;
}

const own = readdirSync(new URL('../fixtures', import.meta.url)).filter(
	(name) => !/\.(ts|md)$|\.io\.json$|^keras2$/.test(name),
);
const ofKeras2 = readdirSync(new URL('../fixtures/keras2', import.meta.url))
	.filter((name) => !name.endsWith('.io.json'))
	.map((name) => `keras2/${name}`);

test.each([...own, ...ofKeras2])('the bundle of %s shows what the file showed', async (name) => {
	expect(await faultsOf(openFixture(name))).toEqual([]);
});

if (!manyFixtures) console.warn(`repro-bundle: ${withoutFixtures}`);

test.skipIf(!manyFixtures)(
	'so does that of many files of every format and writer',
	{ timeout: 120_000 },
	async () => {
		const wrong: string[] = [];
		let count = 0;
		for (const writer of readdirSync(manyFixtures ?? '', { withFileTypes: true })) {
			if (!writer.isDirectory()) continue;
			const folder = join(manyFixtures ?? '', writer.name);
			const models = readdirSync(folder).filter(
				(name) => !/\.(txt|io\.json)$|INDEX\.json/.test(name),
			);
			const step = writer.name === 'broken' ? 1 : 4;
			for (const [index, name] of models.entries()) {
				if (index % step > 0) continue;
				count++;
				const files = openFiles(listFiles([join(folder, name)]));
				for (const fault of await faultsOf(files)) wrong.push(`${writer.name}/${name}: ${fault}`);
				for (const { source } of files) source.close();
			}
		}
		expect(wrong).toEqual([]);
		expect(count).toBeGreaterThan(400);
	},
);

/** A model in which everything that a person can name is named, and everything secret is in it. */
async function secretModel(): Promise<GivenFile> {
	const layer = (className: string, name: string, config: object, more: object = {}) => ({
		module: 'keras.layers',
		class_name: className,
		config: { name, trainable: true, dtype: 'float32', ...config },
		registered_name: null,
		name,
		inbound_nodes: [],
		...more,
	});
	const config = {
		module: 'keras.src.models.functional',
		class_name: 'Functional',
		config: {
			name: 'zebra_net',
			layers: [
				layer('InputLayer', 'quokka input', { batch_shape: [null, 4] }),
				layer('Dense', 'attention', { units: 4, activation: 'wombat_act' }),
				layer(
					'WombatBlock',
					'wombat_block_1',
					{ wombat_rate: 0.5 },
					{
						module: 'wombat_lib.blocks',
						registered_name: 'wombats>WombatBlock',
					},
				),
				layer('StringLookup', 'words', { vocabulary: ['aardvark', 'numbat'] }),
				layer('TextVectorization', 'texts', { vocabulary: '/home/numbat/terms.txt' }),
				layer('Normalization', 'scaled', { mean: [77.125, 78.5], variance: [79.25] }),
				layer('Lambda', 'called', {
					function: { class_name: '__lambda__', config: { code: btoa('quokka code') } },
				}),
				layer('Dense', '鸭嘴兽', {
					kernel_initializer: {
						class_name: 'Constant',
						config: { value: { class_name: '__numpy__', config: { value: [81.5] } } },
					},
					unnamed: [82.5, 83.5, 84.5, 85.5],
				}),
			],
		},
		compile_config: { loss: { quoll_head: 'quoll_loss' }, optimizer: 'adam' },
	};
	const bytes = await zipOf({
		...healthyMembers(),
		'config.json': JSON.stringify(config),
		'notes of numbat.txt': 'aardvark',
	});
	return inMemory('numbat model.keras', bytes);
}

const vocabularyAndWeights = /aardvark|7[789]\.\d|8[1-5]\.5|\/home/;

test('holds no weights, vocabulary, bytecode or folder, and says so', async () => {
	const file = await secretModel();
	const { text, parts } = await bundleOf([file], await factsOf(file), false);
	expect(text).not.toMatch(vocabularyAndWeights);
	expect(text).not.toContain(btoa('quokka code'));
	expect(parts.leftOut.toSorted()).toEqual(['bytecode', 'secrets', 'vocabulary', 'weights']);
	for (const name of ['zebra_net', 'wombat_block_1', 'WombatBlock', 'quoll_head', '鸭嘴兽']) {
		expect(text).toContain(name);
	}
});

test('with names hashed, none of them is in it; equal ones stay equal, those of Keras stay', async () => {
	const file = await secretModel();
	const { text, name, parts } = await bundleOf([file], await factsOf(file), true);
	expect(`${name}\n${text}`).not.toMatch(/zebra|quokka|wombat|quoll|numbat|鸭嘴兽/i);
	expect(text).not.toMatch(vocabularyAndWeights);
	const [, , block] = parts.facts.model?.layers ?? [];
	const hash = /^n([0-9a-f]{10})_1$/.exec(block?.name ?? '')?.[1];
	expect(block?.className).toBe(`N${hash}`);
	expect(parts.facts.model?.customObjects).toContain(`N${hash}`);
	expect(text.split(`${hash}`).length).toBeGreaterThan(6);
	// A word of Keras is the person's where it names a layer of another class.
	expect(parts.facts.model?.layers[1]?.name).toMatch(/^n[0-9a-f]{10}$/);
	expect(text).toContain('"kernel_initializer"');
	expect(text).toContain('"batch_shape"');
});

test('no byte of a weight is in it', async () => {
	const canary = new TextEncoder().encode('CANARYcanaryCANARYcanary');
	const { 'model.weights.h5': weights = new Uint8Array(), ...members } = healthyMembers();
	// The file ends with values.
	const changed = weights.slice();
	changed.set(canary, changed.length - canary.length);
	const file = inMemory('model.keras', await zipOf({ ...members, 'model.weights.h5': changed }));
	const facts = await factsOf(file);
	expect(facts.damage).toBeNull();
	for (const hashNames of [false, true]) {
		const { bytes, text } = await bundleOf([file], facts, hashNames);
		expect(Buffer.from(bytes).includes(Buffer.from(canary))).toBe(false);
		expect(text).not.toContain('CANARY');
	}
});

test('the same file gives the same bundle', async () => {
	const files = openFixture('healthy.keras');
	const facts = await factsOf(...files);
	const [one, other] = [await bundleOf(files, facts, true), await bundleOf(files, facts, true)];
	expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true);
});

/** What is said of a bundle whose manifest was changed, and of which other members were put in. */
async function changedBundle(
	change: (manifest: Record<string, unknown>) => unknown,
	members: Record<string, string | Uint8Array> = {},
): Promise<FileFacts> {
	const files = openFixture('healthy.keras');
	const { bytes } = await bundleOf(files, await factsOf(...files), false);
	const zip = await JSZip.loadAsync(bytes);
	const manifest = JSON.parse((await zip.file('keras-clinic.json')?.async('string')) ?? '');
	const changed = change(manifest);
	zip.file('keras-clinic.json', typeof changed === 'string' ? changed : JSON.stringify(changed));
	for (const [path, content] of Object.entries(members)) zip.file(path, content);
	return factsOf(inMemory('bundle.zip', await zip.generateAsync({ type: 'uint8array' })));
}

const withFacts =
	(change: (facts: FileFacts) => unknown) => (manifest: Record<string, unknown>) => ({
		...manifest,
		facts: change(manifest['facts'] as FileFacts),
	});

test.each([
	['no version', ({ facts }: Record<string, unknown>) => ({ facts }), 'bundle-invalid'],
	['a newer version', (manifest: object) => ({ ...manifest, version: 2 }), 'bundle-newer'],
	['no JSON', () => '{"version": 1, "facts"', 'json-invalid'],
	['a list', () => [], 'bundle-invalid'],
	['no facts', () => ({ version: 1 }), 'bundle-invalid'],
	['an unknown format', withFacts((facts) => ({ ...facts, format: 'exe' })), 'bundle-invalid'],
	[
		'layers that are none',
		withFacts((facts) => ({ ...facts, model: { layers: 1 } })),
		'bundle-invalid',
	],
	[
		'a risk that is none',
		withFacts((facts) => ({ ...facts, risks: [{ id: 'toString', where: '', quote: '' }] })),
		'bundle-invalid',
	],
	[
		'a member without a path',
		withFacts((facts) => ({ ...facts, container: { ...facts.container, members: [{}] } })),
		'bundle-invalid',
	],
	['too deep a nest', () => `{"version": 1, "facts": ${'['.repeat(5000)}`, 'json-too-deep'],
])('a bundle with %s is refused', async (_, change, kind) => {
	const facts = await changedBundle(change);
	expect(facts).toMatchObject({ format: 'zip', damage: { kind }, model: null });
	expect(facts.repro).toBeUndefined();
});

test('what the facts of a bundle do not have is not taken over', async () => {
	const facts = await changedBundle((manifest) => ({
		...manifest,
		facts: JSON.parse(
			JSON.stringify(manifest['facts']).replace('{', '{"__proto__": {"x": 1}, "extra": 1,'),
		),
	}));
	expect(facts.damage).toBeNull();
	expect(facts).not.toHaveProperty('extra');
	expect(facts).not.toHaveProperty('x');
});

test('an archive with a model in it is read as that, whatever manifest lies beside', async () => {
	const facts = await changedBundle((manifest) => manifest, healthyMembers());
	expect(facts.repro).toBeUndefined();
	expect(facts.container?.weightsMember).toBe('model.weights.h5');
});

test('a bundle that was unpacked, or packed once more, is one all the same', async () => {
	const files = openFixture('healthy.keras');
	const { bytes, members } = await bundleOf(files, await factsOf(...files), false);
	const folder = members.map(({ path, text }) => inMemory(`model.repro/${path}`, text));
	expect((await factsOf(...folder)).repro).toEqual({ namesHashed: false });
	const outer = await factsOf(inMemory('issue.zip', await zipOf({ 'model.repro.zip': bytes })));
	expect(outer.repro).toEqual({ namesHashed: false });
});
