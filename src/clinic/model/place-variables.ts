import { type Layer, type Model, type Tensor } from './model.ts';
import { placeByLayer } from './place-weights.ts';
import { ModelRefused } from './refusal.ts';
import { skipsNumbers } from './skipped-numbers.ts';
import { groupsOf, variablePaths } from './weight-paths.ts';
import { ownWeights } from './weight-slots.ts';

/** The datasets of a file in the layout of `.keras`, by their paths. */
export type VariableFile = ReadonlyMap<string, Tensor>;

/**
 * The model with the weights of `model.weights.h5` or `x.weights.h5` of Keras 2.12 and later.
 * @throws ModelRefused when a weight is missing.
 */
export function placeVariables(
	model: Model,
	variables: VariableFile,
	words: (layer: Layer) => readonly string[] | undefined = () => undefined,
): Model {
	const groups = variableGroups(model, [...variables.keys()]);
	return placeByLayer(
		model,
		(layer) => {
			const group = groups.get(layer);
			if (group === undefined) return new Map();
			const own = ownWeights(layer);
			if (own === null) return customVariables(group, variables);
			const roles = own.map(({ role }) => role);
			const paths = variablePaths(roles);
			return new Map(
				roles.map((role, index) => {
					const [tensor] = spellings(paths[index] ?? '').flatMap(
						(path) => variables.get(`${group}/${path}`) ?? [],
					);
					if (!tensor) {
						throw new ModelRefused(layer.name, 'weight-missing', {
							role,
							place: `${group}/${paths[index]}`,
						});
					}
					return [role, tensor];
				}),
			);
		},
		words,
	);
}

/** The group of every layer of a model in a file with the datasets `paths`. */
export function variableGroups(model: Model, paths: readonly string[]): ReadonlyMap<Layer, string> {
	const isOlder = paths.some((path) => path.includes('_layer_checkpoint_dependencies/'));
	const isDoubled = isOlder && skipsNumbers(paths.map((path) => ({ path })));
	const grouped = isOlder
		? groupsOf(model, '_layer_checkpoint_dependencies', isDoubled ? hasWeights : undefined)
		: groupsOf(model);
	return new Map(grouped.map(({ layer, group }) => [layer, group]));
}

/** A class that is not known most likely has some. */
export function hasWeights(layer: Layer): boolean {
	const own = ownWeights(layer);
	return (
		own === null ||
		own.length > 0 ||
		layer.parts.some(({ layer: part }) => hasWeights(part)) ||
		(layer.model?.layers ?? []).some(hasWeights)
	);
}

/** Keras 2 walks over private attributes where Keras 3 has public ones. */
function spellings(path: string): readonly string[] {
	return [path, path.replace(/^(\w+_dense)\//, '_$1/'), path.replace(/^_/, '')];
}

/** All below its group, under the paths that they have there. */
function customVariables(group: string, variables: VariableFile): Map<string, Tensor> {
	return new Map(
		[...variables]
			.filter(([path]) => path.startsWith(`${group}/`))
			.map(([path, tensor]) => [path.slice(group.length + 1), tensor]),
	);
}
