import {
	estimator,
	gpuLibraries,
	gpuMemory,
	imageFile,
	kernelDied,
	mainMemory,
	missingName,
	modelCode,
	nativeRuntime,
	network,
	objectForm,
	pipBuild,
	pythonSyntax,
	pytorch,
	startNotice,
	tableData,
	trainingData,
} from './unrelated-explanations.ts';

/** An error or notice that is often pasted and is no trouble of a model file or of Keras's versions. */
export interface UnrelatedMessage {
	readonly id: string;
	/** The message as printed, with `{name}` or `{name:table}` where it varies, as in a signature. */
	readonly text: string;
	/** In one line: what it is, and where to look. */
	readonly en: string;
	readonly 'zh-cn': string;
}

/** Modules that people use beside Keras; that one is missing says nothing about a model. */
export const commonPackages: ReadonlySet<string> = new Set(
	`PIL bs4 cv2 cupy dlib faiss fastapi flask gradio gym gymnasium imageio imgaug IPython ipykernel
	ipywidgets joblib kaggle librosa lightgbm matplotlib mediapipe mlflow moviepy nltk onnxruntime
	openpyxl pandas plotly pyaudio pydot pywt requests seaborn serial shap skimage sklearn
	sounddevice soundfile spacy speech_recognition statsmodels streamlit sympy timm
	torchaudio torchvision tqdm wandb win32api xgboost xlrd yaml`
		.split(/\s+/)
		.filter(Boolean),
);

/** Names that a program defines or imports for itself. */
export const programNames: ReadonlySet<string> = new Set(
	`load_model model models layers Sequential Model Input Dense Conv2D LSTM history x_train X_train
	y_train x_test X_test y_test train_generator test_generator train_data pd plt os cv2 Image image
	json load_img img_to_array to_categorical ImageDataGenerator Adam EarlyStopping ModelCheckpoint
	train_test_split tokenizer`.split(/\s+/),
);

