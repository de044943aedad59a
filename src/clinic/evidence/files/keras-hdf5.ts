import type { Damage, Format, ModelFacts, TensorFacts, WeightsFacts, Writer } from './facts.ts';
import { readBeginning, readHdf5 } from './hdf5.ts';
import { type Hdf5File, type Hdf5Tree, hdf5Unreadable } from './hdf5-tree.ts';
import { parseJson } from './json.ts';
import { readModelConfig } from './model-config.ts';
import type { RandomAccessSource } from './source.ts';
import { elementsOf } from './tensor-size.ts';
import { damageOf, Unreadable } from './unreadable.ts';
import { writerOf } from './writer.ts';

export interface KerasHdf5 {
	readonly format: Format;
	readonly writer: Writer | null;
	readonly model: ModelFacts | null;
	readonly weights: WeightsFacts | null;
	readonly damage: Damage | null;
}

/**
 * What an HDF5 file says of a Keras model. Layouts: keras-errors, section (a), rows 1 to 3 and 7.
 * Never throws: a file that HDF5 refuses has `damage`, and of one that was cut off what stood before.
 */
export async function readKerasHdf5(
	source: RandomAccessSource,
	options: { readonly weights: boolean },
): Promise<KerasHdf5> {
	try {
		return await readHdf5(source, (file) => readOpen(file, options.weights));
	} catch (error) {
		const damage = damageOf(error);
		const left =
			damage.kind === 'hdf5-truncated'
				? readBeginning(source, (file) => readOpen(file, false))
				: null;
		const nothing = { format: 'hdf5', writer: null, model: null, weights: null } as const;
		return { ...nothing, ...left, damage };
	}
}

function readOpen(file: Hdf5File, withWeights: boolean): KerasHdf5 {
	const configuration = text(file.attribute('/', 'model_config'));
	const { model, damage } = readConfiguration(file, configuration);
	const names = file.attributeNames('/');
	let format: Format =
		configuration !== null
			? 'legacy-h5'
			: legacyNames.some((name) => names.includes(name))
				? 'legacy-h5-weights'
				: 'hdf5';
	let weights: WeightsFacts | null = null;
	let generation = model?.generation ?? (names.includes('nb_layers') ? 1 : null);
	let treeDamage: Damage | null = null;
	// Only the tree tells new weights from any other HDF5 file.
	if (withWeights || format === 'hdf5') {
		try {
			const tree = file.tree();
			weights = readWeights(file, tree, format);
			if (weights.layout === 'layers' || weights.layout === 'dependencies') {
				format = 'weights-h5';
				generation = generationOf(file, tree, weights.layout);
			}
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			treeDamage = error.damage;
		}
	}
	const version = text(file.attribute('/', 'keras_version'));
	return {
		format,
		writer: writerOf(
			// The loaders, too, take a model that states no version for one of Keras 1.
			version ?? (format === 'legacy-h5' ? '1' : null),
			text(file.attribute('/', 'backend')),
			model,
			generation,
		),
		model,
		weights: format === 'hdf5' ? null : weights,
		damage: damage ?? treeDamage,
	};
}

/** Keras 0 counted its layers, everything later names them, in several pieces when there are many. */
const legacyNames = ['layer_names', 'layer_names0', 'nb_layers'];

/** Keras 2.12 to 2.14 have a layout of their own; Keras 3.6 and later write each layer's name. */
function generationOf(
	file: Hdf5File,
	{ groups }: Hdf5Tree,
	layout: WeightsFacts['layout'],
): Writer['generation'] {
	if (layout === 'dependencies') return 2;
	const variables = groups.find((path) => /(^|\/)vars$/.test(path));
	return variables && file.attribute(`/${variables}`, 'name') !== null ? 3 : null;
}

function readConfiguration(
	file: Hdf5File,
	configuration: string | null,
): { model: ModelFacts | null; damage: Damage | null } {
	if (configuration === null) return { model: null, damage: null };
	try {
		const config = parseJson(configuration, 'model_config');
		const training = text(file.attribute('/', 'training_config'));
		return {
			model: readModelConfig(
				config,
				training === null ? null : parseJson(training, 'training_config'),
				'model_config',
			),
			damage: null,
		};
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		return { model: null, damage: damageOf(error, 'model_config') };
	}
}

function text(value: string | readonly string[] | null): string | null {
	return typeof value === 'string' ? value : (value?.[0] ?? null);
}

function readWeights(file: Hdf5File, tree: Hdf5Tree, format: Format): WeightsFacts {
	const legacy = format !== 'hdf5';
	const base = format === 'legacy-h5' ? 'model_weights/' : '';
	const paths = withSlashes(tree);
	const layout = legacy ? 'legacy' : layoutOf(paths);
	const isOfKeras = layout === 'layers' || layout === 'dependencies';
	const tensors = legacy ? inKerasOrder(file, tree, base) : paths.datasets;
	return {
		layout,
		tensors,
		...(isOfKeras && paths !== tree && { fromWindows: true }),
		...(tree.refused.length > 0 && { refused: tree.refused }),
		parameters: tensors
			.filter((tensor) => tensor.path.startsWith(base) && isOfTheModel(tensor))
			.reduce((sum, tensor) => sum + elementsOf(tensor), 0),
	};
}

