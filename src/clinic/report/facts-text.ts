import type { SignatureFacts, Writer } from '../evidence/files/facts.ts';

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
