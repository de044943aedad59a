"""Makes the models that the benchmarks read: large ones and ones of many layers, as Keras itself lays them out.

    python bench/make_models.py FILE.keras|FILE.h5 [--blocks N | --dense N] [--bytes B] [--random]

`.keras` is of Keras 3, `.h5` the whole model of Keras 2.15. A block has four layers and sixteen weights
(normalisation, attention, sum, normalisation): 1,250 blocks are 5,000 layers and 20,000 tensors. `--dense` makes
that many dense layers in a row instead. The layers are as wide as it takes to fill `--bytes`. The weights are holes
in the file, which read as zeros and cost no disk, unless `--random`.

Needs h5py and NumPy. Names, attributes and the order of writing are those of Keras, which loads the files: keras 3.15,
src/saving/saving_lib.py and src/legacy/saving/legacy_h5_format.py.
"""

import argparse
import io
import json
import math
import os
import tempfile
import zipfile

import h5py
import numpy

length = 16


def initializer(name, **config):
    return {"module": "keras.initializers", "class_name": name, "config": config, "registered_name": None}


def absent(*names):
    return dict.fromkeys(names)


def normalization(width):
    config = {
        "momentum": 0.99,
        "epsilon": 0.001,
        "center": True,
        "scale": True,
        "beta_initializer": initializer("Zeros"),
        "gamma_initializer": initializer("Ones"),
        "moving_mean_initializer": initializer("Zeros"),
        "moving_variance_initializer": initializer("Ones"),
        **absent("beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint"),
    }
    names = ["gamma", "beta", "moving_mean", "moving_variance"]
    return {
        "class_name": "BatchNormalization",
        "config": config,
        "keras2": {"axis": [2]},
        "keras3": {"axis": -1, "synchronized": False, "renorm": False, "renorm_clipping": None, "renorm_momentum": 0.99},
        "groups": {"": [(name, (width,)) for name in names]},
    }


def attention(width):
    heads = 2
    size = width // heads
    shape = [None, length, width]
    config = {
        "num_heads": heads,
        "key_dim": size,
        "value_dim": size,
        "dropout": 0.0,
        "use_bias": True,
        "output_shape": None,
        "attention_axes": [1],
        "kernel_initializer": initializer("GlorotUniform", seed=None),
        "bias_initializer": initializer("Zeros"),
        **absent("kernel_regularizer", "bias_regularizer", "activity_regularizer"),
        **absent("kernel_constraint", "bias_constraint"),
    }
    projection = [("kernel", (width, heads, size)), ("bias", (heads, size))]
    return {
        "class_name": "MultiHeadAttention",
        "config": config,
        "keras2": {"query_shape": shape, "key_shape": shape, "value_shape": shape},
        "keras3": {"use_gate": False, "sliding_window": None, "seed": None},
        "build": {"shapes_dict": {"query_shape": shape, "value_shape": shape}},
        "groups": {
            "query": projection,
            "key": projection,
            "value": projection,
            "attention_output": [("kernel", (heads, size, width)), ("bias", (width,))],
        },
    }


def addition():
    return {"class_name": "Add", "config": {}, "groups": {}}


def dense(width):
    config = {
        "units": width,
        "activation": "linear",
        "use_bias": True,
        "kernel_initializer": initializer("GlorotUniform", seed=None),
        "bias_initializer": initializer("Zeros"),
        **absent("kernel_regularizer", "bias_regularizer", "activity_regularizer"),
        **absent("kernel_constraint", "bias_constraint"),
    }
    return {
        "class_name": "Dense",
        "config": config,
        "keras3": {"quantization_config": None},
        "groups": {"": [("kernel", (width, width)), ("bias", (width,))]},
    }


snake_case = {
    "BatchNormalization": "batch_normalization",
    "MultiHeadAttention": "multi_head_attention",
    "Add": "add",
    "Dense": "dense",
}


