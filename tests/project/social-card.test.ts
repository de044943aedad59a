import sharp from 'sharp';
import { expect, test } from 'vitest';
import { socialCard } from '../../src/build/social-card.ts';
import { socialPath } from '../../src/build/social-images.ts';

/** How many paths draw text: the card itself has four others and, with a code, one box. */
const glyphs = (svg: string) => svg.match(/<path transform/g)?.length ?? 0;

test('every letter of a title is drawn, Latin and Chinese', async () => {
	const without = glyphs(await socialCard('', ''));
	expect(without).toBe('KerasClinic'.length);
	expect(glyphs(await socialCard('加载 .keras 文件', 'K203')) - without).toBe(
		'加载.keras文件K203'.length,
	);
});

test('a picture is 1200 × 630', async () => {
	const { width, height } = await sharp(Buffer.from(await socialCard('T', ''))).metadata();
	expect([width, height]).toEqual([1200, 630]);
});

test('a long title is cut, and no line goes over the edge', async () => {
	const svg = await socialCard('ValueError: '.repeat(80), 'K203');
	const places = [...svg.matchAll(/translate\(([\d.]+) ([\d.]+)\) scale/g)];
	expect(Math.max(...places.map(([, x]) => Number(x)))).toBeLessThan(1200 - 60);
	expect(Math.max(...places.map(([, , y]) => Number(y)))).toBeLessThan(630 - 40);
});

test('a page and its picture have one address each', () => {
	expect(['index.html', 'zh-cn/index.html', 'errors/x/index.html'].map(socialPath)).toEqual([
		...['social/index.png', 'social/zh-cn.png', 'social/errors/x.png'],
	]);
});
