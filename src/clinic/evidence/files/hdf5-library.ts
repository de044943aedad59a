import { type Metadata, type Module, ready } from 'h5wasm';
import { hasBytes, mib, textOf } from './bytes.ts';
import { globalHeap, globalHeapObjects, number } from './hdf5-messages.ts';
import { type Hdf5File, hdf5Unreadable, type ObjectKind, walk } from './hdf5-tree.ts';
import type { RandomAccessSource } from './source.ts';

type H5Module = typeof Module;

const largestAttribute = 256 * mib;

export interface Library {
	/** @throws Unreadable for all that HDF5 says against the file. */
	read<T>(source: RandomAccessSource, read: (file: LibraryFile) => T): T;
}

interface LibraryFile extends Hdf5File {
	/** All of a dataset, little-endian. */
	content(path: string): Uint8Array;
}

let started: Promise<Library> | undefined;

/** The HDF5 library in WebAssembly; there is one, however often it is asked for. */
export function startLibrary(): Promise<Library> {
	started ??= ready.then(libraryOver);
	return started;
}

/** The parts of Emscripten's file system that h5wasm's types leave out. */
interface FileSystem {
	readonly ErrnoError: new (errno: number) => Error;
	getStream(descriptor: number): { stream_ops: StreamOperations };
	writeFile(path: string, data: Uint8Array): void;
	unlink(path: string): void;
	lookupPath(path: string): { node: FileNode };
}

interface FileNode {
	readonly id: number;
	readonly mode: number;
	node_ops: Record<string, unknown>;
	stream_ops: StreamOperations;
}

interface StreamOperations {
	read?(
		stream: { position: number },
		heap: Int8Array,
		at: number,
		length: number,
		from: number,
	): number;
	write?(stream: unknown, heap: Int8Array, at: number, length: number): number;
	llseek?(stream: { position: number }, offset: number, whence: number): number;
}

const ioError = 29;
const longestPrint = 64_000;
const blockSize = 4096;

