import type { FileFacts } from '../evidence/files/facts.ts';
import type { RefusedData } from '../evidence/files/hdf5-tree.ts';
import { lostOperations } from '../evidence/files/lost-operations.ts';
import { refusedMember } from '../evidence/files/risks.ts';
import { keras2Rows } from '../knowledge/arguments.ts';
import { keras1Arguments } from '../knowledge/keras-1.ts';
import type { Confidence, Diagnosis, Evidence } from './diagnosis.ts';
import { byConfidence } from './match-trace.ts';
import type { Rule } from './rule.ts';

/** What a rule finds: the quotes that prove it, and the values that fill the fixes. */
interface Finding {
	readonly evidence: readonly Evidence[];
	readonly confidence?: Confidence;
	readonly values?: Readonly<Record<string, string>>;
}

/** By the diagnosis' slug: what in the facts of a file speaks for it. */
const fileRules: Readonly<Record<string, (facts: FileFacts) => Finding | null>> = {
	'git-lfs-pointer': ({ format, input }) =>
		format === 'git-lfs-pointer'
			? found(input.name, 'version https://git-lfs.github.com/spec/v1')
			: null,

	'html-page-named-model': ({ format, input }) =>
		format === 'html' ? found(input.name, '<!DOCTYPE html>') : null,

	'file-empty': ({ format, input }) =>
		format === 'empty' && input.kind === 'file' ? found(input.name, '0 bytes') : null,

	'hdf5-truncated': ({ damage, input }) =>
		damage?.kind === 'hdf5-truncated'
			? found(
					damage.member ?? input.name,
					`stored_eof = ${damage.declaredBytes}, eof = ${damage.actualBytes}`,
				)
			: null,

	'zip-truncated': ({ damage, input }) =>
		damage?.kind === 'zip-truncated' ? found(input.name, damage.detail) : null,

	'hdf5-named-keras': ({ format, extension, input }) =>
		isHdf5(format) && extension === '.keras' ? found(input.name, '\\x89HDF') : null,

	'zip-named-h5': ({ format, extension, input }) =>
		format === 'keras-v3' &&
		input.kind === 'file' &&
		/^\.(h5|hdf5|hdf)$|\.weights\.h5$/.test(extension)
			? found(input.name, 'PK\\x03\\x04')
			: null,

	'extension-not-supported': ({ format, extension, input }) =>
		input.kind === 'file' &&
		((format === 'keras-v3' && !/\.(keras|h5|hdf5|hdf)$/.test(extension)) ||
			(format === 'legacy-h5' && !/\.(keras|h5|hdf5)$/.test(extension)))
			? found(input.name, extension || input.name, { confidence: 'certain' })
			: null,

	'savedmodel-not-supported': ({ format, input }) =>
		format === 'saved-model' ? found(input.name, 'saved_model.pb') : null,

	'savedmodel-file-missing': ({ format, input, weights }) => {
		const [missing] = weights?.missing ?? [];
		return format === 'saved-model' && missing ? found(input.name, `variables/${missing}`) : null;
	},

	'h5-weights-only': ({ format, input }) =>
		format === 'legacy-h5-weights' || format === 'weights-h5'
			? found(input.name, format === 'weights-h5' ? 'layers/…/vars' : 'layer_names', {
					confidence: 'likely',
				})
			: null,

	'archive-nested-folder': ({ container }) =>
		container?.kind === 'zip' && container.roots.length === 1 && container.root
			? found('ZIP', `${container.root}config.json`)
			: null,

	'archive-weights-renamed': ({ container }) =>
		container?.roots.length === 1 &&
		container.weightsMember === null &&
		container.weightsCandidates.length === 1
			? found(container.kind === 'zip' ? 'ZIP' : '', container.weightsCandidates[0] ?? '')
			: null,

	'archive-size-refused': ({ container, weights }) => {
		const member = container ? refusedMember(container) : undefined;
		const dataset = weights?.refused?.find(({ why }) => why === 'declared-size');
		return member
			? found(member.path, `${member.storedSize} bytes declare ${member.size}`)
			: dataset
				? found(container?.weightsMember ?? 'HDF5', `${dataset.path} declares too much`)
				: null;
	},

	'hdf5-links-refused': ({ container, weights }) => {
		const first = weights?.refused?.find(({ why }) => why !== 'declared-size');
		return first
			? found(container?.weightsMember ?? 'HDF5', `${first.path}: ${refusedWords[first.why]}`)
			: null;
	},

	// What could not be read is no ground for saying that something is missing.
	'archive-weights-missing': ({ container, format, model }) =>
		container?.kind === 'zip' && format === 'keras-v3' && model && lacksWeights(container)
			? found('ZIP', listing(container))
			: null,

	'directory-weights-missing': ({ container, input }) =>
		container?.kind === 'folder' && container.roots.length > 0 && lacksWeights(container)
			? found(input.name, listing(container))
			: null,

	'weights-saved-on-windows': ({ container, input, weights }) => {
		const first =
			weights?.fromWindows && weights.tensors.find(({ path }) => path.includes('/vars/'));
		const group = first && first.path.slice(0, first.path.indexOf('/vars/')).replaceAll('/', '\\');
		return group ? found(container?.weightsMember ?? input.name, group) : null;
	},

	tfoplambda: ({ model }) => {
		const layers = model?.layers.filter(({ className }) =>
			['TFOpLambda', 'SlicingOpLambda', 'TensorFlowOpLayer', 'ClassMethod'].includes(className),
		);
		const [first] = layers ?? [];
		return first
			? found('config', `"class_name": "${first.className}", "name": "${first.name}"`)
			: null;
	},

	'hdf5-operations-not-found': (facts) => {
		const [first] = lostOperations(facts);
		return first
			? found('model_config', `"class_name": "${first.className}", "name": "${first.name}"`)
			: null;
	},

	'lambda-not-deserialized': ({ model }) => {
		const lambda = model?.lambdas.find(({ pythonBytecode }) => pythonBytecode);
		return lambda
			? found('config', `"class_name": "Lambda", "name": "${lambda.layer}"`, {
					values: { layer: lambda.layer },
				})
			: null;
	},

	'optimizer-of-torch-backend': ({ model }) =>
		model?.optimizerModule?.includes('.backend.torch.')
			? found('compile_config', `"module": "${model.optimizerModule}"`, {
					confidence: 'likely',
					values: { optimizer: model.optimizer ?? 'Adam' },
				})
			: null,

	'keras2-functional-module': ({ format, model, writer }) => {
		const isFunctional = model?.modelClass === 'Functional' || model?.modelClass === 'Model';
		return format === 'keras-v3' && isFunctional && generation(model, writer) === 2
			? found('metadata.json', `"keras_version": "${writer?.version ?? '2.x'}"`)
			: null;
	},

	'keras2-layer-arguments': ({ format, model, writer }) => {
		if (!model || generation(model, writer) !== 2) return null;
		for (const { className, name, arguments: saved, module } of model.layers) {
			// The reader of legacy .h5 files, and of layers without a module, takes what any class of
			// Keras 2 may carry, and what it wrote of a Lambda (legacy/saving/saving_utils.py).
			const anyClass = format === 'keras-v3' && module !== null;
			if (!anyClass && className === 'Lambda') continue;
			// InputLayer itself takes it (layers/core/input_layer.py).
			if (className === 'InputLayer') continue;
			const refused = keras2Rows.filter(
				({ argument, classes, acceptedAgain }) =>
					saved.includes(argument) &&
					!acceptedAgain &&
					(classes.includes(className) || (anyClass && classes.length === 0)),
			);
			if (refused.length > 0) {
				const names = refused.map(({ argument }) => argument).join(', ');
				return found('config', `${className} "${name}": ${names}`, {
					values: { class: className, arguments: names },
				});
			}
		}
		return null;
	},

	'keras-1-layer-arguments': ({ model, writer }) => {
		if (!model || generation(model, writer) !== 1) return null;
		for (const { className, name, arguments: saved } of model.layers) {
			const old = saved.filter((argument) => argument in keras1Arguments);
			if (old.length > 0) return found('config', `${className} "${name}": ${old.join(', ')}`);
		}
		return null;
	},

	'custom-object-unknown': ({ model }) =>
		model && model.customObjects.length > 0
			? found('config', model.customObjects.join(', '), {
					confidence: 'likely',
					values: { name: model.customObjects[0] ?? '' },
				})
			: null,
};

