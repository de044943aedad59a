import type { code as english } from './en.ts';

export const code: typeof english = {
	needs: '本站未运行过：需要 {packages}',
	output: '输出',
};
