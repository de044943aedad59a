"""Loads a model with real Keras and saves it as `.keras`.

Prints as JSON what that took without the start of Python and Keras (`seconds`, and those of the processor) and the
highest memory of the whole process (`memory`, bytes).
"""

import json
import os
import resource
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras

source, target = sys.argv[1:]
wall, processor = time.perf_counter(), time.process_time()
keras.saving.load_model(source, compile=False).save(target)
print(
    json.dumps(
        {
            "seconds": time.perf_counter() - wall,
            "processor": time.process_time() - processor,
            # Linux counts kilobytes, macOS bytes.
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        }
    )
)
