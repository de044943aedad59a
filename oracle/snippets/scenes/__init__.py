"""What a reader has at hand before the first line of a snippet: names, and files in the working folder."""

import contextlib
import importlib
import shutil
from pathlib import Path

from .stage import READY, SCENES, make_ready, usual

for module in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    importlib.import_module(f"scenes.{module.stem}")


def play(unit):
    """Sets the scene of a unit, or the usual one; gives the namespace to run it in."""
    script = str(Path.cwd() / "script.py")
    return {"__name__": "__main__", "__file__": script, **SCENES.get(unit, usual)()}


@contextlib.contextmanager
def ready(context):
    """Makes the ready files, in a process of its own: one that has run TensorFlow cannot be copied."""
    try:
        maker = context.Process(target=make_ready)
        maker.start()
        maker.join()
        if maker.exitcode != 0:
            raise SystemExit("the ready files could not be made")
        yield
    finally:
        shutil.rmtree(READY)
