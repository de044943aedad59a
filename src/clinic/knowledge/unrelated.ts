/**
 * Errors and notices that are often pasted and are no trouble of a model file or of Keras's versions,
 * by what they are about (src/i18n/unrelated.ts tells it) and by their own id. Each is written as
 * printed, with `{name}` or `{name:table}` where it varies, as in a signature. Asked only where no
 * diagnosis answers. General by why the message appears, not by one text.
 */
const messages = {
	'gpu-memory': {
		'gpu-memory-tensorflow': 'OOM when allocating tensor with shape',
		'gpu-memory-pytorch': 'CUDA out of memory.',
		'gpu-memory-driver': 'CUDA_ERROR_OUT_OF_MEMORY',
		'gpu-memory-exhausted': 'ResourceExhaustedError',
		'gpu-memory-tensor': 'Dst tensor is not initialized',
		'gpu-memory-allocator': 'Allocator (GPU_0_bfc) ran out of memory',
	},
	'main-memory': {
		'memory-array': 'Unable to allocate {size} for an array with shape',
		'memory-native': 'std::bad_alloc',
		'memory-notice': 'exceeds 10% of free system memory.',
		'memory-python': 'MemoryError: ',
		'memory-killed': 'Out of memory: Killed process',
	},
	'disk-full': {
		'disk-full': 'No space left on device',
	},
	'gpu-libraries': {
		'gpu-library-missing': "Could not load dynamic library '{library}'",
		'gpu-libraries-missing': 'Cannot dlopen some GPU libraries.',
		'gpu-driver-call': 'failed call to cuInit',
		'gpu-drivers-missing': 'Could not find cuda drivers on your machine',
		'gpu-cudnn-version':
			'Loaded runtime CuDNN library: {found} but source was compiled with: {wanted}',
		'gpu-cudnn-start': 'cuDNN failed to initialize',
		'gpu-dnn': 'DNN library is not found',
		'gpu-cudnn-handle': 'Could not create cudnn handle',
		'gpu-cudnn-status': 'CUDNN_STATUS_',
		'gpu-cublas-status': 'CUBLAS_STATUS_',
		'gpu-convolution': 'Failed to get convolution algorithm',
		'gpu-kernel-image': 'no kernel image is available for execution on the device',
		'gpu-libdevice': 'libdevice not found',
		'gpu-start': 'CUDA runtime implicit initialization on GPU',
		'gpu-registered': 'Attempting to register factory for plugin cu',
		'gpu-not-used': 'Skipping registering GPU devices',
		'gpu-library-file': 'libcud{library}: cannot open shared object file',
		'gpu-library-windows': "Could not find 'cudart",
		'gpu-cudnn-windows': "Could not find 'cudnn",
	},
	'start-notice': {
		'start-onednn': 'oneDNN custom operations are on.',
		'start-cpu-instructions':
			'This TensorFlow binary is optimized {how}to use {which}CPU instructions',
		'start-cpu-instructions-old':
			'Your CPU supports instructions that this TensorFlow binary was not compiled to use',
		'start-numa': 'could not open file to read NUMA node',
		'start-tensorrt': 'TF-TRT Warning: Could not find TensorRT',
		'start-numa-node': 'had negative value (-1), but there must be at least one NUMA node',
		'start-computation-placer': 'computation placer already registered',
	},
	'training-data': {
		'data-loss-shapes': 'Shapes (None, {labels}) and (None, {outputs}) are incompatible',
		'data-cardinality': 'Data cardinality is ambiguous',
		'data-logits-labels': 'logits and labels must have the same first dimension',
		'data-target-output': 'Arguments `target` and `output` must have the same {property}',
		'data-samples': 'Found input variables with inconsistent numbers of samples',
		'data-layer-axis': 'of input shape to have value',
		'data-layer-minimum': 'expected min_ndim={least}, found ndim',
		'data-layer-dimensions': 'found ndim={found}. Full shape received: {shape:data-shape}',
		'data-layer-input-old': 'is incompatible with layer {layer}: expected',
		'data-functional-input': 'Invalid input shape for input',
		'data-checking-input': 'Error when checking input',
		'data-checking-target': 'Error when checking target',
		'data-checking-model-input': 'Error when checking model input',
		'data-checking-model-target': 'Error when checking model target',
		'data-target-array': 'A target array with shape {shape} was passed for an output of shape',
		'data-label-range': 'which is outside the valid range of',
		'data-embedding-range': 'is not in [0, {size})',
		'data-broadcast': 'required broadcastable shapes',
		'data-numpy-broadcast': 'could not broadcast input array from shape',
		'data-ragged-array': 'setting an array element with a sequence',
		'data-matrix': 'Matrix size-incompatible',
		'data-incompatible-list': 'Incompatible shapes: [',
		'data-adapter': 'Failed to find data adapter that can handle input',
		'data-adapter-3': 'Unrecognized data type: x=',
		'data-none-value': 'None values not supported.',
		'data-none-tensor': 'Attempt to convert a value (None) with an unsupported type',
		'data-gradients': 'No gradients provided for any variable',
		'data-ran-out': 'Your input ran out of data',
		'data-sequence-empty': 'but the Sequence has length 0',
		'data-no-images': 'Found 0 images belonging to',
		'data-no-files': 'Found 0 files belonging to',
		'data-class-mode': 'class_weight` must contain all classes',
		'data-truth-value': 'The truth value of an array with more than one element is ambiguous',
		'data-feed': 'Cannot feed value of shape {given} for Tensor {name}input',
		'data-logits-size': 'logits and labels must be broadcastable',
		'data-tensor-array': 'Failed to convert a NumPy array to a Tensor',
		'data-layer-shape': 'expected shape={wanted}, found shape={found}',
	},
	divergence: {
		'nan-loss': 'loss: nan',
	},
	'missing-values': {
		'nan-input': 'Input contains NaN',
	},
	pytorch: {
		'pytorch-state-dict': 'Error(s) in loading state_dict for',
		'pytorch-weights-only': 'Weights only load failed.',
		'pytorch-device':
			'Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False',
		'pytorch-size': 'copying a param with shape',
		'pytorch-keys': 'Missing key(s) in state_dict',
		'pytorch-unexpected': 'Unexpected key(s) in state_dict',
		'pytorch-same-device': 'Expected all tensors to be on the same device',
		'pytorch-multiply': 'mat1 and mat2 shapes cannot be multiplied',
		'pytorch-reader': 'PytorchStreamReader failed',
		'pytorch-module-attribute': "No module named 'models.yolo'",
		'pytorch-default-process': 'Default process group has not been initialized',
	},
	'onnx-runtime': {
		'onnx-runtime': '[ONNXRuntimeError] :',
	},
	'pip-other-packages': {
		'pip-other-packages':
			'the source of the following dependency conflicts. {package:other-distribution} requires {requirement}, but you have {installed:other-distribution} which is incompatible.',
	},
	'pip-compiler-missing': {
		'pip-compiler-missing': 'Microsoft Visual C++ 14.0 or greater is required',
	},
	'missing-module': {
		'module-missing': "No module named '{module:common-package}'",
	},
	'table-data': {
		'table-parser': 'pandas.errors.ParserError',
		'table-columns': 'are in the [columns]',
		'table-index': 'None of [Index(',
		'table-number': 'could not convert string to float',
		'table-parser-tokens': 'Error tokenizing data',
		'table-frame': "'DataFrame' object has no attribute",
	},
	'text-encoding': {
		'text-encoding': "codec can't decode byte 0x{byte} in position",
	},
	network: {
		certificate: 'CERTIFICATE_VERIFY_FAILED',
		'download-keras': 'URL fetch failure on {url}',
		'download-retries': 'Max retries exceeded with url',
		'network-403': 'HTTP Error 403: Forbidden',
		'network-404': 'HTTP Error 404: Not Found',
		'network-read-timeout': 'ReadTimeoutError',
		'network-connection': 'ConnectionResetError',
	},
	'kernel-died': {
		'kernel-died': 'The kernel appears to have died',
		'kernel-crashed': 'The Kernel crashed while executing code in',
		'segmentation-fault': 'Segmentation fault (core dumped)',
	},
	'python-syntax': {
		syntax: 'SyntaxError: invalid syntax',
		indentation: 'IndentationError: ',
		'syntax-string': 'SyntaxError: EOL while scanning string literal',
		'syntax-unterminated': 'SyntaxError: unterminated string literal',
		'syntax-end': 'SyntaxError: unexpected EOF while parsing',
		'syntax-closed': 'was never closed',
		'syntax-character': 'SyntaxError: invalid character',
	},
	'native-runtime': {
		'native-runtime': 'Failed to load the native TensorFlow runtime',
		'native-dll': 'DLL load failed while importing _pywrap_tensorflow_internal',
		'native-instruction': 'Illegal instruction (core dumped)',
	},
	'model-code': {
		'model-negative-size': 'Negative dimension size caused by subtracting',
		'model-dimensions': 'Dimensions must be equal, but are',
		'model-computed-size': 'Computed output size would be negative',
		'model-concatenate': 'layer requires inputs with matching shapes except for the concat',
		'model-add': 'Inputs have incompatible shapes. Received shapes',
		'model-reshape': 'total size of new array must be unchanged',
		'model-reshape-3': 'The total size of the tensor must be unchanged',
	},
	'pip-build': {
		'pip-wheels': 'Could not build wheels for',
		'pip-wheel': 'Failed building wheel for',
		'pip-metadata': 'metadata-generation-failed',
		'pip-managed': 'externally-managed-environment',
		'pip-subprocess': 'subprocess-exited-with-error',
		'pip-setup': 'python setup.py egg_info did not run successfully',
	},
	'image-file': {
		'image-assertion': '(-215:Assertion failed)',
		'image-identify': 'cannot identify image file',
		'image-library': 'libGL.so.1: cannot open shared object file',
		'image-window': 'The function is not implemented. Rebuild the library with Windows, GTK+',
		'image-none-shape': "'NoneType' object has no attribute 'shape'",
	},
	estimator: {
		'estimator-not-fitted': 'instance is not fitted yet',
		'estimator-samples': 'Found array with 0 sample(s)',
		'estimator-dimensions': 'Expected 2D array, got 1D array instead',
		'estimator-features': 'features, but {estimator} is expecting {count} features as input',
		'data-estimator-labels': 'Unknown label type:',
		'data-estimator-targets': "Classification metrics can't handle a mix of",
		'data-estimator-outputs': 'y_true and y_pred have different number of output',
	},
	'missing-name': {
		'name-of-the-program': "NameError: name '{name:program-name}' is not defined",
	},
	'object-form': {
		'compile-optimizer': 'Could not interpret optimizer identifier: <class',
		'compile-loss': 'Could not interpret loss identifier: <',
		'compile-loss-function': 'Could not interpret loss function identifier: <',
		'compile-metric': 'Could not interpret metric identifier: <',
		'compile-metric-function': 'Could not interpret metric function identifier: <',
		'compile-optimizer-tuple': "('Could not interpret optimizer identifier:', <class",
	},
	'data-file': {
		'data-file-missing': "No such file or directory: '{path:data-file}",
	},
	'code-notice': {
		'training-retracing': 'triggered tf.function retracing',
		'training-dataset-class': 'Your `PyDataset` class should call `super().__init__(**kwargs)`',
		'training-early-stopping': 'Early stopping conditioned on metric',
		'training-best-only': 'Can save best model only with {metric} available',
		'training-plateau': 'conditioned on metric {metric} which is not available',
	},
	'other-program': {
		'browser-automation': 'selenium.common.exceptions.',
		'window-thread': 'main thread is not in main loop',
		'web-address-in-use': 'Address already in use',
		'web-template': 'jinja2.exceptions.TemplateNotFound',
		'web-cors': 'has been blocked by CORS policy',
	},
	'graph-of-tensor-flow-1': {
		'graph-element': 'is not an element of this graph.',
		'graph-uninitialized': 'Attempting to use uninitialized value',
		'graph-container': 'This could mean that the variable was uninitialized.',
	},
} as const;

/** The kinds of trouble that are none of a model file or of Keras's versions. */
export type UnrelatedFamily = keyof typeof messages;

export interface UnrelatedMessage {
	readonly id: string;
	readonly family: UnrelatedFamily;
	readonly text: string;
}

export const unrelatedMessages: readonly UnrelatedMessage[] = Object.entries(messages).flatMap(
	([family, texts]) =>
		Object.entries(texts).map(([id, text]) => ({ id, text, family: family as UnrelatedFamily })),
);
