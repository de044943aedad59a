import type { GuideWords } from './en.ts';

export const guides: GuideWords = {
	needs: '本站未运行过：需要 {packages}',
	raises: '会报错：{message}',
	output: '输出',
	hold: '手里有',
	want: '想要',
	way: '风险最小的办法',
	drawing: {
		holds: '内容',
		writtenBy: '谁写出',
		readBy: '谁读取',
		withoutIt: '缺了它',
		optional: '不一定有',
		kinds: {
			file: '文件',
			folder: '文件夹',
			attribute: '根上的属性',
			group: '组（group）',
			dataset: '数据集，每个权重一个',
			key: '键',
		},
	},
};
