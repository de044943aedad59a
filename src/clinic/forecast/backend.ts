import type { FileFacts, ModelFacts } from '../evidence/files/facts.ts';
import { type Backend, isBackend } from '../knowledge/releases.ts';

/** Whether the file was saved with an optimizer that only the PyTorch backend has. */
export function hasTorchOptimizer(model: ModelFacts | null): boolean {
	return model?.optimizerModule?.includes('.backend.torch.') ?? false;
}

/**
 * Layers that call another library, and the backend that brings it: TorchModuleWrapper and TFSMLayer
 * refuse every other, JaxLayer takes JAX or TensorFlow (keras/src/utils and keras/src/export, 3.15.1).
 */
const layersOfBackends: Readonly<Record<string, Backend>> = {
	TorchModuleWrapper: 'torch',
	JaxLayer: 'jax',
	FlaxLayer: 'jax',
	TFSMLayer: 'tensorflow',
};

/** The backend to install for a file: what its layers or its optimizer need, else what it was saved with. */
export function backendFor({ model, writer }: FileFacts): Backend | undefined {
	const [needed] = (model?.layerClasses ?? []).flatMap((name) => layersOfBackends[name] ?? []);
	if (needed) return needed;
	if (hasTorchOptimizer(model)) return 'torch';
	return isBackend(writer?.backend) ? writer.backend : undefined;
}
