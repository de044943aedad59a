"""Runs the Python that the site hands out, with real Keras.

    python oracle/snippets/run.py UNITS

UNITS is the path of a JSON file: a list of units as oracle/snippets/pages.ts describes them. Every unit is run in a
process and a folder of its own, in the scene that oracle/snippets/scenes/ sets for it. Prints one JSON line a unit:
{"unit", "state": "ran" | "compiled" | "failed", "why"}.
"""

import ast
import contextlib
import fnmatch
import importlib.util
import io
import json
import multiprocessing
import os
import signal
import sys
import tempfile
import textwrap
import traceback
import warnings
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src" / "content" / "snippets")]

import keras  # noqa: E402, F401  Imported once: the processes of the units are copies of this one.
import scenes  # noqa: E402
import tensorflow  # noqa: E402, F401

SECONDS_A_UNIT = 90


def run(unit):
    signal.alarm(SECONDS_A_UNIT)
    warnings.simplefilter("ignore")
    state = "compiled"
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            names = None
            for number, block in enumerate(unit["blocks"], 1):
                at = f"{unit['name']}, block {number}"
                code = compile_block(block, at)
                if "needs" in block:
                    check_need(block["needs"])
                    continue
                state = "ran"
                if names is None:
                    names = scenes.play(unit["name"])
                printed = run_block(code, names, block.get("raises"))
                if "output" in block and not same(printed, block["output"]):
                    raise AssertionError(f"{at} prints\n{printed}\nand the page shows\n{block['output']}")
        except Exception:
            return {"unit": unit["name"], "state": "failed", "why": traceback.format_exc(limit=-4)}
        finally:
            os.chdir("/")
    return {"unit": unit["name"], "state": state}


def compile_block(block, at):
    """The code object. The Chinese page must hold the same program: comments and texts may differ."""
    source = textwrap.dedent(block["code"])
    if "twin" in block and not same_program(source, textwrap.dedent(block["twin"])):
        raise AssertionError(f"{at} is another program in Chinese:\n{block['twin']}")
    return compile(source, at, "exec")


def same_program(source, translated):
    trees = ast.parse(source), ast.parse(translated)
    for here, there in zip(*map(ast.walk, trees)):
        if isinstance(there, ast.Constant) and not str(there.value).isascii():
            here.value = there.value = None
    return ast.dump(trees[0]) == ast.dump(trees[1])


def check_need(need):
    if importlib.util.find_spec(need.lower().replace("-", "_").split()[0]):
        raise AssertionError(f"said to need {need}, which is here: take the mark away and let it run")


def run_block(code, names, raises):
    """Runs it and gives what it prints; `raises` must come to pass where it is said."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            exec(code, names)
        except SystemExit as error:
            raise AssertionError(f"ends with SystemExit: {error}") from error
        except Exception as error:
            shown = f"{type(error).__name__}: {error}"
            if raises is None or " ".join(raises.split()) not in " ".join(shown.split()):
                raise
            raises = None
    if raises is not None:
        raise AssertionError(f"does not raise {raises!r}")
    return printed.getvalue()


def same(printed, shown):
    """Line by line; `…` in what is shown stands for anything, also for lines left out."""
    pattern = "\n".join(line.rstrip() for line in shown.strip().splitlines())
    pattern = pattern.replace("[", "[[]").replace("?", "[?]").replace("*", "[*]").replace("…", "*")
    text = "\n".join(line.rstrip() for line in printed.strip().splitlines())
    return fnmatch.fnmatchcase(text, pattern)


def main():
    units = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    context = multiprocessing.get_context("fork")
    with scenes.ready(context), context.Pool(os.cpu_count(), maxtasksperchild=1) as pool:
        for result in pool.imap_unordered(run, units, chunksize=1):
            print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
