"""Runs the scripts in the folder that is given, one after the other, and prints how each ends, a line of JSON each."""

import json
import os
import sys
import traceback

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras

# Keras 3 is the one judge that is always there.
sys.modules["tf_keras"] = keras
os.chdir(sys.argv[1])
for name in sorted(name for name in os.listdir() if name.endswith(".py")):
    with open(name, encoding="utf-8") as file:
        source = file.read()
    error = None
    namespace = {}
    try:
        exec(compile(source, name, "exec"), namespace)
    except Exception:
        error = traceback.format_exc()
    print(json.dumps({"name": name, "error": error, "loaded": "model" in namespace}))
