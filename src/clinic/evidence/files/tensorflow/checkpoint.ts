import { ProtobufMessage } from '../protobuf.ts';
import { bytesSource } from '../source.ts';
import { Unreadable } from '../unreadable.ts';
import type { TensorBundle } from './tensor-bundle.ts';

/** A named edge from one object to another; `node` is the index of the other. */
export interface ObjectReference {
	readonly name: string;
	readonly node: number;
}

/** An object that was saved: a model, a layer, a variable, an optimizer. */
export interface TrackedObject {
	readonly children: readonly ObjectReference[];
	/**
	 * Its tensors; `key` is the tensor's name in the bundle, `fullName` the variable's name in the
	 * graph. A lookup table has two: its `key` with `-keys` and with `-values` behind it.
	 */
	readonly attributes: readonly {
		readonly name: string;
		readonly fullName: string;
		readonly key: string;
	}[];
	/** An optimizer's variables, each for one of the model's (`original`). */
	readonly slots: readonly {
		readonly name: string;
		readonly original: number;
		readonly node: number;
	}[];
}

/** The name under which a checkpoint of TensorFlow 2 has its graph (tensorflow/python/checkpoint/trackable/base.py). */
export const objectGraphKey = '_CHECKPOINTABLE_OBJECT_GRAPH';

/**
 * The objects of a checkpoint, the root first; null for one of TensorFlow 1, which has names only.
 * Source: tensorflow/core/protobuf/trackable_object_graph.proto: `nodes` = 1, of which `children`
 * = 1 (`node_id` = 1, `local_name` = 2), `attributes` = 2 (`name` = 1, `full_name` = 2,
 * `checkpoint_key` = 3), `slot_variables` = 3 (`original_variable_node_id` = 1, `slot_name` = 2,
 * `slot_variable_node_id` = 3).
 * @throws Unreadable as the bundle does, and `protobuf-…`.
 */
export function readObjectGraph(bundle: TensorBundle): readonly TrackedObject[] | null {
	if (!bundle.entries.has(objectGraphKey)) return null;
	const [bytes] = bundle.strings(objectGraphKey);
	if (!bytes) return null;
	const objects: TrackedObject[] = [];
	ProtobufMessage.of(bytesSource(bytes)).read({
		1: { message: (message) => objects.push(readTrackedObject(message)) },
	});
	return checked(objects, ({ children, slots }) => [
		...children.map(({ node }) => node),
		...slots.flatMap(({ original, node }) => [original, node]),
	]);
}

function readTrackedObject(message: ProtobufMessage): TrackedObject {
	const children: ObjectReference[] = [];
	const attributes: TrackedObject['attributes'][number][] = [];
	const slots: TrackedObject['slots'][number][] = [];
	message.read({
		1: { message: (child) => children.push(readReference(child)) },
		2: {
			message(attribute) {
				let [name, fullName, key] = ['', '', ''];
				attribute.read({
					1: { message: (value) => (name = value.text()) },
					2: { message: (value) => (fullName = value.text()) },
					3: { message: (value) => (key = value.text()) },
				});
				attributes.push({ name, fullName, key });
			},
		},
		3: { message: (slot) => slots.push(readSlot(slot)) },
	});
	return { children, attributes, slots };
}

/** `ObjectReference`: `node_id` = 1, `local_name` = 2. */
export function readReference(message: ProtobufMessage): ObjectReference {
	let name = '';
	let node = 0;
	message.read({
		1: { varint: (value) => (node = value) },
		2: { message: (value) => (name = value.text()) },
	});
	return { name, node };
}

/** `SlotVariableReference`: `original_variable_node_id` = 1, `slot_name` = 2, `slot_variable_node_id` = 3. */
export function readSlot(message: ProtobufMessage): TrackedObject['slots'][number] {
	let name = '';
	let [original, node] = [0, 0];
	message.read({
		1: { varint: (value) => (original = value) },
		2: { message: (value) => (name = value.text()) },
		3: { varint: (value) => (node = value) },
	});
	return { name, original, node };
}

/** The same objects. @throws Unreadable where one points at an object that is not there. */
export function checked<T>(
	objects: readonly T[],
	references: (object: T) => readonly number[],
): readonly T[] {
	for (const object of objects) {
		for (const node of references(object)) {
			if (node >= 0 && node < objects.length) continue;
			throw new Unreadable({
				kind: 'protobuf-invalid',
				member: null,
				detail: `object ${node} of ${objects.length}`,
			});
		}
	}
	return objects;
}
