import type { guides as english } from './en.ts';

export const guides: typeof english = {
	hold: '手里有',
	want: '想要',
	way: '风险最小的办法',
};
