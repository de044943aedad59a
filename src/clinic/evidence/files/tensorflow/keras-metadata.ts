import { ProtobufMessage } from '../protobuf.ts';
import type { RandomAccessSource } from '../source.ts';
import type { SavedModel } from './saved-model.ts';

/** What Keras 2 notes of one of its objects in a SavedModel. */
export interface KerasNode {
	/** The index of the object in the object graph of `saved_model.pb`. */
	readonly node: number;
	/** How the object is reached: `root`, `root.layer_with_weights-0`. */
	readonly path: string;
	/** `_tf_keras_sequential`, `_tf_keras_network`, `_tf_keras_model`, `_tf_keras_layer`, `_tf_keras_metric` … */
	readonly identifier: string;
	/** JSON: `class_name`, `config`, `name`, `trainable`, `build_input_shape`, `training_config` … */
	readonly metadata: string;
}

/**
 * `keras_metadata.pb`, as TensorFlow 2.5 to 2.15 and tf_keras write it beside the graph.
 * Source: tf_keras/protobuf/saved_metadata.proto: `nodes` = 1, of which `node_id` = 2, `node_path`
 * = 3, `identifier` = 4, `metadata` = 5.
 * @throws Unreadable `protobuf-truncated` or `protobuf-invalid`.
 */
export function readKerasMetadata(source: RandomAccessSource): readonly KerasNode[] {
	const nodes: KerasNode[] = [];
	ProtobufMessage.of(source).read({
		1: {
			message(message) {
				let node = 0;
				let [path, identifier, metadata] = ['', '', ''];
				message.read({
					2: { varint: (value) => (node = value) },
					3: { message: (value) => (path = value.text()) },
					4: { message: (value) => (identifier = value.text()) },
					5: { message: (value) => (metadata = value.text()) },
				});
				nodes.push({ node, path, identifier, metadata });
			},
		},
	});
	return nodes;
}

/**
 * The same from `saved_model.pb` alone, where TensorFlow 2.0 to 2.4 keep it in the object graph.
 * Empty for a model that no Keras saved. Paths are the shortest ones, as those of `keras_metadata.pb`.
 */
export function kerasNodesOf({ metaGraphs }: SavedModel): readonly KerasNode[] {
	const objects = metaGraphs[0]?.objects ?? [];
	const paths = new Map([[0, 'root']]);
	// Grows while it is walked: breadth first. Every object is entered once.
	for (const [node, path] of paths) {
		for (const child of objects[node]?.children ?? []) {
			if (!paths.has(child.node)) paths.set(child.node, `${path}.${child.name}`);
		}
	}
	return objects.flatMap(({ identifier, metadata }, node) =>
		identifier.startsWith('_tf_keras_') && metadata !== ''
			? [{ node, path: paths.get(node) ?? '', identifier, metadata }]
			: [],
	);
}
