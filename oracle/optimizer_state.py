"""Loads models with real Keras 3 and compares what their optimizers keep with a record of Keras 2.

Takes the path of a JSON file: a list of {"model", "record"}, with records of `optimizer_models.py`. Prints one JSON
object a line: {"model", "steps", "compared", "different", "after", "said"}. `compared` counts variables of the optimizer
that are for a weight, `different` names those that are not the recorded ones, and weights that are trained in only one
of both; `after` is the largest difference of a weight after one more step; `said` is what Keras warned of.
"""

import json
import os
import sys
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np


def array(values):
    return np.array(values, dtype="float32")


def recorded(variable, weights):
    """The record of a weight, which is told by its numbers."""
    own = variable.numpy()
    [found] = [one for one in weights if np.array_equal(array(one["value"]), own)] or [None]
    return found


def compare(model, record):
    with open(record, encoding="utf-8") as file:
        wanted = json.load(file)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        loaded = keras.saving.load_model(model)
    kept = {variable.name: variable.numpy() for variable in loaded.optimizer.variables}
    weights = [(weight, recorded(weight, wanted["weights"])) for weight in loaded.trainable_variables]
    different = [weight.path for weight, record in weights if record is None]
    if len(weights) != len(wanted["weights"]):
        different.append(f"{len(weights)} weights are trained, {len(wanted['weights'])} were")
    compared = 0
    for weight, record in weights:
        for name, values in (record or {"kept": {}})["kept"].items():
            compared += 1
            own = kept.get(f"{weight.path.replace('/', '_')}_{name}")
            if own is None or not np.array_equal(own, array(values)):
                different.append(f"{name} of {weight.path}")
    steps = int(loaded.optimizer.iterations.numpy())
    inputs = [array(one) for one in wanted["inputs"]]
    loaded.train_on_batch(inputs if len(inputs) > 1 else inputs[0], array(wanted["targets"]))
    after = [
        float(np.max(np.abs(weight.numpy() - array(record["next"])))) for weight, record in weights if record
    ]
    return {
        "steps": steps,
        "compared": compared,
        "different": different,
        "after": max(after, default=None),
        "said": [str(one.message) for one in said],
    }


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        for case in json.load(file):
            print(json.dumps({"model": case["model"], **compare(**case)}), flush=True)
