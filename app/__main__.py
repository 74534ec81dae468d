"""`python -m app COMMAND`."""

import os
import signal
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO, cast

from app.cli.main import main


def _prepare_process() -> None:
    """Print Chinese also where the console claims another encoding or where there is none, and end in an orderly way
    when told to."""
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        cast(TextIOWrapper, stream).reconfigure(encoding="utf-8", errors="replace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _run(arguments: list[str]) -> int:
    """Run the command. An error of the program's own is told in one sentence; GKQD_DETAILS shows where it arose."""
    try:
        return main(arguments)
    except Exception as error:
        if os.environ.get("GKQD_DETAILS"):
            raise
        place = traceback.extract_tb(error.__traceback__)[-1]
        print(
            f"程序自己出了错（{type(error).__name__}，{Path(place.filename).name} 第 {place.lineno} 行），"
            "这一步没有做完，以前存好的都在。请把这句话告诉维护程序的人。",
            file=sys.stderr,
        )
        return 1


def run_as_program() -> int:
    """Run what was typed behind the program's name; returns the exit code for the operating system."""
    _prepare_process()
    return _run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run_as_program())
