"""Importing what the pages need before anybody asks for them: showing a page is then quick.

Qt asks for the class of each of its objects without holding the interpreter, and finds it among all classes made of
Qt's. One that a lane of work makes at that moment has ended the program at its start. So everything of the window is
imported on the window's thread, a module in each turn, and the lane does what can be done beside it: it finds out in
which order that goes, and imports what the pages need of `app`.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from types import CodeType

from PySide6.QtCore import QObject

from ui.jobs import PAPER, Jobs
from ui.shell.places import PLACES
from ui.turns import turns

_OF_THE_WINDOW, _BESIDE_IT = "ui.", "app."


class Loading(QObject):
    """Imports pages beside the clerk's work."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs

    def begin(self, codes: Sequence[str], then: Callable[[], object] = lambda: None) -> None:
        """Import the pages of these places, module by module; `then` is called once they are there."""

        def in_turns(modules: list[str]) -> None:
            self._import_next(iter(modules), then)

        self._jobs.run(PAPER, lambda watch: _prepared(codes), in_turns)

    def _import_next(self, modules: Iterator[str], then: Callable[[], object]) -> None:
        name = next(modules, None)
        if name is None:
            then()
        else:
            import_module(name)
            turns().do(lambda: self._import_next(modules, then), self)


def load_page(code: str) -> None:
    """Import what the page of a place needs, at once; on the window's thread only."""
    import_module(_page(code))


def every_page() -> list[str]:
    """Return the codes of all pages, in the order in which they stand on the rail."""
    return [*(place.code for place in PLACES), "welcome"]


def _page(code: str) -> str:
    return f"ui.pages.{code.replace('-', '_')}.page"


def _prepared(codes: Sequence[str]) -> list[str]:
    """Import what these pages need of `app`; returns the window's modules that are missing, the needed ones first."""
    missing: list[str] = []
    seen = set(sys.modules)
    for code in codes:
        _follow(_page(code), seen, missing)
    return missing


def _follow(name: str, seen: set[str], missing: list[str]) -> None:
    if name in seen:
        return
    seen.add(name)
    for needed in _names_in(name):
        if needed.startswith(_OF_THE_WINDOW):
            _follow(needed, seen, missing)
        elif needed not in seen:
            seen.add(needed)
            import_module(needed)
    missing.append(name)


def _names_in(module: str) -> list[str]:
    """Return the modules that one of the window's imports, in order. Its code tells them, also where no text is."""
    spec = find_spec(module)
    code: CodeType = spec.loader.get_code(module)
    return [name for name in code.co_names if name.startswith((_OF_THE_WINDOW, _BESIDE_IT))]
