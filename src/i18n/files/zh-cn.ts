import type { Strings } from '../en.ts';

const declaredSize = {
	why: '其中一部分声明的大小远超实际存储的内容，加载时可能占满内存或磁盘。',
	advice: '除非清楚来源，否则不要加载；Keras 3.12.4、3.15.1 及更新版本会拒绝它。',
};

/** What is said about files, in Chinese. */
export const files: Pick<Strings, 'facts' | 'pictures' | 'risks' | 'formats' | 'damages'> = {
	facts: {
		format: '格式',
		writer: '由谁写出',
		writerUnknown: '文件中没有写明',
		model: '模型',
		layers: '层数',
		parameters: '参数量',
		dtype: '数据类型',
		optimizer: '优化器',
		custom: '需要你提供',
		size: '大小',
		read: '共 {size}，只读取了 {read}',
		moreMembers: '另有 {count} 个',
		archives: '所在归档',
		unpackFirst: '{archives}：请先解压',
		missing: '缺少',
		signature: '调用方式',
		risks: '加载时它能做什么',
	},
	pictures: {
		title: '{name} 里面有什么',
		loading: '正在绘制…',
		failed: '页面的这一部分没能加载。请检查网络后重试。',
		again: '重试',
	},
	risks: {
		'lambda-bytecode': {
			why: 'Lambda 层里存有 Python 字节码，加载或调用模型时会执行。',
			advice:
				'只有清楚来源时才加载。否则先看下面它引用了什么，把这段逻辑写成一个层或具名函数，再载入权重；`safe_mode=False` 会直接执行这段代码。',
		},
		'lambda-source': {
			why: 'Lambda 层里存的是 Python 源代码文本。Keras 不会这样写，也不会执行它：Keras 3 报“unsupported callable”，Keras 2 则去找以此为名的函数。',
			advice: '这个文件是手工做的：把这段文本抄进程序之前先读懂它，并向对方要 Keras 保存的原文件。',
		},
		'module-outside-keras': {
			why: '配置里写了 Keras 以外的模块。Keras 3.0 到 3.8 会导入它，而导入就会执行。',
			advice:
				'如果是你自己的包，请先安装，再用 `custom_objects` 传入这个类。否则不要加载，并使用 Keras 3.12.4，或 3.15.1 及以上版本。',
		},
		'function-of-keras': {
			why: '配置调用了 Keras 里任何层都用不到的函数：可以借此下载或加载其他文件。',
			advice: '不要加载：没有哪个 Keras 会写出这样的配置。',
		},
		'unsafe-mode-enabled': {
			why: '配置会关闭对外来代码的防护。',
			advice: '不要加载：没有哪个 Keras 会写出这样的配置。',
		},
		'torch-module': {
			why: 'TorchModuleWrapper 里是用 pickle 保存的 PyTorch 模块，反序列化时会执行其中的内容。',
			advice: '只有清楚来源时才加载。否则在代码里构建模块，再载入它的 state_dict。',
		},
		'saved-model-layer': {
			why: 'TFSMLayer 会从文件写明的路径加载另一个 SavedModel，而 SavedModel 就是程序。',
			advice: '那个 SavedModel 不在文件里。请向文件的提供者索取，检查之后在代码里构建这个层。',
		},
		'vocabulary-path': {
			why: '词表写的是路径或网址，Keras 加载模型时会去打开它。',
			advice:
				'用 `set_vocabulary` 以列表形式设置词表并重新保存；请使用会拒绝这种写法的 Keras 3.12 或更高版本。',
		},
		'outside-address': {
			why: '配置里写了模型之外的文件或网址。',
			advice: '加载之前，请先确认那里是什么。',
		},
		'path-in-layer-name': {
			why: '有一个层的名字其实是路径，会指到模型文件夹之外。',
			advice: '不要用旧版 Keras 加载：可能会覆盖其他文件。请使用 3.12.4，或 3.15.1 及以上版本。',
		},
		'hdf5-outside': {
			why: '它的数据在另一个文件里：加载权重时，HDF5 会读取本机上的那个文件。',
			advice:
				'不要用旧版 Keras 加载，也不要公开这种模型的输出。请使用 3.12.4，或 3.15.1 及以上版本。',
		},
		'hdf5-declared-size': declaredSize,
		'archive-declared-size': declaredSize,
		'archive-path': {
			why: '压缩包里有成员的路径会跑到解压文件夹之外。',
			advice: '不要用会照着这种路径解压的工具；Python 的 `zipfile` 不会。',
		},
		'archive-duplicate': {
			why: '压缩包里有两个同名成员，不同的程序读到的可能不是同一个。',
			advice: '请从制作它的地方重新获取：一个程序显示的，未必是另一个程序加载的。',
		},
		'archive-program': {
			why: '归档里除模型外还有程序或 pickle 文件。Keras 不会加载它，但可能把它解压出来。',
			advice: 'Keras 不会写入这样的成员：不要运行它，并问清打包的人为什么放进去。',
		},
		pickle: {
			why: 'pickle 在加载时会执行它引用的内容。',
			advice:
				'绝不要加载陌生人的 pickle。如果是自己的，请用当初的版本加载一次，再把模型存成 .keras。',
		},
		'pickled-array': {
			why: '对象数组就是 pickle，加载时会执行它引用的内容。',
			advice: '只有清楚来源时才加载；请保持 `allow_pickle=False`。',
		},
		'pickled-weights': {
			why: '权重是 pickle：Keras 3.8 及更早版本加载模型时会执行它引用的内容，`safe_mode` 也拦不住。',
			advice:
				'不要用 Keras 3.8 或更早版本加载；更新的版本会拒绝它。请索取含有 `model.weights.h5` 的模型，`save()` 写出的就是这种。',
		},
		'yaml-object': {
			why: '这份 YAML 会让不安全的读取器调用 Python。',
			advice: '不要加载：`to_yaml()` 不会写出这种内容。只用 `yaml.safe_load` 读取。',
		},
		'graph-operation': {
			why: '计算图里有会读写文件或运行 Python 的操作。',
			advice: 'SavedModel 就是程序：只有清楚来源时才运行。',
		},
	},
	formats: {
		'keras-v3': 'Keras 归档（.keras）',
		'legacy-h5': 'HDF5 完整模型（.h5）',
		'legacy-h5-weights': '仅权重，按层名存放的 HDF5',
		'weights-h5': '仅权重（.weights.h5）',
		'saved-model': 'TensorFlow SavedModel 文件夹',
		'architecture-json': '仅结构（JSON）',
		tflite: 'TensorFlow Lite 模型',
		pickle: 'Python pickle',
		'git-lfs-pointer': 'Git LFS 指针，不是文件本身',
		html: '网页',
		zip: '不含 Keras 模型的 ZIP 压缩包',
		hdf5: '不含 Keras 模型的 HDF5 文件',
		gzip: 'gzip 压缩包',
		json: '不含 Keras 模型的 JSON',
		text: '文本',
		'weights-shards': '分片权重（.weights.json）',
		'tf-checkpoint': 'TensorFlow 检查点',
		'tfjs-layers': 'TensorFlow.js layers 模型',
		'tfjs-graph': 'TensorFlow.js 图模型',
		'frozen-graph': '冻结的 TensorFlow 图（.pb）',
		'architecture-yaml': '仅模型结构（.yaml）',
		onnx: 'ONNX 模型',
		npz: 'NumPy 数组（.npz）',
		npy: 'NumPy 数组（.npy）',
		notebook: 'Jupyter 笔记本',
		tar: 'tar 归档',
		folder: '不含 Keras 模型的文件夹',
		empty: '空文件',
		unknown: '无法识别的内容',
	},
	damages: {
		'hdf5-truncated': 'HDF5 数据比文件头声明的要短。请重新复制或下载，并比较文件大小。',
		'hdf5-unreadable': 'HDF5 数据已损坏。请重新复制或下载，并比较文件大小。',
		'zip-truncated': '压缩包的末尾缺失。请重新复制或下载，并比较文件大小。',
		'zip-unreadable':
			'压缩包已损坏，或打包方式不是 Keras 会用的。请重新复制或下载；否则把里面的文件重新打包。',
		'zip-bomb':
			'压缩包里有一个成员解压后远远超出模型所需。这里不会解压它；除非清楚来源，否则不要加载。',
		encrypted: '压缩包已加密。请用密码解压，再拖入解压后的文件夹。',
		'json-invalid':
			'里面的配置不是完整的 JSON：被截断，或被手动改坏。请从保存它的地方重新获取文件。',
		'json-too-deep':
			'里面的配置嵌套太深，Python 也读不了；Keras 不会写出这样的文件。请从保存它的地方重新获取文件。',
		'json-too-large': '里面的配置比任何已知模型都大。请确认这是不是 Keras 模型。',
		'config-not-a-model':
			'里面的 config.json 描述的不是 Keras 模型，而是属于别的程序。请找到模型自己的文件。',
		'protobuf-truncated': 'protobuf 数据（.pb）没有结尾。请重新复制或下载，并比较文件大小。',
		'protobuf-invalid':
			'protobuf 数据（.pb）已损坏，或属于别的程序。请重新复制或下载，并比较文件大小。',
		'table-truncated': '检查点的 .index 文件缺少末尾。请重新复制或下载，并比较文件大小。',
		'table-invalid': '检查点的 .index 文件已损坏。请重新复制或下载，并比较文件大小。',
		'checkpoint-truncated':
			'检查点的某个 .data 文件比索引声明的要短。请重新复制或下载，并比较文件大小。',
		'checkpoint-invalid': '检查点已损坏：索引和数据对不上。请重新复制同一次保存产生的全部文件。',
		'checkpoint-shard-missing':
			'检查点缺少一个 .data 文件。请给出包含全部文件的文件夹：只有 .index 是没有数值的。',
		'flatbuffer-invalid': 'TensorFlow Lite 模型已损坏或不完整。请重新复制或下载，并比较文件大小。',
		'npy-invalid': 'NumPy 数组已损坏或不完整。请重新复制或下载，并比较文件大小。',
		'gzip-unreadable': 'gzip 数据已损坏或不完整。请重新复制或下载，并比较文件大小。',
		'tar-unreadable': 'tar 归档已损坏或不完整。请重新复制或下载，并比较文件大小。',
		'bundle-invalid':
			'它像是本页面生成的复现包，但已被改动或损坏，内容一概不显示。请对方重新发一份。',
		'bundle-newer': '它是由本页面的较新版本生成的复现包。请刷新页面后重新拖入。',
		'reading-stopped':
			'完整读取耗时过长，已被中止：文件很可能已损坏。请重新复制或下载，并比较文件大小。',
		unreadable: '无法从磁盘读取文件：它可能被移动、修改或锁定了。请重新拖入。',
	},
};
