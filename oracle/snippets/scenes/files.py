"""Scenes of the diagnoses about files that are not what their names say, or not whole."""

import json
import os
import zipfile
from pathlib import Path

import h5py
import keras

from .stage import FIXTURES, KERAS_2, build_model, copy, scene, take, usual


def one_file(fixture, *targets):
    """A scene of one file of the project's fixtures, under these names."""

    def play():
        names = usual()
        for target in map(Path, targets):
            target.unlink(missing_ok=True)
        copy(FIXTURES / fixture, *targets)
        return names

    return play


scene(
    "hdf5-named-keras/copy-as-h5",
    "keras-file-not-accessible/hdf5-under-its-own-name",
)(one_file("hdf5_named_keras.keras", "model.keras"))
scene("zip-named-h5/copy-as-keras", "hdf5-signature-not-found/copy-as-keras")(
    one_file("zip_named_h5.h5", "model.h5")
)
scene("hdf5-truncated/read-what-is-left", "hdf5-truncated/get-the-whole-file")(
    one_file("trunc_half_h5.h5", "model.h5")
)
scene("git-lfs-pointer/read-the-pointer")(one_file("gitlfs_pointer.keras", "model.h5"))
scene("html-page-named-model/read-the-page")(one_file("html_page.keras", "model.h5"))
scene("extension-not-supported/rename-by-content")(one_file("healthy.keras", "model.bin"))
scene("archive-nested-folder/repack-in-python", "archive-nested-folder/load-the-unpacked-folder")(
    one_file("zip_in_folder.keras", "model.keras")
)
scene("archive-weights-renamed/rename-the-member", "archive-weights-renamed/load-the-weights-separately")(
    one_file("zip_weights_renamed.keras", "model.keras")
)
scene("hdf5-operations-not-found/name-the-modules")(one_file("keras3/operations.h5", "model.h5"))
scene("weights-saved-on-windows/rename-the-groups")(one_file("keras2/windows_names.keras", "model.keras"))
scene("slash-in-name/rename-in-the-h5")(one_file("keras2/names_slash.h5", "model.h5"))
scene("loading-never-returns/renumber")(one_file("keras2/nested_partfrozen.h5", "model.h5"))
scene("keras2-layer-arguments/accept-groups", "keras2-layer-arguments/rewrite-the-copy")(
    one_file("k215_mobilenetish.h5", "keras_model.h5")
)


@scene("archive-weights-missing/get-the-original", "archive-weights-missing/weights-from-elsewhere")
def archive_without_weights():
    copy(FIXTURES / "zip_no_weights.keras", "model.keras")
    copy(FIXTURES / "seq_dense.weights.h5", "model.weights.h5")
    return {}


@scene("directory-weights-missing/put-the-weights-back", "directory-weights-missing/weights-from-elsewhere")
def folder_without_weights():
    copy(FIXTURES / "unzipped_dir_noweights", "model")
    copy(FIXTURES / "seq_dense.weights.h5", "model.weights.h5")
    return {}


@scene("directory-weights-missing/savedmodel-as-layer")
def savedmodel_named_model():
    take("model_directory", "model")
    return usual()


@scene("h5-loss-alias/compile-false", "h5-loss-alias/custom-objects")
def loss_alias():
    model = build_model()
    model.compile(loss="mse")
    model.save("model.h5")
    return {}


@scene("path-not-understood/home")
def home_is_here():
    os.environ["HOME"] = os.getcwd()
    return usual()


@scene("path-not-understood/download")
def download_is_here():
    keras.utils.get_file = lambda name, origin: name
    return usual()


@scene("weights-file-lost-its-suffix/restore-the-suffix")
def weights_named_h5():
    take("model.weights.h5", "model.h5")
    return {"model": build_model()}


@scene("weights-shard-missing/bring-the-parts", "weights-shard-missing/load-the-index")
def shards():
    model = build_model()
    model.save_weights("model.weights.json", max_shard_size=1)
    return {"model": model}


@scene("keras-0-configuration/rebuild", "h5-layer-names-missing/see-what-it-is", "h5-layer-names-missing/copy-by-hand")
def weights_by_layer():
    take("model.h5", "weights.h5")
    return {"model": build_model()}


@scene("checkpoint-not-fully-restored/list-the-checkpoint")
def checkpoint():
    for part in (KERAS_2 / "lstm_ckpt").glob("ckpt.*"):
        copy(part, "checkpoint" + part.suffix)
    return {}


@scene("sequential-configuration-is-a-list/wrap-the-list")
def list_configuration():
    """As Keras 2.2.2 and older wrote it; made from a file of Keras 2.2.4."""
    copy(KERAS_2 / "k2_2_4_dense.h5", "model.h5")
    with h5py.File("model.h5", "r+") as file:
        config = json.loads(file.attrs["model_config"])
        config["config"] = config["config"]["layers"]
        file.attrs["model_config"] = json.dumps(config)
    return {}


@scene("registered-name-on-built-in-class/give-the-class", "registered-name-on-built-in-class/clear-the-name")
def registered_built_in():
    build_model().save("built-in.keras")
    with zipfile.ZipFile("built-in.keras") as source, zipfile.ZipFile("model.keras", "w") as target:
        for member in source.namelist():
            data = source.read(member)
            if member == "config.json":
                config = json.loads(data)
                for layer in config["config"]["layers"]:
                    if layer["class_name"] == "Dense":
                        layer["registered_name"] = "Package>Name"
                data = json.dumps(config)
            target.writestr(member, data)
    return {"keras": keras, "YourClass": type("Dense", (keras.layers.Dense,), {})}


@scene("unpickle-other-keras/same-version", "unpickle-other-keras/carve")
def pickled():
    import pickle

    Path("model.pkl").write_bytes(pickle.dumps(build_model()))
    return {}
