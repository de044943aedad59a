"""Makes the models of tests/fixtures/optimizers with tf_keras: python optimizer_models.py FOLDER [PATTERN]

Each is trained for three steps and saved; `NAME.json` beside it has the batch, how many steps were made, and for each
weight that is trained its value, what the optimizer keeps for it (under the names of Keras 3), and its value after one
more step on the same batch.
"""

import importlib
import json
import os
import re
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tf_keras as keras

layers = keras.layers
generator = np.random.default_rng(1)


def optimizer_class(name, legacy=False):
    """The optimizers of Keras 2.11 and later, or those before; where the packages have them."""
    for base in ("tf_keras.src.optimizers", "tf_keras.optimizers"):
        try:
            module = "gradient_descent" if legacy and name == "SGD" else name.lower()
            return getattr(importlib.import_module(f"{base}{'.legacy' if legacy else ''}.{module}"), name)
        except ImportError:
            continue
    raise ImportError(name)


def scaling(optimizer, legacy):
    """One that scales the loss for another, as Keras 2 puts one around every optimizer in mixed precision."""
    for base in ("tf_keras.src.mixed_precision", "tf_keras.mixed_precision"):
        try:
            module = importlib.import_module(f"{base}.loss_scale_optimizer")
        except ImportError:
            continue
        return (module.LossScaleOptimizer if legacy else module.LossScaleOptimizerV3)(optimizer)
    raise ImportError("loss_scale_optimizer")


def numbers(*shape):
    return generator.normal(size=shape).astype("float32")


def branches():
    """Layers that Keras 2 and 3 list in another order, one of them shared."""
    first, second = layers.Input((3,), name="first"), layers.Input((3,), name="second")
    shared = layers.Dense(4, name="shared")
    beside = layers.Dense(4, name="beside")(second)
    after = layers.Dense(4, name="after")(first)
    deep = layers.Dense(4, name="deep")(shared(first))
    joined = layers.Concatenate()([layers.Dense(4, name="deeper")(deep), beside, shared(second), after])
    return keras.Model([first, second], layers.Dense(2, name="last")(joined)), [numbers(6, 3), numbers(6, 3)]


def nested():
    """Models in a model: one partly frozen, one wholly."""
    partly = keras.Sequential(
        [layers.Input((4,)), layers.Dense(5), layers.BatchNormalization(), layers.Dense(4)], name="partly"
    )
    partly.layers[0].trainable = False
    wholly = keras.Sequential([layers.Input((4,)), layers.Dense(4)], name="wholly")
    wholly.trainable = False
    given = layers.Input((4,))
    return keras.Model(given, layers.Dense(2)(wholly(partly(layers.Dense(4)(given))))), numbers(6, 4)


def wrappers():
    """Wrappers that were frozen when they were made or later, and what is in one."""
    given = layers.Input((5, 4))
    x = layers.Bidirectional(layers.LSTM(2, return_sequences=True), trainable=False)(given)
    x = layers.TimeDistributed(layers.Dense(3, trainable=False))(x)
    x = layers.TimeDistributed(layers.Dense(3), trainable=False)(x)
    frozen = layers.Bidirectional(layers.GRU(2, return_sequences=True))
    x = frozen(x)
    frozen.trainable = False
    x = layers.RNN([layers.LSTMCell(2), layers.GRUCell(2)])(layers.Bidirectional(layers.SimpleRNN(2, return_sequences=True))(x))
    x = layers.BatchNormalization(trainable=False)(x)
    return keras.Model(given, layers.Dense(2)(layers.Dense(3, activation=layers.PReLU())(x))), numbers(6, 5, 4)


def images():
    given = layers.Input((6, 6, 2))
    x = layers.PReLU(shared_axes=[1, 2])(layers.Conv2D(3, 3)(given))
    x = layers.DepthwiseConv2D(2)(layers.SeparableConv2D(2, 2, padding="same")(x))
    x = layers.LayerNormalization()(layers.GroupNormalization(2)(layers.Conv2DTranspose(2, 2)(x)))
    x = layers.Reshape((16, 2))(x)
    x = layers.Attention(use_scale=True)([layers.MultiHeadAttention(1, 2)(x, x), x])
    return keras.Model(given, layers.Dense(2)(layers.Flatten()(x))), numbers(4, 6, 6, 2)


def sequential():
    model = keras.Sequential(
        [layers.Dense(4, input_shape=(3,), trainable=False), layers.Dense(5, activation="tanh"), layers.Dense(2)]
    )
    return model, numbers(6, 3)


def decaying():
    return keras.optimizers.schedules.ExponentialDecay(0.05, 2, 0.5)


