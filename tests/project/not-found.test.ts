import { expect, test } from 'vitest';
import { type KnownPage, meantPath, nearestPages } from '../../src/not-found.ts';

const page = (path: string, code: string | null = null, en = ''): KnownPage => ({
	path,
	code,
	en,
	'zh-cn': '',
});
const pages = [
	page('/'),
	page('/errors/'),
	page('/errors/archive-weights-missing/', 'K201', 'ValueError: Expected a model.weights.h5'),
	page('/errors/weights-shape-mismatch/', 'K401', 'The shape of the target variable'),
	page('/guides/stay/tf-keras/', null, 'Run Keras 2 code with tf_keras'),
];

test.each([
	['/errors/archive-weights-missing/).', '/errors/archive-weights-missing/'],
	['/errors/archive-weights-missing', '/errors/archive-weights-missing/'],
	['/errors/archive-weights-missing/%22', '/errors/archive-weights-missing/'],
	['/errors/archive-weights-missing/&gt;', '/errors/archive-weights-missing/'],
	['/errors/archive-weights-missing/**', '/errors/archive-weights-missing/'],
	['/errors/archive-weights-missing/。', '/errors/archive-weights-missing/'],
	['/errors/archive-weights-missing/index.html', '/errors/archive-weights-missing/'],
	['/errors/archive-weights-missing.html', '/errors/archive-weights-missing/'],
	['//errors//archive-weights-missing/', '/errors/archive-weights-missing/'],
	['/Errors/Archive-Weights-Missing/', '/errors/archive-weights-missing/'],
	['/archive-weights-missing/', '/errors/archive-weights-missing/'],
	['/zh/errors/archive-weights-missing/', '/zh-cn/errors/archive-weights-missing/'],
	['/zh-CN/errors/archive-weights-missing/,', '/zh-cn/errors/archive-weights-missing/'],
	['/e/k201', '/errors/archive-weights-missing/'],
	['/e/K201:', '/errors/archive-weights-missing/'],
	['/K201', '/errors/archive-weights-missing/'],
	['/errors/K201/', '/errors/archive-weights-missing/'],
	['/guides/tf-keras/', '/guides/stay/tf-keras/'],
	['/errors/).', '/errors/'],
	['/zh-cn', '/zh-cn/'],
	['/errors/nothing-like-it/', null],
	['/e/K999/', null],
	['/%E0%A4%A', null],
])('%s means %s', (path, meant) => {
	expect(meantPath(path, pages)).toBe(meant);
});

test('the nearest pages share words with the address', () => {
	expect(nearestPages('/errors/weight-shapes-mismatch/', pages)[0]?.path).toBe(
		'/errors/weights-shape-mismatch/',
	);
	expect(nearestPages('/xyz/', pages)).toEqual([]);
});
