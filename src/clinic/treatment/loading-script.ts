import type { CustomObjectFacts, FileFacts, LayerFacts } from '../evidence/files/facts.ts';
import { backendFor } from '../forecast/backend.ts';
import { type PackageRow, packageOf } from '../knowledge/packages.ts';
import { snakeCase } from '../knowledge/snake-case.ts';
import { nearestTarget, setsFor } from '../knowledge/version-sets.ts';

/** What the comments of a script say, in the reader's language. */
export interface ScriptWords {
	/** `{python}` is filled in. */
	readonly install: string;
	readonly fillIn: string;
	readonly lambdas: string;
	/** What uses a class or function; `{layers}` is filled in. */
	readonly layers: string;
	/** The same where there are more layers than are named; `{layers}` and `{count}` are filled in. */
	readonly moreLayers: string;
	readonly training: string;
	readonly model: string;
}

/** Formats that `load_model` opens, in one generation or the other. */
const loadable: ReadonlySet<FileFacts['format']> = new Set([
	'keras-v3',
	'legacy-h5',
	'saved-model',
]);

/**
 * Python that loads the file with the version that wrote it, its own classes and functions in place:
 * imported where a package is known to bring them, else as stubs that take the arguments that the file
 * holds. Null for what `load_model` does not open.
 */
export function loadingScript(facts: FileFacts, words: ScriptWords): string | null {
	const { model, writer, format, input } = facts;
	const generation = writer?.generation ?? model?.generation;
	if (!model || !generation || !loadable.has(format)) return null;
	const backend = backendFor(facts);
	const [set] = setsFor(nearestTarget(generation, writer?.version ?? null), backend && { backend });
	if (!set) return null;
	const layers = new Map(model.layers.map((layer) => [plainName(layer.className), layer]));
	const objects = model.custom.map((object) => {
		const layer = layers.get(object.name) ?? null;
		return { object, layer, row: packageOf(object.name, layer?.module ?? null) };
	});
	const brought = objects.flatMap(({ row }) => row ?? []);
	const all = [...set.requirements, ...new Set(brought.map((row) => row.package))];
	const own = objects.filter(({ row }) => row === null);
	const hasBytecode = model.lambdas.some(({ pythonBytecode }) => pythonBytecode);
	return [
		...commented(words.install.replace('{python}', set.versions.python)),
		`#   pip install ${all.map((one) => `"${one}"`).join(' ')}`,
		imports[set.module],
		...importsOf(objects, words),
		...own.flatMap((one) => stub(one, facts, words)),
		'',
		...(own.length > 0 ? [''] : []),
		...(hasBytecode ? commented(words.lambdas) : []),
		'model = keras.models.load_model(',
		`    ${quoted(input.name)},`,
		...(objects.length > 0
			? [
					'    custom_objects={',
					...objects.map(
						({ object }) => `        ${quoted(object.saved)}: ${identifier(object.name)},`,
					),
					'    },',
				]
			: []),
		'    compile=False,',
		')',
		'model.summary()',
		'',
	].join('\n');
}

const imports = {
	keras: 'import keras',
	tf_keras: 'import tf_keras as keras',
	'tensorflow.keras': 'from tensorflow import keras',
} as const;

function importsOf(
	objects: readonly { object: CustomObjectFacts; row: PackageRow | null }[],
	words: ScriptWords,
): string[] {
	return objects.flatMap(({ object, row }) =>
		row ? [...usedBy(object, words), `from ${row.module} import ${identifier(object.name)}`] : [],
	);
}

/** Where an object is used, as comments. */
function usedBy(object: CustomObjectFacts, words: ScriptWords): string[] {
	const { kind, layers, layerCount, inTraining } = object;
	const more = layerCount - layers.length;
	const said = [
		...(kind === 'model' ? [words.model] : []),
		...(layers.length > 0 ? [more > 0 ? words.moreLayers : words.layers] : []),
		...(inTraining ? [words.training] : []),
	];
	return said.flatMap((text) =>
		commented(
			text
				.replace('{layers}', () => layers.map(quoted).join(', '))
				.replace('{count}', String(more)),
		),
	);
}

/** A kind of class that a person can write: what stands behind `class Name`, and what must be in it. */
interface Base {
	readonly of: string;
	/** Arguments that it takes itself; what it takes, it also gives back in `get_config`. */
	readonly takes: readonly string[];
	/** The methods to fill in. */
	readonly methods: readonly string[];
}

const layerBase: Base = {
	of: '(keras.layers.Layer)',
	takes: ['name', 'trainable', 'dtype', 'batch_input_shape', 'autocast'],
	methods: ['call(self, inputs)'],
};
const modelBase: Base = { ...layerBase, of: '(keras.Model)' };

