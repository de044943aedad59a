import { hasBytes, mib, textOf, u16, u32 } from './bytes.ts';
import type { TensorFacts } from './facts.ts';
import {
	type Attribute,
	type AttributeParts,
	attributeParts,
	check,
	classes,
	globalHeap,
	globalHeapObjects,
	isLittleEndian,
	isUndefined,
	isVirtual,
	laterMessages,
	messageType,
	NotClassic,
	number,
	product,
	shapeOf,
	sound,
	textUntilZero,
	typeOf,
} from './hdf5-messages.ts';
import type { ObjectKind } from './hdf5-tree.ts';
import { bytesSource, type RandomAccessSource, sliceSource } from './source.ts';

/**
 * The layout that h5py writes unless told otherwise, and so every Keras: superblock 0 or 1, groups
 * as symbol tables, object headers of version 1. Read here because it is what nearly all files
 * have, in a hundredth of the time that the HDF5 library takes for 20,000 datasets, and without a
 * megabyte to load; and damage is found without the library, which may turn in circles over it.
 * References are to the HDF5 File Format Specification, version 3.0.
 */
export interface ClassicObject {
	readonly kind: ObjectKind;
	attributeNames(): string[];
	/** Undefined where there is none of that name. */
	attribute(name: string): Attribute | undefined;
	/** A group's objects by name; a soft link has the address of none. */
	children(): ReadonlyMap<string, number>;
	/** A dataset's shape and type. */
	tensor(): Pick<TensorFacts, 'shape' | 'dtype'>;
	/** How many bytes the file holds for a dataset. */
	stored(): number;
	/** A dataset's bytes where they lie. @throws NotClassic for chunks, filters and big-endian numbers. */
	bytes(): RandomAccessSource;
}

const mostMessages = 10_000;
const mostEntries = 400_000;
const largestBlock = 64 * mib;

/** Reads single objects of a classic file by their address. */
export interface ClassicFile {
	readonly root: number;
	object(address: number): ClassicObject;
}

/**
 * `data`: the same bytes without a cache, for what is read once and from end to end.
 * @throws NotClassic when the superblock is of a later version.
 */
export function openClassic(
	source: RandomAccessSource,
	offset: number,
	data: RandomAccessSource = source,
): ClassicFile {
	const superblock = source.read(offset, 112);
	const version = superblock[8] ?? 255;
	const addresses = version === 0 ? 24 : 28;
	// Sections II.A and III.C: base, free space, end of file, driver, then the root's symbol table entry.
	check(version <= 1 && superblock[13] === 8 && superblock[14] === 8, 'superblock');
	// With a user block every address counts from its end.
	const base = number(superblock, addresses);
	const reader = new Reader(source, base, data);
	return { root: number(superblock, addresses + 40), object: (address) => reader.object(address) };
}

class Reader {
	readonly #source: RandomAccessSource;
	readonly #base: number;
	readonly #contents: RandomAccessSource;
	/** The collection of the global heap that was read last. */
	#collection: { address: number; objects: ReadonlyMap<number, Uint8Array> } | undefined;

	constructor(source: RandomAccessSource, base: number, contents: RandomAccessSource) {
		this.#source = source;
		this.#base = base;
		this.#contents = contents;
	}

	object(address: number): ClassicObject {
		if (address === softLink) return linkObject;
		const messages = this.#messages(address);
		const find = (type: number) => messages.find((message) => message.type === type)?.body;
		const table = find(messageType.symbolTable);
		const dataspace = find(messageType.dataspace);
		const datatype = find(messageType.datatype);
		// Links in messages and dense attributes are of later layouts.
		check(!messages.some(({ type }) => laterMessages.has(type)), 'messages of a later layout');
		const attributes = () =>
			messages
				.filter(({ type }) => type === messageType.attribute)
				.map(({ body }) => attributeParts(body));
		const attribute = (name: string) => {
			const found = attributes().find((one) => one.name === name);
			return found && this.#value(found);
		};
		return {
			kind: table
				? 'group'
				: find(messageType.externalFiles)
					? 'external'
					: isVirtual(find(messageType.layout))
						? 'virtual'
						: dataspace && datatype
							? 'dataset'
							: 'other',
			attributeNames: () => attributes().map(({ name }) => name),
			attribute,
			children: () => (table ? this.#children(table) : new Map()),
			tensor: () => {
				if (!dataspace || !datatype) throw new NotClassic('no dataset');
				return { shape: shapeOf(dataspace) ?? [0], dtype: typeOf(datatype, attribute) };
			},
			stored: () => {
				const layout = find(messageType.layout);
				if (!layout) throw new NotClassic('no dataset');
				return layout[1] === 2 ? this.#chunks(layout) : this.#data(layout).size;
			},
			bytes: () => {
				const layout = find(messageType.layout);
				if (!datatype || !layout) throw new NotClassic('no dataset');
				check(isLittleEndian(datatype), 'byte order');
				return this.#data(layout);
			},
		};
	}

