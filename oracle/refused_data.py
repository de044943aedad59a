"""Writes archives whose weights are no plain data, or that declare more than they hold, into the folder that is named.

One each for what Keras 3.12 and later refuse (keras/src/saving/saving_lib.py), in the layout of HDF5 that h5py writes
unless told otherwise and in the latest one; `plain.keras`, from which all are made; `large.keras`, just within the limits.
"""

import os
import sys
import zipfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import h5py
import keras
import numpy as np

folder = sys.argv[1]
group, place = "layers/dense/vars", "layers/dense/vars/0"
shape, huge = (4, 3), (1 << 20, 1 << 12)


def external_link(file):
    file[place] = h5py.ExternalLink("other.h5", "/x")


def soft_link(file):
    file["copy"] = np.zeros(shape, "float32")
    file[place] = h5py.SoftLink("/copy")


def soft_link_to_group(file):
    file.move("layers/dense", "elsewhere")
    file["layers/dense"] = h5py.SoftLink("/elsewhere")


def external_data(file):
    file[group].create_dataset("0", shape, "float32", external=[("other.raw", 0, 48)])


def virtual(file):
    layout = h5py.VirtualLayout(shape, "float32")
    layout[:] = h5py.VirtualSource("other.h5", "x", shape)
    file[group].create_virtual_dataset("0", layout)


def nothing_stored(file):
    file[group].create_dataset("0", huge, "float32")


def no_chunk_stored(file):
    file[group].create_dataset("0", huge, "float32", chunks=(1 << 10, 1 << 10), compression="gzip")


def one_chunk_stored(file):
    no_chunk_stored(file)
    file[place][:1024, :1024] = 1


def group_in_its_place(file):
    file.create_group(place)


def weights(change, version):
    path = os.path.join(folder, "weights.h5")
    with h5py.File(path + ".plain") as source, h5py.File(path, "w", libver=version) as target:
        for name in source:
            source.copy(name, target)
        del target[place]
        change(target)
    with open(path, "rb") as file:
        return file.read()


def archive(name, members, declared=()):
    with zipfile.ZipFile(os.path.join(folder, name + ".keras"), "w", zipfile.ZIP_DEFLATED) as target:
        for member, content in members.items():
            target.writestr(member, content)
        # What the directory will say.
        for member, size in dict(declared).items():
            target.getinfo(member).file_size = size


plain = os.path.join(folder, "plain.keras")
keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)]).save(plain)
with zipfile.ZipFile(plain) as source:
    members = {name: source.read(name) for name in source.namelist()}
with open(os.path.join(folder, "weights.h5.plain"), "wb") as file:
    file.write(members["model.weights.h5"])

for change in (
    *(external_link, soft_link, soft_link_to_group, external_data, virtual),
    *(nothing_stored, no_chunk_stored, one_chunk_stored, group_in_its_place),
):
    for version in ("earliest", "latest"):
        archive(f"{change.__name__}_{version}", {**members, "model.weights.h5": weights(change, version)})
archive("bomb_weights", members, {"model.weights.h5": 5 << 30})
archive("bomb_config", members, {"config.json": 5 << 30})
archive("bomb_asset", {**members, "assets/dense/x": b"x" * 99}, {"assets/dense/x": 300 << 20})
archive("large", members, {"model.weights.h5": 300 << 20})
