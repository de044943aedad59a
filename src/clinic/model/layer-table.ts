import { configurationOf } from '../evidence/files/configurations.ts';
import type { FileFacts, ModelFacts } from '../evidence/files/facts.ts';
import { isObject, type Json } from '../evidence/files/json.ts';
import { dtypeName } from '../evidence/files/model-config.ts';
import { type Layer, type Model, tensorsOfCall } from './model.ts';
import { outputShapes, type Shape } from './output-shapes.ts';
import { parametersByLayer } from './parameters.ts';
import { readModel } from './read-config.ts';
import { ModelRefused } from './refusal.ts';

/** What is known of one layer. Plain data; other layers are named by their place in the table. */
export interface LayerRow {
	readonly name: string;
	readonly className: string;
	/** How deep it is nested: 0 in the model itself. */
	readonly depth: number;
	/** The nested model or wrapper that it is in; null in the model itself. */
	readonly holder: number | null;
	/** Whether it is a model with layers of its own. */
	readonly isModel: boolean;
	/** Of its first output in its first call, where it is told or follows. */
	readonly outputShape: Shape | null;
	readonly dtype: string | null;
	/** With the layers in it, as `count_params()` of Keras counts; null where the file does not tell. */
	readonly parameters: number | null;
	/** Without the layers in it. */
	readonly ownParameters: number | null;
	/** The layers beside it whose outputs it takes, each once. */
	readonly inputs: readonly number[];
	/** How often it is called: a shared layer more than once. */
	readonly calls: number;
	/** Whether its class is not one of Keras. */
	readonly isCustom: boolean;
}

export interface LayerTable {
	/** Every layer at any depth, in the order of the configuration, what it holds behind it. */
	readonly rows: readonly LayerRow[];
	/** Whether the file tells how the layers are connected; else every `inputs` is empty. */
	readonly isConnected: boolean;
}

/**
 * The layers of a model with what its file tells of each. The facts must be those that `readFacts` gave in
 * this thread. Null for a file without a model.
 */
export function layerTable({ model: facts, weights }: FileFacts): LayerTable | null {
	if (!facts) return null;
	const config = configurationOf(facts);
	const model = graphOf(config);
	if (!model) return { rows: unconnected(facts), isConnected: false };
	const parameters = weights && parametersByLayer(model, weights);
	const shapes = outputShapes(model, isObject(config) ? (config['config'] ?? null) : null);
	const custom = new Set(facts.customObjects);
	const rows: LayerRow[] = [];

	const inModel = (inner: Model, depth: number, holder: number | null) => {
		const places = new Map<string, number>();
		for (const layer of inner.layers) {
			places.set(layer.name, rows.length);
			add(layer, depth, holder);
		}
		// Inputs may stand behind the layers that take them.
		let before: number | undefined;
		for (const layer of inner.layers) {
			const place = places.get(layer.name);
			const row = place === undefined ? undefined : rows[place];
			if (place === undefined || !row) continue;
			const taken =
				inner.kind === 'sequential'
					? [before]
					: layer.calls.flatMap(tensorsOfCall).map((tensor) => places.get(tensor.layer));
			const inputs = [...new Set(taken)].filter((one) => one !== undefined);
			rows[place] = { ...row, inputs };
			before = place;
		}
	};
	const add = (layer: Layer, depth: number, holder: number | null) => {
		const place = rows.length;
		const count = parameters?.get(layer);
		rows.push({
			name: layer.name,
			className: layer.className,
			depth,
			holder,
			isModel: layer.model !== null,
			outputShape: shapes.get(layer) ?? null,
			dtype: dtypeName(layer.settings['dtype']),
			parameters: count?.total ?? null,
			ownParameters: count?.own ?? null,
			inputs: [],
			calls: Math.max(1, layer.calls.length),
			isCustom: custom.has(plainName(layer.className)),
		});
		if (layer.model) inModel(layer.model, depth + 1, place);
		for (const { layer: part } of layer.parts) add(part, depth + 1, place);
	};
	inModel(model, 0, null);
	return { rows, isConnected: true };
}

/** Null for a model that is a class of its own, and for a graph that does not hold together. */
function graphOf(config: Json): Model | null {
	try {
		return readModel(config);
	} catch (error) {
		if (error instanceof ModelRefused) return null;
		throw error;
	}
}

/** The layers as they stand in the configuration. */
function unconnected({ layers, customObjects }: ModelFacts): LayerRow[] {
	const custom = new Set(customObjects);
	const holders: number[] = [];
	return layers.map(({ name, className, depth }, place) => {
		holders[depth] = place;
		return {
			name,
			className,
			depth,
			holder: depth === 0 ? null : (holders[depth - 1] ?? null),
			isModel: false,
			outputShape: null,
			dtype: null,
			parameters: null,
			ownParameters: null,
			inputs: [],
			calls: 1,
			isCustom: custom.has(plainName(className)),
		};
	});
}

/** Without its registration: `Custom>MyLayer` is `MyLayer`. */
function plainName(className: string): string {
	return className.slice(className.lastIndexOf('>') + 1);
}
