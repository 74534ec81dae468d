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
from Xlib.protocol.event import ClientMessage

from tests.ui.drive.screen import Screen, person_variables

ROOT = Path(__file__).resolve().parent.parent.parent.parent
DEADLINE_S = 60.0
LOOK_AGAIN_S = 0.02


class Program:
    """`python -m ui ARGUMENTS…` at somebody's desk, as a context manager; `home` is that person's home folder."""

    def __init__(self, screen: Screen, home: Path, *arguments: object):
        self._display = Display(screen.name)
        command = [sys.executable, "-m", "ui", *map(str, arguments)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=person_variables(screen, home))

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._display.close()

    def wait_for_window(self, title: str) -> Any:
        """Wait for a window with these words in its title and return it."""
        return self._wait_for(
            lambda: next((each for each in self._windows() if title in self._title(each)), None), title
        )

    def close_window(self, window: Any) -> int:
        """Close a window as its frame's button does and return the program's exit code."""
        protocols, delete = (self._display.intern_atom(name) for name in ("WM_PROTOCOLS", "WM_DELETE_WINDOW"))
        message = ClientMessage(window=window, client_type=protocols, data=(32, [delete, X.CurrentTime, 0, 0, 0]))
        window.send_event(message)
        self._display.sync()
        return self.process.wait(DEADLINE_S)

    def _windows(self) -> list[Any]:
        return self._display.screen().root.query_tree().children

    def _title(self, window: Any) -> str:
        name = self._display.intern_atom("_NET_WM_NAME")
        try:
            shown = window.get_attributes().map_state == X.IsViewable
            found = window.get_full_property(name, X.AnyPropertyType) if shown else None
        except BadWindow:
            # Closed since it was listed.
            return ""
        return found.value.decode() if found else ""

    def _wait_for(self, look: Callable[[], Any], what: str) -> Any:
        end = time.monotonic() + DEADLINE_S
        while not (seen := look()):
            assert self.process.poll() is None, f"the program ended with {self.process.returncode} before {what}"
            assert time.monotonic() < end, f"not seen within {DEADLINE_S:.0f} s: {what}"
            threading.Event().wait(LOOK_AGAIN_S)
        return seen
