import { viewOf } from '../evidence/files/bytes.ts';
import { ProtobufMessage } from '../evidence/files/protobuf.ts';
import type { RandomAccessSource } from '../evidence/files/source.ts';
import { readSavedModel } from '../evidence/files/tensorflow/saved-model.ts';
import type { Layer, Model } from './model.ts';

/**
 * The words of each lookup layer of a SavedModel, by their number. They are in no variable: the function
 * that fills the table takes them as constants of the graph. Sources, tensorflow/core:
 * protobuf/saved_object_graph.proto (`SavedObjectGraph`: `nodes` = 1, `concrete_functions` = 2;
 * `SavedObject`: `function` = 6, `constant` = 9; `SavedFunction.concrete_functions` = 1;
 * `SavedConcreteFunction.bound_inputs` = 2; `SavedConstant.operation` = 1), framework/graph.proto
 * (`node` = 1), node_def.proto (`name` = 1, `attr` = 5), attr_value.proto (`tensor` = 8), tensor.proto
 * (`tensor_content` = 4, `string_val` = 8, `int64_val` = 10).
 * @throws Unreadable for a damaged file
 */
export function savedVocabularies(
	source: RandomAccessSource,
	model: Model,
): ReadonlyMap<Layer, readonly string[]> {
	const [graph] = readSavedModel(source).metaGraphs;
	const objects = graph?.objects ?? [];
	const child = (node: number | undefined, name: string) =>
		node === undefined ? undefined : objects[node]?.children.find((one) => one.name === name)?.node;

	const fillers = new Map<Layer, number>();
	const visit = ({ layers, kind }: Model, node: number | undefined) => {
		const counted =
			kind === 'sequential' ? layers.filter(({ className }) => className !== 'InputLayer') : layers;
		for (const [index, layer] of counted.entries()) {
			const own = child(node, `layer-${index}`);
			if (layer.model) visit(layer.model, own);
			const filler = child(
				child(child(own, '_lookup_layer') ?? own, 'lookup_table'),
				'_initialize',
			);
			if (filler !== undefined) fillers.set(layer, filler);
		}
	};
	visit(model, 0);
	if (fillers.size === 0) return new Map();

	const { functions, constants, inputs } = readBindings(source);
	const wanted = new Map<Layer, readonly string[]>();
	for (const [layer, filler] of fillers) {
		const bound = (functions.get(filler) ?? []).flatMap((name) => inputs.get(name) ?? []);
		wanted.set(
			layer,
			bound.flatMap((node) => constants.get(node) ?? []),
		);
	}
	const values = readConstants(source, new Set([...wanted.values()].flat()));
	return new Map(
		[...wanted].flatMap(([layer, names]) => {
			// The keys come first, then the numbers that they stand for.
			const [keys, numbers] = names.flatMap((name) => values.get(name) ?? []);
			if (!keys || !numbers || keys.length !== numbers.length) return [];
			const isInverse =
				keys.every((one) => typeof one === 'bigint') && typeof numbers[0] === 'string';
			const [words, order] = isInverse ? [numbers, keys] : [keys, numbers];
			const sorted = words
				.map((word, index) => ({ word: String(word), number: Number(order[index]) }))
				.sort((one, other) => one.number - other.number);
			return [[layer, sorted.map(({ word }) => word)] as const];
		}),
	);
}

interface Bindings {
	/** Concrete functions of each object that is a function. */
	readonly functions: Map<number, string[]>;
	/** The operation of each object that is a constant. */
	readonly constants: Map<number, string>;
	/** The objects that a concrete function takes with it. */
	readonly inputs: Map<string, number[]>;
}

function readBindings(source: RandomAccessSource): Bindings {
	const found: Bindings = { functions: new Map(), constants: new Map(), inputs: new Map() };
	let node = 0;
	const object = (message: ProtobufMessage) => {
		const names: string[] = [];
		message.read({
			6: { message: (saved) => saved.read({ 1: { message: (name) => names.push(name.text()) } }) },
			9: {
				message: (saved) =>
					saved.read({ 1: { message: (name) => found.constants.set(node, name.text()) } }),
			},
		});
		if (names.length > 0) found.functions.set(node, names);
		node++;
	};
	const concrete = (entry: ProtobufMessage) => {
		let name = '';
		const bound: number[] = [];
		entry.read({
			1: { message: (value) => (name = value.text()) },
			2: {
				message: (saved) =>
					saved.read({
						2: {
							varint: (one) => bound.push(one),
							message: (packed) => bound.push(...packed.packed()),
						},
					}),
			},
		});
		found.inputs.set(name, bound);
	};
	ProtobufMessage.of(source).read({
		2: {
			message: (graph) =>
				graph.read({
					7: {
						message: (saved) => saved.read({ 1: { message: object }, 2: { message: concrete } }),
					},
				}),
		},
	});
	return found;
}

type Value = string | bigint;

function readConstants(
	source: RandomAccessSource,
	names: ReadonlySet<string>,
): ReadonlyMap<string, readonly (readonly Value[])[]> {
	const values = new Map<string, readonly (readonly Value[])[]>();
	const node = (message: ProtobufMessage) => {
		let name = '';
		message.read({ 1: { message: (value) => (name = value.text()) } });
		if (!names.has(name)) return;
		message.read({
			5: {
				message: (attribute) =>
					attribute.read({
						2: {
							message: (value) =>
								value.read({ 8: { message: (tensor) => values.set(name, [elements(tensor)]) } }),
						},
					}),
			},
		});
	};
	ProtobufMessage.of(source).read({
		2: {
			message: (graph) =>
				graph.read({ 2: { message: (definition) => definition.read({ 1: { message: node } }) } }),
		},
	});
	return values;
}

function elements(tensor: ProtobufMessage): readonly Value[] {
	const found: Value[] = [];
	tensor.read({
		4: { message: (content) => found.push(...integers(content.bytes())) },
		8: { message: (text) => found.push(text.text()) },
		10: {
			varint: (one) => found.push(BigInt(one)),
			message: (packed) => found.push(...packed.packed().map(BigInt)),
		},
	});
	return found;
}

function integers(bytes: Uint8Array): bigint[] {
	const view = viewOf(bytes);
	return Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) =>
		view.getBigInt64(8 * index, true),
	);
}
