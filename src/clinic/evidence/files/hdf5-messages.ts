import { textOf, u16, u32 } from './bytes.ts';
import { hdf5Unreadable } from './hdf5-tree.ts';

// What stands in the messages of an object header. References are to the HDF5 File Format
// Specification, version 3.0.

/** Strings; null for every other type of value. */
export type Attribute = string | readonly string[] | null;

/** Thrown for what a classic file need not have: the HDF5 library then has the word. */
export class NotClassic extends Error {}

/** The upper half of an address that is defined: what is above cannot be counted with. */
const highestHalf = 0x1f_ffff;
/** Section IV.A.2. */
export const messageType = {
	dataspace: 0x01,
	datatype: 0x03,
	layout: 0x08,
	externalFiles: 0x07,
	attribute: 0x0c,
	continuation: 0x10,
	symbolTable: 0x11,
} as const;

/** Link info, link, group info, attribute info. */
export const laterMessages: ReadonlySet<number> = new Set([0x02, 0x06, 0x0a, 0x15]);

/** Section IV.A.2.d. */
export const classes = {
	integer: 0,
	float: 1,
	string: 3,
	opaque: 5,
	enumeration: 8,
	variable: 9,
} as const;

export interface AttributeParts {
	readonly name: string;
	readonly datatype: Uint8Array;
	readonly dataspace: Uint8Array;
	readonly data: Uint8Array;
}

/** Section IV.A.2.m. Version 1 pads its parts to eight bytes; later ones have no padding. */
export function attributeParts(body: Uint8Array): AttributeParts {
	const version = body[0] ?? 0;
	check(version >= 1 && version <= 3 && (version === 1 || body[1] === 0), 'attribute');
	let end = version === 3 ? 9 : 8;
	const [name, datatype, dataspace] = [2, 4, 6].map((at) => {
		const size = u16(body, at);
		const start = end;
		end += version === 1 ? Math.ceil(size / 8) * 8 : size;
		return body.subarray(start, end);
	}) as [Uint8Array, Uint8Array, Uint8Array];
	return { name: textUntilZero(name), datatype, dataspace, data: body.subarray(end) };
}

/** Section IV.A.2.b; null for a null dataspace. */
export function shapeOf(dataspace: Uint8Array): number[] | null {
	const [version, rank = 0, , type] = dataspace;
	check((version === 1 || version === 2) && rank <= 32, 'dataspace');
	if (version === 2 && type === 2) return null;
	const start = version === 1 ? 8 : 4;
	check(start + 8 * rank <= dataspace.length, 'dataspace');
	return Array.from({ length: rank }, (_, index) => number(dataspace, start + 8 * index));
}

/** As NumPy names the type; Keras explains opaque bytes in an attribute (bfloat16). */
export function typeOf(
	datatype: Uint8Array,
	attribute: (name: string) => Attribute | undefined,
): string {
	check(datatype.length >= 8, 'datatype');
	const bits = 8 * u32(datatype, 4);
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
			return attribute('dtype')?.toString() ?? `opaque${bits}`;
		default:
			return 'object';
	}
}

/** Section IV.A.2.i, version 4: class 3 is put together of other datasets. */
export function isVirtual(layout: Uint8Array | undefined): boolean {
	return layout?.[0] === 4 && layout[1] === 3;
}

/** How a collection of the global heap begins: signature, version 1 and three bytes of nothing. */
export const globalHeap = [0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0] as const;

/**
 * Section III.E: the objects by their index in a collection of the global heap.
 * @throws Unreadable for free space of no size, in which the HDF5 library turns in circles.
 */
export function globalHeapObjects(collection: Uint8Array): Map<number, Uint8Array> {
	const objects = new Map<number, Uint8Array>();
	for (let at = 16; at + 16 <= collection.length; ) {
		const index = u16(collection, at);
		const size = number(collection, at + 8);
		if (index === 0) {
			// Free space counts its own header.
			sound(size > 0, 'bad global heap free space');
			at += size;
		} else {
			objects.set(index, collection.subarray(at + 16, at + 16 + size));
			at += 16 + Math.ceil(size / 8) * 8;
		}
	}
	return objects;
}

/** Bit 0 of an integer's or a float's bit field. */
export function isLittleEndian(datatype: Uint8Array): boolean {
	const kind = (datatype[0] ?? 0) & 15;
	return kind > classes.float || ((datatype[1] ?? 0) & 1) === 0;
}

export function number(bytes: Uint8Array, at: number): number {
	const high = u32(bytes, at + 4);
	sound(high <= highestHalf, 'addr overflow');
	return high * 0x1_0000_0000 + u32(bytes, at);
}

export function isUndefined(bytes: Uint8Array, at: number): boolean {
	return u32(bytes, at) === 0xffff_ffff && u32(bytes, at + 4) === 0xffff_ffff;
}

export function product(shape: readonly number[]): number {
	return shape.reduce((result, size) => result * size, 1);
}

export function textUntilZero(bytes: Uint8Array): string {
	const end = bytes.indexOf(0);
	return textOf(end === -1 ? bytes : bytes.subarray(0, end));
}

/** For what can only be damage, in the words of HDF5. */
export function sound(isSound: boolean, what: string): asserts isSound {
	if (!isSound) throw hdf5Unreadable(what);
}

export function check(isAsExpected: boolean, what: string): asserts isAsExpected {
	if (!isAsExpected) throw new NotClassic(what);
}
