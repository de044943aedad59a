"""Makes `.h5` files of Keras 3 with what their optimizers keep: python optimizer_models_keras3.py FOLDER

The records beside them are as those of `optimizer_models.py`.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np

layers = keras.layers
generator = np.random.default_rng(2)
optimizers = {
    "keras3_sgd": lambda: keras.optimizers.SGD(0.05),
    "keras3_rmsprop": lambda: keras.optimizers.RMSprop(0.01, momentum=0.5, centered=True),
    "keras3_adam_average": lambda: keras.optimizers.Adam(0.01, use_ema=True),
}


def numbers(*shape):
    return generator.normal(size=shape).astype("float32")


def branches():
    """With a model in it of which one layer is frozen."""
    inner = keras.Sequential([layers.Input((4,)), layers.Dense(3), layers.BatchNormalization(), layers.Dense(4)])
    inner.layers[0].trainable = False
    given = layers.Input((4,))
    long, short = layers.Dense(4, name="long")(given), layers.Dense(4, name="beside")(given)
    joined = layers.Concatenate()([layers.Dense(3, name="deep")(long), short])
    return keras.Model(given, layers.Dense(2)(inner(layers.Dense(4)(joined))))


def make(path, optimizer):
    keras.utils.clear_session()
    keras.utils.set_random_seed(7)
    model = branches()
    model.compile(optimizer, "mse")
    inputs, targets = numbers(6, 4), numbers(6, 2)
    for _ in range(3):
        model.train_on_batch(inputs, targets)
    model.save(path + ".h5")
    kept = {variable.name: variable.numpy().tolist() for variable in optimizer.variables}
    weights = model.trainable_variables
    recorded = []
    for weight in weights:
        start = weight.path.replace("/", "_") + "_"
        own = {name[len(start) :]: values for name, values in kept.items() if name.startswith(start)}
        recorded.append({"value": weight.numpy().tolist(), "kept": own})
    steps = int(optimizer.iterations.numpy())
    model.train_on_batch(inputs, targets)
    for weight, record in zip(weights, recorded):
        record["next"] = weight.numpy().tolist()
    with open(path + ".json", "w", encoding="utf-8") as file:
        json.dump({"inputs": [inputs.tolist()], "targets": targets.tolist(), "steps": steps, "weights": recorded}, file)


if __name__ == "__main__":
    for name, optimizer in optimizers.items():
        make(os.path.join(sys.argv[1], name), optimizer())
