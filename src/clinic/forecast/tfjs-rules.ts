import type { FileFacts } from '../evidence/files/facts.ts';
import type { Finding } from './finding.ts';

/** The layers and models that TensorFlow.js 4 deserializes: every `className` in tfjs-layers/src (4.22). */
const classes: ReadonlySet<string> = new Set(
	`Activation Add AlphaDropout Average AveragePooling1D AveragePooling2D AveragePooling3D
	BatchNormalization Bidirectional CategoryEncoding CenterCrop Concatenate Conv1D Conv2D
	Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM2D ConvLSTM2DCell Cropping2D Dense
	DepthwiseConv2D Dot Dropout ELU EinsumDense Embedding Flatten Functional GRU GRUCell
	GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalMaxPooling1D
	GlobalMaxPooling2D InputLayer LSTM LSTMCell LayerNormalization LeakyReLU Masking MaxPooling1D
	MaxPooling2D MaxPooling3D Maximum Minimum Model MultiHeadAttention Multiply PReLU Permute RNN
	RandomHeight RandomWidth ReLU RepeatVector Rescaling Reshape Resizing SeparableConv2D Sequential
	SimpleRNN SimpleRNNCell Softmax SpatialDropout1D StackedRNNCells ThresholdedReLU TimeDistributed
	UpSampling2D ZeroPadding2D`.split(/\s+/),
);

/** What stands against loading the file in TensorFlow.js, the worst first. It opens no file of Keras itself. */
export function tfjsFindings({ format, model, writer, weights }: FileFacts): readonly Finding[] {
	if (format !== 'tfjs-layers' && format !== 'tfjs-graph') {
		return [{ verdict: 'fails', slug: null, error: null }];
	}
	const found: Finding[] = [];
	if (weights?.missing?.length) {
		found.push({ verdict: 'fails', slug: 'tfjs-weights-file-incomplete', error: null });
	}
	if (format === 'tfjs-graph' || !model) return found;
	if ((writer?.generation ?? model.generation) === 3) {
		const error =
			'Error: An InputLayer should be passed either a `batchInputShape` or an `inputShape`.';
		found.push({ verdict: 'fails', slug: 'tfjs-keras-3-model', error });
	}
	const own = new Set(model.customObjects);
	const unknown = model.layerClasses.find((name) => !classes.has(name) && !own.has(name));
	if (unknown) {
		const error = `Error: Unknown layer: ${unknown}.`;
		found.push({ verdict: 'fails', slug: 'tfjs-unknown-layer', error });
	}
	return found;
}
