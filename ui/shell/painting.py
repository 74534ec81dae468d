"""A window that paints in a turn of its own: together with the work that changed what is seen it would be felt."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QAbstractItemView, QMainWindow, QWidget
from shiboken6 import isValid

from ui.theme import theme
from ui.turns import turns


class PaintedInTurns(QMainWindow):
    """Paints before all that waits for its turn, but never in the turn of what changed it."""

    late: QWidget | None = None
    """What is painted in one more turn where all of the window is painted anew, and the lists in it in yet another."""

    def __init__(self) -> None:
        super().__init__()
        theme().changed.connect(self._follow_look)

    def paint_late(self) -> None:
        """Paint `late` in a turn of its own, after all around it; something is painted next anyway."""
        if self.late is not None:
            self.late.setUpdatesEnabled(False)

    def event(self, event: QEvent) -> bool:
        """Put off painting as long as the present turn lasts."""
        if event.type() == QEvent.Type.UpdateRequest:
            # What a timer or a key does is no turn of ours, and its work counts all the same.
            turns().rest()
            turns().do_first(self._paint, self)
            return True
        return super().event(event)

    def _paint(self) -> None:
        super().event(QEvent(QEvent.Type.UpdateRequest))
        self._catch_up()

    def _catch_up(self) -> None:
        if self.late is not None and not self.late.updatesEnabled():
            lists = [each for each in self.late.findChildren(QAbstractItemView) if each.isVisible()]
            _set_painted(lists, False)
            self.late.setUpdatesEnabled(True)
            # It is painted before that.
            turns().do(lambda: _set_painted(lists, True), self)

    @Slot()
    def _follow_look(self) -> None:
        # Told first while nothing is painted yet, and once more at the end: a window out of sight is not painted.
        if self.updatesEnabled():
            self._catch_up()
        else:
            self.paint_late()


def _set_painted(widgets: Iterable[QWidget], is_painted: bool) -> None:
    for widget in filter(isValid, widgets):
        widget.setUpdatesEnabled(is_painted)
