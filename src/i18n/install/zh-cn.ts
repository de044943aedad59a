import type { Strings } from '../en.ts';
import { zhCn as versions } from '../versions/zh-cn.ts';

export const install: Strings['install'] = {
	title: '该装哪些版本',
	lead: '每种库里能直接加载这个文件的最新版本。每一组请装在单独的环境里。',
	leadTreated: '没有已知版本能直接加载原文件。按上面的办法修复或转换后，可以用这些版本加载：',
	withClasses: '你自己的类和函数要另外传入，代码见下方“{script}”。',
	choose: '安装方式',
	installers: versions.installers,
	windows: versions.windows,
	none: '没有已知的 Keras 或 TensorFlow 版本能直接加载这个文件并算出相同的结果，换版本没有用，请先解决上面的问题。',
	unknown: '我们不能确定哪些版本一定能加载这个文件。',
	others: '查看所有能配在一起的版本',
	otherLines: 'uv、conda 和 Docker 的命令：加 --json',
};
