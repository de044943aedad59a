import type { RandomAccessSource } from '../../evidence/files/source.ts';
import type { Tensor } from '../../model/model.ts';
import { ModelRefused } from '../../model/refusal.ts';
import { bytesOf, datatypeOf, variableString } from './hdf5-datatypes.ts';

/** What an HDF5 file is to hold: groups in groups, tensors under their names. */
export interface Hdf5Group {
	readonly attributes: Readonly<Record<string, string>>;
	readonly groups: ReadonlyMap<string, Hdf5Group>;
	readonly datasets: ReadonlyMap<string, Tensor>;
}

const undefinedAddress = 0xffff_ffff_ffff_ffffn;
/** Half of the entries that a leaf and a node hold, as h5py chooses them. */
const leafHalf = 4;
const nodeHalf = 16;
const leafSize = 8 + 2 * leafHalf * 40;
const nodeSize = 24 + 2 * nodeHalf * 16 + 8;
/** Strings of one global heap collection, in bytes. */
const collectionSize = 32 * 1024;

/**
 * An HDF5 file of these groups, in the layout that h5py writes for Keras: superblock 0, symbol tables,
 * contiguous data. Nothing is copied: the result reads the tensors where they lie, when it is read, so
 * a file of any size goes through in pieces, and the same input gives the same bytes. The HDF5 library
 * could not do that: in a browser it writes into memory, and it has no float16.
 * References are to the HDF5 File Format Specification, version 3.0.
 * @throws ModelRefused for a type that no Keras writes.
 */
export function hdf5File(root: Hdf5Group): RandomAccessSource {
	const layout = new Layout();
	const superblock = layout.reserve(96);
	const strings = new Strings(layout);
	const rootHeader = writeGroup(root, layout, strings);
	strings.finish();
	layout.placeData();
	// Section II.A, version 0.
	const head = new Bytes(96);
	head.raw([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0, 0, 8, 8, 0]);
	head.u16(leafHalf).u16(nodeHalf).u32(0);
	head.u64(0).big(undefinedAddress).u64(layout.size).big(undefinedAddress);
	head.u64(0).u64(rootHeader).u32(0).u32(0);
	layout.fill(superblock, head.bytes);
	return layout.source();
}

/** Gives the address of the group's object header. */
function writeGroup(group: Hdf5Group, layout: Layout, strings: Strings): number {
	const children = new Map<string, number>();
	for (const [name, inner] of group.groups) children.set(name, writeGroup(inner, layout, strings));
	for (const [name, tensor] of group.datasets) {
		children.set(name, writeDataset(tensor, layout, strings));
	}
	const names = [...children.keys()].sort(byBytes);
	// Section III.D: the first string of the heap is the empty one.
	const offsets = new Map<string, number>();
	let heapLength = 8;
	for (const name of names) {
		offsets.set(name, heapLength);
		heapLength += padded(bytesOf(name).length + 1);
	}
	const heapData = new Bytes(heapLength);
	for (const [name, offset] of offsets) heapData.bytes.set(bytesOf(name), offset);
	const heap = new Bytes(32)
		.text('HEAP')
		.u32(0)
		.u64(heapLength)
		.u64(1)
		.u64(layout.add(heapData.bytes));
	const heapAddress = layout.add(heap.bytes);

	const tree = writeTree(names, offsets, children, layout);
	const table = new Bytes(16).u64(tree).u64(heapAddress).bytes;
	return writeHeader(
		[{ type: 0x11, body: table }, ...attributes(group.attributes, strings)],
		layout,
	);
}

/** Sections III.A.1 and III.B: entries sorted by name in leaves, over them as many levels as it takes. */
function writeTree(
	names: readonly string[],
	offsets: ReadonlyMap<string, number>,
	children: ReadonlyMap<string, number>,
	layout: Layout,
): number {
	let level = 0;
	let below: { address: number; lastName: number }[] = pieces(names, 2 * leafHalf).map((part) => {
		const leaf = new Bytes(leafSize).text('SNOD').raw([1, 0]).u16(part.length);
		for (const name of part) {
			leaf
				.u64(offsets.get(name) ?? 0)
				.u64(children.get(name) ?? 0)
				.u32(0)
				.u32(0)
				.u64(0)
				.u64(0);
		}
		return { address: layout.add(leaf.bytes), lastName: offsets.get(part.at(-1) ?? '') ?? 0 };
	});
	for (;;) {
		const parts = below.length === 0 ? [[]] : pieces(below, 2 * nodeHalf);
		const start = layout.reserve(parts.length * nodeSize);
		let firstName = 0;
		below = parts.map((part, index) => {
			const address = start + index * nodeSize;
			const sibling = (exists: boolean, at: number) => (exists ? BigInt(at) : undefinedAddress);
			const node = new Bytes(nodeSize).text('TREE').raw([0, level]).u16(part.length);
			node.big(sibling(index > 0, address - nodeSize));
			node.big(sibling(index < parts.length - 1, address + nodeSize));
			node.u64(firstName);
			for (const one of part) node.u64(one.address).u64(one.lastName);
			layout.fill(address, node.bytes);
			firstName = part.at(-1)?.lastName ?? 0;
			return { address, lastName: firstName };
		});
		if (below.length === 1) return below[0]?.address ?? 0;
		level++;
	}
}

