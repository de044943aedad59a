import { expect, test } from 'vitest';
import { socialCard } from '../../src/build/social-card.ts';

test('pages whose titles need other slices of the Chinese font are drawn at the same time', async () => {
	const titles = ['格式为什么不兼容', '权重怎样找到自己的层', '替换自定义损失', '检查点', '优化器'];
	const cards = await Promise.all(titles.map((title) => socialCard(title, '')));
	for (const card of cards) expect(card).toMatch(/^<svg .*<path transform=/s);
});
