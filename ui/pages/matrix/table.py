"""The table over all units: names that stay at the left, fields that scroll, a current cell."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from app.county.matrix import MatrixCell, MatrixColumn, MatrixRow
from ui.pages.matrix.model import UNIT, MatrixModel
from ui.pages.matrix.ordering import is_problem
from ui.pages.matrix.painting import PADDING, MatrixDelegate, MatrixHeader, UnitDelegate
from ui.pages.matrix.words import round_words
from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.dressed_when_shown import DressedWhenShown
from ui.widgets.row_layout import row_font
from ui.widgets.table_cell import words_width

_LEAST_CELL, _WIDEST_CELL, _LAST = 34, 56, 66
_NAMES, _WIDEST_NAMES = 128, 240
_MEASURED = 20
"""So many of the longest names are measured, not all of them."""
_Kind = QAbstractItemView


class _Pane(DressedWhenShown, QTableView):
    """One of the two views of the model."""

    pressed_at = Signal(QModelIndex)
    opened = Signal()
    menu_wanted = Signal(QPoint)
    """The menu of the current cell shall open at this place on the screen."""

    def __init__(self, model: MatrixModel) -> None:
        super().__init__()
        self.setProperty("noRing", True)
        self.setHorizontalHeader(MatrixHeader(self))
        self.setModel(model)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(_Kind.EditTrigger.NoEditTriggers)
        self.setSelectionMode(_Kind.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(_Kind.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(_Kind.ScrollMode.ScrollPerPixel)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which cell was pressed."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.pressed_at.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Nothing is chosen by drawing the mouse over cells."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the cell."""
        if self.indexAt(event.position().toPoint()).isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the cell under the mouse, or by its key for that of the current cell."""
        if event.reason() == event.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid():
                self.pressed_at.emit(index)
                self.menu_wanted.emit(event.globalPos())
        elif self.currentIndex().isValid():
            below = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(below))


class _MainPane(_Pane):
    """The view with the fields; it has the keyboard for both."""

    moved = Signal()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell that another cell is the current one."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current cell, or go to another one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            if not event.isAutoRepeat():
                self.opened.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event) -> None:
        """Draw cells, then the frame of the current one."""
        super().paintEvent(event)
        if self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme().colour("focus" if self.hasFocus() else "selection-line"), 2))
            painter.drawRect(QRectF(self.visualRect(self.currentIndex())).adjusted(1, 1, -2, -2))

    def focusInEvent(self, event) -> None:
        """Have a current cell as soon as the keyboard is here."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 1))
        self.viewport().update()

    def focusOutEvent(self, event) -> None:
        """Draw the frame of the current cell as that of another place."""
        super().focusOutEvent(event)
        self.viewport().update()


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class MatrixTable(QWidget):
    """Cells to look at and to open by Enter or a double click."""

    moved = Signal()
    """Another cell is the current one."""
    opened = Signal(str, int)
    """A cell shall be opened: id of the unit, place of the column among the fields, -1 for the count at the end."""
    menu_wanted = Signal(QPoint)
    """The menu of the current cell shall open at this place on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.model = MatrixModel(self)
        self.main, self.names = _MainPane(self.model), _Pane(self.model)
        self._cells, self._units = MatrixDelegate(self.main), UnitDelegate(self.names)
        self.main.setItemDelegate(self._cells)
        self.names.setItemDelegate(self._units)
        self._lay_out()
        self._connect()

    # --- what is shown ----------------------------------------------------------------------------------------------

    def show_rows(self, columns: Sequence[MatrixColumn], rows: Sequence[MatrixRow], units_word: str) -> None:
        """Show these; the clerk stays at the cell and where the table was scrolled to."""
        unit, place = self.current_unit(), self.current_column()
        at = self.main.verticalScrollBar().value(), self.main.horizontalScrollBar().value()
        self.model.show_rows(columns, rows, units_word)
        self._fit()
        row = self.model.row_of(unit.unit.id) if unit is not None else -1
        section = self.model.section_of(place.checklist, place.field) if place is not None else -1
        if row >= 0:
            self._go(self.model.index(row, max(section, 1)))
        elif rows and self.main.hasFocus():
            self._go(self.model.index(0, 1))
        self.main.verticalScrollBar().setValue(at[0])
        self.main.horizontalScrollBar().setValue(at[1])
        self._mark()

    def go_to(self, unit: str, column: int = 0) -> bool:
        """Go to a unit (its id) and a field by its place; whether the unit is shown."""
        row = self.model.row_of(unit)
        if row >= 0:
            self._go(self.model.index(row, column + 1))
        return row >= 0

    def step_to_problem(self, step: int) -> None:
        """Go to the next cell (-1: the one before) in which the unit has to do something, line by line."""
        width, index = len(self.model.columns), self.main.currentIndex()
        here = index.row() * width + index.column() - 1 if index.isValid() else -1
        order = range(here + 1, len(self.model.rows) * width) if step > 0 else range(here - 1, -1, -1)
        cells = ((place // width, place % width) for place in order)
        found = next(((row, column) for row, column in cells if self._is_problem(row, column)), None)
        if found is not None:
            self._go(self.model.index(found[0], found[1] + 1))

    def _is_problem(self, row: int, column: int) -> bool:
        return is_problem(self.model.rows[row].cells[column])

    def current_unit(self) -> MatrixRow | None:
        """Return the unit of the current cell."""
        index = self.main.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None

    def current_column(self) -> MatrixColumn | None:
        """Return the field of the current cell, None at the count."""
        index = self.main.currentIndex()
        return self.model.column_at(index.column()) if index.isValid() else None

    def current_cell(self) -> MatrixCell | None:
        """Return the current cell."""
        index = self.main.currentIndex()
        return self.model.cell_at(index) if index.isValid() else None

    # --- sizes ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event) -> None:
        """Share the width among the fields."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes and colours."""
        super().changeEvent(event)
        if is_look_change(event) and hasattr(self, "_strip"):
            self._fit()

    def _fit(self) -> None:
        if not self.model.columns:
            return
        names = self._names_width()
        self.names.setColumnWidth(UNIT, names)
        self.names.setFixedWidth(names)
        room = self.width() - names - theme().scaled(_LAST) - self.main.verticalScrollBar().sizeHint().width()
        width = min(max(room // len(self.model.columns), theme().scaled(_LEAST_CELL)), theme().scaled(_WIDEST_CELL))
        for section in range(1, self.model.last):
            self.main.setColumnWidth(section, width)
        self.main.setColumnWidth(self.model.last, max(theme().scaled(_LAST), words_width("00 / 00") + 1))
        self.main.setColumnHidden(UNIT, True)
        for section in range(1, self.model.columnCount()):
            self.names.setColumnHidden(section, True)
        for pane in (self.main, self.names):
            pane.verticalHeader().setDefaultSectionSize(theme().line_height("table") + 7)
            pane.updateGeometries()

    def _names_width(self) -> int:
        longest = sorted((row.unit.name for row in self.model.rows), key=len)[-_MEASURED:]
        metrics, beside = QFontMetrics(row_font("table-bold")), QFontMetrics(theme().font("caption"))
        widest = max((metrics.horizontalAdvance(name) for name in longest), default=0)
        words = max(("第00轮", *map(round_words, self.model.rows)), key=len)
        wanted = widest + beside.horizontalAdvance(words) + 3 * PADDING + 4
        return min(max(wanted, theme().scaled(_NAMES)), theme().scaled(_WIDEST_NAMES))

    # --- where one is -----------------------------------------------------------------------------------------------

    def _go(self, index: QModelIndex) -> None:
        self.main.setCurrentIndex(index)

    def _press(self, index: QModelIndex) -> None:
        """Go to a cell; the name of a unit stands for its row."""
        column = index.column() if index.column() != UNIT else max(self.main.currentIndex().column(), 1)
        self.main.setFocus(Qt.FocusReason.MouseFocusReason)
        self._go(self.model.index(index.row(), column))

    def _press_title(self, section: int) -> None:
        row = max(self.main.currentIndex().row(), 0)
        self.main.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.model.rows:
            self._go(self.model.index(row, section))

    def _mark(self) -> None:
        """Let the row and the column of the current cell stand out."""
        index = self.main.currentIndex()
        self._units.current = index.row()
        self.main.horizontalHeader().current = index.column()
        self.names.viewport().update()
        self.main.horizontalHeader().viewport().update()
        self.moved.emit()

    def _open(self) -> None:
        index = self.main.currentIndex()
        if index.isValid():
            is_field = self.model.column_at(index.column()) is not None
            self.opened.emit(self.model.rows[index.row()].unit.id, index.column() - 1 if is_field else -1)

    # --- building ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for of_side in (self.names.setHorizontalScrollBarPolicy, self.names.setVerticalScrollBarPolicy):
            of_side(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setAutoScroll(False)
        self.main.setAccessibleName("总表")
        self.names.setAccessibleName("单位")
        self.setFocusProxy(self.main)
        self._strip = QFrame()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.names, 1)
        column.addWidget(self._strip)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(column)
        whole.addWidget(self.main, 1)
        self._strip.setFixedHeight(0)

    def _connect(self) -> None:
        self.main.moved.connect(self._mark)
        self.main.horizontalHeader().sectionPressed.connect(self._press_title)
        for pane in (self.main, self.names):
            pane.pressed_at.connect(self._press)
            pane.opened.connect(self._open)
            pane.menu_wanted.connect(self.menu_wanted)
        main, names = self.main.verticalScrollBar(), self.names.verticalScrollBar()
        main.valueChanged.connect(names.setValue)
        names.valueChanged.connect(main.setValue)
        self.main.horizontalScrollBar().rangeChanged.connect(self._fit_strip)

    def _fit_strip(self, least: int, most: int) -> None:
        """Keep both views equally high, with or without the bar below one of them."""
        self._strip.setFixedHeight(self.main.horizontalScrollBar().sizeHint().height() if most > least else 0)
