import type { Damage, FileFacts, ModelFacts, TensorFacts, WeightsFacts, Writer } from './facts.ts';
import { type Hdf5File, type Hdf5Tree, openHdf5 } from './hdf5.ts';
import { parseJson } from './json.ts';
import { readModelConfig } from './model-config.ts';
import type { RandomAccessSource } from './source.ts';
import { damageOf } from './unreadable.ts';
import { writerOf } from './writer.ts';

export interface KerasHdf5 {
	readonly format: FileFacts['format'];
	readonly writer: Writer | null;
	readonly model: ModelFacts | null;
	readonly weights: WeightsFacts | null;
	readonly damage: Damage | null;
}

/**
 * What an HDF5 file says of a Keras model. Layouts: keras-errors, section (a), rows 1 to 3 and 7.
 * Never throws: a file that HDF5 refuses has `damage` and nothing else.
 */
export async function readKerasHdf5(
	source: RandomAccessSource,
	options: { readonly weights: boolean },
): Promise<KerasHdf5> {
	const nothing = { format: 'hdf5', writer: null, model: null, weights: null } as const;
	let file: Hdf5File;
	try {
		file = await openHdf5(source);
	} catch (error) {
		return { ...nothing, damage: damageOf(error) };
	}
	try {
		return readOpen(file, options.weights);
	} catch (error) {
		return { ...nothing, damage: damageOf(error) };
	} finally {
		file.close();
	}
}

function readOpen(file: Hdf5File, withWeights: boolean): KerasHdf5 {
	const version = text(file.attribute('/', 'keras_version'));
	const backend = text(file.attribute('/', 'backend'));
	const configuration = text(file.attribute('/', 'model_config'));
	const { model, damage } = readConfiguration(file, configuration);
	let weights: WeightsFacts | null = null;
	let treeDamage: Damage | null = null;
	let format: FileFacts['format'] = 'legacy-h5';
	if (configuration === null) {
		// Keras 0 counted its layers (`nb_layers`), everything later names them.
		const names = file.attributeNames('/');
		format = ['layer_names', 'layer_names0', 'nb_layers'].some((name) => names.includes(name))
			? 'legacy-h5-weights'
			: 'hdf5';
	}
	// Only the tree tells new weights from any other HDF5 file.
	if (withWeights || format === 'hdf5') {
		try {
			weights = readWeights(file, file.tree(), format);
			if (format === 'hdf5' && (weights.layout === 'layers' || weights.layout === 'dependencies')) {
				format = 'weights-h5';
			}
		} catch (error) {
			treeDamage = damageOf(error);
		}
	}
	const generation =
		model?.generation ??
		(weights?.layout === 'dependencies' || file.attributeNames('/').includes('nb_layers')
			? weights?.layout === 'dependencies'
				? 2
				: 1
			: null);
	return {
		format,
		// The loaders, too, take a model that states no version for one of Keras 1.
		writer: writerOf(version ?? (format === 'legacy-h5' ? '1' : null), backend, model, generation),
		model,
		weights: format === 'hdf5' ? null : weights,
		damage: damage ?? treeDamage,
	};
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
		return { model: null, damage: damageOf(error, 'model_config') };
	}
}

function text(value: string | readonly string[] | null): string | null {
	return typeof value === 'string' ? value : (value?.[0] ?? null);
}

function readWeights(file: Hdf5File, tree: Hdf5Tree, format: FileFacts['format']): WeightsFacts {
	const legacy = format !== 'hdf5';
	const base = format === 'legacy-h5' ? 'model_weights' : '';
	const tensors = legacy ? inKerasOrder(file, tree, base) : tree.datasets;
	return {
		layout: legacy ? 'legacy' : layoutOf(tree),
		tensors,
		parameters: tensors
			.filter(({ path }) => !notOfTheModel.test(path))
			.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0),
	};
}

/** State of the optimizer, of metrics and of random generators. */
const notOfTheModel =
	/^(optimizer|optimizer_weights|metrics)\/|(^|\/)(_?random_generator|seed_generator(_\d+)?)\//;

/** The groups that Keras' walk over attributes makes; the older name is that of 2.12 to 2.14. */
function layoutOf({ groups, datasets }: Hdf5Tree): WeightsFacts['layout'] {
	if (groups.some((path) => /(^|\/)_layer_checkpoint_dependencies(\/|$)/.test(path))) {
		return 'dependencies';
	}
	const isVars = datasets.some(({ path }) => /(^|\/)vars\/\d+$/.test(path));
	return isVars || groups.includes('vars') ? 'layers' : 'unknown';
}

/** By the attributes that Keras goes by, since HDF5 sorts names; what they do not mention comes last. */
function inKerasOrder(file: Hdf5File, { groups, datasets }: Hdf5Tree, base: string): TensorFacts[] {
	const byPath = new Map(datasets.map((tensor) => [tensor.path, tensor]));
	const known = new Set(groups);
	const ordered: TensorFacts[] = [];
	for (const layer of names(file, `/${base}`, 'layer_names', known)) {
		const group = base === '' ? layer : `${base}/${layer}`;
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
