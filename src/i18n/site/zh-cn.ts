import type { SiteWords } from './en.ts';

export const site: SiteWords = {
	copyPage: '复制本页（Markdown）',
	copyMessage: '复制报错',
	copyIssue: '复制到 issue',
	copied: '已复制',
	copyFailed: '复制失败：请选中文字，手动复制',
	message: '报错原文',
	messageNote: '有标记的部分因人而异。',
	otherMessages: '也会显示为',
	search: {
		label: '搜索',
		field: '报错、编号、类名或关键词',
		close: '关闭',
		found: '“{query}”有 {count} 条结果',
		none: '没有找到“{query}”。可以把完整的报错粘贴到首页。',
		failed: '搜索功能加载失败。',
	},
	notFound: {
		lead: '这个地址没有对应的页面。链接末尾多了字符或被截断时会自动纠正，但这一个不属于这种情况。',
		nearest: '您要找的可能是：',
	},
};
