"""Opening the help where somebody asks for it: one window of it, also over a dialog that holds the others back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from app.help.contents import FIRST_PAGE
from app.standards.library import load_library
from ui.help.window import HelpWindow
from ui.session import Session

HELP_KEY = "F1"


class HelpDesk(QObject):
    """Opens the help of the program's window; `here()` says which page is the one for where the clerk is."""

    tour_asked = Signal()

    def __init__(self, window: QWidget, session: Session, here: Callable[[], str]) -> None:
        super().__init__(window)
        self._window, self._session, self._here = window, session, here
        self._shown: HelpWindow | None = None
        QShortcut(QKeySequence(HELP_KEY), window).activated.connect(self.open)

    def open(self, code: str = "") -> HelpWindow:
        """Show a page of the help, by default the one for where the clerk is."""
        over = QApplication.activeModalWidget() or self._window
        if self._shown is not None and isValid(self._shown) and self._shown.parentWidget() is not over:
            # Behind a dialog nothing of it could be reached.
            self._shown.close()
            self._shown = None
        if self._shown is None or not isValid(self._shown):
            self._shown = HelpWindow(load_library(), self._session, over)
            self._shown.setWindowModality(Qt.WindowModality.NonModal)
            self._shown.tour_asked.connect(self._begin_tour)
        self._shown.show_page(code or self._here() or FIRST_PAGE)
        self._shown.show()
        self._shown.raise_()
        self._shown.activateWindow()
        return self._shown

    @property
    def shown(self) -> HelpWindow | None:
        """The window of the help, while it is open."""
        return self._shown if self._shown is not None and isValid(self._shown) else None

    def _begin_tour(self) -> None:
        if self.shown is not None:
            self.shown.close()
        self.tour_asked.emit()


def add_help_key(dialog: QDialog) -> None:
    """Let F1 in a dialog open the help for the place below it."""

    def open_help() -> None:
        desk = help_desk_of(dialog)
        if desk is not None:
            desk.open()

    QShortcut(QKeySequence(HELP_KEY), dialog).activated.connect(open_help)


def help_desk_of(widget: QWidget) -> HelpDesk | None:
    """Return the help of the window in which a widget is, or under the dialog it is in; None where it has none."""
    below = widget
    while below.parentWidget() is not None:
        below = below.parentWidget()
    return below.findChild(HelpDesk)
