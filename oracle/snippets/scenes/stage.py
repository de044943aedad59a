"""The usual scene, and what other scenes are made with."""

import shutil
import tempfile
from pathlib import Path

import keras
import numpy as np

FIXTURES = Path(__file__).resolve().parents[3] / "tests" / "fixtures"
KERAS_2 = FIXTURES / "keras2"
#: Files of a small model, made once by `make_ready`: scenes take from them.
READY = Path(tempfile.mkdtemp(prefix="snippets-"))
SCENES = {}


def scene(*units):
    """Registers the scene of these units: it makes files in the working folder and gives the names."""

    def register(function):
        for unit in units:
            if unit in SCENES:
                raise ValueError(f"{unit} has a scene already")
            SCENES[unit] = function
        return function

    return register


def build_model():
    """The model of most scenes: what a page calls "your own code"."""
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(3, activation="relu", name="dense"),
            keras.layers.Dense(2, name="out"),
        ]
    )
    model.compile(optimizer="adam", loss="mean_squared_error", metrics=["mae"])
    return model


def make_ready():
    model = build_model()
    model.save(READY / "model.keras")
    model.save(READY / "model.h5")
    model.save_weights(READY / "model.weights.h5")
    model.export(READY / "model_directory", verbose=False)


def take(name, *targets):
    """Copies a ready file or folder into the working folder, under its own name or others."""
    copy(READY / name, *(targets or [name]))


def copy(source, *targets):
    for target in map(Path, targets):
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)


def usual():
    """A small compiled model, data for it, and its files under every name that pages give by default."""
    take("model.keras", "model.keras", "old_model.keras", "my_model.keras")
    take("model.h5", "model.h5", "keras_model.h5")
    take("model.weights.h5")
    take("model_directory", "model_directory", "saved_model")
    model = build_model()
    Path("model.json").write_text(model.to_json(), encoding="utf-8")
    x = np.linspace(0, 1, 32, dtype="float32").reshape(8, 4)
    y = np.zeros((8, 2), "float32")
    return {
        "keras": keras,
        "np": np,
        "build_model": build_model,
        "model": model,
        "x": x,
        "y": y,
        "inputs": x,
    }