function writeDataset(tensor: Tensor, layout: Layout, strings: Strings): number {
	const type = datatypeOf(tensor.dtype);
	if (!type) {
		throw new ModelRefused('', 'unwritable-type', { tensor: tensor.path, dtype: tensor.dtype });
	}
	const body = new Bytes(18).raw([3, 1]);
	const { size } = tensor.bytes;
	const described = type.attribute === undefined ? {} : { dtype: type.attribute };
	const messages: Message[] = [
		{ type: 0x01, body: dataspace(tensor.shape) },
		{ type: 0x03, body: type.bytes },
		// A fill value of no size: the default, written where space is allocated.
		{ type: 0x05, body: Uint8Array.of(2, 2, 2, 1, 0, 0, 0, 0) },
		{ type: 0x08, body: body.bytes },
		...attributes(described, strings),
	];
	const header = layout.reserve(headerSize(messages));
	layout.addData(tensor.bytes, (address) => {
		body.big(size === 0 ? undefinedAddress : BigInt(address)).u64(size);
		layout.fill(header, headerBytes(messages));
	});
	return header;
}

interface Message {
	readonly type: number;
	readonly body: Uint8Array;
}

function attributes(values: Readonly<Record<string, string>>, strings: Strings): Message[] {
	return Object.entries(values).map(([name, value]) => {
		const label = bytesOf(`${name}\0`);
		const type = variableString;
		const space = dataspace([]);
		const body = new Bytes(
			8 + padded(label.length) + padded(type.length) + padded(space.length) + 16,
		);
		// Section IV.A.2.m, version 1: its parts are padded to eight bytes.
		body.raw([1, 0]).u16(label.length).u16(type.length).u16(space.length);
		for (const part of [label, type, space]) body.raw(part).skip(padded(part.length) - part.length);
		body.raw(strings.add(value));
		return { type: 0x0c, body: body.bytes };
	});
}

function writeHeader(messages: readonly Message[], layout: Layout): number {
	return layout.add(headerBytes(messages));
}

function headerSize(messages: readonly Message[]): number {
	return 16 + messages.reduce((sum, { body }) => sum + 8 + padded(body.length), 0);
}

/** Section IV.A.1.a. */
function headerBytes(messages: readonly Message[]): Uint8Array {
	const size = headerSize(messages);
	const header = new Bytes(size)
		.raw([1, 0])
		.u16(messages.length)
		.u32(1)
		.u32(size - 16)
		.u32(0);
	for (const { type, body } of messages) {
		header.u16(type).u16(padded(body.length)).u32(0);
		header.raw(body).skip(padded(body.length) - body.length);
	}
	return header.bytes;
}

function dataspace(shape: readonly number[]): Uint8Array {
	const space = new Bytes(8 + 8 * shape.length).raw([1, shape.length, 0, 0, 0, 0, 0, 0]);
	for (const size of shape) space.u64(size);
	return space.bytes;
}

/** Section III.E: strings of variable length, in collections. */
class Strings {
	readonly #layout: Layout;
	#collection = new Bytes(collectionSize);
	#address = -1;
	#count = 0;
	#used = 16;

	constructor(layout: Layout) {
		this.#layout = layout;
	}