# Name, ending, model, optimizer, of Keras up to 2.10?, arguments
cases = [
    ("legacy_adam", ".h5", branches, "Adam", True, {"learning_rate": 0.01, "amsgrad": True, "decay": 0.01}),
    ("legacy_rmsprop", ".h5", nested, "RMSprop", True, {"learning_rate": 0.01, "momentum": 0.5, "centered": True}),
    ("legacy_sgd", ".h5", sequential, "SGD", True, {"learning_rate": 0.05, "momentum": 0.9, "nesterov": True}),
    ("legacy_ftrl", ".h5", sequential, "Ftrl", True, {"learning_rate": 0.05}),
    ("legacy_adamax", ".h5", sequential, "Adamax", True, {"learning_rate": 0.05}),
    ("legacy_nadam", ".h5", sequential, "Nadam", True, {"learning_rate": 0.01}),
    ("adam", ".h5", wrappers, "Adam", False, {"learning_rate": 0.01}),
    ("adamw_average", ".keras", branches, "AdamW", False, {"learning_rate": 0.01, "use_ema": True}),
    ("rmsprop", ".keras", images, "RMSprop", False, {"learning_rate": 0.01, "momentum": 0.5, "centered": True}),
    ("sgd", ".keras", sequential, "SGD", False, {}),
    ("adadelta", ".keras", nested, "Adadelta", False, {"learning_rate": 1.0}),
    ("adagrad_schedule", ".keras", sequential, "Adagrad", False, {"learning_rate": decaying}),
    ("lion", ".keras", sequential, "Lion", False, {"learning_rate": 0.001}),
    ("legacy_scaled", ".h5", sequential, "Adam", True, {"learning_rate": 0.01}),
    ("scaled", ".keras", sequential, "RMSprop", False, {"learning_rate": 0.01}),
    ("legacy_adam_savedmodel", "", sequential, "Adam", True, {"learning_rate": 0.01}),
    ("adam_savedmodel", "", sequential, "Adam", False, {"learning_rate": 0.01}),
]

names_of_keras_3 = {
    "Adam": {"m": "momentum", "v": "velocity", "vhat": "velocity_hat", "average": "average"},
    "Adamax": {"m": "momentum", "v": "norm", "u": "norm"},
    "SGD": {"momentum": "momentum"},
    "Lion": {"m": "momentum"},
    "RMSprop": {
        "velocity": "velocity",
        "rms": "velocity",
        "momentum": "momentum",
        "average_gradient": "average_gradient",
        "mg": "average_gradient",
    },
    "Adagrad": {"accumulator": "accumulator"},
    "Adadelta": {"accumulated_grad": "accumulated_grad", "accumulated_delta_var": "accumulated_delta_var"},
    "Ftrl": {"accumulator": "accumulator", "linear": "linear"},
    "Nadam": {},
}
names_of_keras_3["AdamW"] = names_of_keras_3["Adam"]


def kept_for(optimizer, variable):
    """What the optimizer keeps for a weight, by the name that it has in Keras 3."""
    optimizer = getattr(optimizer, "inner_optimizer", optimizer)
    if hasattr(optimizer, "get_slot_names"):
        kept = {slot: optimizer.get_slot(variable, slot) for slot in optimizer.get_slot_names()}
    else:
        ending = "/" + variable.name
        kept = {
            one.name[: -len(ending)].split("/")[-1]: one
            for one in optimizer.variables
            if one.name.endswith(ending)
        }
    names = names_of_keras_3[type(optimizer).__name__]
    return {names[slot]: one.numpy().tolist() for slot, one in kept.items() if slot in names}


def make(folder, name, ending, build, optimizer_name, legacy, settings):
    keras.backend.clear_session()
    keras.utils.set_random_seed(7)
    model, inputs = build()
    settings = {argument: value() if callable(value) else value for argument, value in settings.items()}
    # Without settings by its name alone, which is saved as that name.
    given = optimizer_class(optimizer_name, legacy)(**settings) if settings else optimizer_name.lower()
    if "scaled" in name:
        given = scaling(given, legacy)
    model.compile(optimizer=given, loss="mse", metrics=["mae"])
    batch = inputs if isinstance(inputs, list) else [inputs]
    targets = numbers(batch[0].shape[0], 2)
    for _ in range(3):
        model.train_on_batch(inputs, targets)
    path = os.path.join(folder, name)
    model.save(path + ending, **({} if ending else {"save_traces": False}))
    weights = model.trainable_variables
    recorded = [
        {"value": weight.numpy().tolist(), "kept": kept_for(model.optimizer, weight)} for weight in weights
    ]
    steps = int(model.optimizer.iterations.numpy())
    model.train_on_batch(inputs, targets)
    for weight, record in zip(weights, recorded):
        record["next"] = weight.numpy().tolist()
    with open(path + ".json", "w", encoding="utf-8") as file:
        record = {
            "inputs": [array.tolist() for array in batch],
            "targets": targets.tolist(),
            "steps": steps,
            "weights": recorded,
        }
        file.write(json.dumps(record, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    wanted = re.compile(sys.argv[2] if len(sys.argv) > 2 else ".")
    for case in cases:
        if wanted.search(case[0]):
            make(sys.argv[1], *case)
