/** A variable that an optimizer keeps for each weight that it trains. */
export interface OptimizerSlot {
	/** As Keras 3 names it. */
	readonly name: string;
	/** As the optimizers of Keras 2.11 and later name it, and as those before name it (`optimizers.legacy`). */
	readonly since11: string;
	readonly before11: string;
	/** The argument that it is there for; where that is false or 0, Keras 3 has none. */
	readonly when?: string;
	/** Keras 2 has it whatever that argument says, but for `optimizers.legacy`. */
	readonly always?: true;
}

const slot = (
	name: string,
	since11: string,
	before11 = since11,
	others: Pick<OptimizerSlot, 'when' | 'always'> = {},
): OptimizerSlot => ({ name, since11, before11, ...others });

const momentAndVelocity: readonly (readonly OptimizerSlot[])[] = [
	[slot('momentum', 'm'), slot('velocity', 'v')],
	[slot('velocity_hat', 'vhat', 'vhat', { when: 'amsgrad' })],
];

/**
 * What the optimizers keep that are the same in Keras 2 and 3, in the order of Keras 3 and of Keras 2.11 and
 * later: one group behind the other, in each weight by weight. Before them stand the iteration and in Keras 3
 * the learning rate, where it is a number.
 *
 * Sources: `build` of each class in keras/src/optimizers of 3.15.1 (the same order in 3.3 to 3.15) and in
 * tf_keras/optimizers of 2.21; `_create_slots` in tf_keras/optimizers/legacy; `self.weights` in
 * keras/optimizers.py of 2.3.1.
 *
 * Not here is Nadam: Keras 2.11 and later do not save its product of momenta, and up to 2.10 it is that of
 * another schedule (`momentum_cache`). Nor Adafactor, whose placeholders Keras 2 does not save.
 */
export const optimizerSlots: Readonly<Record<string, readonly (readonly OptimizerSlot[])[]>> = {
	SGD: [[slot('momentum', 'm', 'momentum', { when: 'momentum', always: true })]],
	Adam: momentAndVelocity,
	AdamW: momentAndVelocity,
	Adamax: [[slot('momentum', 'm'), slot('norm', 'u', 'v')]],
	Adagrad: [[slot('accumulator', 'accumulator')]],
	Adadelta: [
		[
			slot('accumulated_grad', 'accumulated_grad', 'accum_grad'),
			slot('accumulated_delta_var', 'accumulated_delta_var', 'accum_var'),
		],
	],
	RMSprop: [
		[slot('velocity', 'velocity', 'rms')],
		[slot('momentum', 'momentum', 'momentum', { when: 'momentum' })],
		[slot('average_gradient', 'average_gradient', 'mg', { when: 'centered' })],
	],
	Ftrl: [[slot('accumulator', 'accumulator'), slot('linear', 'linear')]],
	Lion: [[slot('momentum', 'm')]],
};

/** What any of them keeps besides, in front: `build` in base_optimizer.py of 3.15.1 and optimizer.py of tf_keras 2.21. */
export const averageSlot: OptimizerSlot = slot('average', 'average', 'average', {
	when: 'use_ema',
});