	/** Gives the reference: its length, the collection, its index in that. */
	add(text: string): Uint8Array {
		const bytes = bytesOf(text);
		const length = 16 + padded(bytes.length);
		if (this.#address < 0 || this.#used + length + 16 > this.#collection.bytes.length) {
			this.finish();
			this.#collection = new Bytes(Math.max(collectionSize, 64 + length));
			this.#address = this.#layout.reserve(this.#collection.bytes.length);
			this.#count = 0;
			this.#used = 16;
			this.#collection.text('GCOL').u32(1).u64(this.#collection.bytes.length);
		}
		this.#count++;
		this.#collection.u16(this.#count).u16(1).u32(0).u64(bytes.length);
		this.#collection.raw(bytes).skip(padded(bytes.length) - bytes.length);
		this.#used += length;
		return new Bytes(16).u32(bytes.length).u64(this.#address).u32(this.#count).bytes;
	}

	/** Writes the collection in hand; object 0 is what is free in it. */
	finish(): void {
		if (this.#address < 0) return;
		this.#collection
			.u16(0)
			.u16(0)
			.u32(0)
			.u64(this.#collection.bytes.length - this.#used);
		this.#layout.fill(this.#address, this.#collection.bytes);
		this.#address = -1;
	}
}

/** Where everything lies: first the structure, then the data of the datasets. */
class Layout {
	readonly #pieces: { address: number; source: RandomAccessSource }[] = [];
	readonly #data: { bytes: RandomAccessSource; place: (address: number) => void }[] = [];
	size = 0;

	reserve(length: number): number {
		const address = this.size;
		this.size += padded(length);
		return address;
	}

	fill(address: number, bytes: Uint8Array): void {
		this.#pieces.push({
			address,
			source: { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) },
		});
	}

	add(bytes: Uint8Array): number {
		const address = this.reserve(bytes.length);
		this.fill(address, bytes);
		return address;
	}

	addData(bytes: RandomAccessSource, place: (address: number) => void): void {
		this.#data.push({ bytes, place });
	}

	placeData(): void {
		for (const { bytes, place } of this.#data) {
			const address = this.reserve(bytes.size);
			place(address);
			if (bytes.size > 0) this.#pieces.push({ address, source: bytes });
		}
	}

	source(): RandomAccessSource {
		const pieces = this.#pieces.toSorted((one, other) => one.address - other.address);
		return {
			size: this.size,
			read: (offset, length) => readPieces(pieces, offset, Math.min(length, this.size - offset)),
		};
	}
}

function readPieces(
	pieces: readonly { address: number; source: RandomAccessSource }[],
	offset: number,
	length: number,
): Uint8Array {
	if (length <= 0) return new Uint8Array(0);
	let result: Uint8Array | undefined;
	// The last piece that begins at or before the offset.
	let from = 0;
	for (let to = pieces.length; from < to; ) {
		const middle = (from + to) >> 1;
		if ((pieces[middle]?.address ?? 0) <= offset) from = middle + 1;
		else to = middle;
	}
	for (let index = Math.max(0, from - 1); index < pieces.length; index++) {
		const piece = pieces[index];
		if (!piece || piece.address >= offset + length) break;
		const start = Math.max(0, offset - piece.address);
		const wanted = Math.min(piece.source.size - start, offset + length - piece.address - start);
		if (wanted <= 0) continue;
		const bytes = piece.source.read(start, wanted);
		if (bytes.length < wanted) throw new Error('the source ends within a tensor');
		if (wanted === length) return bytes;
		result ??= new Uint8Array(length);
		result.set(bytes, piece.address + start - offset);
	}
	return result ?? new Uint8Array(length);
}

/** Little-endian numbers, one behind the other. */
class Bytes {
	readonly bytes: Uint8Array;
	readonly #view: DataView;
	#at = 0;

	constructor(length: number) {
		this.bytes = new Uint8Array(length);
		this.#view = new DataView(this.bytes.buffer);
	}

	raw(bytes: ArrayLike<number>): this {
		this.bytes.set(bytes, this.#at);
		return this.skip(bytes.length);
	}

	text(text: string): this {
		return this.raw(bytesOf(text));
	}

	skip(length: number): this {
		this.#at += length;
		return this;
	}

	u16(value: number): this {
		this.#view.setUint16(this.#at, value, true);
		return this.skip(2);
	}

	u32(value: number): this {
		this.#view.setUint32(this.#at, value, true);
		return this.skip(4);
	}

	u64(value: number): this {
		return this.big(BigInt(value));
	}

	big(value: bigint): this {
		this.#view.setBigUint64(this.#at, value, true);
		return this.skip(8);
	}
}

function padded(length: number): number {
	return Math.ceil(length / 8) * 8;
}

function pieces<T>(list: readonly T[], length: number): T[][] {
	return Array.from({ length: Math.ceil(list.length / length) }, (_, index) =>
		list.slice(index * length, (index + 1) * length),
	);
}

/** As `strcmp` sorts. */
function byBytes(one: string, other: string): number {
	const [left, right] = [bytesOf(one), bytesOf(other)];
	const differs = left.findIndex((byte, index) => byte !== right[index]);
	return differs === -1 ? left.length - right.length : (left[differs] ?? 0) - (right[differs] ?? 0);
}