/**
 * Keras 2.12 to 2.15 and tf-keras join the names of groups as the system does (`tf.io.gfile.join` in
 * keras/src/saving/saving_lib.py, 2.15.0): on Windows a file has the group `layers\dense`.
 */
export function slashed(path: string): string {
	return path.replaceAll('\\', '/');
}

/** The tree itself where no name in it has a backslash. */
function withSlashes(tree: Hdf5Tree): Hdf5Tree {
	if (!tree.groups.some((path) => path.includes('\\'))) return tree;
	return {
		...tree,
		groups: tree.groups.map(slashed),
		datasets: tree.datasets.map((tensor) => ({ ...tensor, path: slashed(tensor.path) })),
	};
}

/** State of the optimizer, of metrics and of random generators. */
const notOfTheModel =
	/^(optimizer|optimizer_weights|metrics)\/|(^|\/)(_?random_generator|seed_generator(_\d+)?)\//;

/** A weight that Keras counts among the model's parameters. */
export function isOfTheModel({ path }: TensorFacts): boolean {
	return !notOfTheModel.test(path);
}

/** The groups that Keras' walk over attributes makes; the older name is that of 2.12 to 2.14. */
function layoutOf({ groups, datasets }: Hdf5Tree): WeightsFacts['layout'] {
	if (groups.some((path) => /(^|\/)_layer_checkpoint_dependencies(\/|$)/.test(path))) {
		return 'dependencies';
	}
	const isVars = datasets.some(({ path }) => /(^|\/)vars\/\d+$/.test(path));
	return isVars || groups.includes('vars') ? 'layers' : 'unknown';
}

/** A weight of a legacy file, with the name that it has in its layer's group. */
export interface NamedTensor extends TensorFacts {
	readonly name: string;
}

/**
 * The weights of a legacy file by the layer that owns them, in the order that Keras goes by; `base` is
 * `model_weights` in a whole model and empty in a file of weights.
 * @throws Unreadable for a weight that is named and not there: the file was not written to its end.
 */
export function legacyWeights(
	file: Hdf5File,
	base: string,
): ReadonlyMap<string, readonly NamedTensor[]> {
	const { groups, datasets } = file.tree();
	const byPath = new Map(datasets.map((tensor) => [tensor.path, tensor]));
	const known = new Set(groups);
	const prefix = base === '' ? '' : `${base}/`;
	return new Map(
		names(file, `/${base}`, 'layer_names', known).map((layer) => [
			layer,
			names(file, `/${prefix}${layer}`, 'weight_names', known).map((name) => {
				const tensor = byPath.get(`${prefix}${layer}/${name}`);
				if (!tensor) throw hdf5Unreadable(`the weight ${name} of the layer ${layer} is not there`);
				return { ...tensor, name };
			}),
		]),
	);
}

/**
 * The variables of the optimizer of a whole model, in the order in which it keeps them: `save_optimizer_weights_to_hdf5_group`
 * in hdf5_format.py of tf_keras 2.21. Those that are named and not there are left out: Keras loads the model without.
 */
export function legacyOptimizer(file: Hdf5File): readonly NamedTensor[] {
	const { groups, datasets } = file.tree();
	const byPath = new Map(datasets.map((tensor) => [tensor.path, tensor]));
	return names(file, '/optimizer_weights', 'weight_names', new Set(groups)).flatMap((name) => {
		const tensor = byPath.get(`optimizer_weights/${name}`);
		return tensor ? [{ ...tensor, name }] : [];
	});
}

/** By the attributes that Keras goes by, since HDF5 sorts names; what they do not mention comes last. */
function inKerasOrder(file: Hdf5File, { groups, datasets }: Hdf5Tree, base: string): TensorFacts[] {
	const byPath = new Map(datasets.map((tensor) => [tensor.path, tensor]));
	const known = new Set(groups);
	const ordered: TensorFacts[] = [];
	for (const layer of names(file, `/${base.slice(0, -1)}`, 'layer_names', known)) {
		const group = base + layer;
		for (const weight of names(file, `/${group}`, 'weight_names', known)) {
			const tensor = byPath.get(`${group}/${weight}`);
			if (!tensor) continue;
			ordered.push(tensor);
			byPath.delete(tensor.path);
		}
	}
	return [...ordered, ...byPath.values()];
}

/** An attribute that Keras splits into `name0`, `name1` … when it is longer than 64 kB. */
function names(
	file: Hdf5File,
	group: string,
	name: string,
	known: ReadonlySet<string>,
): readonly string[] {
	if (group !== '/' && !known.has(group.slice(1))) return [];
	const whole = file.attribute(group, name);
	if (whole !== null) return typeof whole === 'string' ? [whole] : whole;
	const chunks: string[] = [];
	for (let index = 0; ; index++) {
		const chunk = file.attribute(group, `${name}${index}`);
		if (chunk === null) return chunks;
		chunks.push(...(typeof chunk === 'string' ? [chunk] : chunk));
	}
}
