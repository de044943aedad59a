import { isObject, type JsonObject } from '../../evidence/files/json.ts';
import { bytesSource } from '../../evidence/files/source.ts';
import {
	averageSlot,
	type OptimizerSlot,
	optimizerSlots,
} from '../../knowledge/optimizer-variables.ts';
import type { Model, Tensor, Weight } from '../../model/model.ts';
import type { ModelForm, ModelReading } from '../../model/read-model.ts';
import { innerOptimizer, type SavedOptimizer } from '../../model/read-optimizer.ts';
import { layersOf, ownWeights, type Slot, trainableWeights } from '../../model/weight-slots.ts';
import type { EditId } from './context.ts';

/** What an optimizer of Keras 3 keeps, in its order; `role` is its name there, behind that of its weight. */
export interface CarriedOptimizer {
	/** Below `optimizer` in the file of weights. */
	readonly group: 'vars' | 'inner_optimizer/vars';
	readonly name: string;
	readonly variables: readonly Weight[];
}

/**
 * The variables of the optimizer for the model in the form of Keras 3 that was compiled like this, or why
 * they are left behind: Keras takes all of them or none (`load_own_variables` in base_optimizer.py of 3.15.1).
 */
export function carriedOptimizer(
	reading: ModelReading,
	after: Model,
	compiled: JsonObject | null,
): readonly CarriedOptimizer[] | { readonly dropped: EditId } {
	const given = compiled?.['optimizer'] ?? null;
	if (!isObject(given)) return { dropped: 'optimizer-not-compiled' };
	const settings = isObject(given['config']) ? given['config'] : {};
	const inner = settings['inner_optimizer'] ?? null;
	const carried = alone(reading, after, isObject(inner) ? inner : given);
	if ('dropped' in carried) return carried;
	if (!isObject(inner)) return [{ ...carried, group: 'vars' }];
	return [
		{
			group: 'vars',
			name: nameOf(given),
			variables: [...scaleOf(settings), ...carried.variables],
		},
		{ ...carried, group: 'inner_optimizer/vars' },
	];
}

function nameOf({ config = null, class_name }: JsonObject): string {
	return String((isObject(config) ? config['name'] : null) ?? class_name);
}

/** An optimizer that scales no loss. */
function alone(
	{ optimizer, form, model: before, version }: ModelReading,
	after: Model,
	given: JsonObject,
): Pick<CarriedOptimizer, 'name' | 'variables'> | { readonly dropped: EditId } {
	const inner = innerOptimizer(optimizer);
	const saved = inner.length > 0 ? inner : optimizer;
	const settings = isObject(given['config']) ? given['config'] : {};
	const groups = optimizerSlots[String(given['class_name'])];
	if (!groups) return { dropped: 'optimizer-other-variables' };
	if (layersOf(after).some((layer) => ownWeights(layer) === null && layer.weights.length > 0)) {
		return { dropped: 'optimizer-own-code' };
	}
	const trained = trainableWeights(after).map((slot) => ({ slot, tensor: tensorOf(slot) }));
	if (trained.some(({ tensor }) => tensor?.made))
		return { dropped: 'optimizer-weights-rearranged' };
	const iteration = iterationIn(saved);
	if (!iteration) return { dropped: 'optimizer-no-iteration' };
	const wanted = [[averageSlot], ...groups];
	const found = saved.some(({ slot }) => slot)
		? bySlot(saved)
		: byOrder(saved, orderOf(form, version), before, wanted, settings);
	if (!found) return { dropped: 'optimizer-not-matched' };
	const rate = settings['learning_rate'] ?? null;
	const variables: Weight[] = [
		{ role: 'iteration', tensor: iteration },
		...(typeof rate === 'number'
			? [{ role: 'learning_rate', tensor: rateIn(saved) ?? float32('learning_rate', rate) }]
			: []),
	];
	for (const group of wanted) {
		const there = group.filter((slot) => isThere(slot, settings));
		for (const { slot: weight, tensor } of trained) {
			for (const { name, since11, before11 } of there) {
				const own = tensor && (found.get(key(since11, tensor)) ?? found.get(key(before11, tensor)));
				const fits = own?.dtype === tensor?.dtype && own?.shape.join() === tensor?.shape.join();
				if (!own || !fits) return { dropped: 'optimizer-not-matched' };
				variables.push({ role: `${weight.layer.name}/${weight.role} ${name}`, tensor: own });
			}
		}
	}
	return { name: nameOf(given), variables };
}

