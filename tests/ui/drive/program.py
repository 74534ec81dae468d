"""The program as a person starts it: a process of its own on a screen, seen only from outside."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from Xlib import X
from Xlib.display import Display
from Xlib.error import BadWindow

from tests.ui.drive.screen import ask_to_close, person_variables

ROOT = Path(__file__).resolve().parent.parent.parent.parent
DEADLINE_S = 60.0
LOOK_AGAIN_S = 0.02
LEAST_PIXELS = 10_000


class Program:
    """`python -m ui ARGUMENTS…` at the screen of this name, as a context manager; `home` is a person's home folder."""

    def __init__(self, screen: str, home: Path, *arguments: object):
        self._display = Display(screen)
        command = [sys.executable, "-m", "ui", *map(str, arguments)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=person_variables(screen, home))

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._display.close()

    def wait_for_window(self, title: str) -> Any:
        """Wait for a window of the program with these words in its title and return it."""
        return self._wait_for(
            lambda: next((each for each in self._windows() if title in self._title(each)), None), title
        )

    def wait_for_colour(self, window: Any, colour: tuple[int, int, int]) -> None:
        """Wait until an area of a window has this colour (red, green, blue): what it is the ground of is shown."""
        pixel = bytes(reversed(colour))
        size = window.get_geometry()
        whole = (0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF)
        self._wait_for(lambda: window.get_image(*whole).data.count(pixel) > LEAST_PIXELS, f"the colour {colour}")

    def close_window(self, window: Any) -> int:
        """Close a window as its frame's button does and return the program's exit code."""
        ask_to_close(self._display, window.id)
        return self.process.wait(DEADLINE_S)

    def _windows(self) -> list[Any]:
        return self._display.screen().root.query_tree().children

    def _title(self, window: Any) -> str:
        """The title of a window that this program shows, "" for others."""
        name, process = (self._display.intern_atom(each) for each in ("_NET_WM_NAME", "_NET_WM_PID"))
        try:
            shown = window.get_attributes().map_state == X.IsViewable
            owner = window.get_full_property(process, X.AnyPropertyType) if shown else None
            found = window.get_full_property(name, X.AnyPropertyType) if shown else None
        except BadWindow:
            # Closed since it was listed.
            return ""
        return found.value.decode() if found and owner and owner.value[0] == self.process.pid else ""

    def _wait_for(self, look: Callable[[], Any], what: str) -> Any:
        end = time.monotonic() + DEADLINE_S
        while not (seen := look()):
            assert self.process.poll() is None, f"the program ended with {self.process.returncode} before {what}"
            assert time.monotonic() < end, f"not seen within {DEADLINE_S:.0f} s: {what}"
            threading.Event().wait(LOOK_AGAIN_S)
        return seen
