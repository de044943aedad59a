"""Save a model, and beside it what its readers will need."""

import hashlib
import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import keras
import numpy as np


def save_with_record(model, path, sample):
    path = Path(path)
    model.save(path)

    outputs = model.predict(sample, verbose=0)
    reloaded = keras.saving.load_model(path, compile=False)
    np.testing.assert_allclose(reloaded.predict(sample, verbose=0), outputs, atol=1e-5)
    np.savez(path.with_suffix(".sample.npz"), inputs=sample, outputs=outputs)

    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    backend = keras.backend.backend()
    record = {
        "sha256": digest.hexdigest(),
        "python": platform.python_version(),
        backend: sys.modules[backend].__version__,
        **{name: version(name) for name in ("keras", "numpy", "h5py")},
    }
    path.with_suffix(".record.json").write_text(json.dumps(record, indent=2))
