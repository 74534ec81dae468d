"""When the window is shown round: whenever that is asked for; offered to whoever comes from the first page once."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow
from shiboken6 import isValid

from app.standards.library import load_library
from ui.desk import Desk
from ui.help.opening import HelpDesk
from ui.help.tour import Tour
from ui.help.tour_parts import tour_parts
from ui.shell.frame import Frame
from ui.shell.places import FIRST

_OFFERED = "tour.offered"


class Touring(QObject):
    """Begins the tour over the program's window."""

    def __init__(self, window: QMainWindow, frame: Frame, desk: Desk, help_desk: HelpDesk) -> None:
        super().__init__(window)
        self._window, self._frame, self._desk = window, frame, desk
        self._tour: Tour | None = None
        help_desk.tour_asked.connect(self.begin)

    @property
    def tour(self) -> Tour | None:
        """The tour under way."""
        return self._tour if self._tour is not None and isValid(self._tour) and self._tour.isVisible() else None

    def begin(self) -> None:
        """Show the clerk round, from the first place; without an open workspace there is nothing to show."""
        if self.tour is not None or not self._desk.session.is_open:
            return
        self._desk.go(FIRST)
        self._window.activateWindow()
        self._tour = Tour(self._window, load_library().tour, tour_parts(self._frame))

    def offer_once(self) -> None:
        """Offer the tour to whoever never was offered it on this computer; nothing waits for an answer."""
        if not self._desk.preferences.get(_OFFERED, False):
            self._desk.preferences.put(_OFFERED, True)
            self._desk.messages.toast("第一次用？一分钟看一遍窗口。", "看一遍引导", self.begin)
