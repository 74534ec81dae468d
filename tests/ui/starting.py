"""The real program from its start until every page is imported, watched for classes of Qt made on a lane of work.

    python -m tests.ui.starting WORKSPACE

It is `python -m ui WORKSPACE`. Prints one JSON object: the names of the classes made "on lanes" out of classes of Qt,
and how many pages ("pages loaded") the window has imported.
"""

import builtins
import json
import sys
import threading

from PySide6.QtCore import QObject, QTimer

import ui.__main__ as entrance
from ui.application import Program
from ui.shell.loading import every_page

_plain = builtins.__build_class__
_on_lanes: list[str] = []


def _watched(body, name: str, *bases, **words) -> type:
    made = _plain(body, name, *bases, **words)
    if isinstance(made, type(QObject)) and threading.current_thread() is not threading.main_thread():
        _on_lanes.append(f"{made.__module__}.{name}")
    return made


def _loaded() -> int:
    return sum(f"ui.pages.{code.replace('-', '_')}.page" in sys.modules for code in every_page())


class Watched(Program):
    """The program, ended once it has loaded every page."""

    def begin(self, files: list, *, crashed: bool = False) -> None:
        """Begin, and look now and then."""
        super().begin(files, crashed=crashed)
        self._look = QTimer(interval=20)
        self._look.timeout.connect(self._end_when_loaded)
        self._look.start()

    def _end_when_loaded(self) -> None:
        if _loaded() == len(every_page()):
            self._look.stop()
            self.window.close()


if __name__ == "__main__":
    builtins.__build_class__ = _watched
    entrance.Program = Watched
    code = entrance.main(sys.argv[1:])
    print(json.dumps({"on lanes": _on_lanes, "pages loaded": _loaded()}))
    sys.exit(code)
