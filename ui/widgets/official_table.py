"""A form of the state on the screen: cells over rows and columns as on paper, its numbers walked through and opened."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QVBoxLayout, QWidget

from app.tables.spanned import SpannedCell, SpannedTable
from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.official_painting import PADDING_X, PADDING_Y, WRAPPED, Figure, FigureDelegate
from ui.widgets.scrolled import enable_where_it_scrolls

__all__ = ["Figure", "OfficialTable"]

_LEAST, _LEAST_BODY, _LEAST_COLUMN = 30, 120, 44
_MOST_HEAD = 0.5
"""The part of the height that the head may take and stay while the rows scroll."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_PAGE = 8
_Action = QAbstractItemView.CursorAction
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class _Spot:
    """Where a number stands: its row and the columns it takes."""

    key: str
    row: int
    column: int
    columns: int


class OfficialTable(QFrame):
    """The head of the form stays while its rows scroll, where there is room for both. Arrows go from number to number,
    Enter or F2 opens one, a digit begins to write it."""

    moved = Signal(str)
    """The number with this key is the current one."""
    pressed = Signal(str)
    """The mouse chose the number with this key."""
    opened = Signal(str)
    """Enter, F2 or a double click on the number with this key."""
    written = Signal(str, str)
    """Digits were typed on the number with this key."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        # Its cells go to the very corners, which they would cut off a round frame.
        self.setProperty("square", True)
        self.head, self.body = _Sheet(name), _Sheet(name)
        self.head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.body, 1)
        for signal in ("moved", "pressed", "opened", "written"):
            getattr(self.body, signal).connect(getattr(self, signal))
        self.body.widened.connect(self._fit)
        self._shape: SpannedTable | None = None
        self._figures: Mapping[str, Figure] = {}
        self._is_pinned = True

    def set_name(self, name: str) -> None:
        """Call the table something."""
        self.body.setAccessibleName(name)

    def set_table(self, shape: SpannedTable, figures: Mapping[str, Figure]) -> None:
        """Show a form in which the cells with numbers hold their keys. The current number stays, else it is the
        first."""
        key, self._figures = self.current_key(), figures
        if shape != self._shape:
            self._shape = shape
            self.head.set_shape(shape, 0, shape.head)
            self._lay_rows()
        self.body.set_figures(figures)
        if not self.set_current(key):
            self.set_current(self.body.first_key())
        self._fit()

    def current_key(self) -> str:
        """The key of the current number, "" where there is none."""
        return self.body.current_key()

    def set_current(self, key: str) -> bool:
        """Move to a number and show it; whether there is one. Says nothing."""
        return self.body.set_current(key)

    def figure(self, key: str) -> Figure:
        """Return what a number shows."""
        return self.body.model().figures[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pin()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_look_change(event) and hasattr(self, "_is_pinned"):
            self._fit()

    def _lay_rows(self) -> None:
        """Put the rows of the head above the others, or before them where it does not stay."""
        self.head.setVisible(self._is_pinned and self._shape.head > 0)
        self.body.set_shape(self._shape, self._shape.head if self._is_pinned else 0, len(self._shape.rows))

    def _pin(self) -> None:
        """Let the head stay, or scroll with the rows where it leaves too little room for them."""
        if self._shape is None:
            return
        is_whole = self.height() >= self.maximumHeight()
        is_pinned = is_whole or self.head.content_height() <= _MOST_HEAD * self.height()
        if is_pinned != self._is_pinned:
            key, self._is_pinned = self.current_key(), is_pinned
            self._lay_rows()
            self.body.set_figures(self._figures)
            self.set_current(key)
            self._fit()

    def _fit(self) -> None:
        """Share the width, give each row the height of its words, and be no higher than all of them."""
        if self._shape is None:
            return
        for sheet in (self.head, self.body):
            sheet.fit(self._shape.widths, self.body.viewport().width())
        head, body = self.head.content_height(), self.body.content_height()
        self.head.setFixedHeight(head)
        self.body.setMinimumHeight(min(body, theme().scaled(_LEAST_BODY)))
        self.body.setMaximumHeight(body)
        self.setMaximumHeight((head if self._is_pinned else 0) + body + 2 * self.frameWidth())
        self._pin()


class _Sheet(QTableView):
    """The rows of the head, or those below it."""

    widened = Signal()
    moved = Signal(str)
    pressed = Signal(str)
    opened = Signal(str)
    written = Signal(str, str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model, self._quiet = _Model(self), False
        self.setModel(self._model)
        self.setItemDelegate(FigureDelegate(self))
        self.setAccessibleName(name)
        self.setProperty("noRing", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that came and went would change the width of the columns, and so the height of the rows.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        bar = self.verticalScrollBar()
        bar.setSingleStep(16)
        # Where nothing scrolls it shows nothing to take hold of; names of many rows stand in the middle of what shows.
        bar.setEnabled(False)
        enable_where_it_scrolls(bar)
        bar.valueChanged.connect(lambda _: self.viewport().update())
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)

    def model(self) -> "_Model":
        return self._model

    def set_shape(self, shape: SpannedTable, first: int, stop: int) -> None:
        """Take over the rows of a form from `first` on to before `stop`."""
        self._quiet = True
        self.clearSpans()
        self._model.set_shape(shape, first, stop)
        for row, column, cell in self._model.cells():
            if cell.rows > 1 or cell.columns > 1:
                self.setSpan(row, column, cell.rows, cell.columns)
        self._quiet = False

    def set_figures(self, figures: Mapping[str, Figure]) -> None:
        """Show these numbers."""
        self._model.set_figures(figures)

    def first_key(self) -> str:
        """The key of the first number, "" where there is none."""
        return self._model.spots[0].key if self._model.spots else ""

    def current_key(self) -> str:
        """The key of the current number."""
        index = self.currentIndex()
        return self._model.key_at(index) if index.isValid() else ""

    def set_current(self, key: str) -> bool:
        """Move to a number. Says nothing."""
        spot = next((each for each in self._model.spots if each.key == key), None)
        if spot is None:
            return False
        self._quiet = True
        self.setCurrentIndex(self._model.index(spot.row, spot.column))
        self._quiet = False
        self.scrollTo(self.currentIndex())
        return True

    def fit(self, widths: tuple[float, ...], width: int) -> None:
        """Share the width among the columns; each row is as high as its words."""
        shares, taken = _shares(widths, width), 0
        for column in range(len(widths)):
            edge = round(sum(shares[: column + 1]))
            self.setColumnWidth(column, edge - taken)
            taken = edge
        for row, height in enumerate(self._heights()):
            self.setRowHeight(row, height)

    def content_height(self) -> int:
        """The height of all rows together, in pixels."""
        return self.verticalHeader().length()

    def _heights(self) -> list[int]:
        metrics = QFontMetrics(theme().font("table"))
        heights = [theme().scaled(_LEAST)] * self._model.rowCount()
        for row, column, cell in sorted(self._model.cells(), key=lambda each: each[2].rows):
            room = sum(self.columnWidth(column + each) for each in range(cell.columns)) - 2 * PADDING_X
            text = "" if cell.text in self._model.figures else cell.text
            needed = metrics.boundingRect(QRect(0, 0, max(room, 1), 10_000), WRAPPED, text).height() + 2 * PADDING_Y
            below = range(row, row + cell.rows)
            heights[below[-1]] += max(0, needed - sum(heights[each] for each in below))
        return heights

    def scrollTo(self, index: QModelIndex, hint=QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        """Scroll up and down alone: the columns share the width."""
        super().scrollTo(index, hint)
        self.horizontalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.widened.emit()

    # --- moving ------------------------------------------------------------------------------------------------------

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and not self._quiet:
            self.moved.emit(self._model.key_at(current))

    def focusInEvent(self, event) -> None:
        # Coming here chooses nothing anew.
        self._quiet = True
        super().focusInEvent(event)
        self._quiet = False
        self.viewport().update()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event) -> None:
        key = self._model.key_at(self.indexAt(event.position().toPoint()))
        if key:
            super().mousePressEvent(event)
            self.pressed.emit(key)
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event) -> None:
        if key := self._model.key_at(self.indexAt(event.position().toPoint())):
            self.opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, is_plain = self.current_key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key and is_plain and event.key() in _ENTER:
            self.opened.emit(key)
        elif key and is_plain and event.text().isascii() and event.text().isdigit():
            self.written.emit(key, event.text())
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return where a key leads: from number to number."""
        spots = self._model.spots
        here = next((each for each in spots if each.key == self.current_key()), spots[0] if spots else None)
        if here is None:
            return QModelIndex()
        row = [each for each in spots if each.row == here.row]
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            row = spots
        down = {_Action.MoveUp: -1, _Action.MoveDown: 1, _Action.MovePageUp: -_PAGE, _Action.MovePageDown: _PAGE}
        if action in down:
            reached = _above_or_below(spots, here, down[action])
        elif action in (_Action.MoveHome, _Action.MoveEnd):
            reached = row[0 if action == _Action.MoveHome else -1]
        else:
            step = -1 if action in (_Action.MoveLeft, _Action.MovePrevious) else 1
            reached = spots[min(max(spots.index(here) + step, 0), len(spots) - 1)]
        return self._model.index(reached.row, reached.column)


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[SpannedCell | None, ...], ...] = ()
        self._columns = 0
        self.spots: list[_Spot] = []
        self.figures: Mapping[str, Figure] = {}

    def set_shape(self, shape: SpannedTable, first: int, stop: int) -> None:
        self.beginResetModel()
        self._rows, self._columns = shape.rows[first:stop], len(shape.widths)
        self.spots = []
        self.endResetModel()

    def set_figures(self, figures: Mapping[str, Figure]) -> None:
        self.figures = figures
        told = [(row, column, cell) for row, column, cell in self.cells() if cell.text in figures]
        self.spots = [_Spot(cell.text, row, column, cell.columns) for row, column, cell in told]
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self._columns - 1))

    def cells(self) -> list[tuple[int, int, SpannedCell]]:
        return [
            (row, column, cell) for row, cells in enumerate(self._rows) for column, cell in enumerate(cells) if cell
        ]

    def cell(self, index: _Index) -> SpannedCell | None:
        return self._rows[index.row()][index.column()] if index.isValid() else None

    def key_at(self, index: _Index) -> str:
        cell = self.cell(index)
        return cell.text if cell is not None and cell.text in self.figures else ""

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._columns

    def flags(self, index: _Index) -> Qt.ItemFlag:
        is_number = bool(self.key_at(index))
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if is_number else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole):
        cell = self.cell(index)
        figure = self.figures.get(cell.text) if cell else None
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return figure.text if figure else cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return figure.spoken if figure else cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return figure.tip or None if figure else None
        return None


def _shares(widths: tuple[float, ...], width: int) -> list[float]:
    """Share the width as on paper; where that leaves no room for a number the wide columns give way."""
    natural = [width * each / sum(widths) for each in widths]
    least = theme().scaled(_LEAST_COLUMN)
    wide = sum(each for each in natural if each > least)
    left = width - least * sum(each <= least for each in natural)
    if wide <= 0 or left < least * sum(each > least for each in natural):
        return natural
    return [each * left / wide if each > least else least for each in natural]


def _above_or_below(spots: list[_Spot], here: _Spot, step: int) -> _Spot:
    """The number so many rows of numbers away that stands under or over this one, else the nearest."""
    rows = list(dict.fromkeys(each.row for each in spots))
    row = rows[min(max(rows.index(here.row) + step, 0), len(rows) - 1)]
    return min(
        (each for each in spots if each.row == row),
        key=lambda each: abs(2 * each.column + each.columns - 2 * here.column - here.columns),
    )
