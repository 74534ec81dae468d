"""This program's own command line: what it is called, and how the program starts it in a process of its own.

From a source tree Python runs it; in a built program it is the second program in the folder, beside the window.
"""

import os
import sys
from pathlib import Path

from app.resources import resource_root

BUILT_COMMAND = "gkqd"
"""The file name of the built command line, without the ending that Windows gives it."""
_SOURCE_COMMAND = "python -m app"


def is_built() -> bool:
    """Whether this is a built program, which needs no Python on the computer."""
    return bool(getattr(sys, "frozen", False))


def command_name() -> str:
    """What a person types to call the command line."""
    return BUILT_COMMAND if is_built() else _SOURCE_COMMAND


def own_command() -> list[str]:
    """The words that start the command line; its arguments follow them."""
    if is_built():
        program = Path(sys.executable)
        return [str(program.with_name(BUILT_COMMAND + program.suffix))]
    return [sys.executable, "-m", "app"]


def own_environment() -> dict[str, str]:
    """The environment in which `own_command` works wherever it is started, and tells Chinese as UTF-8."""
    return os.environ | {"PYTHONPATH": str(resource_root().parent), "PYTHONUTF8": "1"}
