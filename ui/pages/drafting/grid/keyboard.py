"""The keyboard on the grid: moving, choosing, and opening the editor of a cell, as in Excel."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication

from ui.pages.drafting.grid.columns import NAME
from ui.pages.drafting.grid.keys import Step, destination, step_of

if TYPE_CHECKING:
    from ui.pages.drafting.grid.table import GridTable

_Hint = QAbstractItemDelegate.EndEditHint
_Trigger = QAbstractItemView.EditTrigger
_LINE_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_AFTER_EDITING = {
    _Hint.SubmitModelCache: (1, 0),
    _Hint.RevertModelCache: (-1, 0),
    _Hint.EditNextItem: (0, 1),
    _Hint.EditPreviousItem: (0, -1),
}


class GridKeyboard(QObject):
    """Takes the keys of both views of the table."""

    def __init__(self, table: "GridTable") -> None:
        super().__init__(table)
        self._table = table
        table.main.takes_key = self._take_key
        table.main.composing.connect(self._compose)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Move, choose or edit; whether the key was any of these."""
        if self._table.selection.is_empty:
            return False
        step = step_of(event)
        if step is not None:
            self._step(step)
            return True
        column, modifiers = self._table.selection.current[1], event.modifiers()
        if event.key() in _LINE_STEPS and modifiers & ~Qt.KeyboardModifier.KeypadModifier == _ALT_SHIFT:
            self._table.lines_stepped.emit(_LINE_STEPS[event.key()])
            return True
        if event.key() == Qt.Key.Key_F2:
            return self._table.edit(_Trigger.EditKeyPressed)
        if event.key() == Qt.Key.Key_Space and (modifiers or column == NAME):
            self._choose_by_space(modifiers)
            return True
        if event.key() == Qt.Key.Key_Down and modifiers == Qt.KeyboardModifier.AltModifier:
            self._table.header_menu_asked.emit(column)
            return True
        is_text = bool(event.text()) and event.text().isprintable()
        if is_text and not modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return self._table.edit(_Trigger.AnyKeyPressed, event)
        return False

    def _step(self, step: Step) -> None:
        start = self._table.selection.end if step.grow else self._table.selection.current
        page = self._rows_of_page(start[0], step)
        place = destination(start, step, self._table.selection.size, page)
        self._table.go_to(*place, grow=step.grow)

    def _rows_of_page(self, row: int, step: Step) -> int:
        """Return how many lines a page is, from a line on."""
        if not step.pages:
            return 0
        header, room, count = self._table.main.verticalHeader(), self._table.main.viewport().height(), 0
        at = row
        while 0 <= at < len(self._table.model.shown) and room > 0:
            self._table.fit(at)
            room -= header.sectionSize(at)
            at += step.pages
            count += 1
        return max(count - 1, 1)

    def _choose_by_space(self, modifiers: Qt.KeyboardModifier) -> None:
        row, column = self._table.selection.current
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self._table.selection.choose_columns(column)
        else:
            self._table.selection.choose_lines(row)
        self._table.tell_chosen()

    def go_on_after(self, hint: _Hint) -> None:
        """Go on as Excel does: Enter down, Shift+Enter up, Tab to the right."""
        self._table.main.setFocus(Qt.FocusReason.OtherFocusReason)
        if hint in _AFTER_EDITING:
            down, right = _AFTER_EDITING[hint]
            self._step(Step(rows=down, columns=right, wraps=bool(right)))

    def _compose(self, event: QInputMethodEvent) -> None:
        self._table.edit(_Trigger.AnyKeyPressed, event)
        editor = self._table.pane_of(self._table.selection.current[1]).itemDelegate().editor
        if editor is not None and event.commitString():
            QApplication.sendEvent(editor, event)
