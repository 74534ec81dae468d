"""A scenario beside the running window: it acts and looks from a thread of its own, as a person sits beside it.

So the window's own loop turns as in the real program, nested loops of menus and dialogs included.
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from Xlib.display import Display

from tests.ui.drive.hands import Hands
from tests.ui.drive.screen import ask_to_close, save_picture

DEADLINE_S = 20.0
LOOK_AGAIN_S = 0.01
# What stands inside of what stands inside is measured a turn later.
ROUNDS_OF_LAYOUT = 3


class Stage(QObject):
    """Where scenarios play. Make and use it on the window's thread; the methods after `play` are for the scenario."""

    _asked = Signal(object, object)
    _over = Signal()

    def __init__(self, screen: str):
        super().__init__()
        self._screen = screen
        self._taken: list[int] = []
        self._hands = Hands(screen, self._await_typed)
        self._asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def play(self, scenario: Callable[["Stage"], None]) -> None:
        """Run the window until the scenario is over; what it raises is raised here."""
        loop, outcome = QEventLoop(), Future()
        self._over.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        QApplication.instance().installEventFilter(self)
        thread = threading.Thread(target=self._run, args=(scenario, outcome), daemon=True)
        thread.start()
        loop.exec()
        thread.join()
        QApplication.instance().removeEventFilter(self)
        outcome.result()

    def close(self) -> None:
        """Let go of the screen."""
        self._hands.close()

    def ask(self, look: Callable[[], Any]) -> Any:
        """What `look` returns on the window's thread: anything that touches a widget goes through here."""
        answer: Future = Future()
        self._asked.emit(look, answer)
        return answer.result(DEADLINE_S)

    def wait_for(self, look: Callable[[], Any], what: str = "") -> Any:
        """Look again and again until there is something to see, and return it; AssertionError after the deadline."""
        end = time.monotonic() + DEADLINE_S
        while not (seen := self.ask(look)):
            assert time.monotonic() < end, f"not seen within {DEADLINE_S:.0f} s: {what or look}"
            threading.Event().wait(LOOK_AGAIN_S)
        return seen

    def keys(self, *chords: str) -> None:
        """Press chords such as "ctrl+k", one after the other."""
        for chord in chords:
            self._hands.keys(chord)

    def type_text(self, text: str) -> None:
        """Type any characters into what has the keyboard."""
        self._hands.type_text(text)

    def click(self, widget: QWidget, at: QPoint | None = None, button: str = "left") -> None:
        """Click into the middle of a widget that is on the screen, or at a point of it."""
        self._hands.click(*self._place(widget, at), button)

    def hover(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Move the mouse over a widget."""
        self._hands.move(*self._place(widget, at))

    def drag(self, start: tuple[QWidget, QPoint], end: tuple[QWidget, QPoint]) -> None:
        """Drag from a point of one widget to a point of another."""
        self._hands.drag(self._place(*start), self._place(*end))

    def close_window(self, widget: QWidget) -> None:
        """Close the window of a widget by the button in its frame."""
        number = self.ask(lambda: int(widget.window().winId()))
        with closing(Display(self._screen)) as display:
            ask_to_close(display, number)

    def screenshot(self, path: Path) -> None:
        """Write what the whole screen shows as a PNG, once everything is laid out and painted."""
        for _ in range(ROUNDS_OF_LAYOUT):
            self.ask(QGuiApplication.sync)
        save_picture(self._screen, path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count the keys that came from the screen."""
        if event.type() == QEvent.Type.KeyRelease and isinstance(watched, QWindow) and isinstance(event, QKeyEvent):
            self._taken.append(event.nativeScanCode())
        return False

    def _await_typed(self, codes: Sequence[int], number: int) -> None:
        self.wait_for(lambda: sum(code in codes for code in self._taken) >= number, "the program taking what was typed")

    def _place(self, widget: QWidget, at: QPoint | None) -> tuple[int, int]:
        """The point of the screen, in its pixels, once the widget is there."""

        def find() -> tuple[int, int] | None:
            if not (widget.isVisible() and widget.window().windowHandle().isExposed()):
                return None
            point = widget.mapToGlobal(at or widget.rect().center()) * widget.devicePixelRatio()
            return point.x(), point.y()

        return self.wait_for(find, f"{widget} on the screen")

    @Slot(object, object)
    def _answer(self, look: Callable[[], Any], answer: Future) -> None:
        try:
            answer.set_result(look())
        except Exception as error:
            answer.set_exception(error)

    def _run(self, scenario: Callable[["Stage"], None], outcome: Future) -> None:
        try:
            scenario(self)
            outcome.set_result(None)
        except BaseException as error:
            outcome.set_exception(error)
        finally:
            self._over.emit()
