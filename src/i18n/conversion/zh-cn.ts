import type { ConversionWords } from './words.ts';

/** What is said about a conversion to Keras 3, in Chinese. */
export const conversion: ConversionWords = {
	at: '{layers}：{reason}',
	between: '、',
	andMore: '{layers} 等另外 {count} 个',
	reasons: '；',
	refusals: {
		'no-file': '没有给出文件',
		'not-a-model': '这个文件里没有 Keras 模型',
		'no-config': 'Keras 查找的位置上没有 config.json：请先修复归档（命令行用 --to archive）',
		'no-weights-member':
			'Keras 查找的位置上没有可以直接读取的 model.weights.h5：请先修复归档（命令行用 --to archive）',
		'weights-without-architecture':
			'文件里只有权重：请把模型结构（model.json）一起给出（命令行用 --architecture model.json）',
		'checkpoint-without-architecture':
			'检查点里只有权重：请把模型结构（model.json）一起给出（命令行用 --architecture model.json）',
		'architecture-without-weights': '只有模型结构：权重在另一个文件里，请一起给出',
		'not-weights': '另一个文件不是 Keras 的权重文件',
		'no-variables-folder': 'SavedModel 里缺少 variables 文件夹',
		'shard-missing': '缺少 {file}：其中有一部分权重',
		'tensorflow-1-checkpoint': '这是 TensorFlow 1 的检查点：只记了变量名，没有记录变量属于哪个层',
		'no-keras-metadata':
			'这个 SavedModel 里没有 Keras 的模型信息：可以用 keras.layers.TFSMLayer 运行，但无法转换',
		'keras-1':
			'这是 Keras 1 的文件，层和权重的名称、顺序都不同：请先用 Keras 2.2 或 2.3 加载并另存（它们还能转换旧格式），再转换新文件',
		'keras-3': '已经是 Keras 3 的文件，无需转换',
		subclassed: '模型是你自己定义的类，配置里没有写它由哪些层组成',
		'too-deep': '模型嵌套超过 {most} 层',
		'no-layers': '配置里没有层的列表',
		'no-class': '配置里没有写类名',
		'not-an-object': '配置不是 JSON 对象',
		'duplicate-name': '模型里有两个层叫这个名字',
		'unknown-node': '计算图里有一个节点不是 Keras 会写的形式',
		'unknown-structure': '输入或输出不是 Keras 会写的形式',
		'input-missing': '它的输入来自“{input}”，而模型里没有这个层',
		'output-missing': '它要用“{input}”第 {call} 次调用的输出，但没有这次调用',
		circle: '计算图在这里形成了环',
		'no-input-shape':
			'这个 Sequential 模型没有写明输入形状：请在 Keras 2 里调用 model.build(shape) 再重新保存，然后转换新文件',
		'foreign-layer':
			'权重文件里有这个层，模型里却没有（文件中有权重的层 {given} 个，模型中 {wanted} 个）',
		'weight-count': '按配置它有 {wanted} 个权重，文件里却有 {given} 个',
		'weight-missing': '文件里没有它的 {role}：找不到 {place}',
		'weight-not-in-checkpoint': '检查点里没有它的 {role}',
		'weight-size': '{role} 最后一维的长度应为 {wanted}，而 {tensor} 的形状是 ({shape})',
		'weight-axes': '{role} 应该只有一维，而 {tensor} 的形状是 ({shape})',
		'weight-cut': '{tensor} 应有 {wanted} 字节，实际只有 {there} 字节：文件不完整或已损坏',
		'weight-type': '{tensor} 的类型是 {dtype}，这里只能重排 float32',
		'unwritable-type': '{tensor} 的类型是 {dtype}，Keras 的权重文件存不了这种类型',
		'no-translation': '我们不知道 {class} 在 Keras 3 里怎么写：请重新构建这个层，再载入它的权重',
		argument: '{class} 设置了 {argument}={value}，Keras 3 做不到',
		'needs-neighbour': '它旁边还需要另一个层，而包着它的层里放不下',
		'locally-connected':
			'Keras 3 没有局部连接层：请自己写一个使用相同 kernel 的层（提取图块，再对每个位置做一次矩阵乘法）',
		'category-crossing':
			'Keras 3 没有 CategoryCrossing：请在模型之前拼接字符串，或改用 HashedCrossing',
		'cell-wrapper': 'Keras 3 没有 cell 的包装器：请自己写一个功能相同的 cell，再载入它的权重',
		'feature-columns': 'Keras 3 没有特征列：请改用 keras.utils.FeatureSpace 或预处理层',
		'fourier-features': 'Keras 3 没有 RandomFourierFeatures：请自己写成一个层',
		'adapted-bins':
			'它的分箱边界是用 adapt() 学到的，而 Keras 2 没有把边界存进这个文件：请从原程序里取出（layer.bin_boundaries），再作为 bin_boundaries 传入',
		'vocabulary-missing':
			'{class} 的词表是用 adapt() 学到的，这个文件里没有：请改为转换 .keras 文件或 SavedModel，或者直接给出词表（layer.get_vocabulary()）',
		'frequencies-missing': '设置了 output_mode="tf_idf"，但文件里没有文档频率',
		'statistics-missing': 'Normalization 的均值和方差不在文件里',
		'several-axes':
			'BatchNormalization 作用在多个轴上（{axes}），而 Keras 3 只支持一个轴：请自己写成一个层',
		interpolation:
			'{class} 用了 interpolation="{interpolation}"，Keras 3 没有这种插值：请在模型之前用 tf.image.resize 缩放，或换一种插值',
		'inner-time-major': '它包着的层设置了 time_major=True，Keras 3 没有这个参数',
		'recurrent-constants': '调用它时传了 constants，Keras 3 的循环层不支持',
		'mask-from-outside':
			'在 Keras 3 里传到它的掩码会不一样，而且掩码来自它所在模型的外面：请把这些层从内层模型里拿出来',
		'mask-in-sequential':
			'在 Keras 3 里传到它的掩码会不一样：请把 Sequential 模型改写成函数式模型，再转换',
		'raw-call':
			'{function} 被存成了原始的 TensorFlow 调用（{class}）：请用 keras.ops 重写这一部分，再载入权重',
		einsum: 'Keras 2 只把 {function} 的算式写进了文件，没有写张量：请用 keras.ops.einsum 重写',
		'computed-shape':
			'{function} 由张量计算形状，配置里存不下：请改用带 -1 的 keras.layers.Reshape',
		'no-operation': '{function} 在 Keras 3 里没有已知的对应操作：请用 keras.ops 重写这个调用',
		'computed-argument':
			'{function} 的参数 {argument} 是在计算图里算出来的，而 Keras 3 要求这里是常量',
		'operation-argument': '{function} 的参数 {argument} 在 Keras 3 里没有对应的参数',
		'resize-method': '{function} 用了 {method} 方法，Keras 3 没有这种方法',
		'no-tensors': '{function} 作用的张量不在文件里',
		'computed-slice': '切片的边界是在计算图里算出来的',
	},
	panel: {
		choosePlace: '直接写到我选择的位置',
		writing: '正在写入模型……',
		checking: '正在重新读取并比较……',
		amount: '{done} / {total}',
		secondsLeft: '大约还需 {count} 秒',
		minutesLeft: '大约还需 {count} 分钟',
		done: '已转换，并重新读取比较过',
		saved: '已保存为 {name}。',
		copied: '权重已复制：{copied} / {of}',
		equal: '两个文件中 SHA-256 相同的张量：{equal} / {of}',
		changed: '有 {count} 个张量按 Keras 3 的要求换了顺序或形式，见下面的列表',
		readAgain: '已用我们自己的读取程序重新读取，逐层、逐个张量核对',
		checksums: '全部张量的校验和（{count} 个）',
		checksumsLabel: '张量的校验和',
		tensor: '张量',
		shape: '类型和形状',
		result: '与原文件相比',
		same: '相同',
		firstShown: '这里列出 {total} 个中的前 {count} 个，文本里有全部。',
		downloadChecksums: '下载 {name}',
		changes: {
			'lstm-kernel-from-cudnn': '从 CuDNN 的排列换成 LSTM 的排列',
			'lstm-recurrent-kernel-from-cudnn': '从 CuDNN 的排列换成 LSTM 的排列',
			'lstm-bias-from-cudnn': 'CuDNN 的两个偏置相加',
			'gru-kernel-from-cudnn': '从 CuDNN 的排列换成 GRU 的排列',
			'gru-recurrent-kernel-from-cudnn': '从 CuDNN 的排列换成 GRU 的排列',
			'frequencies-with-average': '文档频率，前面加上了平均值',
		},
		difference: '逐层查看改动（{count} 处）',
		times: '（{count} 次）',
		form: '类、调用和输入改用 Keras 3 的写法，含义不变',
		onlyForm: '只是写法不同，这个层的含义没有变。',
		wholeModel: '模型本身',
		newLayer: '新增',
		goneLayer: '已去掉：它不通向任何输出',
		unchangedLines: '{count} 行没有变化',
		moreLayers: '再显示 {count} 个（还有 {left} 个）',
	},
	failures: {
		refused: '无法转换：{detail}',
		differs: '写出的文件重新读取后与预期不符（{detail}），已经丢弃。',
		'disk-full': '空间不够，写不下转换后的模型：请腾出空间再试。',
		'file-gone': '文件没能读完：它可能被移动、修改或锁定了。请重新给出文件。',
		'target-is-input': '选择的位置就是原模型文件：请换一个名字，原文件不会被覆盖。',
		other: '转换中断了：{detail}。',
	},
	skeleton: {
		head: [
			'你自己的层和函数，转换后的模型会按这些名字来找。',
			'',
			'把抛出 NotImplementedError 的地方换成你项目里的代码；名称、参数和权重都不要改。',
		],
		function: '层 {layer} 使用的函数',
		object: '层 {layer} 里的对象',
		layer: '层 {layer} 的计算',
		inner: 'self.{attribute}：你自己的层，带有权重',
	},
};