function libraryOver(module: H5Module): Library {
	const fs = module.FS as unknown as FileSystem;
	let opened = 0;
	let dead: string | null = null;

	// HDF5 prints its error stack and unwinds. h5wasm's throwing handler would instead leave its C
	// frames behind, and with them a library that must not be used again.
	let printed = '';
	const stderr = fs.getStream(2);
	stderr.stream_ops = {
		...stderr.stream_ops,
		write(_, heap, at, length) {
			const text = textOf(Uint8Array.from(heap.subarray(at, at + length)));
			if (printed.length < longestPrint) printed += text;
			return length;
		},
	};

	function read<T>(source: RandomAccessSource, reader: (file: LibraryFile) => T): T {
		if (dead) throw hdf5Unreadable(dead);
		const path = `/${opened++}.h5`;
		let sourceFailure: unknown = null;
		mount(path, {
			size: source.size,
			read(offset, length) {
				try {
					const bytes = source.read(offset, length);
					checkGlobalHeaps(source, offset, bytes);
					return bytes;
				} catch (error) {
					sourceFailure = error;
					throw new fs.ErrnoError(ioError);
				}
			},
		});

		/** Runs one call of the library and turns everything that goes wrong in it into `Unreadable`. */
		function ask<T>(call: () => T): T {
			printed = '';
			let result: T;
			try {
				result = call();
			} catch (error) {
				if (error instanceof WebAssembly.RuntimeError) {
					dead = `the HDF5 library broke down: ${error.message}`;
					throw hdf5Unreadable(dead);
				}
				throw sourceFailure ?? hdf5Unreadable(reason(printed) ?? String(error));
			}
			if (printed !== '') throw sourceFailure ?? hdf5Unreadable(reason(printed) ?? printed);
			return result;
		}

		let file: bigint | undefined;
		try {
			const id = ask(() => module.open(path, module.H5F_ACC_RDONLY, false, -1, -1));
			if (id < 0n) throw hdf5Unreadable('unable to open file');
			file = id;
			const attribute = (object: string, name: string) =>
				ask(() => readAttribute(module, id, object, name));
			/** The library names no files outside; it fails to open them when data are asked for. */
			const isElsewhere = (object: string) => {
				try {
					ask(() => readFirst(module, id, object));
					return false;
				} catch (error) {
					return /external/i.test(error instanceof Error ? error.message : '');
				}
			};
			return reader({
				attributeNames: (object) => ask(() => module.get_attribute_names(id, object)),
				attribute,
				tree: () =>
					walk({
						names: (group) => ask(() => module.get_names(id, group, false)),
						kind: (object) => {
							const kind = ask(() => kindOf(module, id, object));
							return kind === 'dataset' && isElsewhere(object) ? 'external' : kind;
						},
						// The library does not tell; no dataset takes more than the file.
						stored: () => source.size,
						tensor(object) {
							const metadata = ask(() => module.get_dataset_metadata(id, object));
							return {
								shape: metadata.shape ?? [0],
								dtype:
									dtypeName(module, metadata) ??
									attribute(object, 'dtype')?.toString() ??
									`opaque${metadata.size * 8}`,
							};
						},
					}),
				bytes: (object) => {
					const { size, total_size } = ask(() => module.get_dataset_metadata(id, object));
					return lazySource(size * total_size, () => read(source, (file) => file.content(object)));
				},
				content: (object) => ask(() => readContent(module, id, object)),
			});
		} finally {
			if (!dead) {
				// What a damaged file leaves open is no concern of the reader.
				if (file !== undefined) module.close_file(file);
				fs.unlink(path);
			}
		}
	}

	function mount(path: string, source: RandomAccessSource): void {
		fs.writeFile(path, new Uint8Array(0));
		const { node } = fs.lookupPath(path);
		const time = new Date(0);
		node.node_ops = {
			...node.node_ops,
			getattr: ({ id, mode }: FileNode) => ({
				dev: 1,
				ino: id,
				mode,
				nlink: 1,
				uid: 0,
				gid: 0,
				rdev: 0,
				size: source.size,
				atime: time,
				mtime: time,
				ctime: time,
				blksize: blockSize,
				blocks: Math.ceil(source.size / blockSize),
			}),
		};
		node.stream_ops = {
			read(_, heap, at, length, from) {
				const bytes = source.read(from, length);
				heap.set(bytes, at);
				return bytes.length;
			},
			llseek({ position }, offset, whence) {
				return offset + (whence === 1 ? position : whence === 2 ? source.size : 0);
			},
		};
	}

	return { read };
}

/**
 * Stops the library before damage in which it would turn in circles. What it reads at once may
 * begin before a collection and end within it.
 */
function checkGlobalHeaps(source: RandomAccessSource, offset: number, read: Uint8Array): void {
	for (let at = read.indexOf(globalHeap[0]); at >= 0; at = read.indexOf(globalHeap[0], at + 1)) {
		if (!hasBytes(read, globalHeap, at)) continue;
		const size = number(source.read(offset + at, 16), 8);
		if (offset + at + size <= source.size) globalHeapObjects(source.read(offset + at, size));
	}
}

