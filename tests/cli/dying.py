"""Run a command and die, as in a power cut, at its n-th step: `python -m tests.cli.dying N COUNT_FILE WORD…`.

A step is a call or a return in the program's own functions once it has the workspace in hand. With N = 0 the command
lives, and the number of its steps is written to the file.
"""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

import app
from app.cli.main import main

OWN = (str(Path(app.__file__).parent), str(Path(app.__file__).parent.parent / "db"))


class Steps:
    """Counts, and ends the process at the wanted step."""

    def __init__(self, last: int):
        self.last = last
        self.taken = 0
        self.begun = False

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        """Called by the interpreter at every call and return."""
        if event not in ("call", "return") or not frame.f_code.co_filename.startswith(OWN):
            return
        self.begun = self.begun or frame.f_code.co_name == "open_workspace"
        self.taken += self.begun
        if self.taken == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    steps = Steps(int(sys.argv[1]) or -1)
    sys.setprofile(steps)
    code = main(sys.argv[3:])
    sys.setprofile(None)
    Path(sys.argv[2]).write_text(str(steps.taken), encoding="utf-8")
    sys.exit(code)
