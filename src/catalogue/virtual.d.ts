declare module 'virtual:catalogue/entries' {
	const entries: readonly import('./load.ts').Entry[];
	export default entries;
}
declare module 'virtual:catalogue/rules' {
	const rules: readonly import('../clinic/diagnosis/rule.ts').Rule[];
	export default rules;
}
declare module 'virtual:catalogue/explanations/*' {
	const explanations: Readonly<
		Record<string, import('../clinic/report/explanation.ts').Explanation>
	>;
	export default explanations;
}