/** The innermost line of an HDF5 error stack says what was found; the rest, who was asking. */
function reason(stack: string): string | null {
	const lines = [...stack.matchAll(/#\d{3}: .*? line \d+ in \w+\(\): (.*)/g)];
	return lines.at(-1)?.[1]?.trim() ?? null;
}

function kindOf(module: H5Module, file: bigint, object: string): ObjectKind {
	if (module.get_symbolic_link(file, object) !== null) return 'link';
	const type = module.get_type(file, object);
	if (type === module.H5G_GROUP) return 'group';
	// A link of another kind than soft: HDF5 itself has one, into another file.
	if (type === module.H5G_UDLINK) return 'external';
	if (type !== module.H5G_DATASET) return 'other';
	return module.get_dataset_metadata(file, object).virtual_sources ? 'virtual' : 'dataset';
}

/** Reads the first number of a dataset that lies in one piece, and drops it. */
function readFirst(module: H5Module, file: bigint, object: string): void {
	const { size, shape, chunks, vlen } = module.get_dataset_metadata(file, object);
	if (!shape || chunks || vlen || shape.includes(0)) return;
	const ones = shape.map(() => 1n);
	const pointer = module._malloc(size);
	try {
		module.get_dataset_data(
			file,
			object,
			ones,
			shape.map(() => 0n),
			ones,
			BigInt(pointer),
		);
	} finally {
		module._free(pointer);
	}
}

/** As NumPy names the type; null for opaque bytes, which Keras explains in an attribute (bfloat16). */
function dtypeName(module: H5Module, metadata: Metadata): string | null {
	const { H5T_INTEGER, H5T_FLOAT, H5T_STRING, H5T_OPAQUE, H5T_ENUM } = module.H5T_class_t;
	const { type, size, signed } = metadata;
	const bits = size * 8;
	if (type === H5T_INTEGER.value) return `${signed ? '' : 'u'}int${bits}`;
	if (type === H5T_FLOAT.value) return `float${bits}`;
	if (type === H5T_STRING.value) return 'string';
	if (type === H5T_ENUM.value) return 'bool';
	if (type === H5T_OPAQUE.value) return null;
	return 'object';
}

/** Not by h5wasm's own reader: it takes UTF-8 that h5py marked as ASCII for Latin-1. */
function readAttribute(
	module: H5Module,
	file: bigint,
	object: string,
	name: string,
): string | readonly string[] | null {
	if (!module.get_attribute_names(file, object).includes(name)) return null;
	const metadata = module.get_attribute_metadata(file, object, name);
	if (metadata.type !== module.H5T_class_t.H5T_STRING.value || !metadata.shape) return null;
	const bytes = metadata.size * metadata.total_size;
	if (bytes > largestAttribute) throw new Error(`the attribute ${name} has ${bytes} bytes`);
	const pointer = module._malloc(Math.max(1, bytes));
	try {
		module.get_attribute_data(file, object, name, BigInt(pointer));
		const data = module.HEAPU8.slice(pointer, pointer + bytes);
		const texts = metadata.vlen
			? Array.from(new Uint32Array(data.buffer), (at) => (at === 0 ? '' : module.UTF8ToString(at)))
			: Array.from({ length: metadata.total_size }, (_, index) =>
					untilZero(data.subarray(index * metadata.size, (index + 1) * metadata.size)),
				);
		return metadata.shape.length === 0 ? (texts[0] ?? '') : texts;
	} finally {
		if (metadata.vlen) module.reclaim_vlen_memory(file, object, name, BigInt(pointer));
		module._free(pointer);
	}
}

/** Whole, since chunks may be compressed; not by h5wasm's own reader, which refuses float16. */
function readContent(module: H5Module, file: bigint, object: string): Uint8Array {
	const { size, total_size, littleEndian } = module.get_dataset_metadata(file, object);
	if (!littleEndian && size > 1) throw new Error('big-endian numbers');
	const length = size * total_size;
	const pointer = module._malloc(Math.max(1, length));
	try {
		module.get_dataset_data(file, object, null, null, null, BigInt(pointer));
		return module.HEAPU8.slice(pointer, pointer + length);
	} finally {
		module._free(pointer);
	}
}

/** Bytes that are made when they are asked for; only the last that were made are held. */
function lazySource(size: number, make: () => Uint8Array): RandomAccessSource {
	const source: RandomAccessSource = {
		size,
		read(offset, length) {
			if (held?.source !== source) held = { source, bytes: make() };
			return held.bytes.subarray(offset, offset + length);
		},
	};
	return source;
}

let held: { readonly source: RandomAccessSource; readonly bytes: Uint8Array } | undefined;

function untilZero(bytes: Uint8Array): string {
	const end = bytes.indexOf(0);
	return textOf(end === -1 ? bytes : bytes.subarray(0, end));
}
