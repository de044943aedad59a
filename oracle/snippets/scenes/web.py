"""Scenes of the diagnoses about TensorFlow.js: the files of a model as its converter writes them."""

import json
from pathlib import Path

from .stage import build_model, scene, usual


@scene(
    "tfjs-keras-3-model/patch-model-json",
    "tfjs-graph-model-as-layers/look",
    "tfjs-layer-argument-refused/drop-separable-keys",
    "tfjs-weight-names/strip-model-name",
    "tfjs-sequential-without-input-shape/input-in-json",
    "tfjs-model-json-incomplete/look",
)
def layers_model():
    """What tensorflowjs_converter makes of the usual model: its topology, and the names of its weights."""
    model = build_model()
    topology = json.loads(model.to_json())
    weights = [
        {"name": weight.path, "shape": list(weight.shape), "dtype": weight.dtype} for weight in model.weights
    ]
    Path("web_model").mkdir()
    Path("web_model/model.json").write_text(
        json.dumps(
            {
                "format": "layers-model",
                "generatedBy": "keras v3.15.1",
                "convertedBy": "TensorFlow.js Converter v4.22.0",
                "modelTopology": {"keras_version": "3.15.1", "backend": "tensorflow", "model_config": topology},
                "weightsManifest": [{"paths": ["group1-shard1of1.bin"], "weights": weights}],
            }
        )
    )
    return {}


@scene("tfjs-unknown-layer/other-layer")
def without_preprocessing():
    return {**usual(), "build_model_without_preprocessing": build_model}
