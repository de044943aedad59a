import type { Outcome } from './convert-all.ts';

/** The outcomes as a page: numbers a form, then what was not converted and why. */
export function resultsTable(outcomes: readonly Outcome[], keras: string): string {
	const forms = [...new Set(outcomes.map(({ given }) => given.form))];
	const rows = forms.map((form) => {
		const own = outcomes.filter(({ given }) => given.form === form);
		const equal = own.filter(({ ended }) => ended === 'equal').length;
		const excused = own.filter(({ excuse }) => excuse !== null).length;
		return `| ${form} | ${own.length} | ${equal} | ${excused} | ${own.length - equal - excused} |`;
	});
	const rest = outcomes.filter(({ ended }) => ended !== 'equal');
	const lines = rest.map(({ given, ended, difference, reason, excuse }) => {
		const words = (reason ?? `differs by ${difference?.toExponential(1)}`)
			.replace(/\s+/g, ' ')
			.replaceAll('|', '\\|')
			.slice(0, 200);
		return `| ${given.name} | ${given.form} | ${ended} | ${excuse ?? '**none**'} | ${words} |`;
	});
	return [
		'# Conversions, judged by real Keras',
		'',
		'Every Keras 2 model of the fixtures and every `.h5` of Keras 3, converted and loaded without custom code by',
		`Keras ${keras}; the predictions are compared with those of the Keras that wrote the model. Written by`,
		'`node oracle/convert-all.ts`.',
		'',
		'| form | models | equal | excused | left |',
		'| --- | ---: | ---: | ---: | ---: |',
		...rows,
		'',
		'## Not equal',
		'',
		'| model | form | ended | excuse | reason |',
		'| --- | --- | --- | --- | --- |',
		...lines,
		'',
	].join('\n');
}
