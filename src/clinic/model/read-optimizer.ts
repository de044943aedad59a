import type { Tensor } from './model.ts';
import type { VariableFile } from './place-variables.ts';
import type { NamedWeight } from './place-weights.ts';
import type { TensorFlowWeights } from './read-tensorflow.ts';
import { childOf, variableOf } from './read-tensorflow.ts';

/** A variable that an optimizer keeps, as the file has it. */
export interface SavedVariable {
	/** `Adam/m/dense/kernel:0`; in an archive its place, `vars/2`. */
	readonly name: string;
	readonly tensor: Tensor;
	/** What it is to which weight (`Tensor.path` of that), where the file tells by more than the order. */
	readonly slot: { readonly name: string; readonly weight: string } | null;
}

/** In the order in which the optimizer keeps them. */
export type SavedOptimizer = readonly SavedVariable[];

/**
 * Of a `.h5`: `dense/kernel/m:0` below the name of the optimizer up to Keras 2.10, `m/dense/kernel:0` since
 * (`add_slot` in optimizers/legacy/optimizer_v2.py and `add_variable_from_reference` in optimizers/optimizer.py
 * of tf_keras 2.21). Keras without TensorFlow numbers them.
 */
export function optimizerOfHdf5(
	variables: readonly NamedWeight[],
	weights: ReadonlyMap<string, readonly NamedWeight[]>,
): SavedOptimizer {
	const paths = new Map<string, string | null>();
	for (const { name, tensor } of [...weights.values()].flat()) {
		// Two of one name are told apart by nothing.
		paths.set(plain(name), paths.has(plain(name)) ? null : tensor.path);
	}
	return variables.map(({ name, tensor }) => ({ name, tensor, slot: slotIn(plain(name)) }));

	function slotIn(name: string): SavedVariable['slot'] {
		const parts = name.split('/');
		for (const [index, slot] of parts.entries()) {
			const weight = paths.get(parts.slice(index + 1).join('/'));
			if (weight) return { name: slot, weight };
		}
		const slot = parts.at(-1) ?? '';
		for (const index of parts.keys()) {
			const weight = paths.get(parts.slice(index, -1).join('/'));
			if (weight) return { name: slot, weight };
		}
		return null;
	}
}

function plain(name: string): string {
	return name.replace(/:\d+$/, '');
}

/**
 * Of an archive, which has their order alone: `save_own_variables` in optimizer.py of tf_keras 2.21. One that
 * scales the loss has those of the optimizer in it a second time in a group of their own.
 */
export function optimizerOfVariables(variables: VariableFile): SavedOptimizer {
	return ['vars', `${scaled}vars`].flatMap((group) => {
		const saved: SavedVariable[] = [];
		for (;;) {
			const name = `${group}/${saved.length}`;
			const tensor = variables.get(`optimizer/${name}`);
			if (!tensor) return saved;
			saved.push({ name, tensor, slot: null });
		}
	});
}

const scaled = 'inner_optimizer/';

/** What the optimizer keeps within one that scales the loss; empty where it is none of these, or nothing tells. */
export function innerOptimizer(saved: SavedOptimizer): SavedOptimizer {
	return saved.filter(({ name }) => name.startsWith(scaled));
}

/**
 * Of a SavedModel: up to Keras 2.10 each with the weight that it belongs to, since then as a list of all
 * (`_variables` in optimizer.py of tf_keras 2.21).
 */
export function optimizerOfObjects(weights: TensorFlowWeights): SavedOptimizer {
	const node = childOf(weights, 0, 'optimizer');
	if (node === undefined) return [];
	const list = childOf(weights, node, '_variables');
	if (list !== undefined) {
		const { children } = weights.objects[list] ?? { children: [] };
		return children.flatMap((_, index) => {
			const tensor = variableOf(weights, childOf(weights, list, `${index}`));
			return tensor ? [{ name: `${index}`, tensor, slot: null }] : [];
		});
	}
	const iteration = variableOf(weights, childOf(weights, node, 'iter'));
	const slots = weights.objects[node]?.slots ?? [];
	return [
		...(iteration ? [{ name: 'iter', tensor: iteration, slot: null }] : []),
		...slots.flatMap(({ name, original, node: variable }) => {
			const tensor = variableOf(weights, variable);
			const weight = variableOf(weights, original)?.path;
			return tensor && weight ? [{ name: tensor.path, tensor, slot: { name, weight } }] : [];
		}),
	];
}