def layers_of(arguments, width):
    """The layers with their names and the names of their inputs, without the input layer."""
    layers = []
    counts = {}

    def call(layer, *inputs):
        name = snake_case[layer["class_name"]]
        count = counts.get(name, 0)
        counts[name] = count + 1
        layers.append({**layer, "name": f"{name}_{count}" if count else name, "inputs": inputs})
        return layers[-1]["name"]

    last = "input_1"
    for _ in range(arguments.dense):
        last = call(dense(width), last)
    for _ in range(0 if arguments.dense else arguments.blocks):
        normalized = call(normalization(width), last)
        attended = call(attention(width), normalized, normalized)
        last = call(normalization(width), call(addition(), last, attended))
    return layers


def weights_of(layer):
    return [(group, name, shape) for group, own in layer["groups"].items() for name, shape in own]


def keras2_config(layers, shape):
    def node(layer):
        if layer["class_name"] == "MultiHeadAttention":
            query, value = layer["inputs"]
            return [[query, 0, 0, {"value": [value, 0, 0]}]]
        return [[name, 0, 0, {}] for name in layer["inputs"]]

    first = {"batch_input_shape": shape, "dtype": "float32", "sparse": False, "ragged": False, "name": "input_1"}
    inside = [{"class_name": "InputLayer", "config": first, "name": "input_1", "inbound_nodes": []}]
    for layer in layers:
        general = {"name": layer["name"], "trainable": True, "dtype": "float32"}
        config = {**general, **layer["config"], **layer.get("keras2", {})}
        entry = {"class_name": layer["class_name"], "config": config, "name": layer["name"]}
        inside.append({**entry, "inbound_nodes": [node(layer)]})
    ends = {"input_layers": [["input_1", 0, 0]], "output_layers": [[layers[-1]["name"], 0, 0]]}
    return {"class_name": "Functional", "config": {"name": "model", "trainable": True, "layers": inside, **ends}}


def keras3_config(layers, shape):
    policy = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}

    def tensor(name):
        config = {"shape": shape, "dtype": "float32", "keras_history": [name, 0, 0]}
        return {"class_name": "__keras_tensor__", "config": config}

    def entry(class_name, name, config, build, nodes):
        known = {"module": "keras.layers", "class_name": class_name, "config": config, "registered_name": None}
        return {**known, **({"build_config": build} if build else {}), "name": name, "inbound_nodes": nodes}

    first = {"batch_shape": shape, "dtype": "float32", "sparse": False, "ragged": False, "name": "input_1"}
    inside = [entry("InputLayer", "input_1", {**first, "optional": False}, None, [])]
    for layer in layers:
        general = {"name": layer["name"], "trainable": True, "dtype": policy}
        config = {**general, **layer["config"], **layer.get("keras3", {})}
        arguments = [tensor(name) for name in layer["inputs"]]
        is_sum = layer["class_name"] == "Add"
        build = layer.get("build", {"input_shape": [shape, shape] if is_sum else shape})
        node = {"args": [arguments] if is_sum else arguments, "kwargs": {}}
        inside.append(entry(layer["class_name"], layer["name"], config, build, [node]))
    ends = {"input_layers": ["input_1", 0, 0], "output_layers": [layers[-1]["name"], 0, 0]}
    return {
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "config": {"name": "model", "trainable": True, "layers": inside, **ends},
        "registered_name": "Functional",
        "build_config": {"input_shape": None},
        "compile_config": {},
    }


class Weights:
    """Writes datasets in the order in which they come: all zeros without a byte on the disk, or all random."""

    def __init__(self, random):
        self.generator = numpy.random.default_rng(0) if random else None

    def add(self, group, name, shape):
        if self.generator:
            group.create_dataset(name, data=self.generator.standard_normal(shape, dtype="float32"))
            return
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        plist.set_fill_time(h5py.h5d.FILL_TIME_NEVER)
        space = h5py.h5s.create_simple(shape)
        h5py.h5d.create(group.id, name.encode(), h5py.h5t.IEEE_F32LE, space, plist)


