"""Loads models with real Keras and compares what they predict.

Takes the path of a JSON file: a list of {"model"}, {"model", "io"} or {"model", "reference", "shapes"}. `io` is a JSON
file with fixed inputs and the outputs of the Keras that wrote the model; `reference` is a model or folder that must
predict the same for random inputs of the given shapes. With neither, the model is only loaded.
Prints one JSON object a line: {"model", "loaded", "error", "difference", "keras"}; `difference` is the largest
absolute one over all outputs, null where there is nothing to compare with; `error` begins with `Hangs:` where a model takes longer than KERAS_LIMIT seconds of the
processor. KERAS_MODULE names the library: keras (3, or 2 before 2.16) or tf_keras.
"""

import importlib
import json
import os
import signal
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import numpy as np
import tensorflow
from tensorflow import nest

keras = importlib.import_module(os.environ.get("KERAS_MODULE", "keras"))
LIMIT = float(os.environ.get("KERAS_LIMIT", "10"))


class Hangs(BaseException):
    """The time is used up. No `Exception`, so that Keras does not take it for one of the file's."""


def array(tensor):
    dtype = object if tensor["dtype"] == "string" else tensor["dtype"]
    return np.array(tensor["data"], dtype=dtype).reshape(tensor["shape"])


def arrays(tensors):
    if isinstance(tensors, dict):
        return {name: array(tensor) for name, tensor in tensors.items()}
    return [array(tensor) for tensor in tensors]


def predict(model, inputs):
    """All outputs in one flat list, those of a dictionary by the order of their keys."""
    if isinstance(inputs, list) and len(inputs) == 1:
        [inputs] = inputs
    if any(value.dtype == object for value in nest.flatten(inputs)):
        # Strings go in as tensors: `predict` takes numbers only.
        outputs = model(nest.map_structure(lambda value: tensorflow.constant(value.tolist()), inputs))
    else:
        outputs = model.predict(inputs, verbose=0)
    return [np.asarray(output) for output in nest.flatten(outputs)]


def difference(output, wanted):
    """The largest absolute difference; outputs that are not numbers must be the same."""
    if output.shape != wanted.shape:
        raise ValueError(f"the shape is {output.shape}, it was {wanted.shape}")
    if output.dtype.kind == "V":
        # bfloat16 is a type that NumPy knows nothing of.
        output = output.astype("float32")
    if output.dtype.kind not in "fiub":
        output = np.array([value.decode() for value in output.reshape(-1)]).reshape(output.shape)
        return float(np.any(output != wanted))
    if output.size == 0:
        return 0.0
    output, wanted = output.astype("float64"), wanted.astype("float64")
    same = (output == wanted) | (np.isnan(output) & np.isnan(wanted))
    with np.errstate(invalid="ignore"):
        gap = np.where(same, 0.0, np.abs(output - wanted))
    # JSON has no number for what is not one.
    return float(np.max(np.nan_to_num(gap, nan=1e308, posinf=1e308)))


def is_number(wanted):
    """Whether something can be compared with it: a model whose weights are no numbers predicts none."""
    return wanted.dtype.kind != "f" or bool(np.all(np.isfinite(wanted)))


def random_inputs(shapes):
    generator = np.random.default_rng(0)
    return [generator.standard_normal(shape).astype("float32") for shape in shapes]


def check(model, io=None, reference=None, shapes=None):
    result = {"model": model, "loaded": False, "error": None, "difference": None, "keras": keras.__version__}
    try:
        loaded = keras.models.load_model(model)
        result["loaded"] = True
        if io is None and reference is None:
            return result
        if io:
            with open(io, encoding="utf-8") as file:
                recorded = json.load(file)
            inputs, expected = arrays(recorded["inputs"]), arrays(recorded["outputs"])
        else:
            inputs = random_inputs(shapes)
            expected = predict(keras.models.load_model(reference), inputs)
        outputs = predict(loaded, inputs)
        expected = nest.flatten(expected)
        result["difference"] = max(
            difference(output, wanted) for output, wanted in zip(outputs, expected, strict=True)
        )
        if result["difference"] > 0 and not all(is_number(wanted) for wanted in expected):
            result["difference"] = None
    except (Exception, Hangs) as error:  # Whatever Keras raises is the answer.
        result["error"] = f"{type(error).__name__}: {error}"
    return result


def out_of_time(*_):
    raise Hangs(f"no end after {LIMIT} s")


def set_limit(seconds):
    # Windows has no such clock.
    if hasattr(signal, "SIGPROF"):
        signal.signal(signal.SIGPROF, out_of_time)
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        for case in json.load(file):
            set_limit(LIMIT)
            result = check(**case)
            set_limit(0)
            print(json.dumps(result), flush=True)
