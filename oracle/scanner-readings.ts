import type { RiskFact } from '../src/clinic/evidence/files/risks.ts';
import type { RiskId } from '../src/clinic/knowledge/risks.ts';
import type { Finding } from './scanners.ts';

/** What a scanner means by its words, in ours. */
interface Reading {
	readonly scanner: string;
	readonly says: RegExp;
	/** For the files of which it means that alone. */
	readonly file?: RegExp;
	/** Any of these is the same finding. */
	readonly ours: readonly RiskId[];
	/** Where we say none of them: why the scanner is wrong. Without it we missed something. */
	readonly otherwise?: string;
}

const pickles = ['pickle', 'pickled-array', 'pickled-weights', 'archive-program'] as const;
const code = ['lambda-bytecode', 'lambda-source'] as const;
/** The first that fits counts. */
const readings: readonly Reading[] = [
	{ scanner: 'modelscan', says: /'Lambda' from module 'Keras'/, ours: code },
	{ scanner: 'modelscan', says: /from module 'Tensorflow'/, ours: ['graph-operation'] },
	{ scanner: 'modelscan', says: /^Use of unsafe operator/, ours: pickles },
	{
		scanner: 'picklescan',
		says: /./,
		file: /malicious1_0x1\.zip$/,
		ours: pickles,
		otherwise: 'the member says that it is encrypted: Python’s zipfile, and so Keras, refuses it',
	},
	{
		scanner: 'picklescan',
		says: /[\s:]/,
		ours: pickles,
		otherwise: 'text that is no pickle',
	},
	{ scanner: 'picklescan', says: /./, ours: pickles },
	{
		scanner: 'modelaudit',
		says: /(TFOp|SlicingOp)Lambda/,
		ours: [],
		otherwise:
			'what Keras 2 writes for a call of TensorFlow: the name of a public function and no code',
	},
	{
		scanner: 'modelaudit',
		says: /Custom registered object|custom (metric|loss|layer)/i,
		ours: [],
		otherwise: 'the name of a class or function, often of Keras itself, and no code',
	},
	{
		scanner: 'modelaudit',
		says: /File type validation failed/,
		ours: [],
		otherwise: 'a name that does not tell the format, which does no harm by itself',
	},
	{
		scanner: 'modelaudit',
		says: /Git LFS pointer/,
		ours: [],
		otherwise: 'no model at all: a pointer of Git LFS, which we tell as the format',
	},
	{
		scanner: 'modelaudit',
		says: /Error scanning|Unable to parse|Failed to parse|not installed/,
		ours: [],
		otherwise: 'the scanner could not read it',
	},
	{ scanner: 'modelaudit', says: /enable_unsafe_deserialization/, ours: ['unsafe-mode-enabled'] },
	{ scanner: 'modelaudit', says: /TorchModuleWrapper/, ours: ['torch-module'] },
	{ scanner: 'modelaudit', says: /CVE-2025-8747/, ours: ['function-of-keras'] },
	{
		scanner: 'modelaudit',
		says: /references (dangerous|non-allowlisted) module/,
		ours: ['module-outside-keras', 'function-of-keras', ...code],
	},
	{ scanner: 'modelaudit', says: /Lambda layer/, ours: code },
	{
		scanner: 'modelaudit',
		says: /PyFunc|Dangerous TensorFlow operation/,
		ours: ['graph-operation'],
	},
	{ scanner: 'modelaudit', says: /CVE-2019-6446/, ours: ['pickled-array'] },
	{ scanner: 'modelaudit', says: /path traversal/, ours: ['archive-path'] },
	{ scanner: 'modelaudit', says: /(Python|executable) file found/i, ours: ['archive-program'] },
	{
		scanner: 'modelaudit',
		says: /Suspicious (module )?reference|__reduce__|opcode|\bpattern\b|pickle payload|detected/i,
		ours: pickles,
		otherwise: 'a text or bytes in a pickle that names nothing: loading it runs none of it',
	},
];

export interface Judged {
	readonly scanner: string;
	readonly finding: Finding;
	/** Of ours, what says the same; empty where nothing does. */
	readonly ours: readonly RiskId[];
	/** Why the scanner is wrong; null where we say the same, or where we missed it. */
	readonly wrong: string | null;
}

/** Compares what a scanner says of a file with what we say of it. */
export function judgeFinding(
	scanner: string,
	file: string,
	finding: Finding,
	risks: readonly RiskFact[],
): Judged {
	const reading = readings.find(
		(one) =>
			one.scanner === scanner && one.says.test(finding.what) && (one.file?.test(file) ?? true),
	);
	const said = new Set(risks.map(({ id }) => id));
	const ours = (reading?.ours ?? []).filter((id) => said.has(id));
	return { scanner, finding, ours, wrong: ours.length > 0 ? null : (reading?.otherwise ?? null) };
}

/** True for what a scanner finds and we do not, and that nobody has shown to be harmless. */
export function isMissed({ ours, wrong }: Judged): boolean {
	return ours.length === 0 && wrong === null;
}
