"""On the way to a page that is still being built: the window says where it goes, and nothing pressed is lost."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.shell.frame import Frame
from ui.shell.pages import Pages
from ui.widgets.empty_state import WALKED_TO


class Heading:
    """Goes to a page once it is built."""

    def __init__(self, frame: Frame, pages: Pages) -> None:
        self._frame, self._pages = frame, pages
        self._room = _Room()
        pages.stack.addWidget(self._room)

    def set_out(self, code: str, show: Callable[[], object]) -> None:
        """Say which page comes and have it built; `show` follows then."""
        self._frame.show_way(self._pages.make(code).title)
        self._frame.rail.set_current(code)
        self._pages.stack.setCurrentWidget(self._room)
        self._room.begin()
        self._pages.get_ready(code, lambda: self._arrive(show))

    def _arrive(self, show: Callable[[], object]) -> None:
        window = self._frame.window()
        focused = window.focusWidget()
        was_walked_to = focused is not None and focused.property(WALKED_TO)
        show()
        if focused is self._room:
            self._room.hand_on(window.focusWidget())
        elif focused is not None and focused.isVisible():
            # The clerk has gone there meanwhile.
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
            focused.setProperty(WALKED_TO, was_walked_to)


class _Room(QWidget):
    """Empty room that keeps the keyboard for the page that comes, and what is pressed meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self._pressed: list[QKeyEvent] = []
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("正在打开")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep a key for the page."""
        self._pressed.append(event.clone())

    def begin(self) -> None:
        """Take the keyboard; what was pressed on the way to another page is of no use any more."""
        self._pressed = []
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def hand_on(self, to: QWidget | None) -> None:
        """Give what was pressed to whatever has the keyboard on the page."""
        pressed, self._pressed = self._pressed, []
        for key in pressed if to is not None else ():
            QCoreApplication.postEvent(to, key)