def write_names(group, name, values):
    """An attribute has at most 64 kB: Keras cuts longer ones into `name0`, `name1` …"""
    encoded = [value.encode() for value in values]
    chunks = 1
    while any(part.nbytes > 64512 for part in numpy.array_split(encoded, chunks)):
        chunks += 1
    if chunks == 1:
        group.attrs[name] = encoded
        return
    for index, part in enumerate(numpy.array_split(encoded, chunks)):
        group.attrs[f"{name}{index}"] = part


def write_legacy_h5(path, layers, shape, weights):
    written_by = {"backend": "tensorflow", "keras_version": "2.15.0"}
    with h5py.File(path, "w") as file:
        file.attrs.update(written_by)
        file.attrs["model_config"] = json.dumps(keras2_config(layers, shape))
        root = file.create_group("model_weights")
        write_names(root, "layer_names", ["input_1", *(layer["name"] for layer in layers)])
        root.attrs.update(written_by)
        root.create_group("input_1").attrs["weight_names"] = []
        # Keras 2 writes the groups by name.
        for layer in sorted(layers, key=lambda layer: layer["name"]):
            group = root.create_group(layer["name"])
            tensors = [
                ("/".join(filter(None, [layer["name"], inner, f"{name}:0"])), shape)
                for inner, name, shape in weights_of(layer)
            ]
            write_names(group, "weight_names", [name for name, _ in tensors])
            for name, shape in tensors:
                parent, _, last = name.rpartition("/")
                weights.add(group.require_group(parent), last, shape)
        root.create_group("top_level_model_weights").attrs["weight_names"] = []


inner_groups = {
    "key": "key_dense",
    "attention_output": "output_dense",
    "query": "query_dense",
    "value": "value_dense",
}


def write_weights_h5(path, layers, weights):
    with h5py.File(path, "w") as file:

        def variables(place, name, own):
            group = file.create_group(f"{place}/vars")
            group.attrs["name"] = name
            for index, (_, shape) in enumerate(own):
                weights.add(group, str(index), shape)

        variables("", "model", [])
        variables("layers/input_layer", "input_1", [])
        for layer in layers:
            place = f"layers/{layer['name']}"
            variables(place, layer["name"], layer["groups"].get("", []))
            for inner, group in inner_groups.items():
                if inner in layer["groups"]:
                    variables(f"{place}/{group}", inner, layer["groups"][inner])
            if layer["class_name"] == "MultiHeadAttention":
                for inner in ["dropout", "softmax"]:
                    variables(f"{place}/_{inner}", inner, [])


class Holes(io.FileIO):
    """A file in which zeros are left out."""

    def write(self, data):
        if numpy.frombuffer(data, "uint8").any():
            return super().write(data)
        self.seek(len(data), os.SEEK_CUR)
        return len(data)


def write_keras(path, layers, shape, weights):
    metadata = {"keras_version": "3.15.1", "date_saved": "2026-01-01@00:00:00"}
    with tempfile.TemporaryDirectory(dir=os.path.dirname(path) or ".") as folder:
        inside = os.path.join(folder, "model.weights.h5")
        write_weights_h5(inside, layers, weights)
        with Holes(path, "w") as file, zipfile.ZipFile(file, "w") as archive:
            archive.writestr("metadata.json", json.dumps(metadata))
            archive.writestr("config.json", json.dumps(keras3_config(layers, shape)))
            archive.write(inside, "model.weights.h5")


def width_for(arguments):
    """Of all layers, so that the weights have about as many bytes as asked for."""
    numbers = arguments.bytes / 4
    if arguments.dense:
        return round(math.sqrt(numbers / arguments.dense))
    return max(8, 2 * round(math.sqrt(numbers / arguments.blocks / 4) / 2))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("path")
    parser.add_argument("--blocks", type=int, default=1250)
    parser.add_argument("--dense", type=int, default=0)
    parser.add_argument("--bytes", type=float, default=0)
    parser.add_argument("--random", action="store_true")
    given = parser.parse_args()
    wide = width_for(given)
    made = layers_of(given, wide)
    of_input = [None, wide] if given.dense else [None, length, wide]
    write = write_keras if given.path.endswith(".keras") else write_legacy_h5
    write(given.path, made, of_input, Weights(given.random))
