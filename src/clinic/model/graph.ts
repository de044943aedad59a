import {
	type Call,
	type Layer,
	type Model,
	mapCall,
	mapTensors,
	type Reference,
	tensorsIn,
	tensorsOfCall,
} from './model.ts';
import { ModelRefused } from './refusal.ts';

/**
 * Counts calls from 0. A nested model has a call of its own making, which Keras 2 counts everywhere
 * (but for some Sequential models) and Keras 3 in a model's outputs only: `kept_nodes = 1` in
 * `get_config`. The last call is the output of something, which tells whether it is counted.
 */
export function counted(model: Model, generation: 2 | 3): Model {
	const inGraph = model.layers.flatMap(({ calls }) => calls.flatMap(tensorsOfCall));
	const inOutputs = tensorsIn(model.outputs);
	const everywhere = [...inGraph, ...inOutputs];
	const shifts = (references: readonly Reference[]) =>
		new Set(
			model.layers
				.filter(
					(layer) =>
						layer.model &&
						references.some(
							({ layer: name, call }) => name === layer.name && call >= layer.calls.length,
						),
				)
				.map(({ name }) => name),
		);
	const shifted = (names: ReadonlySet<string>) => (one: Reference) =>
		names.has(one.layer) ? { ...one, call: one.call - 1 } : one;
	const graphShift = shifted(shifts(generation === 2 ? everywhere : inGraph));
	return {
		...model,
		layers: model.layers.map((layer) => ({
			...layer,
			calls: layer.calls.map((call) => mapCall(call, graphShift)),
		})),
		outputs: mapTensors(model.outputs, shifted(shifts(generation === 2 ? everywhere : inOutputs))),
	};
}

/** Every reference leads to a call, and no call waits for itself. */
export function checked(model: Model): Model {
	const named = new Map(model.layers.map((layer) => [layer.name, layer]));
	const exists = (by: string, { layer, call }: Reference) => {
		const found = named.get(layer);
		if (!found) throw new ModelRefused(by, 'input-missing', { input: layer });
		// An input layer has a call that is written nowhere.
		if (call < 0 || call >= Math.max(1, found.calls.length)) {
			throw new ModelRefused(by, 'output-missing', { input: layer, call });
		}
	};
	for (const layer of model.layers) {
		for (const call of layer.calls) {
			for (const tensor of tensorsOfCall(call)) exists(layer.name, tensor);
		}
	}
	for (const tensor of [...tensorsIn(model.inputs), ...tensorsIn(model.outputs)]) {
		exists(model.name, tensor);
	}
	orderOfCalls(model);
	return model;
}

export interface PlacedCall {
	readonly layer: Layer;
	readonly index: number;
	readonly call: Call;
}

/** All calls of a functional model, each behind those that it needs. @throws ModelRefused for a circle. */
export function orderOfCalls(model: Model): readonly PlacedCall[] {
	const waiting = new Map<string, PlacedCall>();
	for (const layer of model.layers) {
		for (const [index, call] of layer.calls.entries()) {
			waiting.set(`${index} ${layer.name}`, { layer, index, call });
		}
	}
	const ordered: PlacedCall[] = [];
	const missing = new Map<string, number>();
	const followers = new Map<string, string[]>();
	const ready: string[] = [];
	for (const [key, { call }] of waiting) {
		const needs = new Set(
			tensorsOfCall(call)
				.map((one) => `${one.call} ${one.layer}`)
				.filter((one) => waiting.has(one)),
		);
		missing.set(key, needs.size);
		if (needs.size === 0) ready.push(key);
		for (const need of needs) followers.set(need, [...(followers.get(need) ?? []), key]);
	}
	for (const key of ready) {
		const placed = waiting.get(key);
		if (placed) ordered.push(placed);
		for (const follower of followers.get(key) ?? []) {
			const left = (missing.get(follower) ?? 0) - 1;
			missing.set(follower, left);
			if (left === 0) ready.push(follower);
		}
	}
	if (ordered.length < waiting.size) {
		const circle = [...waiting.values()].find(({ layer, index }) =>
			missing.get(`${index} ${layer.name}`),
		);
		throw new ModelRefused(circle?.layer.name ?? model.name, 'circle');
	}
	return ordered;
}
