"""Load a model with Keras 3, or say what is wrong with its file."""

import json
import re
import warnings
import zipfile
from pathlib import Path
from typing import NamedTuple

import h5py
import keras


class ModelFileError(Exception):
    """What is wrong and what to do. Keras's own error is its __cause__."""


class Found(NamedTuple):
    kind: str  # what the bytes are, whatever the name says
    written_by: str | None = None  # keras_version, where the file holds one
    problem: str | None = None


def load_model_safely(path, *, custom_objects=None, compile=True):
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"No such file: {path.resolve()}")
    found = inspect_model_file(path)
    try:
        model = keras.saving.load_model(path, custom_objects=custom_objects, compile=compile)
    except Exception as error:
        written_by = f", written by Keras {found.written_by}" if found.written_by else ""
        raise ModelFileError(
            f"{path} is {found.kind}{written_by}, read by Keras {keras.__version__}. "
            f"{found.problem or advice(found)}"
        ) from error
    if found.written_by and release(found.written_by)[0] < release(keras.__version__)[0]:
        warnings.warn(f"{path} was written by Keras {found.written_by}: compare predictions.")
    return model


def inspect_model_file(path):
    """Tells the format by content. Runs nothing that the file holds."""
    path = Path(path)
    if path.is_dir():
        return inspect_folder(path)
    with path.open("rb") as file:
        head = file.read(64)
    if head == b"":
        return Found("an empty file", problem="Copy or download it again.")
    if head.startswith(b"version https://git-lfs"):
        return Found("a Git LFS pointer", problem="Run `git lfs pull` to fetch the model.")
    if head.lstrip().lower().startswith((b"<!doctype", b"<html")):
        return Found("a web page", problem="Download the file itself, not the page about it.")
    if head.startswith(b"PK") or zipfile.is_zipfile(path):
        return inspect_archive(path)
    if head.startswith(b"\x89HDF\r\n\x1a\n"):
        return inspect_hdf5(path)
    return Found("no format that Keras 3 loads", problem=f"Its first bytes: {head[:8]!r}.")


def inspect_archive(path):
    kind = "a zip archive"
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            metadata = archive.read("metadata.json") if "metadata.json" in names else b"{}"
        written_by = json.loads(metadata).get("keras_version")
    except (zipfile.BadZipFile, OSError, ValueError, AttributeError) as error:
        return Found(kind, problem=f"It is cut short or damaged ({error}). Download it again.")
    if path.suffix != ".keras":
        return Found(kind, written_by, "Rename it so that it ends in .keras.")
    if "config.json" not in names:
        return Found(kind, written_by, f"config.json is not at its top level: {names[:4]}.")
    if not {"model.weights.h5", "model.weights.npz"} & set(names):
        return Found(kind, written_by, f"model.weights.h5 is not in it: {names[:4]}.")
    return Found(kind, written_by)


def inspect_hdf5(path):
    kind = "an HDF5 file"
    try:
        with h5py.File(path, "r") as file:
            written_by = file.attrs.get("keras_version")
            whole_model = "model_config" in file.attrs
    except OSError as error:
        return Found(kind, problem=f"It is cut short or damaged ({error}). Download it again.")
    if isinstance(written_by, bytes):
        written_by = written_by.decode()
    if not whole_model:
        return Found(kind, written_by, "It holds weights only: build the model, then load_weights.")
    if path.suffix not in (".h5", ".hdf5"):
        return Found(kind, written_by, "Rename it so that it ends in .h5.")
    return Found(kind, written_by)


def inspect_folder(path):
    names = {entry.name for entry in path.iterdir()}
    if "saved_model.pb" in names:
        return Found("a SavedModel folder", problem="Keras 3 runs it only through TFSMLayer.")
    if "config.json" in names and not {"model.weights.h5", "model.weights.npz"} & names:
        return Found("an unzipped .keras folder", problem="model.weights.h5 is not in it.")
    return Found("a folder")


def advice(found):
    if found.written_by and release(found.written_by) > release(keras.__version__):
        return f"Read it with Keras {found.written_by} or newer."
    if found.written_by and release(found.written_by)[0] < 3:
        return "Try compile=False; else build the same model in code and call load_weights."
    return "Format and name fit: the reason is in Keras's own error above."


def release(version):
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])
