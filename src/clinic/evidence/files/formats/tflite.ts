import { textOf, viewOf } from '../bytes.ts';
import type { SignatureFacts, SignatureTensor, TensorFacts } from '../facts.ts';
import { pagedSource } from '../paged-source.ts';
import type { RandomAccessSource } from '../source.ts';
import { damageOf, Unreadable } from '../unreadable.ts';
import { countParameters, type Findings, nothing } from './findings.ts';

/** `TensorType` of the schema, as NumPy names the types. */
const tensorTypes = [
	...['float32', 'float16', 'int32', 'uint8', 'int64', 'string', 'bool', 'int16', 'complex64'],
	...['int8', 'float64', 'complex128', 'uint64', 'resource', 'variant', 'uint32', 'uint16', 'int4'],
];

const mostElements = 1_000_000;

/**
 * A TensorFlow Lite model: tensors, signature and the TensorFlow that converted it. Field numbers
 * are those of tensorflow/lite/schema/schema.fbs and conversion_metadata.fbs. Never throws.
 */
export function readTflite(source: RandomAccessSource): Findings {
	try {
		const model = rootOf(source);
		const buffers = model.tables(4);
		const graph = model.tables(2)[0];
		const tensors = (graph?.tables(0) ?? []).map((tensor) => ({
			name: tensor.text(3) ?? '',
			dtype: tensorTypes[tensor.byte(1)] ?? `type ${tensor.byte(1)}`,
			shape: tensor.numbers(0),
			hasData: hasData(buffers[tensor.number(2)]),
		}));
		const constants: TensorFacts[] = tensors
			.filter(({ hasData }) => hasData)
			.map(({ name, shape, dtype }) => ({ path: name, shape, dtype }));
		const version = convertedBy(model, buffers);
		const ends = [1, 2].map((field) =>
			(graph?.numbers(field) ?? []).flatMap((index): SignatureTensor[] => {
				const tensor = tensors[index];
				return tensor ? [{ name: tensor.name, dtype: tensor.dtype, shape: tensor.shape }] : [];
			}),
		);
		const signature: SignatureFacts = {
			name: graph?.text(4) || 'main',
			inputs: ends[0] ?? [],
			outputs: ends[1] ?? [],
		};
		return {
			...nothing,
			format: 'tflite',
			writer: version ? { library: 'tensorflow', version, backend: null, generation: null } : null,
			signatures: graph ? [signature] : [],
			weights: { layout: 'graph', tensors: constants, parameters: countParameters(constants) },
		};
	} catch (error) {
		return { ...nothing, format: 'tflite', damage: damageOf(error) };
	}
}

/** Data lie in the buffer, or behind all tables where the model is larger than 2 GB (`offset` = 1). */
function hasData(buffer: Table | undefined): boolean {
	return buffer !== undefined && (buffer.length(0) > 0 || buffer.number(1) > 1);
}

/** The metadata `CONVERSION_METADATA` is a flatbuffer of its own: `environment` = 0, `tensorflow_version` = 0. */
function convertedBy(model: Table, buffers: readonly Table[]): string | null {
	const metadata = model.tables(6).find((entry) => entry.text(0) === 'CONVERSION_METADATA');
	const bytes = metadata && buffers[metadata.number(1)]?.slice(0);
	if (!bytes || bytes.size < 8) return null;
	return rootOf(bytes).table(0)?.text(0) ?? null;
}

function rootOf(source: RandomAccessSource): Table {
	const bytes = new FlatBuffer(pagedSource(source), source);
	return new Table(bytes, bytes.number(0));
}

/** Numbers of a FlatBuffer: https://flatbuffers.dev/internals/ */
class FlatBuffer {
	readonly #pages: RandomAccessSource;
	readonly source: RandomAccessSource;
	#elements = 0;

	constructor(pages: RandomAccessSource, source: RandomAccessSource) {
		this.#pages = pages;
		this.source = source;
	}

	bytes(at: number, length: number): Uint8Array {
		const bytes = this.#pages.read(at, length);
		if (at < 0 || bytes.length < length) throw invalid(`${length} bytes at ${at}`);
		return bytes;
	}

	number(at: number): number {
		return viewOf(this.bytes(at, 4)).getUint32(0, true);
	}

	short(at: number): number {
		return viewOf(this.bytes(at, 2)).getUint16(0, true);
	}

	/** Counts what is listed: a damaged file may list the same part without an end. */
	count(elements: number): number {
		this.#elements += elements;
		if (this.#elements > mostElements) throw invalid(`more than ${mostElements} elements`);
		return elements;
	}
}

class Table {
	readonly #buffer: FlatBuffer;
	readonly #at: number;
	readonly #fields: number;

	constructor(buffer: FlatBuffer, at: number) {
		this.#buffer = buffer;
		this.#at = at;
		this.#fields = at - (buffer.number(at) | 0);
	}

	/** Where a field lies; null where it has its default. */
	#field(field: number): number | null {
		const position = 4 + 2 * field;
		if (position >= this.#buffer.short(this.#fields)) return null;
		const offset = this.#buffer.short(this.#fields + position);
		return offset === 0 ? null : this.#at + offset;
	}

	#target(field: number): number | null {
		const at = this.#field(field);
		return at === null ? null : at + this.#buffer.number(at);
	}

	byte(field: number): number {
		const at = this.#field(field);
		return at === null ? 0 : (this.#buffer.bytes(at, 1)[0] ?? 0);
	}

	number(field: number): number {
		const at = this.#field(field);
		return at === null ? 0 : this.#buffer.number(at);
	}

	/** How many elements a vector has. */
	length(field: number): number {
		const at = this.#target(field);
		return at === null ? 0 : this.#buffer.number(at);
	}

	text(field: number): string | null {
		const at = this.#target(field);
		if (at === null) return null;
		return textOf(this.#buffer.bytes(at + 4, this.#buffer.count(this.#buffer.number(at))));
	}

	numbers(field: number): number[] {
		const at = this.#target(field);
		const length = this.#buffer.count(this.length(field));
		return Array.from({ length }, (_, index) => this.#buffer.number((at ?? 0) + 4 + 4 * index) | 0);
	}

	table(field: number): Table | null {
		const at = this.#target(field);
		return at === null ? null : new Table(this.#buffer, at);
	}

	tables(field: number): Table[] {
		const at = this.#target(field);
		const length = this.#buffer.count(this.length(field));
		return Array.from({ length }, (_, index) => {
			const entry = (at ?? 0) + 4 + 4 * index;
			return new Table(this.#buffer, entry + this.#buffer.number(entry));
		});
	}

	/** A vector of bytes where it lies. */
	slice(field: number): RandomAccessSource | null {
		const at = this.#target(field);
		if (at === null) return null;
		const size = this.#buffer.number(at);
		return {
			size,
			read: (offset, length) =>
				this.#buffer.source.read(at + 4 + offset, Math.max(0, Math.min(length, size - offset))),
		};
	}
}

function invalid(detail: string): Unreadable {
	return new Unreadable({ kind: 'flatbuffer-invalid', member: null, detail });
}
