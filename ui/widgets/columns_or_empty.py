"""Columns of a page, or what is said in their place while there is nothing to show in them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QWidget

from ui.widgets.buttons import Button
from ui.widgets.columns import Columns


class ColumnsOrEmpty(QStackedWidget):
    """Begins with the columns."""

    turned = Signal(bool)
    """Whether from now on there is nothing to show."""

    def __init__(self, columns: Columns, empty: QWidget | None = None) -> None:
        super().__init__()
        self._columns = columns
        self._main: Button | None = None
        self.addWidget(columns)
        if empty is not None:
            self.set_empty(empty)

    def set_empty(self, empty: QWidget) -> None:
        """Have this be said in place of the columns; needed before anybody is told that there is nothing."""
        self._empty = empty
        self.addWidget(empty)

    def set_main(self, button: Button) -> None:
        """Have a button of the header be the page's main one while there are columns: else that is one in their
        place."""
        self._main = button

    def show_empty(self, is_empty: bool) -> None:
        """Show what is said where there is nothing, or the columns."""
        shown = self._empty if is_empty else self._columns
        if shown is not self.currentWidget():
            self.setCurrentWidget(shown)
            self.turned.emit(is_empty)
        if self._main is not None:
            self._main.set_role("normal" if is_empty else "primary")

    def next_area(self, *, back: bool = False) -> bool:
        """Take the keyboard to the next column, or the one before, or to what can be done where there are none; False
        past the last one."""
        if self.currentWidget() is self._columns:
            return self._columns.next_area(back=back)
        ways = [each for each in self._empty.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]
        if not ways or self._empty.isAncestorOf(self.window().focusWidget()):
            return False
        ways[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True
