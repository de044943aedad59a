"""Loads models with real Keras and compares what they predict.

Takes the path of a JSON file: a list of {"model", "io"} or {"model", "reference", "shapes"}. `io` is a JSON file with
fixed inputs and the outputs of the Keras that wrote the model; `reference` is a model or folder that must predict the
same for random inputs of the given shapes.
Prints one JSON object a line: {"model", "loaded", "error", "difference", "keras"}; `difference` is the largest
absolute one over all outputs.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np


def arrays(tensors):
    return [
        np.array(tensor["data"], dtype=tensor["dtype"]).reshape(tensor["shape"])
        for tensor in tensors
    ]


def predict(model, inputs):
    outputs = model.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
    return [np.asarray(output) for output in keras.tree.flatten(outputs)]


def random_inputs(shapes):
    generator = np.random.default_rng(0)
    return [generator.standard_normal(shape).astype("float32") for shape in shapes]


def check(model, io=None, reference=None, shapes=None):
    result = {"model": model, "loaded": False, "error": None, "difference": None, "keras": keras.__version__}
    try:
        loaded = keras.saving.load_model(model)
        result["loaded"] = True
        if io:
            with open(io, encoding="utf-8") as file:
                recorded = json.load(file)
            inputs, expected = arrays(recorded["inputs"]), arrays(recorded["outputs"])
        else:
            inputs = random_inputs(shapes)
            expected = predict(keras.saving.load_model(reference), inputs)
        outputs = predict(loaded, inputs)
        result["difference"] = max(
            float(np.max(np.abs(output - wanted))) for output, wanted in zip(outputs, expected, strict=True)
        )
    except Exception as error:  # Whatever Keras raises is the answer.
        result["error"] = f"{type(error).__name__}: {error}"
    return result


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        for case in json.load(file):
            print(json.dumps(check(**case)), flush=True)
