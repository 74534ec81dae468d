"""The note on top of the page: what the world refused."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.messages import ButtonSpec
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.laid_out import widgets_of
from ui.widgets.note import Note

# In a window lower than this at 100 %, a note with its buttons below would take half of the page from what it is about.
_LOW = 600


def trouble_note(told: tuple[str, str, str], buttons: Sequence[ButtonSpec], window: QWidget) -> Note:
    """Return the note of a trouble: headline, text and details, with buttons below; in a low window beside them."""
    headline, text, details = told
    is_low = window.height() < theme().scaled(_LOW)
    return Note("danger", headline, text, buttons=buttons, details=details, compact=is_low)


class TroubleBar(QWidget):
    """Holds one note, or nothing and takes no room."""

    keyboard_left = Signal()
    """The note that had the keyboard is gone."""

    def __init__(self) -> None:
        super().__init__()
        # What the note says, where it only says something.
        self._said: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PAGE_PADDING, PAGE_PADDING, PAGE_PADDING, SPACE[2])
        self.hide()

    def show_trouble(self, told: tuple[str, str, str], buttons: Sequence[ButtonSpec]) -> None:
        """Show a trouble in place of another; the same once more stays as it is, a keyboard on it too."""
        if not buttons and told == self._said:
            return
        self.clear()
        self._said = () if buttons else told
        self._column.addWidget(trouble_note(told, [*buttons, ("知道了", "", self.clear)], self.window()))
        self.show()

    def take_focus(self) -> bool:
        """Put the keyboard on the first thing to do about the trouble; False where there is none."""
        if self.isHidden():
            return False
        widgets_of(self._column)[0].findChild(Button).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def event(self, event: QEvent) -> bool:
        """Keep Esc from leaving the page while the keyboard is on the note."""
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on the note takes it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    def clear(self) -> None:
        """Take the note away."""
        focused, item = self.window().focusWidget(), self._column.takeAt(0)
        self._said = ()
        self.hide()
        if item is None:
            return
        had_keyboard = focused is not None and item.widget().isAncestorOf(focused)
        item.widget().hide()
        item.widget().deleteLater()
        if had_keyboard:
            self.keyboard_left.emit()
