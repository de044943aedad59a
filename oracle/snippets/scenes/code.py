"""Scenes of the diagnoses about code: the names that a line of it takes for granted."""

import keras
import numpy as np
from keras import layers

from .stage import build_model, scene, usual


def names(**extra):
    return lambda: {**usual(), **{name: make() for name, make in extra.items()}}


def pair():
    return np.ones((2, 2), "float32")


def trained():
    model = build_model()
    model.compile("adam", "mse", metrics=["accuracy"])
    return model.fit(np.ones((4, 4)), np.ones((4, 2)), verbose=0)


def batches():
    while True:
        yield np.ones((4, 4), "float32"), np.ones((4, 2), "float32")


scene("asset-path-refused/rename")(names(words=lambda: ["a", "b"]))
scene("fit-generator-removed/fit")(names(generator=batches))
scene("layers-removed/replace")(
    names(a=lambda: keras.Input((4,)), b=lambda: keras.Input((4,)))
)
scene("public-names-removed/new-name")(names(text=lambda: build_model().to_json()))
scene("metric-key-renamed/new-key")(names(history=trained))
scene("model-not-picklable/save-model")(names(history=trained, scaler=dict))
scene("backend-functions-removed/ops")(
    names(y_true=pair, y_pred=pair, variable=lambda: keras.Variable(pair()))
)
scene("layer-arguments-removed/weights")(
    names(
        vocabulary_size=lambda: 2,
        dimension=lambda: 2,
        matrix=pair,
        kernel=lambda: np.ones((4, 3)),
        bias=lambda: np.ones(3),
    )
)


@scene("optimizer-attributes-removed/train-step")
def train_step():
    return {**usual(), "loss_function": keras.losses.MeanSquaredError(), "optimizer": keras.optimizers.Adam()}


@scene("add-weight-arguments/keywords")
def inside_build():
    layer = layers.Layer()
    layer.units = 3
    return {"self": layer, "input_shape": (None, 4)}


@scene("random-crop-no-longer-crops/outside")
def image_dataset():
    import tensorflow as tf

    images, labels = np.ones((4, 300, 300, 3), "float32"), np.arange(4)
    return {"dataset": tf.data.Dataset.from_tensor_slices((images, labels)).batch(2)}
