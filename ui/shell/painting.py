"""A window that paints in a turn of its own: together with the work that changed what is seen it would be felt."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMainWindow

from ui.turns import turns


class PaintedInTurns(QMainWindow):
    """Paints at once where nothing is under way, else before all that waits for its turn."""

    def event(self, event: QEvent) -> bool:
        """Put off painting as long as the present turn lasts."""
        if event.type() == QEvent.Type.UpdateRequest:
            turns().do_first(self._paint, self)
            return True
        return super().event(event)

    def _paint(self) -> None:
        super().event(QEvent(QEvent.Type.UpdateRequest))
