import type { drawings as english } from './en.ts';

export const drawings: typeof english = {
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
};
