"""Putting a new look on what there is: in short turns, what is seen first, so that the window never stands still."""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from itertools import chain

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.turns import turns

# How long one turn dresses widgets; what stands around them lays itself out in the same turn.
_TURN_S = 0.005
# How many widgets are put back in one turn.
_AT_ONCE = 1500
_OWN_STYLE, _POLISHED = Qt.WidgetAttribute.WA_SetStyle, Qt.WidgetAttribute.WA_WState_Polished


class Dresser(QObject):
    """Changes the application's palette, font and style sheet, and has its widgets follow one by one.

    Qt has all of them follow at once, which keeps a window that has shown every page waiting for a third of a second.
    Nothing is painted before all that is seen wears the new look.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._held: list[QWidget] = []
        self._steps: Generator[None] | None = None
        self.is_telling = False
        """Whether a widget is being told right now that it wears another look."""
        # With its last style sheet Qt forgets what to take off a widget again.
        self._keeper = QWidget()
        self._keeper.setStyleSheet("QWidget {}")

    @property
    def is_dressing(self) -> bool:
        """Whether some widgets do not follow yet."""
        return self._steps is not None

    def put_on(self, palette: QPalette, font: QFont, sheet: str, then: Callable[[], object]) -> None:
        """Change the look: what is made from now on has it, what is there is dressed in it in the next turns.

        `then` is called when all that is seen wears it, and once more when all there is does.
        """
        if self._steps is not None:
            # What it set aside is put back.
            self._steps.close()
        self._hold()
        self._steps = steps = self._change(partial(self._wear, palette, font, sheet), then)
        if self._held:
            # Not in the turn in which it was asked for.
            turns().rest()
            turns().do(lambda: self._step(steps), self)
        else:
            # What is shown next wears it from the beginning.
            self._step(steps)

    def _change(self, wear: Callable[[], Iterator[None]], then: Callable[[], object]) -> Generator[None]:
        """Wear the new look and have all there is follow, a turn for each part where somebody looks on."""
        widgets: list[QWidget] = []
        yield from self._where_seen(_in_short_turns(widgets.append, self._widgets()))
        aside = _SetAside()
        try:
            yield from self._where_seen(_in_short_turns(aside.take, widgets))
            yield from self._where_seen(wear())
            yield from self._where_seen(aside.put_back())
        finally:
            # Nothing is left of it unless it was broken off.
            deque(aside.put_back(), maxlen=0)
        yield from self._follow(widgets, then)

    def _where_seen(self, steps: Iterable[None]) -> Iterator[None]:
        """Take these steps, a turn for each where somebody looks on and one more after them, else all at once."""
        for _ in chain(steps, [None]):
            if self._held:
                yield

    def _wear(self, palette: QPalette, font: QFont, sheet: str) -> Iterator[None]:
        # Put on where there is none, a style sheet is not compared with what every widget wore before.
        self._application.setStyleSheet("")
        yield
        self._application.setPalette(palette)
        yield
        self._application.setFont(font)
        yield
        self._application.setStyleSheet(sheet)

    def _widgets(self) -> Iterator[QWidget]:
        """Yield all there are, each after the one it is part of, from which it takes what it has none of."""
        for top in self._application.topLevelWidgets():
            if isValid(top) and top.parent() is None and top is not self._keeper:
                yield from _with_parts(top)

    def _step(self, steps: Generator[None]) -> None:
        if steps is not self._steps:
            # Another look was chosen meanwhile.
            return
        is_over = True
        try:
            is_over = next(steps, self) is self
        finally:
            if is_over:
                # Whatever went wrong on the way, the window shows itself again.
                self._steps = None
                self._let_go()
            else:
                turns().do(lambda: self._step(steps), self)

    def _follow(self, widgets: list[QWidget], then: Callable[[], object]) -> Iterator[None]:
        """Take a turn for each short part of the work."""
        dressed: list[QWidget] = []
        # What is told makes room for its words: others may be seen by then.
        while True:
            seen, unseen = [], []
            yield from self._where_seen(_in_short_turns(partial(_sort, seen, unseen), widgets))
            if not seen:
                break
            yield from self._dress(seen)
            dressed += seen
            then()
            yield
            widgets = unseen
        self._let_go()
        yield
        # All that is seen is painted now, which takes a turn by itself.
        yield
        yield from self._dress(widgets)
        # A stack is as large as the largest thing in it, also one that is not seen.
        yield from _in_short_turns(QWidget.updateGeometry, dressed[::-1])
        then()

    def _dress(self, widgets: list[QWidget]) -> Iterator[None]:
        yield from _in_short_turns(_polish, widgets)
        # What measures its parts is told after them.
        yield from _in_short_turns(self._tell, widgets[::-1])

    def _tell(self, widget: QWidget) -> None:
        self.is_telling = True
        try:
            QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        finally:
            self.is_telling = False

    def _hold(self) -> None:
        for window in self._application.topLevelWidgets():
            if window.isVisible() and window.updatesEnabled():
                window.setUpdatesEnabled(False)
                self._held.append(window)

    def _let_go(self) -> None:
        for window in filter(isValid, self._held):
            window.setUpdatesEnabled(True)
        self._held = []


class _SetAside:
    """Widgets that Qt passes over while the style of the application changes."""

    def __init__(self) -> None:
        self._taken: list[tuple[QWidget, bool]] = []

    def take(self, widget: QWidget) -> None:
        """Have a widget passed over from now on."""
        is_polished = widget.testAttribute(_POLISHED)
        widget.setAttribute(_OWN_STYLE)
        if is_polished:
            widget.setAttribute(_POLISHED, False)
        self._taken.append((widget, is_polished))

    def put_back(self) -> Iterator[None]:
        """Make all of them as they were, in short turns."""
        while self._taken:
            taken, self._taken = self._taken[:_AT_ONCE], self._taken[_AT_ONCE:]
            for widget, is_polished in taken:
                if isValid(widget):
                    widget.setAttribute(_OWN_STYLE, False)
                    if is_polished:
                        widget.setAttribute(_POLISHED)
            yield


def _with_parts(widget: QWidget) -> Iterator[QWidget]:
    """Yield a widget and all it holds; what is gone by the time its turn comes holds nothing."""
    yield widget
    if isValid(widget):
        for part in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if isValid(part):
                yield from _with_parts(part)


def _sort(seen: list[QWidget], unseen: list[QWidget], widget: QWidget) -> None:
    (seen if widget.isVisible() else unseen).append(widget)


def _in_short_turns(act: Callable[[QWidget], object], widgets: Iterable[QWidget]) -> Iterator[None]:
    until = time.perf_counter() + _TURN_S
    for widget in widgets:
        if isValid(widget):
            act(widget)
        if time.perf_counter() > until:
            yield
            until = time.perf_counter() + _TURN_S


def _polish(widget: QWidget) -> None:
    # What was never shown is polished when it is.
    if widget.testAttribute(_POLISHED):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
