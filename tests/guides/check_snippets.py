"""Runs the Python of the guides with real Keras 3.

    python tests/guides/check_snippets.py FIXTURES

FIXTURES holds `broken/` and `keras-*/`. One JSON line per check; exit status 1 if any is not ok.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
SNIPPETS = Path(__file__).resolve().parents[2] / "src" / "content" / "snippets"
sys.path.insert(0, str(SNIPPETS))

import keras  # noqa: E402
import numpy as np  # noqa: E402
from load_model_safely import ModelFileError, load_model_safely  # noqa: E402
from save_with_record import save_with_record  # noqa: E402

# The file, Keras's own error, and what the loader must add to it.
BROKEN = [
    ("empty.keras", "ValueError", "an empty file"),
    ("empty_h5.h5", "OSError", "an empty file"),
    ("gitlfs_pointer.keras", "ValueError", "git lfs pull"),
    ("gitlfs_pointer_h5.h5", "OSError", "git lfs pull"),
    ("html_page.keras", "ValueError", "a web page"),
    ("html_page_h5.h5", "OSError", "a web page"),
    ("trunc_half_zip.keras", "ValueError", "cut short"),
    ("trunc_head_zip.keras", "OSError", "cut short"),
    ("trunc_half_h5.h5", "OSError", "cut short"),
    ("hdf5_named_keras.keras", "ValueError", "ends in .h5"),
    ("zip_named_h5.h5", "OSError", "ends in .keras"),
    ("h5_named_model.model", "ValueError", "ends in .h5"),
    ("pickle_named_h5.h5", "OSError", "first bytes"),
    ("json_named_keras.keras", "ValueError", "first bytes"),
    ("gzip_named_keras.keras", "ValueError", "first bytes"),
    ("zip_in_folder.keras", "KeyError", "config.json is not at its top level"),
    ("zip_no_config.keras", "KeyError", "config.json is not at its top level"),
    ("zip_no_weights.keras", "ValueError", "model.weights.h5 is not in it"),
    ("zip_weights_renamed.keras", "ValueError", "model.weights.h5 is not in it"),
    ("zip_weights_truncated.keras", "OSError", "Format and name fit"),
    ("unzipped_dir_noweights", "UnboundLocalError", "model.weights.h5 is not in it"),
    ("savedmodel_dir", "ValueError", "TFSMLayer"),
    ("seq_dense.weights.h5", "ValueError", "weights only"),
    ("k2_weights_only.h5", "ValueError", "weights only"),
    ("k215_cnn.keras", "TypeError", "written by Keras 2.15.0"),
    ("k215_multi_io.keras", "TypeError", "load_weights"),
    ("k27_cnn.h5", "TypeError", "written by Keras 2.7.0"),
    ("zip_config_quantization_config_future.keras", "TypeError", "Format and name fit"),
    ("custom_unregistered.keras", "TypeError", "Format and name fit"),
    ("lambda_no_safe_mode.keras", "ValueError", "Format and name fit"),
]

failures = 0


def report(check, ok, **details):
    global failures
    failures += not ok
    print(json.dumps({"check": check, "ok": ok, **details}, ensure_ascii=False))


def run(check, action):
    try:
        action()
    except Exception:
        report(check, False, error=traceback.format_exc())
    else:
        report(check, True)


def check_broken(folder):
    for name, keras_error, words in BROKEN:
        try:
            load_model_safely(folder / name)
        except ModelFileError as error:
            cause = type(error.__cause__).__name__
            ok = cause == keras_error and words in str(error)
            report(f"broken: {name}", ok, cause=cause, message=str(error))
        except Exception as error:
            report(f"broken: {name}", False, raised=repr(error))
        else:
            report(f"broken: {name}", False, raised=None)


def check_missing():
    for name in ("no_such_model.keras", "no_such_model.h5"):
        try:
            load_model_safely(name)
        except FileNotFoundError as error:
            report(f"missing: {name}", str(Path(name).resolve()) in str(error))


def check_good(fixtures):
    for folder, pattern in (("keras-3.15.1", "seq_dense*"), ("keras-3.0.5", "seq_dense*")):
        for path in sorted((fixtures / folder).glob(pattern)):
            if path.suffix in (".keras", ".h5") and not path.name.endswith(".weights.h5"):
                run(f"good: {folder}/{path.name}", lambda path=path: load_model_safely(path))

    def keras_2_is_announced():
        path = fixtures / "keras-2.15.0" / "k2_seq_dense.h5"
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            load_model_safely(path, compile=False)
        assert any("2.15.0: compare predictions" in str(w.message) for w in caught), caught

    run("good: a Keras 2 file is announced", keras_2_is_announced)


def check_newer_writer():
    """A file from a Keras that does not exist yet: the one thing that must change is the advice."""
    import zipfile

    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    with tempfile.TemporaryDirectory() as folder:
        path, newer = Path(folder) / "now.keras", Path(folder) / "newer.keras"
        model.save(path)
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(newer, "w") as target:
            for member in source.namelist():
                content = source.read(member)
                if member == "metadata.json":
                    content = b'{"keras_version": "3.99.0"}'
                if member == "config.json":
                    content = content.replace(b'"units": 2', b'"units": 2, "not_yet": null')
                target.writestr(member, content)
        try:
            load_model_safely(newer)
        except ModelFileError as error:
            ok = "Read it with Keras 3.99.0 or newer" in str(error)
            report("newer writer", ok, message=str(error))
        else:
            report("newer writer", False, raised=None)


def check_save_and_test():
    with tempfile.TemporaryDirectory() as folder:
        model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
        save_with_record(model, Path(folder) / "model.keras", np.ones((3, 4), "float32"))
        record = json.loads((Path(folder) / "model.record.json").read_text())
        report("record", record["keras"] == keras.__version__, record=record)

        for snippet in ("load_model_safely.py", "test_saved_model.py"):
            shutil.copy(SNIPPETS / snippet, folder)
        code = (
            "import test_saved_model as t\n"
            "[f() for name, f in vars(t).items() if name.startswith('test_')]"
        )
        command = [sys.executable, "-c", code]
        good = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        report("the test passes on the file that was saved", good.returncode == 0, error=good.stderr)

        keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)]).save(
            Path(folder) / "model.keras"
        )
        bad = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        report("the test fails on another file", "AssertionError" in bad.stderr)


def main():
    fixtures = Path(sys.argv[1])
    check_broken(fixtures / "broken")
    check_missing()
    check_good(fixtures)
    check_newer_writer()
    check_save_and_test()
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
