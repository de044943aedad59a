import type { SignatureFacts, Writer } from '../evidence/files/facts.ts';
import type { Forecast } from '../forecast/forecast.ts';

const libraries: Readonly<Record<string, string>> = {
	keras: 'Keras',
	tensorflow: 'TensorFlow',
	tensorflowjs: 'TensorFlow.js',
};

/** Who wrote a file, as people write it: `Keras 2.15.0 · tensorflow`; null where nothing is known. */
export function writerText(writer: Writer | null): string | null {
	if (!writer?.version && !writer?.generation) return null;
	const library = writer.library ?? 'keras';
	const version = writer.version ?? `${writer.generation}.x`;
	return [`${libraries[library] ?? library} ${version}`, writer.backend]
		.filter(Boolean)
		.join(' · ');
}

/** A signature in one line: `serving_default(x: float32 [?, 4]) → y: float32 [?, 3]`. */
export function signatureText({ name, inputs, outputs }: SignatureFacts): string {
	const [from, to] = [inputs, outputs].map((tensors) =>
		tensors
			.map((tensor) => `${tensor.name}: ${tensor.dtype} ${shapeText(tensor.shape)}`)
			.join(', '),
	);
	return `${name}(${from}) → ${to}`;
}

function shapeText(shape: readonly (number | null)[] | null): string {
	return shape ? `[${shape.map((length) => length ?? '?').join(', ')}]` : '[…]';
}

/**
 * Neighbouring releases of one reader with the same verdict and message in one row: `keras 3.0–3.14`.
 * The rows' own order stays.
 */
export function groupForecast(forecast: readonly Forecast[]): readonly Forecast[] {
	const groups: { first: Forecast; last: Forecast }[] = [];
	for (const row of forecast) {
		const group = groups.at(-1);
		const isSame =
			group &&
			(['verdict', 'afterTreatment', 'error'] as const).every(
				(key) => group.first[key] === row[key],
			) &&
			group.first.reasons.join() === row.reasons.join() &&
			readerOf(group.first) === readerOf(row);
		if (isSame) group.last = row;
		else groups.push({ first: row, last: row });
	}
	return groups.map(({ first, last }) => ({
		...first,
		target:
			first === last
				? `${readerOf(first)} ${releaseOf(first)}`
				: `${readerOf(first)} ${releaseOf(last)}–${releaseOf(first)}`,
	}));
}

function readerOf({ target }: Forecast): string {
	return target.split('@')[0] ?? target;
}

function releaseOf({ target }: Forecast): string {
	return target.split('@')[1] ?? '';
}
