"""Scenes of the diagnoses about layers, graphs and weights: models of other shapes than the usual one."""

import sys
from pathlib import Path

import keras
import numpy as np
from keras import layers

from .stage import FIXTURES, copy, scene, usual

IMAGE = (224, 224, 3)
MY_CODE = '''import keras


class MyLayer(keras.layers.Layer):
    def call(self, x):
        return 2 * x
'''


def saved(*model_layers):
    """A Sequential of these layers, in `model.keras`, `model.h5` and `model.weights.h5`."""
    model = keras.Sequential(model_layers)
    model.save("model.keras")
    model.save("model.h5")
    model.save_weights("model.weights.h5")
    return model


def scene_of(*units):
    """The scene of a function that gives the model: it is the `model` of the snippet."""

    def register(make):
        scene(*units)(lambda: {**usual(), "model": make()})
        return make

    return register


def image_model():
    return saved(keras.Input(IMAGE), layers.Conv2D(2, 3), layers.GlobalAveragePooling2D(), layers.Dense(2))


scene_of("graph-disconnected/call-again", "tflite-unknown-dimension/fixed-shape")(image_model)


@scene_of("keras-1-layer-arguments/rebuild")
def one_layer():
    return saved(keras.Input((4,)), layers.Dense(3))


@scene_of("input-layer-without-shape/rebuild-and-load-weights")
def one_small_layer():
    return saved(keras.Input((4,)), layers.Dense(2))


@scene_of("weights-before-build/begin-with-an-input")
def three_and_one():
    return saved(keras.Input((4,)), layers.Dense(3), layers.Dense(1))


@scene_of("batch-dimension-doubled/rebuild-and-load-weights")
def two_lstms():
    return saved(keras.Input((5, 3)), layers.LSTM(4, return_sequences=True), layers.LSTM(3), layers.Dense(2))


@scene_of("lambda-bytecode-unreadable/rebuild", "lambda-name-missing/rebuild", "lambda-output-shape-unknown/rebuild")
def with_lambda():
    return saved(keras.Input((4,)), layers.Lambda(lambda x: x * 2), layers.Dense(2))


@scene_of("tfjs-sequential-without-input-shape/input-in-python")
def no_weights():
    return saved(keras.Input((28, 28, 1)), layers.Flatten())


@scene_of("tflite-select-tf-ops/fixed-shapes")
def lstm():
    return saved(keras.Input((None, 3)), layers.LSTM(4))


@scene_of("graph-disconnected/tensors-of-one-graph")
def nested():
    inner = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(2)])
    return saved(keras.Input((4,)), inner, layers.Dense(1))


@scene_of("layer-never-called/call-on-an-input")
def without_input():
    return keras.Sequential([layers.Conv2D(2, 3)])


@scene_of("input-structure-mismatch/see-what-is-expected")
def two_inputs():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    model = keras.Model([a, b], layers.Add()([a, b]))
    model.save("model.keras")
    return model


@scene("savedmodel-inputs-by-name/list", "savedmodel-inputs-by-name/by-name", "savedmodel-inputs-by-name/serve")
def exported_with_two_inputs():
    two_inputs().export("model_directory", verbose=False)
    return {"x1": np.ones((1, 4), "float32"), "x2": np.ones((1, 4), "float32")}


@scene("tfsmlayer-in-model-file/make-the-layer-again")
def exported_image_model():
    image_model().export("saved_model_folder", verbose=False)
    return {}


@scene_of("masks-through-merge-layers/pass-mask")
def embedding():
    tokens, other = keras.Input((6,)), keras.Input((6, 6))
    x = layers.Add()([layers.Embedding(10, 6)(tokens), other])
    model = keras.Model([tokens, other], layers.GlobalAveragePooling1D()(x))
    model.save("model.h5")
    return model


@scene("custom-object-unknown/custom-objects", "from-config-missing/pass-the-class")
def own_layer():
    Path("my_code.py").write_text(MY_CODE)
    sys.path.insert(0, "")
    import my_code

    saved(keras.Input((4,)), my_code.MyLayer(), layers.Dense(2))
    return {"keras": keras, "MyLayer": my_code.MyLayer}


@scene("get-config-incomplete/weights-only")
def own_model():
    class Net(keras.Model):
        def __init__(self, units, **kwargs):
            super().__init__(**kwargs)
            self.out = layers.Dense(units)

        def build(self, input_shape):
            self.out.build(input_shape)

        def call(self, x):
            return self.out(x)

        def get_config(self):
            return {"name": self.name}

    model = Net(units=3)
    model.build((None, 4))
    model.save("model.keras")
    return {"Net": Net}


def own_model_unbuilt(*shape):
    class MyModel(keras.Model):
        def __init__(self):
            super().__init__()
            self.out = layers.Dense(2)

        def call(self, x):
            return self.out(x)

    def play():
        model = MyModel()
        model(np.zeros((1, *shape), "float32"))
        model.save_weights("model.weights.h5")
        return {"MyModel": MyModel}

    return play


scene("layer-without-build/call-before-loading")(own_model_unbuilt(*IMAGE))
scene("weights-before-build/call-it-once")(own_model_unbuilt(4))


@scene("lambda-output-shape-unknown/see-the-reason", "lambda-output-shape-unknown/give-the-shape")
def own_function():
    return {"keras": keras, "my_function": lambda x: x * 2}


@scene("layer-input-count/take-one-tensor")
def backbone():
    inputs = keras.Input((4,))
    return {"backbone": keras.Model(inputs, [layers.Dense(3)(inputs), layers.Dense(2)(inputs)]), "inputs": inputs}


@scene("set-weights-mismatch/compare-both-lists", "set-weights-mismatch/layer-by-layer")
def two_models():
    source, target = one_layer(), one_layer()
    return {
        "source": source,
        "target": target,
        "source_layer": source.layers[0],
        "target_layer": target.layers[0],
    }


@scene("extra-layers-in-file-ignored/whole-model")
def larger_model():
    def build_full_model():
        inputs = keras.Input((4,))
        return keras.Model(inputs, layers.Dense(2)(layers.Dense(3, name="features")(inputs)))

    build_full_model().save_weights("model.weights.h5")
    return {"keras": keras, "build_full_model": build_full_model}


@scene("nested-containers-not-saved/save-again")
def nested_lists():
    class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.blocks = [[layers.Dense(2)], [layers.Dense(2)]]

        def call(self, x):
            for block in self.blocks:
                for layer in block:
                    x = layer(x)
            return x

    model = Net()
    model(np.zeros((1, 2), "float32"))
    return {"model": model}


@scene("accuracy-falls-after-loading/same-metric")
def classifier():
    model = saved(keras.Input((4,)), layers.Dense(2, activation="softmax"))
    return {"model": model, "x_test": np.ones((8, 4), "float32"), "y_test": np.eye(2, dtype="float32")[[0, 1] * 4]}


@scene("tensorflow-hub-needs-keras-2/hub-models")
def downloaded_weights():
    """`keras.applications` fetches its weights: here they are random, made on the spot."""
    from keras.src.applications import mobilenet_v2

    base = keras.applications.MobileNetV2(weights=None, include_top=False)
    base.save_weights("mobilenet.weights.h5")
    mobilenet_v2.file_utils.get_file = lambda *_, **__: "mobilenet.weights.h5"
    return {}


@scene("savedmodel-optimizer-slots/weights")
def saved_model_of_keras_2():
    copy(FIXTURES / "savedmodel_dir", "model_directory")
    return {"build_model": lambda: saved(keras.Input((4,)), layers.Dense(8), layers.Dense(3))}
