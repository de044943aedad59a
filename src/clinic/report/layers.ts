import { readFacts } from '../evidence/files/read.ts';
import type { GivenFile } from '../evidence/files/source.ts';
import { type LayerTable, layerTable } from '../model/layer-table.ts';
import { type GraphLevel, layOutGraph } from './layer-graph.ts';

/** Which of the models in what was given. */
export interface ModelPlace {
	readonly path: string;
	readonly archives: readonly string[];
}

export interface ModelLayers extends LayerTable {
	/** The model itself first, then every model in it. */
	readonly graph: readonly GraphLevel[];
}

/** Reads the layers of a model, as a table and laid out as a graph; null where there are none. */
export async function readLayers(
	files: readonly GivenFile[],
	{ path, archives }: ModelPlace,
): Promise<ModelLayers | null> {
	const models = await readFacts(files, { weights: true });
	const facts = models.find(
		({ input, archives: own }) => input.path === path && own.join('\n') === archives.join('\n'),
	);
	const table = facts && layerTable(facts);
	return table ? { ...table, graph: table.isConnected ? layOutGraph(table.rows) : [] } : null;
}
