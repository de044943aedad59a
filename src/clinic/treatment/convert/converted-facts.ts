import { configurationOf, keepConfiguration } from '../../evidence/files/configurations.ts';
import type { FileFacts, ModelFacts } from '../../evidence/files/facts.ts';
import { isObject, type Json } from '../../evidence/files/json.ts';
import type { TraitFact } from '../../evidence/files/loading-traits.ts';
import { readModelConfig } from '../../evidence/files/model-config.ts';
import { bytesSource } from '../../evidence/files/source.ts';
import { layerKinds } from '../../forecast/layer-kinds.ts';
import { isKeras1, keras2Configuration } from '../../model/from-keras-1.ts';
import { lostAxis } from '../../model/lost-axes.ts';
import type { Layer, Model, Weight } from '../../model/model.ts';
import { readModel } from '../../model/read-config.ts';
import { ModelRefused } from '../../model/refusal.ts';
import { ownWeights } from '../../model/weight-slots.ts';
import { planTreatments } from '../plan.ts';
import { Context } from './context.ts';
import { inKeras3 } from './convert.ts';
import { ConversionRefused } from './failure.ts';
import { layerOfOtherMasks, type Reader } from './mask-flow.ts';
import { keras3Config } from './write-config.ts';

/**
 * The facts together with what follows from the graph of a model of Keras 2: whether Keras 3 takes its masks or
 * its axes for others, and what our conversion would make of it. By the configuration alone: weights are taken to be
 * there and to fit. The facts must be those that `readFacts` gave in this thread.
 */
export function withConverted(facts: FileFacts): FileFacts {
	const { model } = facts;
	const isOffered = planTreatments(facts).some(
		({ id, blockedBy }) => id === 'convert-to-keras3' && blockedBy.length === 0,
	);
	// What was read from a bundle has it already, or never had it.
	if (!model || !isOffered || facts.repro) return facts;
	const version = facts.writer?.version ?? null;
	const config = configurationOf(model);
	try {
		const graph = readModel(isKeras1(version) ? keras2Configuration(config) : config);
		const traits = [
			...model.traits,
			...maskTraits(graph, new Context(version).version),
			...axisTraits(graph, config),
		];
		const whole = { ...model, traits };
		keepConfiguration(whole, config);
		return { ...facts, model: whole, converted: converted(facts, graph, version) };
	} catch (error) {
		// It is no graph of layers: one without names, or that goes in a circle.
		if (error instanceof ModelRefused) return { ...facts, converted: null };
		throw error;
	}
}

const readers: readonly Reader[] = ['before-3.4', 'since-3.4'];

function maskTraits(model: Model, version: readonly number[]): TraitFact[] {
	// Keras 3 hands on its own masks.
	if (version[0] === 3) return [];
	return readers.flatMap((reader) => {
		const layer = layerOfOtherMasks(model, version, reader);
		if (!layer) return [];
		const { name, className } = layer;
		return [{ id: `masks-differ-${reader}` as const, layer: name, className, value: 'null' }];
	});
}

function axisTraits(model: Model, config: Json): TraitFact[] {
	const lost = lostAxis(model, isObject(config) ? (config['config'] ?? null) : null);
	if (!lost) return [];
	const { layer, effect } = lost;
	return [{ id: 'axis-lost', layer: layer.name, className: layer.className, value: effect }];
}

function converted(facts: FileFacts, graph: Model, version: string | null): ModelFacts | null {
	// The words of a lookup may lie beside the configuration; a `.h5` has no place for them.
	const hasAssets = facts.format === 'keras-v3' || facts.format === 'saved-model';
	const config = facts.model && configurationOf(facts.model);
	const form = facts.format === 'legacy-h5' ? 'h5' : 'keras';
	try {
		const whole = { ...graph, layers: graph.layers.map((layer) => complete(layer, hasAssets)) };
		const { model } = inKeras3({ model: whole, version, config, form }, new Context(version));
		const made = readModelConfig(keras3Config(model, null));
		return { ...made, layers: layerKinds(made) };
	} catch (error) {
		if (error instanceof ModelRefused || error instanceof ConversionRefused) return null;
		throw error;
	}
}

/** A layer with the weights and words that its file should have. */
function complete(layer: Layer, hasAssets: boolean): Layer {
	const roles = ownWeights(layer)?.map(({ role }) => role) ?? ['variable'];
	const inner = (one: Layer) => complete(one, hasAssets);
	return {
		...layer,
		weights: roles.map(assumedWeight),
		...(hasAssets && { vocabulary: [] }),
		parts: layer.parts.map(({ slot, layer }) => ({ slot, layer: inner(layer) })),
		model: layer.model && { ...layer.model, layers: layer.model.layers.map(inner) },
	};
}

function assumedWeight(role: string): Weight {
	const bytes = bytesSource(new Uint8Array(0));
	return { role, tensor: { path: role, shape: [], dtype: 'float32', bytes } };
}
