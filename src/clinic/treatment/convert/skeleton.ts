import { isArray, isObject, type Json } from '../../evidence/files/json.ts';
import type { CustomObject } from './context.ts';

/** What the skeleton says, in the reader's language; `{layer}` and `{attribute}` are filled in. */
export interface SkeletonWords {
	/** The lines at its top. */
	readonly head: readonly string[];
	readonly function: string;
	readonly object: string;
	readonly layer: string;
	readonly inner: string;
}

/**
 * The Python that a converted file asks for where it has layers and functions of the person's own:
 * classes with their names, arguments and weights in place, and `call` to be filled in. Null where it
 * asks for none. `file` is the name of the converted file.
 */
export function skeleton(
	custom: readonly CustomObject[],
	file: string,
	words: SkeletonWords,
): string | null {
	if (custom.length === 0) return null;
	return [
		`"""${words.head.join('\n')}`,
		'"""',
		'',
		'import keras',
		'',
		...custom.flatMap((one) => [
			...(one.kind === 'function' ? functionLines(one, words) : classLines(one, words)),
			'',
			'',
		]),
		`model = keras.saving.load_model(`,
		`    ${python(file)},`,
		'    custom_objects={',
		...custom.map(
			({ registeredName }) => `        ${python(registeredName)}: ${identifier(registeredName)},`,
		),
		'    },',
		')',
		'',
	].join('\n');
}

function functionLines({ registeredName, layer }: CustomObject, words: SkeletonWords): string[] {
	return [`def ${identifier(registeredName)}(x):`, `    ${toFillIn(words.function, layer)}`];
}

const ofEveryLayer: ReadonlySet<string> = new Set(['name', 'trainable', 'dtype']);

function classLines(
	{ kind, registeredName, layer, settings, weights }: CustomObject,
	words: SkeletonWords,
): string[] {
	const own = Object.keys(settings).filter((argument) => !ofEveryLayer.has(argument));
	const parameters = own
		.map((one) => `, ${identifier(one)}=${python(settings[one] ?? null)}`)
		.join('');
	const assigned = own.map((one) => `        self.${identifier(one)} = ${identifier(one)}`);
	if (kind === 'object') {
		return [
			`class ${identifier(registeredName)}:`,
			`    def __init__(self${parameters}):`,
			...(assigned.length > 0 ? assigned : ['        pass']),
			'',
			'    def __call__(self, x):',
			`        ${toFillIn(words.object, layer)}`,
		];
	}
	return [
		`class ${identifier(registeredName)}(keras.layers.Layer):`,
		`    def __init__(self${parameters}, **kwargs):`,
		'        super().__init__(**kwargs)',
		...assigned,
		...buildLines(weights, words),
		'',
		'    def call(self, inputs):',
		`        ${toFillIn(words.layer, layer)}`,
		...(own.length > 0 ? getConfig(own) : []),
	];
}

function toFillIn(text: string, layer: string): string {
	return `raise NotImplementedError(${python(text.replace('{layer}', () => layer))})`;
}

function getConfig(own: readonly string[]): string[] {
	return [
		'',
		'    def get_config(self):',
		`        return {**super().get_config(), ${own.map((one) => `${python(one)}: self.${identifier(one)}`).join(', ')}}`,
	];
}

/** Weights of its own are made in `build`; those of layers inside it come with these layers. */
function buildLines(weights: CustomObject['weights'], words: SkeletonWords): string[] {
	const own = weights.filter(({ role }) => !/\/vars\/\d+$/.test(role));
	const inner = new Set(
		weights.flatMap(({ role }) => /^(.*)\/vars\/\d+$/.exec(role)?.[1]?.split('/')[0] ?? []),
	);
	const names = own.map(({ role }, index) => {
		const name = role.startsWith('vars/')
			? `weight_${role.slice('vars/'.length)}`
			: plainRole(role);
		const before = own.slice(0, index).filter((one) => plainRole(one.role) === plainRole(role));
		return before.length === 0 || role.startsWith('vars/') ? name : `${name}_${before.length}`;
	});
	return [
		...[...inner].map(
			(attribute) => `        # ${words.inner.replace('{attribute}', () => attribute)}`,
		),
		...(own.length > 0 ? ['', '    def build(self, input_shape):'] : []),
		...own.map(
			({ shape }, index) =>
				`        self.${identifier(names[index] ?? '')} = self.add_weight(shape=${tuple(shape)}, name=${python(names[index] ?? '')})`,
		),
	];
}

function plainRole(role: string): string {
	return role.slice(role.lastIndexOf('/') + 1);
}

function identifier(name: string): string {
	const plain = name.slice(name.lastIndexOf('>') + 1).replace(/\W/g, '_');
	return /^\d/.test(plain) || plain === '' ? `_${plain}` : plain;
}

function tuple(shape: readonly number[]): string {
	return `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
}

function python(value: Json): string {
	if (value === null) return 'None';
	if (value === true) return 'True';
	if (value === false) return 'False';
	if (isArray(value)) return `[${value.map(python).join(', ')}]`;
	if (isObject(value)) {
		const entries = Object.entries(value).map(
			([key, one]) => `${python(key)}: ${python(one ?? null)}`,
		);
		return `{${entries.join(', ')}}`;
	}
	return JSON.stringify(value);
}
