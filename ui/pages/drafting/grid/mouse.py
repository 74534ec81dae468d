"""The mouse on the grid: choosing cells, lines and columns, and drawing lines elsewhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, QTimer

from ui.pages.drafting.grid.columns import NAME, NUMBER
from ui.pages.drafting.grid.lines import ColourLine

if TYPE_CHECKING:
    from ui.pages.drafting.grid.table import GridTable

_FOLLOW_MS = 40
_THICK = 3


class GridMouse(QObject):
    """Follows the mouse from press to release over both views of the table, scrolling at their edges."""

    def __init__(self, table: "GridTable") -> None:
        super().__init__(table)
        self._table = table
        self.can_move_lines: Callable[[], bool] = lambda: False
        """Whether lines may be drawn elsewhere."""
        self._at: QPoint | None = None
        """Where on the screen the mouse was drawn to since it was pressed."""
        self._is_whole = False
        self._drop_at = -1
        """Before which line those that are drawn elsewhere would stand, -1 while none are."""
        self._is_held = self._is_told = False
        """Whether lines that are drawn cannot stand elsewhere; whether that was said."""
        self._fills_from = -1
        """The line that is filled down while the handle is drawn, -1 while it is not."""
        self._line = ColourLine("accent", table)
        self._line.hide()
        self._timer = QTimer(self, interval=_FOLLOW_MS)
        self._timer.timeout.connect(self._follow)

    def press(self, index: QModelIndex, modifiers: Qt.KeyboardModifier, inside: QPoint) -> None:
        """Do what pressing a cell does, at a place inside it."""
        table, row, column = self._table, index.row(), index.column()
        table.main.setFocus(Qt.FocusReason.MouseFocusReason)
        if any(rect.contains(inside) for rect, _ in table.layouts.placed(row, column).layout.buttons):
            table.adopt_asked.emit(table.model.row_at(row).key)
            return
        grow = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        more = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        self._is_whole = column == NUMBER
        if self._is_whole:
            is_chosen = table.selection.is_whole_lines and row in table.selection.rows()
            if is_chosen and not (grow or more):
                self._drop_at, self._is_held, self._is_told = row, not self.can_move_lines(), False
                return
            table.selection.choose_lines(row, grow=grow, more=more)
        elif more:
            table.selection.add_line(row)
        else:
            table.selection.go((row, column), grow=grow)
        table.tell_chosen(shows_end=True)

    def press_handle(self) -> None:
        """Begin to fill down from the last line of the block."""
        self._fills_from = self._table.selection.rows()[-1]

    def press_header(self, column: int, modifiers: Qt.KeyboardModifier) -> None:
        """Choose a whole column, or everything by the title of the number."""
        table = self._table
        if not table.model.shown:
            return
        table.main.setFocus(Qt.FocusReason.MouseFocusReason)
        if column == NUMBER:
            table.selection.choose_all()
        else:
            table.selection.choose_columns(column, grow=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        table.tell_chosen()

    def drag(self, place: QPoint) -> None:
        """Follow the mouse to a place on the screen."""
        self._at = place
        if not self._timer.isActive():
            self._timer.start()
            self._follow()

    def release(self) -> None:
        """Leave everything where it is now."""
        if self._fills_from >= 0:
            self._end_filling()
            return
        dropped = self._drop_at if self._line.isVisible() else -1
        alone = self._drop_at if dropped < 0 and not self._is_told else -1
        self._at, self._drop_at = None, -1
        self._timer.stop()
        self._line.hide()
        if dropped >= 0:
            self._table.lines_dropped.emit(dropped)
        elif alone >= 0:
            self._table.selection.choose_lines(alone)
            self._table.tell_chosen(shows_end=True)

    def _end_filling(self) -> None:
        is_drawn, self._fills_from, self._at = self._at is not None, -1, None
        self._timer.stop()
        if is_drawn and len(self._table.selection.rows()) > 1:
            self._table.fill_wanted.emit()

    def _follow(self) -> None:
        """Let the block, or the place of the lines that are moved, reach to where the mouse is."""
        table = self._table
        if self._at is None or not table.model.shown:
            return
        place = table.main.viewport().mapFromGlobal(self._at)
        self._scroll(place)
        row = table.main.rowAt(min(max(place.y(), 0), table.main.viewport().height() - 1))
        row = len(table.model.shown) - 1 if row < 0 else row
        if self._drop_at >= 0:
            self._draw_lines(row, place.y())
            return
        if self._fills_from >= 0:
            self._fill_to(row)
        elif self._is_whole:
            table.selection.choose_lines(row, grow=True)
        else:
            table.selection.go((row, self._column_at(place.x())), grow=True)
        table.tell_chosen()

    def _fill_to(self, row: int) -> None:
        """Let the block reach from the line that is filled down to another one below it, in the same columns."""
        selection = self._table.selection
        columns = selection.columns()
        selection.go((self._fills_from, columns[0]))
        selection.go((max(row, self._fills_from), columns[-1]), grow=True)

    def _scroll(self, place: QPoint) -> None:
        view = self._table.main.viewport()
        bar, side = self._table.main.verticalScrollBar(), self._table.main.horizontalScrollBar()
        if not 0 <= place.y() < view.height():
            bar.setValue(bar.value() + (place.y() if place.y() < 0 else place.y() - view.height()))
        if place.x() >= view.width():
            side.setValue(side.value() + place.x() - view.width())

    def _column_at(self, x: int) -> int:
        table = self._table
        if x < 0:
            at = table.frozen.columnAt(table.frozen.width() + x)
            return at if at >= 0 else NAME
        at = table.main.columnAt(x)
        return at if at >= 0 else len(table.model.columns) - 1

    def _draw_lines(self, row: int, y: int) -> None:
        if not self._is_held:
            self._aim(row, y)
        elif row != self._drop_at and not self._is_told:
            self._is_told = True
            self._table.lines_held.emit()

    def _aim(self, row: int, y: int) -> None:
        """Show between which lines those that are moved will stand."""
        main = self._table.main
        top, height = main.rowViewportPosition(row), main.rowHeight(row)
        self._drop_at = row + (y > top + height // 2)
        edge = top + (height if self._drop_at > row else 0) + main.horizontalHeader().height()
        self._line.setGeometry(0, edge - _THICK // 2, self._table.width(), _THICK)
        self._line.raise_()
        self._line.show()
