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

const gpuMemory = {
	en: 'The graphics card has too little free memory. Make the batch or the images smaller, end other programs on the card, or run on the CPU; the model file is not at fault.',
	'zh-cn':
		'显卡的空闲显存不够。减小批大小或图像尺寸，结束占用显卡的其他程序，或改用 CPU；与模型文件无关。',
};
const mainMemory = {
	en: 'The computer ran out of main memory. Load less data at once (a `tf.data` pipeline, smaller batches) or close other programs.',
	'zh-cn': '电脑内存不够。一次少加载些数据（用 `tf.data` 管道、更小的批），或关闭其他程序。',
};
const gpuLibraries = {
	en: 'TensorFlow found no usable GPU libraries and goes on with the CPU. For the GPU, install the CUDA version that your TensorFlow names: `pip install "tensorflow[and-cuda]"` on Linux; on native Windows TensorFlow 2.10 was the last with GPU.',
	'zh-cn':
		'TensorFlow 没找到可用的 GPU 库，改用 CPU 继续。要用 GPU，请安装与 TensorFlow 匹配的 CUDA：Linux 上用 `pip install "tensorflow[and-cuda]"`；原生 Windows 上最后支持 GPU 的是 TensorFlow 2.10。',
};
const startNotice = {
	en: 'A notice that TensorFlow prints at every start, not an error. The real message, if there is one, stands further down.',
	'zh-cn': '这是 TensorFlow 每次启动都会打印的提示，不是错误。真正的报错（如果有）在更下面。',
};
const trainingData = {
	en: 'The data given to `fit` or `predict` does not match what the model or the loss expects. Print the shapes of the inputs and labels and compare them with `model.input_shape` and `model.output_shape`.',
	'zh-cn':
		'交给 `fit` 或 `predict` 的数据与模型或损失函数的要求不符。打印输入和标签的形状，与 `model.input_shape`、`model.output_shape` 对照。',
};
const pytorch = {
	en: 'This is a PyTorch checkpoint or a message of PyTorch; Keras has no part in it. Build the PyTorch model that the checkpoint belongs to and load it there.',
	'zh-cn':
		'这是 PyTorch 的检查点或 PyTorch 的报错，与 Keras 无关。请在 PyTorch 里建出对应的模型来加载。',
};
const kernelDied = {
	en: 'The notebook only says that Python ended. Run the same lines as a script in a terminal: the reason is printed there, most often too little memory.',
	'zh-cn':
		'Notebook 只说明 Python 进程结束了。把同样的代码存成脚本在终端运行，那里会打印原因，多半是内存不足。',
};
const network = {
	en: 'A download failed; nothing was loaded yet. Check the connection, proxy and certificates, or download the file with a browser and give its path.',
	'zh-cn': '下载失败，还没有加载任何东西。检查网络、代理和证书，或用浏览器下载文件后直接给出路径。',
};
const tableData = {
	en: 'An error in reading or selecting table data, before any model is involved. Look at the file and at the names of its columns.',
	'zh-cn': '读取或选取表格数据时出错，还没有涉及模型。检查这个文件和它的列名。',
};
const pythonSyntax = {
	en: 'Python could not read your program at the line shown, so none of it ran. Look at that line and the one before it.',
	'zh-cn': 'Python 读不懂所示的那一行，程序完全没有运行。检查这一行和它的上一行。',
};

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
		text: "codec can't decode byte {byte} in position",
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
];