/** Asked only where no diagnosis answers. General by why the message appears, not by one text. */
export const unrelatedMessages: readonly UnrelatedMessage[] = [
	{ id: 'gpu-memory-tensorflow', text: 'OOM when allocating tensor with shape', ...gpuMemory },
	{ id: 'gpu-memory-pytorch', text: 'CUDA out of memory.', ...gpuMemory },
	{ id: 'gpu-memory-driver', text: 'CUDA_ERROR_OUT_OF_MEMORY', ...gpuMemory },
	{ id: 'memory-array', text: 'Unable to allocate {size} for an array with shape', ...mainMemory },
	{ id: 'memory-native', text: 'std::bad_alloc', ...mainMemory },
	{ id: 'memory-notice', text: 'exceeds 10% of free system memory.', ...mainMemory },
	{
		id: 'disk-full',
		text: 'No space left on device',
		en: 'The disk is full. Free some space; a file that was being written at that moment is incomplete and must be made again.',
		'zh-cn': '磁盘满了。先腾出空间；当时正在写的文件是不完整的，需要重新生成。',
	},
	{
		id: 'gpu-library-missing',
		text: "Could not load dynamic library '{library}'",
		...gpuLibraries,
	},
	{ id: 'gpu-libraries-missing', text: 'Cannot dlopen some GPU libraries.', ...gpuLibraries },
	{ id: 'gpu-driver-call', text: 'failed call to cuInit', ...gpuLibraries },
	{
		id: 'gpu-drivers-missing',
		text: 'Could not find cuda drivers on your machine',
		...gpuLibraries,
	},
	{
		id: 'gpu-cudnn-version',
		text: 'Loaded runtime CuDNN library: {found} but source was compiled with: {wanted}',
		...gpuLibraries,
	},
	{ id: 'gpu-cudnn-start', text: 'cuDNN failed to initialize', ...gpuLibraries },
	{ id: 'start-onednn', text: 'oneDNN custom operations are on.', ...startNotice },
	{
		id: 'start-cpu-instructions',
		text: 'This TensorFlow binary is optimized {how}to use {which}CPU instructions',
		...startNotice,
	},
	{
		id: 'start-cpu-instructions-old',
		text: 'Your CPU supports instructions that this TensorFlow binary was not compiled to use',
		...startNotice,
	},
	// Only a batch of data has a dimension without a size; a weight never has.
	{
		id: 'data-loss-shapes',
		text: 'Shapes (None, {labels}) and (None, {outputs}) are incompatible',
		...trainingData,
	},
	{ id: 'data-cardinality', text: 'Data cardinality is ambiguous', ...trainingData },
	{
		id: 'data-logits-labels',
		text: 'logits and labels must have the same first dimension',
		...trainingData,
	},
	{
		id: 'data-target-output',
		text: 'Arguments `target` and `output` must have the same {property}',
		...trainingData,
	},
	{
		id: 'data-object-array',
		text: 'Failed to convert a NumPy array to a Tensor (Unsupported object type',
		...trainingData,
	},
	{
		id: 'data-samples',
		text: 'Found input variables with inconsistent numbers of samples',
		...trainingData,
	},
	{
		id: 'nan-loss',
		text: 'loss: nan',
		en: 'The training diverged. Lower the learning rate, clip the gradients, and look for NaN, infinity or unscaled values in the data.',
		'zh-cn': '训练发散了。降低学习率、裁剪梯度，并检查数据里有没有 NaN、无穷大或未缩放的值。',
	},
	{
		id: 'nan-input',
		text: 'Input contains NaN',
		en: 'The data holds missing values. Fill or drop them before training or predicting.',
		'zh-cn': '数据里有缺失值。训练或预测之前先填充或删除它们。',
	},
	{ id: 'pytorch-state-dict', text: 'Error(s) in loading state_dict for', ...pytorch },
	{ id: 'pytorch-weights-only', text: 'Weights only load failed.', ...pytorch },
	{
		id: 'pytorch-device',
		text: 'Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False',
		...pytorch,
	},
	{
		id: 'onnx-runtime',
		text: '[ONNXRuntimeError] :',
		en: 'A message of ONNX Runtime: the `.onnx` file is already made. Compare the names, shapes and types of your inputs with `session.get_inputs()`.',
		'zh-cn':
			'这是 ONNX Runtime 的报错，`.onnx` 文件已经生成。把输入的名字、形状、类型与 `session.get_inputs()` 对照。',
	},
	{
		id: 'pip-other-packages',
		text: 'the source of the following dependency conflicts. {package:other-distribution} requires {requirement}, but you have {installed:other-distribution} which is incompatible.',
		en: 'Two other packages want different versions of a third. It concerns Keras only if Keras or TensorFlow is named; otherwise give the program an environment of its own.',
		'zh-cn':
			'是另外两个包对第三个包的版本要求不同。只有提到 Keras 或 TensorFlow 时才与之有关；否则请给这个程序一个单独的环境。',
	},
	{
		id: 'pip-compiler-missing',
		text: 'Microsoft Visual C++ 14.0 or greater is required',
		en: 'pip found no ready-made build of a package for your Python and tries to compile it. Take a Python version that the package has builds for.',
		'zh-cn':
			'pip 没有找到适合你的 Python 的现成安装包，正尝试编译。请换用该包提供安装包的 Python 版本。',
	},
	{
		id: 'module-missing',
		text: "No module named '{module:common-package}'",
		en: 'A package that your program uses is not installed in this Python. Install it, and see that pip and the program use the same Python.',
		'zh-cn':
			'你的程序用到的一个包没有装在这个 Python 里。安装它，并确认 pip 和程序用的是同一个 Python。',
	},
	{ id: 'table-parser', text: 'pandas.errors.ParserError', ...tableData },
	{ id: 'table-columns', text: 'are in the [columns]', ...tableData },
	{
		id: 'text-encoding',
		text: "codec can't decode byte 0x{byte} in position",
		en: 'A file was read as text that is not text of this encoding. Give `encoding=` for a text file; a model file must be opened with `load_model`, not with `open` or `read_csv`.',
		'zh-cn':
			'按文本读取的文件不是这种编码的文本。文本文件请指定 `encoding=`；模型文件要用 `load_model` 打开，而不是 `open` 或 `read_csv`。',
	},
	{ id: 'certificate', text: 'CERTIFICATE_VERIFY_FAILED', ...network },
	{ id: 'download-keras', text: 'URL fetch failure on {url}', ...network },
	{ id: 'download-retries', text: 'Max retries exceeded with url', ...network },
	{ id: 'kernel-died', text: 'The kernel appears to have died', ...kernelDied },
	{ id: 'kernel-crashed', text: 'The Kernel crashed while executing code in', ...kernelDied },
	{ id: 'segmentation-fault', text: 'Segmentation fault (core dumped)', ...kernelDied },
	{ id: 'syntax', text: 'SyntaxError: invalid syntax', ...pythonSyntax },
	{ id: 'indentation', text: 'IndentationError: ', ...pythonSyntax },
	{ id: 'gpu-memory-exhausted', text: 'ResourceExhaustedError', ...gpuMemory },
	{ id: 'gpu-memory-tensor', text: 'Dst tensor is not initialized', ...gpuMemory },
	{ id: 'gpu-memory-allocator', text: 'Allocator (GPU_0_bfc) ran out of memory', ...gpuMemory },
	{ id: 'memory-python', text: 'MemoryError: ', ...mainMemory },
	{ id: 'memory-killed', text: 'Out of memory: Killed process', ...mainMemory },
	{ id: 'gpu-dnn', text: 'DNN library is not found', ...gpuLibraries },
	{ id: 'gpu-cudnn-handle', text: 'Could not create cudnn handle', ...gpuLibraries },
	{ id: 'gpu-cudnn-status', text: 'CUDNN_STATUS_', ...gpuLibraries },
	{ id: 'gpu-cublas-status', text: 'CUBLAS_STATUS_', ...gpuLibraries },
	{ id: 'gpu-convolution', text: 'Failed to get convolution algorithm', ...gpuLibraries },
	{
		id: 'gpu-kernel-image',
		text: 'no kernel image is available for execution on the device',
		...gpuLibraries,
	},
	{ id: 'gpu-libdevice', text: 'libdevice not found', ...gpuLibraries },
	{ id: 'gpu-start', text: 'CUDA runtime implicit initialization on GPU', ...gpuLibraries },
	{ id: 'gpu-registered', text: 'Attempting to register factory for plugin cu', ...gpuLibraries },
	{ id: 'gpu-not-used', text: 'Skipping registering GPU devices', ...gpuLibraries },
	{ id: 'start-numa', text: 'could not open file to read NUMA node', ...startNotice },
	{ id: 'start-tensorrt', text: 'TF-TRT Warning: Could not find TensorRT', ...startNotice },
	{
		id: 'start-numa-node',
		text: 'had negative value (-1), but there must be at least one NUMA node',
		...startNotice,
	},
	{ id: 'native-runtime', text: 'Failed to load the native TensorFlow runtime', ...nativeRuntime },
	{
		id: 'native-dll',
		text: 'DLL load failed while importing _pywrap_tensorflow_internal',
		...nativeRuntime,
	},
	{ id: 'native-instruction', text: 'Illegal instruction (core dumped)', ...nativeRuntime },
	{ id: 'data-layer-axis', text: 'of input shape to have value', ...trainingData },
	{ id: 'data-layer-minimum', text: 'expected min_ndim={least}, found ndim', ...trainingData },
	{
		id: 'data-layer-dimensions',
		text: 'found ndim={found}. Full shape received: {shape:data-shape}',
		...trainingData,
	},
	{
		id: 'data-layer-input-old',
		text: 'is incompatible with layer {layer}: expected',
		...trainingData,
	},
	{ id: 'data-functional-input', text: 'Invalid input shape for input', ...trainingData },
	{ id: 'data-checking-input', text: 'Error when checking input', ...trainingData },
	{ id: 'data-checking-target', text: 'Error when checking target', ...trainingData },
	{ id: 'data-checking-model-input', text: 'Error when checking model input', ...trainingData },
	{ id: 'data-checking-model-target', text: 'Error when checking model target', ...trainingData },
	{
		id: 'data-target-array',
		text: 'A target array with shape {shape} was passed for an output of shape',
		...trainingData,
	},
	{ id: 'data-label-range', text: 'which is outside the valid range of', ...trainingData },
	{ id: 'data-embedding-range', text: 'is not in [0, {size})', ...trainingData },
	{ id: 'data-broadcast', text: 'required broadcastable shapes', ...trainingData },
	{
		id: 'data-numpy-broadcast',
		text: 'could not broadcast input array from shape',
		...trainingData,
	},
	{ id: 'data-ragged-array', text: 'setting an array element with a sequence', ...trainingData },
	{ id: 'data-matrix', text: 'Matrix size-incompatible', ...trainingData },
	{ id: 'data-incompatible-list', text: 'Incompatible shapes: [', ...trainingData },
	{
		id: 'data-adapter',
		text: 'Failed to find data adapter that can handle input',
		...trainingData,
	},
	{ id: 'data-adapter-3', text: 'Unrecognized data type: x=', ...trainingData },
	{ id: 'data-none-value', text: 'None values not supported.', ...trainingData },
	{
		id: 'data-none-tensor',
		text: 'Attempt to convert a value (None) with an unsupported type',
		...trainingData,
	},
	{ id: 'data-gradients', text: 'No gradients provided for any variable', ...trainingData },
	{ id: 'data-ran-out', text: 'Your input ran out of data', ...trainingData },
	{ id: 'data-sequence-empty', text: 'but the Sequence has length 0', ...trainingData },
	{ id: 'data-no-images', text: 'Found 0 images belonging to', ...trainingData },
	{ id: 'data-no-files', text: 'Found 0 files belonging to', ...trainingData },
	{ id: 'data-class-mode', text: 'class_weight` must contain all classes', ...trainingData },
	{
		id: 'data-truth-value',
		text: 'The truth value of an array with more than one element is ambiguous',
		...trainingData,
	},
	{
		id: 'data-feed',
		text: 'Cannot feed value of shape {given} for Tensor {name}input',
		...trainingData,
	},
	{ id: 'data-logits-size', text: 'logits and labels must be broadcastable', ...trainingData },
	{ id: 'data-tensor-array', text: 'Failed to convert a NumPy array to a Tensor', ...trainingData },
	{
		id: 'model-negative-size',
		text: 'Negative dimension size caused by subtracting',
		...modelCode,
	},
	{ id: 'model-dimensions', text: 'Dimensions must be equal, but are', ...modelCode },
	{ id: 'model-computed-size', text: 'Computed output size would be negative', ...modelCode },
	{
		id: 'model-concatenate',
		text: 'layer requires inputs with matching shapes except for the concat',
		...modelCode,
	},
	{ id: 'model-add', text: 'Inputs have incompatible shapes. Received shapes', ...modelCode },
	{ id: 'model-reshape', text: 'total size of new array must be unchanged', ...modelCode },
	{ id: 'model-reshape-3', text: 'The total size of the tensor must be unchanged', ...modelCode },
	{ id: 'pytorch-size', text: 'copying a param with shape', ...pytorch },
	{ id: 'pytorch-keys', text: 'Missing key(s) in state_dict', ...pytorch },
	{ id: 'pytorch-unexpected', text: 'Unexpected key(s) in state_dict', ...pytorch },
	{ id: 'pytorch-same-device', text: 'Expected all tensors to be on the same device', ...pytorch },
	{ id: 'pytorch-multiply', text: 'mat1 and mat2 shapes cannot be multiplied', ...pytorch },
	{ id: 'pytorch-reader', text: 'PytorchStreamReader failed', ...pytorch },
	{ id: 'pytorch-module-attribute', text: "No module named 'models.yolo'", ...pytorch },
	{
		id: 'pytorch-default-process',
		text: 'Default process group has not been initialized',
		...pytorch,
	},
	{ id: 'pip-wheels', text: 'Could not build wheels for', ...pipBuild },
	{ id: 'pip-wheel', text: 'Failed building wheel for', ...pipBuild },
	{ id: 'pip-metadata', text: 'metadata-generation-failed', ...pipBuild },
	{ id: 'pip-managed', text: 'externally-managed-environment', ...pipBuild },
	{ id: 'pip-subprocess', text: 'subprocess-exited-with-error', ...pipBuild },
	{ id: 'pip-setup', text: 'python setup.py egg_info did not run successfully', ...pipBuild },
	{ id: 'image-assertion', text: '(-215:Assertion failed)', ...imageFile },
	{ id: 'image-identify', text: 'cannot identify image file', ...imageFile },
	{ id: 'image-library', text: 'libGL.so.1: cannot open shared object file', ...imageFile },
	{
		id: 'image-window',
		text: 'The function is not implemented. Rebuild the library with Windows, GTK+',
		...imageFile,
	},
	{ id: 'table-index', text: 'None of [Index(', ...tableData },
	{ id: 'table-number', text: 'could not convert string to float', ...tableData },
	{ id: 'table-parser-tokens', text: 'Error tokenizing data', ...tableData },
	{ id: 'estimator-not-fitted', text: 'instance is not fitted yet', ...estimator },
	{ id: 'estimator-samples', text: 'Found array with 0 sample(s)', ...estimator },
	{ id: 'estimator-dimensions', text: 'Expected 2D array, got 1D array instead', ...estimator },
	{
		id: 'estimator-features',
		text: 'features, but {estimator} is expecting {count} features as input',
		...estimator,
	},
	{ id: 'network-403', text: 'HTTP Error 403: Forbidden', ...network },
	{ id: 'network-404', text: 'HTTP Error 404: Not Found', ...network },
	{ id: 'network-read-timeout', text: 'ReadTimeoutError', ...network },
	{ id: 'network-connection', text: 'ConnectionResetError', ...network },
	{ id: 'syntax-string', text: 'SyntaxError: EOL while scanning string literal', ...pythonSyntax },
	{ id: 'syntax-unterminated', text: 'SyntaxError: unterminated string literal', ...pythonSyntax },
	{ id: 'syntax-end', text: 'SyntaxError: unexpected EOF while parsing', ...pythonSyntax },
	{ id: 'syntax-closed', text: 'was never closed', ...pythonSyntax },
	{ id: 'syntax-character', text: 'SyntaxError: invalid character', ...pythonSyntax },
	{
		id: 'name-of-the-program',
		text: "NameError: name '{name:program-name}' is not defined",
		...missingName,
	},
	{
		id: 'compile-optimizer',
		text: 'Could not interpret optimizer identifier: <class',
		...objectForm,
	},
	{ id: 'compile-loss', text: 'Could not interpret loss identifier: <', ...objectForm },
	{
		id: 'compile-loss-function',
		text: 'Could not interpret loss function identifier: <',
		...objectForm,
	},
	{ id: 'compile-metric', text: 'Could not interpret metric identifier: <', ...objectForm },
	{
		id: 'compile-metric-function',
		text: 'Could not interpret metric function identifier: <',
		...objectForm,
	},
];
