import { reachingOperations } from '../../../knowledge/risks.ts';
import type { ProtobufMessage } from '../protobuf.ts';
import type { RiskFact } from '../risks.ts';

/** A name of an operation is short; what is longer is none. */
const longestName = 256;

/**
 * Every operation of a graph and of the functions in it. The list that a SavedModel states of itself is
 * not to be trusted. Sources, tensorflow/core/framework: graph.proto (`GraphDef`: `node` = 1, `library` =
 * 2), function.proto (`FunctionDefLibrary.function` = 1, `FunctionDef.node_def` = 3), node_def.proto
 * (`op` = 2).
 * @throws Unreadable
 */
export function operationsOf(graph: ProtobufMessage): ReadonlySet<string> {
	const operations = new Set<string>();
	const node = {
		message: (message: ProtobufMessage) =>
			message.read({
				2: { message: (op) => operations.add(op.size > longestName ? '' : op.text()) },
			}),
	};
	graph.read({
		1: node,
		2: {
			message: (library) =>
				library.read({ 1: { message: (definition) => definition.read({ 3: node }) } }),
		},
	});
	return operations;
}

/** Whether they have names as TensorFlow registers them: `Const`, `MatMul`, `Conv2D`. */
export function areOperations(operations: Iterable<string>): boolean {
	const names = [...operations];
	return names.length > 0 && names.every((name) => /^[A-Z][A-Za-z0-9]*$/.test(name));
}

/** Those that reach out of the graph. */
export function risksOfOperations(operations: Iterable<string>, where: string): RiskFact[] {
	return [...operations]
		.filter((operation) => reachingOperations.has(operation))
		.map((quote) => ({ id: 'graph-operation', where, quote }));
}