type Slots = ReadonlyMap<string, Tensor>;

function key(slot: string, { path }: Pick<Tensor, 'path'>): string {
	return `${slot} ${path}`;
}

function bySlot(saved: SavedOptimizer): Slots {
	return new Map(
		saved.flatMap(({ tensor, slot }) =>
			slot ? [[key(slot.name, { path: slot.weight }), tensor] as const] : [],
		),
	);
}

/** Keras 2 without TensorFlow, which wrote no other file than `.h5`, has all of a kind one behind the other. */
type Order = 'by-slot' | 'by-weight' | 'keras-3';

function orderOf(form: ModelForm, version: string | null): Order {
	if (version?.startsWith('3.')) return 'keras-3';
	return form === 'h5' ? 'by-slot' : 'by-weight';
}

/** The learning rate, which Keras 3 keeps behind the iteration. */
function rateIn([, second]: SavedOptimizer): Tensor | null {
	return second && /(^|\/)learning_rate$/.test(second.name) ? second.tensor : null;
}

/** Null where there are not as many as the optimizer must have for these weights. */
function byOrder(
	saved: SavedOptimizer,
	order: Order,
	before: Model,
	groups: readonly (readonly OptimizerSlot[])[],
	settings: JsonObject,
): Slots | null {
	const weights = trainableWeights(before).flatMap((slot) => tensorOf(slot) ?? []);
	const ordered = order === 'by-slot' ? groups.flat().map((slot) => [slot]) : groups;
	const keys = ordered.flatMap((group) => {
		const there = group.filter(
			(slot) => (slot.always && order !== 'keras-3') || isThere(slot, settings),
		);
		return weights.flatMap((weight) => there.map(({ since11 }) => key(since11, weight)));
	});
	const variables = saved.slice(order === 'keras-3' && rateIn(saved) ? 2 : 1);
	const rest = variables.slice(keys.length);
	// Adam of Keras 2.1 to 2.3 has a number in the place of what only `amsgrad` needs.
	const isPlaceholder = rest.every(({ tensor }) => tensor.shape.join() === '1');
	const isFitting = rest.length === 0 || (isPlaceholder && rest.length === weights.length);
	if (variables.length < keys.length || !isFitting) return null;
	return new Map(
		keys.flatMap((one, index) => {
			const tensor = variables[index]?.tensor;
			return tensor ? [[one, tensor]] : [];
		}),
	);
}

function isThere({ when }: OptimizerSlot, settings: JsonObject): boolean {
	return when === undefined || Boolean(settings[when] ?? false);
}

function tensorOf({ layer, role }: Slot): Tensor | undefined {
	return layer.weights.find((weight) => weight.role === role)?.tensor;
}

/** Up to Keras 2.2 not all optimizers save it, and up to 2.0 it is no integer. */
function iterationIn(saved: SavedOptimizer): Tensor | null {
	const isNamed = (name: string) => /(^|\/)(iter|iterations?)(:0)?$/.test(name);
	const own = saved.find(({ name, slot }) => slot === null && isNamed(name)) ?? saved[0];
	const isCount =
		own && own.slot === null && own.tensor.shape.length === 0 && /^int/.test(own.tensor.dtype);
	return isCount ? own.tensor : null;
}

/**
 * What one keeps that scales the loss, as `LossScaleOptimizer` of Keras 3.15.1 starts: Keras 2 does not save by
 * how much it scales, and starts so itself. Steps and learning rate are those of the optimizer in it.
 */
function scaleOf(settings: JsonObject): readonly Weight[] {
	return [
		{ role: 'iteration', tensor: zero('iteration') },
		{ role: 'learning_rate', tensor: float32('learning_rate', 0) },
		{ role: 'step_counter', tensor: zero('step_counter') },
		{
			role: 'dynamic_scale',
			tensor: float32('dynamic_scale', Number(settings['initial_scale'])),
		},
	];
}

/** A number that Keras 2 has in the settings alone, and Keras 3 among the variables. */
function float32(path: string, value: number): Tensor {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setFloat32(0, value, true);
	return setting(path, 'float32', bytes);
}

function zero(path: string): Tensor {
	return setting(path, 'int64', new Uint8Array(8));
}

function setting(path: string, dtype: string, bytes: Uint8Array): Tensor {
	const made = { by: 'optimizer-setting', from: [] } as const;
	return { path, shape: [], dtype, bytes: bytesSource(bytes), made };
}
