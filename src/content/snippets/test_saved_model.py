"""For pytest: the saved file loads and predicts as recorded."""

import hashlib
import json
from pathlib import Path

import keras
import numpy as np
from load_model_safely import load_model_safely

MODEL = Path("model.keras")
RECORD = json.loads(MODEL.with_suffix(".record.json").read_text())


def test_the_file_is_the_one_that_was_recorded():
    with MODEL.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == RECORD["sha256"]


def test_this_keras_is_not_older_than_the_writer():
    reader, writer = (v.split(".")[:2] for v in (keras.__version__, RECORD["keras"]))
    assert list(map(int, reader)) >= list(map(int, writer))


def test_predictions_are_the_recorded_ones():
    sample = np.load(MODEL.with_suffix(".sample.npz"))
    model = load_model_safely(MODEL, compile=False)
    outputs = model.predict(sample["inputs"], verbose=0)
    np.testing.assert_allclose(outputs, sample["outputs"], atol=1e-5)
