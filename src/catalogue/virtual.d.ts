declare module 'virtual:catalogue/rules' {
	const rules: readonly import('./plugin.ts').Rule[];
	export default rules;
}
declare module 'virtual:catalogue/explanations/*' {
	const explanations: Readonly<Record<string, import('./plugin.ts').Explanation>>;
	export default explanations;
}
