import { ProtobufMessage } from '../protobuf.ts';
import type { RandomAccessSource } from '../source.ts';
import { areOperations, operationsOf, risksOfOperations } from '../tensorflow/graph-operations.ts';
import { damageOf } from '../unreadable.ts';
import { type Findings, nothing } from './findings.ts';

/**
 * True for a `GraphDef` with nodes: what TensorFlow 1 froze into one `.pb`.
 * Source: tensorflow/core/framework/graph.proto (`node` = 1), node_def.proto (`name` = 1, `op` = 2).
 */
export function isFrozenGraph(source: RandomAccessSource): boolean {
	const { operations, damage } = readOperations(source);
	return damage === null && areOperations(operations);
}

/** Says that it is a graph: there is no Keras configuration in it. Never throws. */
export function readFrozenGraph(source: RandomAccessSource): Findings {
	const { operations, damage } = readOperations(source);
	return { ...nothing, format: 'frozen-graph', risks: risksOfOperations(operations, ''), damage };
}

function readOperations(source: RandomAccessSource): {
	readonly operations: readonly string[];
	readonly damage: Findings['damage'];
} {
	try {
		return { operations: [...operationsOf(ProtobufMessage.of(source))], damage: null };
	} catch (error) {
		return { operations: [], damage: damageOf(error) };
	}
}
