"""Scenes of the guides: the files that a guide says its reader holds."""

import json

import keras
import numpy as np

from .stage import FIXTURES, KERAS_2, copy, scene
from .web import layers_model

OLD = FIXTURES / "guides"


def reference(path):
    """Puts the inputs of a Keras 2 model and what it predicted for them where the guides read them."""
    record = json.loads(path.read_text())
    [x], [y] = (
        [np.array(tensor["data"], "float32").reshape(tensor["shape"]) for tensor in record[side]]
        for side in ("inputs", "outputs")
    )
    np.savez("reference.npz", x=x, y=y)
    return {"x": x}


def old_dense():
    """A Sequential of two Dense layers in every format of Keras 2.15, and what it predicted."""
    for ending in (".keras", ".h5", ".weights.h5"):
        copy(OLD / f"seq_dense{ending}", f"old{ending}")
    copy(FIXTURES / "savedmodel_dir", "model_folder")
    for part in (OLD / "seq_dense_ckpt").iterdir():
        copy(part, part.name)
    return reference(OLD / "seq_dense.io.json")


scene(
    "guides/formats/legacy-h5",
    "guides/formats/keras-archive",
    "guides/formats/weights-h5",
    "guides/formats/savedmodel",
    "guides/formats/checkpoints",
    "guides/migrate/savedmodel",
    "guides/migrate/weights-only",
)(old_dense)
scene("guides/formats/tfjs")(layers_model)


@scene("guides/fix-a-model")
def fix_a_model():
    copy(OLD / "seq_dense.keras", "model.keras")
    copy(FIXTURES / "gitlfs_pointer.keras", "downloaded.keras")
    names = old_dense()
    model = keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(3, "softmax")]
    )
    model.load_weights("old.keras")
    model.save("new.keras")
    return names


@scene("guides/migrate/h5")
def old_h5():
    copy(FIXTURES / "k215_mobilenetish.h5", "mobilenet.h5")
    return old_dense()


@scene("guides/migrate/keras-2-archive")
def old_archive():
    copy(KERAS_2 / "k2_13_1_dense.keras", "of_keras_2_13.keras")
    return old_dense()


@scene("guides/migrate/custom-layers-and-losses")
def own_layer():
    copy(KERAS_2 / "custom_layer2.h5", "old.h5")
    return reference(KERAS_2 / "custom_layer2.io.json")


@scene("guides/migrate/lambda-and-tf-functions")
def old_lambda():
    copy(OLD / "lambda.h5", "old.h5")
    return reference(OLD / "lambda.io.json")


@scene("guides/migrate/optimizers")
def trained_with_adam():
    copy(OLD / "compiled_adam.h5", "old.h5")
    copy(OLD / "compiled_adam.keras", "old.keras")
    return {}
