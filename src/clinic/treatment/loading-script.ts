import type { FileFacts, LayerFacts } from '../evidence/files/facts.ts';
import { backendFor } from '../forecast/backend.ts';
import { type PackageRow, packageOf } from '../knowledge/packages.ts';
import { nearestTarget, setsFor } from '../knowledge/version-sets.ts';

/** What the comments of a script say, in the reader's language. */
export interface ScriptWords {
	/** `{python}` is filled in. */
	readonly install: string;
	readonly fillIn: string;
	readonly lambdas: string;
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
	const objects = model.customObjects.map((name) => {
		const layer = layers.get(name) ?? null;
		return { name, layer, row: packageOf(name, layer?.module ?? null) };
	});
	const brought = objects.flatMap(({ row }) => row ?? []);
	const all = [...set.requirements, ...new Set(brought.map((row) => row.package))];
	const own = objects.filter(({ row }) => row === null);
	const hasBytecode = model.lambdas.some(({ pythonBytecode }) => pythonBytecode);
	return [
		...commented(words.install.replace('{python}', set.versions.python)),
		`#   pip install ${all.map((one) => `"${one}"`).join(' ')}`,
		imports[set.module],
		...importsOf(objects),
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
						({ name, layer }) =>
							`        ${quoted(registered(name, layer, facts))}: ${identifier(name)},`,
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

/** Keras 3 looks a class up under its registered name, Keras 2 under what the file calls it. */
function registered(name: string, layer: LayerFacts | null, { model }: FileFacts): string {
	if (layer) return layer.registeredName ?? layer.className;
	return (model?.modelClass === name ? model.registeredName : null) ?? name;
}

const imports = {
	keras: 'import keras',
	tf_keras: 'import tf_keras as keras',
	'tensorflow.keras': 'from tensorflow import keras',
} as const;

function importsOf(objects: readonly { name: string; row: PackageRow | null }[]): string[] {
	return objects.flatMap(({ name, row }) =>
		row ? [`from ${row.module} import ${identifier(name)}`] : [],
	);
}

/** Arguments that the base class takes. */
const ofEveryLayer = new Set(['name', 'trainable', 'dtype', 'batch_input_shape', 'autocast']);

function stub(
	{ name, layer }: { name: string; layer: LayerFacts | null },
	facts: FileFacts,
	words: ScriptWords,
): string[] {
	const fillIn = `raise NotImplementedError(${quoted(words.fillIn)})`;
	if (!layer && name === facts.model?.modelClass) {
		return [
			'',
			'',
			`class ${identifier(name)}(keras.Model):`,
			'    def __init__(self, name=None, trainable=True, dtype=None, **saved):',
			'        super().__init__(name=name)',
			'        self.saved = saved',
			'',
			'    def call(self, inputs):',
			`        ${fillIn}`,
		];
	}
	if (!layer) return ['', '', `def ${identifier(name)}(*args, **kwargs):`, `    ${fillIn}`];
	const own = layer.arguments.filter((one) => !ofEveryLayer.has(one) && isIdentifier(one));
	const weights = weightsOf(layer, facts);
	return [
		'',
		'',
		`class ${identifier(name)}(keras.layers.Layer):`,
		`    def __init__(self, ${own.map((one) => `${one}=None, `).join('')}**kwargs):`,
		'        super().__init__(**kwargs)',
		...own.map((one) => `        self.${one} = ${one}`),
		...(weights.length > 0
			? [
					'',
					'    def build(self, input_shape):',
					...weights.map(
						({ attribute, shape }) =>
							`        self.${attribute} = self.add_weight(name=${quoted(attribute)}, shape=(${shape.map((length) => `${length},`).join(' ')}))`,
					),
				]
			: []),
		'',
		'    def call(self, inputs):',
		`        ${fillIn}`,
		...(own.length > 0
			? [
					'',
					'    def get_config(self):',
					`        return {**super().get_config(), ${own.map((one) => `${quoted(one)}: self.${one}`).join(', ')}}`,
				]
			: []),
	];
}

/** The weights that the file holds for a layer, in its own order; an archive has no names for them. */
function weightsOf({ name, className }: LayerFacts, { weights }: FileFacts) {
	const group = `layers/${snakeCase(plainName(className))}/vars/`;
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

/** As keras/src/utils/naming.py makes the names of groups. */
function snakeCase(name: string): string {
	return name
		.replace(/\W+/g, '')
		.replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
		.replace(/([a-z])([A-Z])/g, '$1_$2')
		.toLowerCase();
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
