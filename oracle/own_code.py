"""Saves models that need code of the person's own, of every kind, into the folder that is given."""

import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras


class Trained(keras.Model):
    """A functional model with a training step of its own."""

    def train_step(self, data):
        return super().train_step(data)


class Stacked(keras.Sequential):
    """A Sequential model with a training step of its own."""

    def train_step(self, data):
        return super().train_step(data)


class Uniform(keras.initializers.Initializer):
    def __init__(self, scale=1.0):
        self.scale = scale

    def __call__(self, shape, dtype=None, **kwargs):
        return keras.random.uniform(shape, -self.scale, self.scale, dtype)

    def get_config(self):
        return {"scale": self.scale}


class Small(keras.regularizers.Regularizer):
    def __init__(self, factor=0.1):
        self.factor = factor

    def __call__(self, x):
        return self.factor * keras.ops.sum(x)

    def get_config(self):
        return {"factor": self.factor}


class Positive(keras.constraints.Constraint):
    def __init__(self, least=0.0):
        self.least = least

    def __call__(self, w):
        return keras.ops.maximum(w, self.least)

    def get_config(self):
        return {"least": self.least}


class Steep:
    """An activation that is a class."""

    def __init__(self, slope=1.0):
        self.slope = slope

    def __call__(self, x):
        return self.slope * x

    def get_config(self):
        return {"slope": self.slope}

    @classmethod
    def from_config(cls, config):
        return cls(**config)


class Weighted(keras.layers.Layer):
    """A layer with an argument that is a word of Python."""

    def __init__(self, units=1, **kwargs):
        self.weight = kwargs.pop("lambda", 1)
        super().__init__(**kwargs)
        self.units = units

    def call(self, inputs):
        return inputs * self.weight

    def get_config(self):
        return {**super().get_config(), "units": self.units, "lambda": self.weight}


class Distance(keras.losses.Loss):
    def __init__(self, power=2, **kwargs):
        super().__init__(**kwargs)
        self.power = power

    def call(self, y_true, y_pred):
        return keras.ops.mean(keras.ops.abs(y_true - y_pred) ** self.power)

    def get_config(self):
        return {**super().get_config(), "power": self.power}


class Share(keras.metrics.Metric):
    def __init__(self, least=0.5, **kwargs):
        super().__init__(**kwargs)
        self.least = least
        self.total = self.add_weight(name="total", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.total.assign(keras.ops.mean(y_pred))

    def result(self):
        return self.total.value

    def get_config(self):
        return {**super().get_config(), "least": self.least}


folder = sys.argv[1]
inputs = keras.Input((3,))
models = {
    "functional_subclass": Trained(inputs, keras.layers.Dense(2)(inputs)),
    "sequential_subclass": Stacked([keras.Input((3,)), keras.layers.Dense(2)]),
    "initializer": keras.Sequential(
        [keras.Input((3,)), keras.layers.Dense(2, kernel_initializer=Uniform(0.5))]
    ),
    "regularizer": keras.Sequential(
        [keras.Input((3,)), keras.layers.Dense(2, kernel_regularizer=Small())]
    ),
    "constraint": keras.Sequential(
        [keras.Input((3,)), keras.layers.Dense(2, bias_constraint=Positive())]
    ),
    "activation_class": keras.Sequential(
        [keras.Input((3,)), keras.layers.Dense(2, activation=Steep(2.0))]
    ),
    "keyword_argument": keras.Sequential([keras.Input((3,)), Weighted(4, name="often")]),
    "loss_and_metric": keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]),
}
models["loss_and_metric"].compile("adam", loss=Distance(3), metrics=[Share(0.25)])
for name, model in models.items():
    model.save(os.path.join(folder, f"{name}.keras"))