	/** Section IV.A.2.i, version 3: compact data stand in the message, contiguous ones in one piece. */
	#data(layout: Uint8Array): RandomAccessSource {
		const [version, kind] = layout;
		check(version === 3 && (kind === 0 || kind === 1), 'layout');
		if (kind === 0) return bytesSource(layout.slice(4, 4 + u16(layout, 2)));
		if (isUndefined(layout, 2)) return bytesSource(new Uint8Array(0));
		const length = number(layout, 10);
		const start = this.#base + number(layout, 2);
		sound(start + length <= this.#source.size, `addr overflow, addr = ${start}, size = ${length}`);
		return sliceSource(this.#contents, start, length);
	}

	/** Section III.A.1, node type 1: the stored sizes of all chunks, in the keys of a B-tree. */
	#chunks(layout: Uint8Array): number {
		const [version, , dimensions = 0] = layout;
		check(version === 3, 'layout');
		if (isUndefined(layout, 3)) return 0;
		const pair = 16 + 8 * dimensions;
		const nodes = [{ address: number(layout, 3), level: Number.POSITIVE_INFINITY }];
		let stored = 0;
		let visited = 0;
		for (let node = nodes.pop(); node; node = nodes.pop()) {
			sound(++visited <= mostEntries, 'a B-tree without end');
			const head = this.#read(node.address, 24);
			const level = head[5] ?? 0;
			sound(hasBytes(head, signatures.tree) && head[4] === 1, 'wrong B-tree signature');
			sound(level < node.level, 'bad B-tree level');
			const used = u16(head, 6);
			const pairs = this.#read(node.address + 24, pair * used);
			for (let at = 0; at < pair * used; at += pair) {
				if (level === 0) stored += u32(pairs, at);
				else nodes.push({ address: number(pairs, at + pair - 8), level });
			}
		}
		return stored;
	}

	/** `length` bytes, all of them. */
	#read(address: number, length: number): Uint8Array {
		const start = this.#base + address;
		sound(
			start + length <= this.#source.size,
			`addr overflow, addr = ${address}, size = ${length}`,
		);
		check(length <= largestBlock, `a block of ${length} bytes`);
		return this.#source.read(start, length);
	}