/** The diagnoses that the facts of a file speak for, best first. */
export function diagnoseFile(facts: FileFacts, rules: readonly Rule[]): readonly Diagnosis[] {
	const findings = rules.flatMap((rule) => {
		const finding = fileRules[rule.slug]?.(facts);
		return finding ? [{ rule, finding }] : [];
	});
	const refined = new Set(findings.flatMap(({ rule }) => rule.refines ?? []));
	return findings
		.filter(({ rule }) => !refined.has(rule.slug))
		.map(({ rule, finding }) => ({
			code: rule.code,
			slug: rule.slug,
			cause: rule.cause,
			confidence: finding.confidence ?? ('certain' as const),
			evidence: finding.evidence,
			values: { path: facts.input.name, ...finding.values },
		}))
		.sort(byConfidence);
}

/** The slugs that a rule over files can name; each must be in the catalogue. */
export const slugsOfFileRules: readonly string[] = Object.keys(fileRules);

function found(where: string, quote: string, more: Omit<Finding, 'evidence'> = {}): Finding {
	return { evidence: [{ from: 'file', where, quote }], ...more };
}

/** As h5py names them. */
const refusedWords: Readonly<Record<RefusedData['why'], string>> = {
	external: 'ExternalLink or external Dataset',
	link: 'SoftLink',
	virtual: 'virtual Dataset',
	'declared-size': '',
	'no-dataset': 'Group',
};

function isHdf5(format: FileFacts['format']): boolean {
	return ['legacy-h5', 'legacy-h5-weights', 'weights-h5', 'hdf5'].includes(format);
}

function lacksWeights(container: NonNullable<FileFacts['container']>): boolean {
	return container.weightsMember === null && container.weightsCandidates.length !== 1;
}

function listing(container: NonNullable<FileFacts['container']>): string {
	const names = container.members.filter(({ leftover }) => !leftover).map(({ path }) => path);
	return names.length > 6
		? `${names.slice(0, 6).join(', ')} … (${names.length})`
		: names.join(', ');
}

function generation(model: FileFacts['model'], writer: FileFacts['writer']): 1 | 2 | 3 | null {
	return writer?.generation ?? model?.generation ?? null;
}
