import { vulnerabilities } from '../../knowledge/risks.ts';
import {
	type CustomObjectFacts,
	damageKinds,
	type FileFacts,
	formats,
	type LayerFacts,
	type MemberFacts,
	type ModelFacts,
	type SignatureTensor,
	type TensorFacts,
} from './facts.ts';
import type { RefusedData } from './hdf5-tree.ts';
import { type TraitFact, traitIds } from './loading-traits.ts';
import type { RiskFact } from './risks.ts';
import { Unreadable } from './unreadable.ts';

/** What a text in the facts is to the person whose file it stands in. */
export type TextKind =
	/** Where a file or a member lies. */
	| 'path'
	/** What the person named: a layer, a weight, an input. */
	| 'name'
	/** A class, an argument, a module, a version: of Keras, or of the person. */
	| 'word'
	/** Quoted from the file. */
	| 'quote'
	/** What a reader said of it. */
	| 'detail'
	/** Of nobody: a checksum. */
	| 'plain';

export type Change = (text: string, kind: TextKind) => string;

/** What a value must be like. Checks data that comes from elsewhere, and knows every text in it. */
interface Shape<T> {
	readonly optional?: true;
	/**
	 * The same value, its texts put through `change`; what the shape does not know is left out.
	 * @throws Unreadable `bundle-invalid` that says `where`.
	 */
	take(value: unknown, where: string, change: Change): T;
}

function refuse(where: string): never {
	throw new Unreadable({ kind: 'bundle-invalid', member: null, detail: where });
}

function text(kind: TextKind): Shape<string> {
	return {
		take: (value, where, change) =>
			typeof value === 'string' ? change(value, kind) : refuse(where),
	};
}

function oneOf<const T extends string | number | boolean | null>(
	...values: readonly T[]
): Shape<T> {
	return {
		take: (value, where) => (values.includes(value as T) ? (value as T) : refuse(where)),
	};
}

const number: Shape<number> = {
	take: (value, where) =>
		typeof value === 'number' && Number.isFinite(value) ? value : refuse(where),
};

const flag = oneOf(true, false);

function nullable<T>(shape: Shape<T>): Shape<T | null> {
	return {
		take: (value, where, change) => (value === null ? null : shape.take(value, where, change)),
	};
}

function optional<T>(shape: Shape<T>): Shape<T> {
	return { ...shape, optional: true };
}

function list<T>(shape: Shape<T>): Shape<readonly T[]> {
	return {
		take: (value, where, change) =>
			Array.isArray(value)
				? value.map((one, index) => shape.take(one, `${where}[${index}]`, change))
				: refuse(where),
	};
}

function object<T>(fields: { readonly [Key in keyof T]-?: Shape<T[Key]> }): Shape<T> {
	const entries = Object.entries(fields) as [string, Shape<unknown>][];
	return {
		take(value, where, change) {
			if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(where);
			const given = value as Readonly<Record<string, unknown>>;
			const taken: Record<string, unknown> = {};
			for (const [key, shape] of entries) {
				if (shape.optional && given[key] === undefined) continue;
				taken[key] = shape.take(given[key], `${where}.${key}`, change);
			}
			return taken as T;
		},
	};
}

const [path, name, word, quote, detail] = (
	['path', 'name', 'word', 'quote', 'detail'] as const
).map(text) as [Shape<string>, Shape<string>, Shape<string>, Shape<string>, Shape<string>];
const generation = oneOf(1, 2, 3, null);

const risk = object<RiskFact>({
	id: oneOf(...(Object.keys(vulnerabilities) as (keyof typeof vulnerabilities)[])),
	where: name,
	quote,
	code: optional(
		object<NonNullable<RiskFact['code']>>({
			names: list(quote),
			strings: list(quote),
			filename: nullable(quote),
			python: oneOf('2.7', '3.0–3.7', '3.8–3.10', '3.11 or later', null),
		}),
	),
});

const trait = object<TraitFact>({
	id: oneOf(...traitIds),
	layer: name,
	className: word,
	value: quote,
});

const layer = object<LayerFacts>({
	name,
	className: word,
	module: nullable(word),
	registeredName: nullable(word),
	arguments: list(word),
	depth: number,
});

const customObject = object<CustomObjectFacts>({
	name: word,
	kind: oneOf('model', 'layer', 'object', 'function'),
	saved: word,
	argument: word,
	arguments: list(word),
	layers: list(name),
	layerCount: number,
	inTraining: flag,
});

const member = object<MemberFacts>({
	path,
	size: number,
	storedSize: number,
	compressed: flag,
	encrypted: flag,
	crc32: nullable(text('plain')),
	leftover: flag,
});

const tensor = object<TensorFacts>({ path: name, shape: list(number), dtype: word });

const signatureTensor = object<SignatureTensor>({
	name,
	dtype: word,
	shape: nullable(list(nullable(number))),
});

const model = object<ModelFacts>({
	modelClass: word,
	registeredName: nullable(word),
	name: nullable(name),
	layers: list(layer),
	layerClasses: list(word),
	customObjects: list(word),
	custom: list(customObject),
	lambdas: list(object({ layer: name, pythonBytecode: flag })),
	optimizer: nullable(word),
	optimizerModule: nullable(word),
	dtype: nullable(word),
	risks: list(risk),
	traits: list(trait),
	generation,
});

/** All that is known of a file, but for what says that it was read from a bundle. */
export const factsShape = object<Omit<FileFacts, 'repro'>>({
	input: object<FileFacts['input']>({
		kind: oneOf('file', 'folder', 'files'),
		path,
		name: path,
		bytes: number,
		bytesRead: number,
	}),
	format: oneOf(...formats),
	extension: word,
	writer: nullable(
		object<NonNullable<FileFacts['writer']>>({
			library: nullable(word),
			version: nullable(word),
			backend: nullable(word),
			generation,
		}),
	),
	container: nullable(
		object<NonNullable<FileFacts['container']>>({
			kind: oneOf('zip', 'tar', 'folder'),
			members: list(member),
			root: nullable(path),
			roots: list(path),
			configMember: nullable(path),
			weightsMember: nullable(path),
			weightsCandidates: list(path),
			unsafePaths: list(path),
		}),
	),
	model: nullable(model),
	converted: optional(nullable(model)),
	weights: nullable(
		object<NonNullable<FileFacts['weights']>>({
			layout: oneOf(
				'layers',
				'dependencies',
				'legacy',
				'npz',
				'checkpoint',
				'tfjs',
				'graph',
				'unknown',
			),
			tensors: list(tensor),
			refused: optional(
				list(
					object<RefusedData>({
						path: name,
						why: oneOf('external', 'link', 'virtual', 'declared-size', 'no-dataset'),
					}),
				),
			),
			fromWindows: optional(oneOf(true)),
			parameters: number,
			missing: optional(list(path)),
			beside: optional(list(path)),
		}),
	),
	signatures: list(
		object<FileFacts['signatures'][number]>({
			name,
			inputs: list(signatureTensor),
			outputs: list(signatureTensor),
		}),
	),
	risks: list(risk),
	damage: nullable(
		object<NonNullable<FileFacts['damage']>>({
			kind: oneOf(...damageKinds),
			member: nullable(path),
			detail,
			declaredBytes: optional(number),
			actualBytes: optional(number),
		}),
	),
	archives: list(path),
});
