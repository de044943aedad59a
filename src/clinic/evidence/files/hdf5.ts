import type { Metadata, Module } from 'h5wasm';
import { textOf } from './bytes.ts';
import type { TensorFacts } from './facts.ts';
import type { RandomAccessSource } from './source.ts';
import { readSuperblock } from './superblock.ts';
import { Unreadable } from './unreadable.ts';

type H5Module = typeof Module;

/** An open HDF5 file. Only metadata is read, never the data of a dataset. */
export interface Hdf5File {
	attributeNames(path: string): readonly string[];
	/** A string, or an array of strings, of fixed or variable length; null for any other type and for none. */
	attribute(path: string, name: string): string | readonly string[] | null;
	/** All groups and datasets below the root, in natural order of their names. Links are not followed out of the file. */
	tree(): Hdf5Tree;
	close(): void;
}

export interface Hdf5Tree {
	readonly groups: readonly string[];
	readonly datasets: readonly TensorFacts[];
}

/** A model of 20,000 tensors has about 60,000 objects. */
const mostObjects = 400_000;
const deepestPath = 64;
const largestAttribute = 256 * 1024 * 1024;

/**
 * Opens an HDF5 file where it lies.
 * @throws Unreadable `hdf5-truncated` by the superblock alone, `hdf5-unreadable` for what HDF5 says,
 * `unreadable` when the source fails.
 */
export async function openHdf5(source: RandomAccessSource): Promise<Hdf5File> {
	const superblock = readSuperblock(source);
	if (!superblock) {
		throw new Unreadable(
			unreadable(source.size === 0 ? 'the file is empty' : 'file signature not found'),
		);
	}
	const { declaredEnd } = superblock;
	if (declaredEnd !== null && declaredEnd > source.size) {
		throw new Unreadable({
			kind: 'hdf5-truncated',
			member: null,
			detail: `truncated file: eof = ${source.size}, stored_eof = ${declaredEnd}`,
			declaredBytes: declaredEnd,
			actualBytes: source.size,
		});
	}
	const library = await loadLibrary();
	return library.open(source);
}

interface Library {
	open(source: RandomAccessSource): Hdf5File;
}

let library: Promise<Library> | undefined;

/** About 1 MB, so only when an HDF5 file is in hand. */
function loadLibrary(): Promise<Library> {
	library ??= import('h5wasm').then(async ({ ready }) => libraryOver(await ready));
	return library;
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
			if (printed.length < 64_000)
				printed += textOf(Uint8Array.from(heap.subarray(at, at + length)));
			return length;
		},
	};

	function open(source: RandomAccessSource): Hdf5File {
		if (dead) throw new Unreadable(unreadable(dead));
		const path = `/${opened++}.h5`;
		let sourceFailure: unknown = null;
		mount(path, {
			size: source.size,
			read(offset, length) {
				try {
					return source.read(offset, length);
				} catch (error) {
					sourceFailure = error;
					throw new fs.ErrnoError(ioError);
				}
			},
		});

		/** Runs one call of the library and turns everything that goes wrong in it into `Unreadable`. */
		function ask<T>(call: () => T): T {
			if (dead) throw new Unreadable(unreadable(dead));
			printed = '';
			let result: T;
			try {
				result = call();
			} catch (error) {
				if (error instanceof WebAssembly.RuntimeError) {
					dead = `the HDF5 library broke down: ${error.message}`;
					throw new Unreadable(unreadable(dead));
				}
				throw failure(error instanceof Error ? error.message : String(error));
			}
			if (printed !== '') throw failure('');
			return result;
		}

		function failure(message: string): Unreadable {
			return sourceFailure
				? new Unreadable({ kind: 'unreadable', member: null, detail: String(sourceFailure) })
				: new Unreadable(unreadable(reason(printed) ?? message));
		}

		let id: bigint;
		try {
			id = ask(() => module.open(path, module.H5F_ACC_RDONLY, false, -1, -1));
			if (id < 0n) throw failure('unable to open file');
		} catch (error) {
			fs.unlink(path);
			throw error;
		}

		return {
			attributeNames: (object) => ask(() => module.get_attribute_names(id, object)),
			attribute: (object, name) => ask(() => readAttribute(module, id, object, name)),
			tree: () => walk(module, id, ask),
			close() {
				if (dead) return;
				// What a damaged file leaves open is no concern of the reader.
				module.close_file(id);
				fs.unlink(path);
			},
		};
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

	return { open };
}

/** The innermost line of an HDF5 error stack says what was found; the rest, who was asking. */
function reason(stack: string): string | null {
	const lines = [...stack.matchAll(/#\d{3}: .*? line \d+ in \w+\(\): (.*)/g)];
	return lines.at(-1)?.[1]?.trim() ?? null;
}

function walk(module: H5Module, file: bigint, ask: <T>(call: () => T) => T): Hdf5Tree {
	const groups: string[] = [];
	const datasets: TensorFacts[] = [];
	const open = [''];
	for (let group = open.pop(); group !== undefined; group = open.pop()) {
		if (group !== '') groups.push(group.slice(1));
		const names = ask(() => module.get_names(file, group || '/', false)).sort(natural);
		const below: string[] = [];
		for (const name of names) {
			if (groups.length + datasets.length + open.length + below.length > mostObjects) {
				throw new Unreadable(unreadable(`more than ${mostObjects} objects`));
			}
			const path = `${group}/${name}`;
			const type = ask(() => module.get_type(file, path));
			if (type === module.H5G_GROUP && path.split('/').length < deepestPath) below.push(path);
			if (type === module.H5G_DATASET) {
				const metadata = ask(() => module.get_dataset_metadata(file, path));
				datasets.push({
					path: path.slice(1),
					shape: metadata.shape ?? [0],
					dtype:
						dtypeName(module, metadata) ??
						ask(() => readAttribute(module, file, path, 'dtype'))?.toString() ??
						`opaque${metadata.size * 8}`,
				});
			}
		}
		open.push(...below.reverse());
	}
	return { groups, datasets };
}

const collator = new Intl.Collator('en', { numeric: true });

/** `2` before `10`. */
function natural(one: string, other: string): number {
	return collator.compare(one, other) || (one < other ? -1 : 1);
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

function untilZero(bytes: Uint8Array): string {
	const end = bytes.indexOf(0);
	return textOf(end === -1 ? bytes : bytes.subarray(0, end));
}

function unreadable(detail: string) {
	return { kind: 'hdf5-unreadable', member: null, detail } as const;
}
