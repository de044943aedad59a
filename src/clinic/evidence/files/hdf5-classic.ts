import { hasBytes, mib, textOf, viewOf } from './bytes.ts';
import type { TensorFacts } from './facts.ts';
import { hdf5Unreadable } from './hdf5-tree.ts';
import { bytesSource, type RandomAccessSource, sliceSource } from './source.ts';

/**
 * The layout that h5py writes unless told otherwise, and so every Keras: superblock 0 or 1, groups
 * as symbol tables, object headers of version 1. Read here because it is what nearly all files
 * have, in a hundredth of the time that the HDF5 library takes for 20,000 datasets, and without a
 * megabyte to load; and damage is found without the library, which may turn in circles over it.
 * References are to the HDF5 File Format Specification, version 3.0.
 */
export interface ClassicObject {
	readonly kind: 'group' | 'dataset' | 'outside' | 'other';
	readonly attributes: ReadonlyMap<string, Attribute>;
	/** A group's objects by name; soft links are left out. */
	children(): ReadonlyMap<string, number>;
	/** A dataset's shape and type. */
	tensor(): Pick<TensorFacts, 'shape' | 'dtype'>;
	/** A dataset's bytes where they lie. @throws NotClassic for chunks, filters and big-endian numbers. */
	bytes(): RandomAccessSource;
}

/** Strings; null for every other type of value. */
export type Attribute = string | readonly string[] | null;

/** Thrown for what a classic file need not have: the HDF5 library then has the word. */
export class NotClassic extends Error {}

const undefinedAddress = 0xffff_ffff_ffff_ffffn;
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
	const view = viewOf(superblock);
	// With a user block every address counts from its end.
	const base = number(view, addresses);
	const reader = new Reader(source, base, data);
	return { root: number(view, addresses + 40), object: (address) => reader.object(address) };
}

class Reader {
	readonly #source: RandomAccessSource;
	readonly #base: number;
	readonly #contents: RandomAccessSource;

	constructor(source: RandomAccessSource, base: number, contents: RandomAccessSource) {
		this.#source = source;
		this.#base = base;
		this.#contents = contents;
	}

