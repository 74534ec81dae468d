"""Pieces of work on the window's thread that leave it room between them: keys, the mouse and painting come first."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

# Qt handles everything that was posted before it looks at timers and at what the clerk did, and what is posted
# meanwhile with it: only a timer with a time of its own ends a turn of the loop.
_REST_MS = 1

Act = Callable[[], object]


class Turns(QObject):
    """Does one thing at a time, the next one in a later turn of the loop; first in, first out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[Act, QObject | None]] = deque()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._go_on)

    def do(self, act: Act, owner: QObject | None = None) -> None:
        """Do it now, or in a turn of its own after what was done or asked for just before; not once `owner` is gone."""
        if self._rest.isActive():
            self._waiting.append((act, owner))
        else:
            self._perform(act, owner)

    def do_first(self, act: Act, owner: QObject | None = None) -> None:
        """As `do`, but before all that waits for its turn."""
        if self._rest.isActive():
            self._waiting.appendleft((act, owner))
        else:
            self._perform(act, owner)

    def rest(self) -> None:
        """Have whatever comes next wait for a turn of its own after what is being done right now."""
        self._rest.start()

    @property
    def are_over(self) -> bool:
        """Whether nothing waits for its turn."""
        return not self._waiting

    def _go_on(self) -> None:
        if self._waiting:
            self._perform(*self._waiting.popleft())

    def _perform(self, act: Act, owner: QObject | None) -> None:
        # What it asks for waits, and is done even while it keeps a loop of its own, as a dialog does.
        self._rest.start()
        try:
            if owner is None or isValid(owner):
                act()
        finally:
            self._rest.start()


def turns() -> Turns:
    """The turns of the running application, as `theme()` is its theme."""
    return QApplication.instance().turns
