"""What lists and tables of rows share: whose row a press is, the menu of a row, the frame of the current one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ui.widgets.row_spec import RowAction

_LEFT_OF_MENU = 24


class RowView:
    """Stands before a Qt view among the bases. The view has `acted`, `_delegate`, `_quiet` and `current_key`."""

    _pressed_key = ""

    def key_at(self, index: QModelIndex) -> str:
        """The key of a row, "" without one."""
        raise NotImplementedError

    def actions_at(self, index: QModelIndex) -> Sequence[RowAction]:
        """Everything that a row's buttons do."""
        raise NotImplementedError

    def show_actions(self) -> None:
        """Open a menu of everything that can be done with the current row."""
        index = self.currentIndex()
        if index.isValid() and self.actions_at(index):
            below = self.visualRect(index).bottomLeft() + QPoint(_LEFT_OF_MENU, 0)
            self._menu(index).popup(self.viewport().mapToGlobal(below))

    def mousePressEvent(self, event) -> None:
        """Keep whose row is meant."""
        self._pressed_key = self.key_at(self.indexAt(event.position().toPoint()))
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event) -> None:
        """Open a row, unless a button was meant, or unless another row came between the two clicks."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        if not index.isValid() or self.key_at(index) != self._pressed_key:
            return
        super().mouseDoubleClickEvent(event)
        # What that did may have brought other rows.
        index = self.indexAt(place)
        inside = place - self.visualRect(index).topLeft()
        is_meant = index.isValid() and self.key_at(index) == self._pressed_key
        if is_meant and event.button() == Qt.MouseButton.LeftButton and not self._delegate.is_on_part(index, inside):
            self.open_row(index)

    def contextMenuEvent(self, event) -> None:
        """Show the actions of the current row."""
        self.show_actions()

    def focusInEvent(self, event) -> None:
        """Show the frame of the current row."""
        # Coming in by Tab makes the first row current without the clerk having chosen it.
        self._quiet = True
        super().focusInEvent(event)
        self._quiet = False
        self.viewport().update()

    def focusOutEvent(self, event) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice that the mouse has left the buttons."""
        moved = event.type() == QEvent.Type.MouseMove
        outside = moved and not self.indexAt(event.position().toPoint()).isValid()
        if outside or event.type() == QEvent.Type.Leave:
            self._delegate.buttons.leave()
        return super().viewportEvent(event)

    def enter(self, event) -> None:
        """Do the first action of the current row or open it; with Shift show all its actions."""
        index = self.currentIndex()
        # Held down, the key would go on with the row that comes next.
        if not index.isValid() or event.isAutoRepeat():
            return
        first = next((action for action in self.actions_at(index) if action.enabled), None)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or (first and first.asked):
            self.show_actions()
        elif first:
            self.acted.emit(self.key_at(index), first.code)
        else:
            self.open_row(index)

    def open_row(self, index: QModelIndex) -> None:
        """Tell that a row shall be opened."""
        if self.model().flags(index) & Qt.ItemFlag.ItemIsEnabled:
            self.opened.emit(self.key_at(index))

    def _menu(self, index: QModelIndex) -> QMenu:
        menu, key = QMenu(self), self.key_at(index)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self.actions_at(index):
            item = QAction(action.text, menu)
            item.setEnabled(action.enabled)
            item.triggered.connect(lambda _=False, code=action.code: self.acted.emit(key, code))
            menu.addAction(item)
        return menu