	object(address: number): ClassicObject {
		const messages = this.#messages(address);
		const find = (type: number) => messages.find((message) => message.type === type)?.body;
		const table = find(messageType.symbolTable);
		const dataspace = find(messageType.dataspace);
		const datatype = find(messageType.datatype);
		// Links in messages and dense attributes are of later layouts.
		check(!messages.some(({ type }) => laterMessages.has(type)), 'messages of a later layout');
		const attributes = new Map(
			messages
				.filter(({ type }) => type === messageType.attribute)
				.map(({ body }) => this.#attribute(body)),
		);
		return {
			kind: table
				? 'group'
				: find(messageType.externalFiles)
					? 'outside'
					: dataspace && datatype
						? 'dataset'
						: 'other',
			attributes,
			children: () => (table ? this.#children(table) : new Map()),
			tensor: () => {
				if (!dataspace || !datatype) throw new NotClassic('no dataset');
				return { shape: shapeOf(dataspace) ?? [0], dtype: typeOf(datatype, attributes) };
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
		const view = viewOf(layout);
		if (kind === 0) return bytesSource(layout.slice(4, 4 + view.getUint16(2, true)));
		const isAbsent = view.getBigUint64(2, true) === undefinedAddress;
		if (isAbsent) return bytesSource(new Uint8Array(0));
		const length = number(view, 10);
		const start = this.#base + number(view, 2);
		sound(start + length <= this.#source.size, `addr overflow, addr = ${start}, size = ${length}`);
		return sliceSource(this.#contents, start, length);
	}

	/** `length` bytes, all of them. */
	#read(address: number, length: number): Uint8Array {
		check(length <= largestBlock, `a block of ${length} bytes`);
		const bytes = this.#source.read(this.#base + address, length);
		sound(bytes.length === length, `addr overflow, addr = ${address}, size = ${length}`);
		return bytes;
	}

	/** Section IV.A.1: an object header of version 1, with its continuations. */
	#messages(address: number): { type: number; body: Uint8Array }[] {
		const head = this.#read(address, 16);
		check(!hasBytes(head, signatures.laterHeader), 'object header of a later layout');
		sound(head[0] === 1, 'bad object header version number');
		const count = viewOf(head).getUint16(2, true);
		check(count <= mostMessages, `${count} messages`);
		const messages: { type: number; body: Uint8Array }[] = [];
		const blocks = [{ address: address + 16, length: viewOf(head).getUint32(8, true) }];
		for (const block of blocks) {
			check(blocks.length <= count + 1, 'continuations');
			const bytes = this.#read(block.address, block.length);
			const view = viewOf(bytes);
			for (let at = 0; at + 8 <= bytes.length && messages.length < count; ) {
				const type = view.getUint16(at, true);
				const size = view.getUint16(at + 2, true);
				const flags = bytes[at + 4] ?? 0;
				const body = bytes.subarray(at + 8, at + 8 + size);
				sound(body.length === size, 'message size exceeds buffer end');
				// A shared message stands elsewhere.
				check((flags & 2) === 0, 'shared message');
				messages.push({ type, body });
				if (type === messageType.continuation) {
					const target = viewOf(body);
					blocks.push({ address: number(target, 0), length: number(target, 8) });
				}
				at += 8 + size;
			}
		}
		return messages;
	}

	/** Sections III.A.1, III.B and III.D: a B-tree over nodes of entries, their names in a heap. */
	#children(table: Uint8Array): Map<string, number> {
		const view = viewOf(table);
		const heap = this.#read(number(view, 8), 32);
		sound(hasBytes(heap, signatures.heap), 'bad local heap signature');
		const names = this.#read(number(viewOf(heap), 24), number(viewOf(heap), 8));
		const children = new Map<string, number>();
		const nodes = [{ address: number(view, 0), level: Number.POSITIVE_INFINITY }];
		let visited = 0;
		for (let node = nodes.pop(); node; node = nodes.pop()) {
			sound(++visited <= mostEntries, 'a B-tree without end');
			const head = this.#read(node.address, 24);
			if (hasBytes(head, signatures.node)) {
				this.#entries(node.address, viewOf(head).getUint16(6, true), names, children);
				continue;
			}
			const [, , , , type, level = 0] = head;
			// A level that does not fall would be a circle.
			sound(node.level !== 0, 'bad symbol table node signature');
			sound(hasBytes(head, signatures.tree), 'wrong B-tree signature');
			sound(type === 0 && level < node.level, 'bad B-tree level');
			const used = viewOf(head).getUint16(6, true);
			const pairs = viewOf(this.#read(node.address + 24, 16 * used));
			for (let index = used - 1; index >= 0; index--) {
				nodes.push({ address: number(pairs, 16 * index + 8), level });
			}
		}
		return children;
	}

	#entries(address: number, count: number, names: Uint8Array, children: Map<string, number>): void {
		const bytes = viewOf(this.#read(address + 8, 40 * count));
		for (let at = 0; at < 40 * count; at += 40) {
			const start = number(bytes, at);
			const end = names.indexOf(0, start);
			sound(end > start, 'unable to offset into local heap data block');
			const isSoftLink = bytes.getUint32(at + 16, true) === 2;
			if (!isSoftLink) children.set(textOf(names.subarray(start, end)), number(bytes, at + 8));
		}
		sound(children.size <= mostEntries, `more than ${mostEntries} entries in a group`);
	}

	/** Section IV.A.2.m. Version 1 pads its parts to eight bytes; later ones have no padding. */
	#attribute(body: Uint8Array): [string, Attribute] {
		const view = viewOf(body);
		const version = body[0] ?? 0;
		check(version >= 1 && version <= 3 && (version === 1 || body[1] === 0), 'attribute');
		const sizes = [2, 4, 6].map((at) => view.getUint16(at, true));
		const padded = sizes.map((size) => (version === 1 ? Math.ceil(size / 8) * 8 : size));
		const [nameSize = 0, typeSize = 0, spaceSize = 0] = padded;
		const start = version === 3 ? 9 : 8;
		const name = textUntilZero(body.subarray(start, start + nameSize));
		const datatype = body.subarray(start + nameSize, start + nameSize + typeSize);
		const dataspace = body.subarray(
			start + nameSize + typeSize,
			start + nameSize + typeSize + spaceSize,
		);
		const data = body.subarray(start + nameSize + typeSize + spaceSize);
		return [name, this.#value(datatype, dataspace, data)];
	}

	#value(datatype: Uint8Array, dataspace: Uint8Array, data: Uint8Array): Attribute {
		const shape = shapeOf(dataspace);
		const typeClass = (datatype[0] ?? 0) & 15;
		const isVariable = typeClass === classes.variable && ((datatype[1] ?? 0) & 15) === 1;
		if (!shape || (typeClass !== classes.string && !isVariable)) return null;
		const size = viewOf(datatype).getUint32(4, true);
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
		const view = viewOf(reference);
		const length = view.getUint32(0, true);
		if (length === 0 || view.getBigUint64(4, true) === 0n) return '';
		const address = number(view, 4);
		const index = view.getUint32(12, true);
		const head = this.#read(address, 16);
		sound(hasBytes(head, signatures.globalHeap), 'bad global heap collection signature');
		const size = number(viewOf(head), 8);
		for (let at = 16; at + 16 <= size; ) {
			const object = viewOf(this.#read(address + at, 16));
			const objectSize = number(object, 8);
			const found = object.getUint16(0, true);
			if (found === index) {
				check(objectSize >= length, 'global heap object');
				return textUntilZero(this.#read(address + at + 16, length));
			}
			// Index 0 is the free space behind the last object.
			sound(found !== 0, 'bad heap index');
			at += 16 + Math.ceil(objectSize / 8) * 8;
		}
		throw hdf5Unreadable('bad heap index');
	}
}

const [heap, node, tree, globalHeap, laterHeader] = ['HEAP', 'SNOD', 'TREE', 'GCOL', 'OHDR'].map(
	(name) => Array.from(name, (letter) => letter.charCodeAt(0)),
) as [number[], number[], number[], number[], number[]];
const signatures = { heap, node, tree, globalHeap, laterHeader };

/** Section IV.A.2. */
const messageType = {
	dataspace: 0x01,
	datatype: 0x03,
	layout: 0x08,
	externalFiles: 0x07,
	attribute: 0x0c,
	continuation: 0x10,
	symbolTable: 0x11,
} as const;

/** Link info, link, group info, attribute info. */
const laterMessages: ReadonlySet<number> = new Set([0x02, 0x06, 0x0a, 0x15]);

/** Section IV.A.2.d. */
const classes = {
	integer: 0,
	float: 1,
	string: 3,
	opaque: 5,
	enumeration: 8,
	variable: 9,
} as const;

/** Section IV.A.2.b; null for a null dataspace. */
function shapeOf(dataspace: Uint8Array): number[] | null {
	const [version, rank = 0, , type] = dataspace;
	check((version === 1 || version === 2) && rank <= 32, 'dataspace');
	if (version === 2 && type === 2) return null;
	const start = version === 1 ? 8 : 4;
	check(start + 8 * rank <= dataspace.length, 'dataspace');
	const view = viewOf(dataspace);
	return Array.from({ length: rank }, (_, index) => number(view, start + 8 * index));
}

/** As NumPy names the type; Keras explains opaque bytes in an attribute (bfloat16). */
function typeOf(datatype: Uint8Array, attributes: ReadonlyMap<string, Attribute>): string {
	check(datatype.length >= 8, 'datatype');
	const bits = 8 * viewOf(datatype).getUint32(4, true);
	switch ((datatype[0] ?? 0) & 15) {
		case classes.integer:
			return `${(datatype[1] ?? 0) & 8 ? '' : 'u'}int${bits}`;
		case classes.float:
			return `float${bits}`;
		case classes.string:
			return 'string';
		case classes.enumeration:
			return 'bool';
		case classes.variable:
			return ((datatype[1] ?? 0) & 15) === 1 ? 'string' : 'object';
		case classes.opaque:
			return attributes.get('dtype')?.toString() ?? `opaque${bits}`;
		default:
			return 'object';
	}
}

/** Bit 0 of an integer's or a float's bit field. */
function isLittleEndian(datatype: Uint8Array): boolean {
	const kind = (datatype[0] ?? 0) & 15;
	return kind > classes.float || ((datatype[1] ?? 0) & 1) === 0;
}

function number(view: DataView, at: number): number {
	check(at + 8 <= view.byteLength, 'address');
	const value = view.getBigUint64(at, true);
	check(value !== undefinedAddress && value <= Number.MAX_SAFE_INTEGER, 'address');
	return Number(value);
}

function product(shape: readonly number[]): number {
	return shape.reduce((result, size) => result * size, 1);
}

function textUntilZero(bytes: Uint8Array): string {
	const end = bytes.indexOf(0);
	return textOf(end === -1 ? bytes : bytes.subarray(0, end));
}

/** For what can only be damage, in the words of HDF5. */
function sound(isSound: boolean, what: string): asserts isSound {
	if (!isSound) throw hdf5Unreadable(what);
}

function check(isAsExpected: boolean, what: string): asserts isAsExpected {
	if (!isAsExpected) throw new NotClassic(what);
}
