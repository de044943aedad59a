import type { UnrelatedFamily } from '../clinic/knowledge/unrelated.ts';

/** In one line each: what an unrelated message is about, and where to look. Loaded when one is shown. */
export const unrelatedWords: Readonly<
	Record<UnrelatedFamily, Readonly<Record<'en' | 'zh-cn', string>>>
> = {
	'gpu-memory': {
		en: 'The graphics card has too little free memory. Make the batch or the images smaller, end other programs on the card, or run on the CPU; the model file is not at fault.',
		'zh-cn':
			'显卡的空闲显存不够。减小批大小或图像尺寸，结束占用显卡的其他程序，或改用 CPU；与模型文件无关。',
	},
	'main-memory': {
		en: 'The computer ran out of main memory. Load less data at once (a `tf.data` pipeline, smaller batches) or close other programs.',
		'zh-cn': '电脑内存不够。一次少加载些数据（用 `tf.data` 管道、更小的批），或关闭其他程序。',
	},
	'gpu-libraries': {
		en: 'TensorFlow found no usable GPU libraries and goes on with the CPU. For the GPU, install the CUDA version that your TensorFlow names: `pip install "tensorflow[and-cuda]"` on Linux; on native Windows TensorFlow 2.10 was the last with GPU.',
		'zh-cn':
			'TensorFlow 没找到可用的 GPU 库，改用 CPU 继续。要用 GPU，请安装与 TensorFlow 匹配的 CUDA：Linux 上用 `pip install "tensorflow[and-cuda]"`；原生 Windows 上最后支持 GPU 的是 TensorFlow 2.10。',
	},
	'start-notice': {
		en: 'A notice that TensorFlow prints at every start, not an error. The real message, if there is one, stands further down.',
		'zh-cn': '这是 TensorFlow 每次启动都会打印的提示，不是错误。真正的报错（如果有）在更下面。',
	},
	'training-data': {
		en: 'The data given to `fit` or `predict` does not match what the model or the loss expects. Print the shapes of the inputs and labels and compare them with `model.input_shape` and `model.output_shape`.',
		'zh-cn':
			'交给 `fit` 或 `predict` 的数据与模型或损失函数的要求不符。打印输入和标签的形状，与 `model.input_shape`、`model.output_shape` 对照。',
	},
	pytorch: {
		en: 'This is a PyTorch checkpoint or a message of PyTorch; Keras has no part in it. Build the PyTorch model that the checkpoint belongs to and load it there.',
		'zh-cn':
			'这是 PyTorch 的检查点或 PyTorch 的报错，与 Keras 无关。请在 PyTorch 里建出对应的模型来加载。',
	},
	'kernel-died': {
		en: 'The notebook only says that Python ended. Run the same lines as a script in a terminal: the reason is printed there, most often too little memory.',
		'zh-cn':
			'Notebook 只说明 Python 进程结束了。把同样的代码存成脚本在终端运行，那里会打印原因，多半是内存不足。',
	},
	network: {
		en: 'A download failed; nothing was loaded yet. Check the connection, proxy and certificates, or download the file with a browser and give its path.',
		'zh-cn':
			'下载失败，还没有加载任何东西。检查网络、代理和证书，或用浏览器下载文件后直接给出路径。',
	},
	'table-data': {
		en: 'An error in reading or selecting table data, before any model is involved. Look at the file and at the names of its columns.',
		'zh-cn': '读取或选取表格数据时出错，还没有涉及模型。检查这个文件和它的列名。',
	},
	'python-syntax': {
		en: 'Python could not read your program at the line shown, so none of it ran. Look at that line and the one before it.',
		'zh-cn': 'Python 读不懂所示的那一行，程序完全没有运行。检查这一行和它的上一行。',
	},
	'object-form': {
		en: 'A class or an object that Keras cannot use stands in `compile`. Write a name such as `"adam"`, or call the class: `keras.optimizers.Adam()`. No file is at fault.',
		'zh-cn':
			'`compile` 里写的类或对象 Keras 用不了。请写名字，例如 `"adam"`，或调用这个类：`keras.optimizers.Adam()`。与文件无关。',
	},
	'image-file': {
		en: 'OpenCV or Pillow could not read or show an image; the model is not involved yet. Print the path and the shape of the image first: a missing file gives `None`.',
		'zh-cn':
			'OpenCV 或 Pillow 读取或显示图片失败，还没有用到模型。先打印路径和图片的形状：文件不存在时得到的是 `None`。',
	},
	'pip-build': {
		en: 'pip could not build or reach a package. Update pip, and take a Python version for which the package offers ready-made files; the first error in the output names the reason.',
		'zh-cn':
			'pip 无法构建或下载某个包。先更新 pip，并使用该包提供现成安装文件的 Python 版本；输出里的第一个错误说明了原因。',
	},
	'native-runtime': {
		en: 'TensorFlow itself does not start, so no model was read. On Windows install the Visual C++ redistributable; use a 64-bit Python that your TensorFlow supports, and a processor with AVX.',
		'zh-cn':
			'TensorFlow 本身没有启动，还没有读取任何模型。Windows 上请安装 Visual C++ 运行库；使用 TensorFlow 支持的 64 位 Python，处理器要支持 AVX。',
	},
	'model-code': {
		en: 'The code that builds the model does not fit together: a layer gets an input of a size that it cannot work on. Print `model.summary()` up to that layer. No file was read.',
		'zh-cn':
			'搭建模型的代码前后不符：某一层的输入大小不合适。请用 `model.summary()` 查看到那一层为止的形状。还没有读取文件。',
	},
	'missing-name': {
		en: 'The program uses a name that it has not defined or imported. In a notebook, run the cell that does so first.',
		'zh-cn': '程序用到的名字没有定义或导入。在 notebook 里，请先运行定义它的单元格。',
	},
	estimator: {
		en: 'A message of scikit-learn about data or about an object that was not fitted. Fit it first, or load the fitted one with joblib.',
		'zh-cn':
			'scikit-learn 关于数据、或关于尚未拟合的对象的报错。先拟合，或用 joblib 加载拟合好的对象。',
	},
	'data-file': {
		en: 'A file of data was not found under this path. Print `os.getcwd()` and give the full path; no model is involved yet.',
		'zh-cn': '按这个路径没有找到数据文件。打印 `os.getcwd()` 并写出完整路径；还没有涉及模型。',
	},
	'code-notice': {
		en: 'Advice about the training code, not an error: everything goes on. The message says which argument or metric it means.',
		'zh-cn': '这是关于训练代码的提示，不是错误，程序会继续。提示里写明了指的是哪个参数或指标。',
	},
	'other-program': {
		en: 'A message of another part of the program (web server, browser, window), not of Keras. The model file has no part in it.',
		'zh-cn': '这是程序其他部分（Web 服务、浏览器、窗口）的报错，不是 Keras 的，与模型文件无关。',
	},
	'graph-of-tensor-flow-1': {
		en: 'In TensorFlow 1 a model belongs to the graph, session and thread in which it was loaded, and is used here from another (a web server, often). Load and predict in the same one, or use TensorFlow 2. The file is sound.',
		'zh-cn':
			'在 TensorFlow 1 里，模型属于加载它时的图、会话和线程，而这里在别处（常见的是 Web 服务器）使用。请在同一处加载和预测，或改用 TensorFlow 2。文件没有问题。',
	},
	'disk-full': {
		en: 'The disk is full. Free some space; a file that was being written at that moment is incomplete and must be made again.',
		'zh-cn': '磁盘满了。先腾出空间；当时正在写的文件是不完整的，需要重新生成。',
	},
	divergence: {
		en: 'The training diverged. Lower the learning rate, clip the gradients, and look for NaN, infinity or unscaled values in the data.',
		'zh-cn': '训练发散了。降低学习率、裁剪梯度，并检查数据里有没有 NaN、无穷大或未缩放的值。',
	},
	'missing-values': {
		en: 'The data holds missing values. Fill or drop them before training or predicting.',
		'zh-cn': '数据里有缺失值。训练或预测之前先填充或删除它们。',
	},
	'text-encoding': {
		en: 'A file was read as text that is not text of this encoding. Give `encoding=` for a text file; a model file must be opened with `load_model`, not with `open` or `read_csv`.',
		'zh-cn':
			'按文本读取的文件不是这种编码的文本。文本文件请指定 `encoding=`；模型文件要用 `load_model` 打开，而不是 `open` 或 `read_csv`。',
	},
	'missing-module': {
		en: 'A package that your program uses is not installed in this Python. Install it, and see that pip and the program use the same Python.',
		'zh-cn':
			'你的程序用到的一个包没有装在这个 Python 里。安装它，并确认 pip 和程序用的是同一个 Python。',
	},
	'onnx-runtime': {
		en: 'A message of ONNX Runtime: the `.onnx` file is already made. Compare the names, shapes and types of your inputs with `session.get_inputs()`.',
		'zh-cn':
			'这是 ONNX Runtime 的报错，`.onnx` 文件已经生成。把输入的名字、形状、类型与 `session.get_inputs()` 对照。',
	},
	'pip-other-packages': {
		en: 'Two other packages want different versions of a third. It concerns Keras only if Keras or TensorFlow is named; otherwise give the program an environment of its own.',
		'zh-cn':
			'是另外两个包对第三个包的版本要求不同。只有提到 Keras 或 TensorFlow 时才与之有关；否则请给这个程序一个单独的环境。',
	},
	'pip-compiler-missing': {
		en: 'pip found no ready-made build of a package for your Python and tries to compile it. Take a Python version that the package has builds for.',
		'zh-cn':
			'pip 没有找到适合你的 Python 的现成安装包，正尝试编译。请换用该包提供安装包的 Python 版本。',
	},
};
