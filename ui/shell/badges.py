"""How many things call for the clerk, told on the rail whatever page is shown."""

from PySide6.QtCore import QObject, QTimer

from app.overview import Calls, calls
from ui.desk import Desk
from ui.shell.rail import Rail

_AFTER_MS = 400
"""Of several changes one after the other only the last is counted."""


class Badges(QObject):
    """Counts anew after each change of the store."""

    def __init__(self, desk: Desk, rail: Rail) -> None:
        super().__init__(rail)
        self._desk, self._rail = desk, rail
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._soon.timeout.connect(self._count)
        desk.session.opened.connect(self._soon.start)
        desk.session.changed.connect(self._soon.start)

    def _count(self) -> None:
        if self._desk.session.is_open:
            self._desk.session.ask(calls, self._show, owner=self)

    def _show(self, found: Calls) -> None:
        self._rail.set_badge("inbox", found.waiting)
        self._rail.set_badge("drafting", found.returned)
        self._rail.set_badge("review", found.to_review)
