"""Prints the layers of models as real Keras has them: JSON of lists by path, of those that it loads."""

import json
import sys

import keras


def shape_of(layer):
    try:
        output = layer.output
    except AttributeError:
        return None
    while isinstance(output, (list, tuple, dict)):
        output = list(output.values())[0] if isinstance(output, dict) else output[0]
    return list(output.shape)


found = {}
for path in sys.argv[1:]:
    try:
        model = keras.saving.load_model(path, compile=False, safe_mode=False)
    except Exception:
        continue
    found[path] = [
        {
            "name": layer.name,
            "parameters": layer.count_params() if layer.built else None,
            "shape": shape_of(layer),
        }
        for layer in model.layers
    ]
print()
print(json.dumps(found))