/** By the end of the argument that an object is given as. */
const bases: readonly (readonly [RegExp, Base])[] = [
	[
		/^loss$/,
		{
			of: '(keras.losses.Loss)',
			takes: ['name', 'reduction', 'dtype'],
			methods: ['call(self, y_true, y_pred)'],
		},
	],
	[
		/^(weighted_)?metrics$/,
		{
			of: '(keras.metrics.Metric)',
			takes: ['name', 'dtype'],
			methods: ['update_state(self, y_true, y_pred, sample_weight=None)', 'result(self)'],
		},
	],
	[
		/_initializer$/,
		{
			of: '(keras.initializers.Initializer)',
			takes: [],
			methods: ['__call__(self, shape, dtype=None, **kwargs)'],
		},
	],
	[
		/_regularizer$/,
		{ of: '(keras.regularizers.Regularizer)', takes: [], methods: ['__call__(self, x)'] },
	],
	[
		/_constraint$/,
		{ of: '(keras.constraints.Constraint)', takes: [], methods: ['__call__(self, w)'] },
	],
];
const plainBase: Base = { of: '', takes: [], methods: ['__call__(self, *args, **kwargs)'] };

function baseOf({ kind, argument }: CustomObjectFacts): Base {
	if (kind === 'layer') return layerBase;
	if (kind === 'model') return modelBase;
	return bases.find(([ends]) => ends.test(argument))?.[1] ?? plainBase;
}

function stub(
	{ object, layer }: { object: CustomObjectFacts; layer: LayerFacts | null },
	facts: FileFacts,
	words: ScriptWords,
): string[] {
	const name = identifier(object.name);
	const fillIn = `raise NotImplementedError(${quoted(words.fillIn)})`;
	const head = ['', '', ...usedBy(object, words)];
	if (object.kind === 'function') {
		return [...head, `def ${name}(*args, **kwargs):`, `    ${fillIn}`];
	}
	const saved = new Set(object.arguments);
	if (saved.has('layers')) {
		// Keras builds it from its layers, as long as it has no `__init__` of its own.
		const parent = saved.has('input_layers') ? 'keras.Model' : 'keras.Sequential';
		return [...head, `class ${name}(${parent}):`, ...indented(commented(words.fillIn)), '    pass'];
	}
	const { of, takes, methods } = baseOf(object);
	const own = object.arguments.filter((one) => !takes.includes(one));
	const named = own.filter(isIdentifier);
	const rest = takes.length > 0 ? ['**kwargs'] : own.length > named.length ? ['**saved'] : [];
	const kept = named.map((one) => `${quoted(one)}: self.${one}`).join(', ');
	return [
		...head,
		`class ${name}${of}:`,
		`    def __init__(${['self', ...named.map((one) => `${one}=None`), ...rest].join(', ')}):`,
		...(takes.length > 0
			? own.filter((one) => !isIdentifier(one)).map((one) => `        kwargs.pop(${quoted(one)})`)
			: []),
		`        super().__init__(${takes.length > 0 ? '**kwargs' : ''})`,
		...named.map((one) => `        self.${one} = ${one}`),
		...(layer ? buildOf(layer, facts) : []),
		...methods.flatMap((method) => ['', `    def ${method}:`, `        ${fillIn}`]),
		...(named.length > 0
			? [
					'',
					'    def get_config(self):',
					`        return {${takes.length > 0 ? '**super().get_config(), ' : ''}${kept}}`,
				]
			: []),
		...(of === ''
			? [
					'',
					'    @classmethod',
					'    def from_config(cls, config):',
					'        return cls(**config)',
				]
			: []),
	];
}

/** `build` with the weights that the file holds. */
function buildOf(layer: LayerFacts, facts: FileFacts): string[] {
	const weights = weightsOf(layer, facts);
	if (weights.length === 0) return [];
	return [
		'',
		'    def build(self, input_shape):',
		...weights.map(
			({ attribute, shape }) =>
				`        self.${attribute} = self.add_weight(name=${quoted(attribute)}, shape=(${shape.map((length) => `${length},`).join(' ')}))`,
		),
	];
}

function indented(lines: readonly string[]): string[] {
	return lines.map((line) => `    ${line}`);
}

/** The weights that the file holds for a layer, in its own order; an archive has no names for them. */
function weightsOf({ name, className }: LayerFacts, { weights }: FileFacts) {
	const group = `layers/${snakeCase(className)}/vars/`;
	return (weights?.tensors ?? []).flatMap(({ path, shape }) => {
		const last = path.slice(path.lastIndexOf('/') + 1);
		if (path === group + last || path.endsWith(`/${group}${last}`)) {
			return [{ attribute: `weight_${last}`, shape }];
		}
		const [attribute = ''] = last.split(':');
		const isOwn = path.startsWith(`model_weights/${name}/`) && isIdentifier(attribute);
		return isOwn ? [{ attribute, shape }] : [];
	});
}

function plainName(className: string): string {
	return className.slice(className.lastIndexOf('>') + 1);
}

function isIdentifier(name: string): boolean {
	return /^[A-Za-z_]\w*$/.test(name) && !keywords.has(name);
}

/** `keyword.kwlist` of Python 3.13. */
const keywords = new Set(
	'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
		' ',
	),
);

function identifier(name: string): string {
	const plain = plainName(name).replace(/\W/g, '_');
	return /^\d/.test(plain) || keywords.has(plain) ? `_${plain}` : plain;
}

/** A string of Python; JSON's escapes are Python's too. */
function quoted(text: string): string {
	return JSON.stringify(text);
}

function commented(text: string): string[] {
	return text
		.trim()
		.split('\n')
		.map((line) => `# ${line}`);
}