	/** Section IV.A.1: an object header of version 1, with its continuations. */
	#messages(address: number): { type: number; body: Uint8Array }[] {
		const head = this.#read(address, 16);
		check(!hasBytes(head, signatures.laterHeader), 'object header of a later layout');
		sound(head[0] === 1, 'bad object header version number');
		const count = u16(head, 2);
		check(count <= mostMessages, `${count} messages`);
		const messages: { type: number; body: Uint8Array }[] = [];
		const blocks = [{ address: address + 16, length: u32(head, 8) }];
		for (const block of blocks) {
			check(blocks.length <= count + 1, 'continuations');
			const bytes = this.#read(block.address, block.length);
			for (let at = 0; at + 8 <= bytes.length && messages.length < count; ) {
				const type = u16(bytes, at);
				const size = u16(bytes, at + 2);
				const flags = bytes[at + 4] ?? 0;
				const body = bytes.subarray(at + 8, at + 8 + size);
				sound(body.length === size, 'message size exceeds buffer end');
				// A shared message stands elsewhere.
				check((flags & 2) === 0, 'shared message');
				messages.push({ type, body });
				if (type === messageType.continuation) {
					blocks.push({ address: number(body, 0), length: number(body, 8) });
				}
				at += 8 + size;
			}
		}
		return messages;
	}

	/** Sections III.A.1, III.B and III.D: a B-tree over nodes of entries, their names in a heap. */
	#children(table: Uint8Array): Map<string, number> {
		const heap = this.#read(number(table, 8), 32);
		sound(hasBytes(heap, signatures.heap), 'bad local heap signature');
		const names = this.#read(number(heap, 24), number(heap, 8));
		const children = new Map<string, number>();
		const nodes = [{ address: number(table, 0), level: Number.POSITIVE_INFINITY }];
		let visited = 0;
		for (let node = nodes.pop(); node; node = nodes.pop()) {
			sound(++visited <= mostEntries, 'a B-tree without end');
			const head = this.#read(node.address, 24);
			if (hasBytes(head, signatures.node)) {
				this.#entries(node.address, u16(head, 6), names, children);
				continue;
			}
			const [, , , , type, level = 0] = head;
			// A level that does not fall would be a circle.
			sound(node.level !== 0, 'bad symbol table node signature');
			sound(hasBytes(head, signatures.tree), 'wrong B-tree signature');
			sound(type === 0 && level < node.level, 'bad B-tree level');
			const used = u16(head, 6);
			const pairs = this.#read(node.address + 24, 16 * used);
			for (let index = used - 1; index >= 0; index--) {
				nodes.push({ address: number(pairs, 16 * index + 8), level });
			}
		}
		return children;
	}

	#entries(address: number, count: number, names: Uint8Array, children: Map<string, number>): void {
		const bytes = this.#read(address + 8, 40 * count);
		for (let at = 0; at < 40 * count; at += 40) {
			const start = number(bytes, at);
			const end = names.indexOf(0, start);
			sound(end > start, 'unable to offset into local heap data block');
			const isLink = u32(bytes, at + 16) === 2;
			children.set(textOf(names.subarray(start, end)), isLink ? softLink : number(bytes, at + 8));
		}
		sound(children.size <= mostEntries, `more than ${mostEntries} entries in a group`);
	}

	#value({ datatype, dataspace, data }: AttributeParts): Attribute {
		const shape = shapeOf(dataspace);
		const typeClass = (datatype[0] ?? 0) & 15;
		const isVariable = typeClass === classes.variable && ((datatype[1] ?? 0) & 15) === 1;
		if (!shape || (typeClass !== classes.string && !isVariable)) return null;
		const size = u32(datatype, 4);
		const count = product(shape);
		check(size > 0 && count * size <= data.length, 'attribute');
		const texts = Array.from({ length: count }, (_, index) => {
			const value = data.subarray(index * size, (index + 1) * size);
			return isVariable ? this.#variable(value) : textUntilZero(value);
		});
		return shape.length === 0 ? (texts[0] ?? '') : texts;
	}

	/** Section III.E: a length, and where in which collection of the global heap the bytes are. */
	#variable(reference: Uint8Array): string {
		const length = u32(reference, 0);
		if (length === 0 || (u32(reference, 4) === 0 && u32(reference, 8) === 0)) return '';
		const address = number(reference, 4);
		if (this.#collection?.address !== address) {
			this.#collection = { address, objects: this.#objects(address) };
		}
		const object = this.#collection.objects.get(u32(reference, 12));
		sound(object !== undefined, 'bad heap index');
		// HDF5 makes room for all that is declared, up to 4 GB.
		sound(object.length >= length, `a text of ${length} bytes in ${object.length}`);
		return textUntilZero(object.subarray(0, length));
	}

	#objects(address: number): Map<number, Uint8Array> {
		const head = this.#read(address, 16);
		sound(hasBytes(head, globalHeap), 'bad global heap collection signature');
		return globalHeapObjects(this.#read(address, number(head, 8)));
	}
}

/** No object has it. */
const softLink = -1;
const linkObject: ClassicObject = {
	kind: 'link',
	attributeNames: () => [],
	attribute: () => undefined,
	children: () => new Map(),
	tensor: () => ({ shape: [0], dtype: 'object' }),
	stored: () => 0,
	bytes: () => bytesSource(new Uint8Array(0)),
};

const [heap, node, tree, laterHeader] = ['HEAP', 'SNOD', 'TREE', 'OHDR'].map((name) =>
	Array.from(name, (letter) => letter.charCodeAt(0)),
) as [number[], number[], number[], number[]];
const signatures = { heap, node, tree, laterHeader };
