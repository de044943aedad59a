import type { Strings } from '../en.ts';

/** What is said about repro bundles, in Chinese. */
export const repro: Strings['repro'] = {
	opened:
		'这是一个复现包，由“{format}”类型的文件生成。下面是当时从那个文件读到的内容；包里没有权重，因此无法在这里修复或转换。',
	openedHashed: '包里属于原作者的名称已换成哈希；名称相同，哈希也相同。',
	title: '生成复现包',
	text: '一个可以附在 issue 里的小 ZIP：我们从文件读到了什么、得出了什么结论。不含权重。再次拖到这里，会看到同样的页面。',
	hashNames: '把我的名称换成哈希',
	hashNamesWhy: '层、权重、文件的名称，以及你自己的类和函数名；Keras 自己起的名称保留',
	preparing: '正在整理……',
	members: '包里的全部内容：逐个展开即可查看',
	download: '下载 {name}',
	failed: '无法生成复现包：{detail}',
	readme: {
		heading: 'Keras 模型的复现包',
		what: '由 Keras Clinic 根据“{format}”类型的文件生成。把这个 ZIP 拖到 {home}，即可看到从该文件读到的内容和结论。`keras-clinic.json` 是页面显示的全部内容，`findings.json` 是诊断报告，`file/` 是文件自身的配置和属性。',
		leftOutTitle: '未包含的内容',
		leftOut: {
			weights: '权重：每个张量只有名称、形状和数据类型',
			vocabulary: '词表',
			bytecode: 'Python 字节码：其中的名称和字符串列在 `risks` 下',
			text: '较长的文本',
			secrets: '文件夹、账户名、令牌和地址：以 `…` 代替',
		},
		namesHashed:
			'不属于 Keras 的名称都是哈希：名称相同，哈希也相同；数字部分相同的 `n…` 与 `N…`，分别是层和它据以命名的类。',
	},
};
