"""The source as it looks: merged cells, hidden rows greyed, how sure each cell is; ten thousand rows scroll as ten."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from app.tables.sources.sheet import Place, Sheet
from app.tables.understanding.catalogue import ReadTable
from ui.pages.table_import.columns import columns_at, meanings_of, table_at
from ui.pages.table_import.marks import CellMark
from ui.pages.table_import.reading import Reading
from ui.pages.table_import.sheet_look import SheetLook
from ui.pages.table_import.source_model import SourceModel
from ui.pages.table_import.source_painting import (
    PADDING_X,
    PADDING_Y,
    MeaningHeader,
    RowHeader,
    SourceDelegate,
    sign_width,
)
from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.dressed_when_shown import DressedWhenShown

_EMPTY = SheetLook((), (), ())
_AT_ONCE = 120
"""How many rows get their heights in one turn of the loop."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SourceTable(DressedWhenShown, QTableView):
    """Arrow keys go from cell to cell, Enter to the item of a cell; Alt+Down or the menu key ask for a meaning."""

    cell_chosen = Signal(object)
    """The clerk went to a cell: its `Place`."""
    cell_opened = Signal(object)
    """Enter or a double click on a cell."""
    meaning_asked = Signal(object, object, object)
    """What columns of a table mean shall be chosen: the `ReadTable`, its columns and where on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: tuple[ReadTable, ...] = ()
        self._look = _EMPTY
        self._signed: frozenset[int] = frozenset()
        self._unsized = 0
        self._spans_set = 0
        self._wanted: Place | None = None
        self._quiet = False
        self._model = SourceModel(self)
        self.delegate = SourceDelegate(self)
        self._size_soon = QTimer(self, singleShot=True, interval=0)
        self._size_soon.timeout.connect(self._size_some_rows)
        self._set_up()

    def _set_up(self) -> None:
        self.setModel(self._model)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName("原来的表")
        self.setProperty("noRing", True)
        self.header, self.numbers = MeaningHeader(self), RowHeader(self)
        self.setHorizontalHeader(self.header)
        self.setVerticalHeader(self.numbers)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.header.asked.connect(self._ask_at_header)
        self.verticalScrollBar().valueChanged.connect(self._follow_table)
        self.doubleClicked.connect(lambda index: self.cell_opened.emit((index.row(), index.column())))

    def model(self) -> SourceModel:
        """The cells shown."""
        return self._model

    # --- showing ---------------------------------------------------------------------------------------------------

    def show_sheet(self, reading: Reading, number: int, tables: Iterable[ReadTable]) -> None:
        """Show a sheet with what became of its cells; the same sheet read otherwise stays where it is."""
        self.tables = tuple(tables)
        sheet, marks = reading.source.sheets[number], reading.marks[number]
        self.delegate.heads = frozenset(row for table in self.tables if not table.is_turned for row in table.heads)
        self._model.show_words(reading.definition, reading.masked)
        signed, self._signed = self._signed, reading.doubtful[number]
        if sheet is self._model.sheet:
            self._model.show_marks(marks)
            if signed != self._signed:
                self._fit_columns()
        else:
            self._begin(sheet, reading.looks[number], marks)
        self._follow_table()
        self.viewport().update()

    def _begin(self, sheet: Sheet, look: SheetLook, marks: dict[Place, CellMark]) -> None:
        self._quiet = True
        self.clearSpans()
        self._model.show_sheet(sheet, marks)
        self._look, self._wanted, self.delegate.chosen = look, None, frozenset()
        self._fit()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        if sheet.cells:
            self._make_current((0, 0))
        self._quiet = False

    def show_cells(self, cells: Iterable[Place], go_to: Place | None) -> None:
        """Frame the cells of an item, and go to one of them. Says nothing."""
        self.delegate.chosen = frozenset(cells)
        self.viewport().update()
        if go_to is not None:
            self._quiet = True
            self._make_current(go_to)
            self._quiet = False
            self._wanted = go_to if self._size_soon.isActive() else None
            self.scrollTo(self.currentIndex())

    def current_place(self) -> Place:
        """The place of the current cell."""
        return self.currentIndex().row(), self.currentIndex().column()

    def current_table(self) -> ReadTable | None:
        """The table of the current cell, or where that is not seen the first that is."""
        index, seen = self.currentIndex(), self.viewport().rect()
        if index.isValid() and self.visualRect(index).intersects(seen):
            found = table_at(self.tables, self.current_place())
            if found is not None:
                return found
        return self._table_in_view()

    def _table_in_view(self) -> ReadTable | None:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        rows = range(max(first, 0), (last if last >= 0 else self._model.rowCount() - 1) + 1)
        return next((found for row in rows if (found := table_at(self.tables, (row, 0)))), None)

    def _follow_table(self) -> None:
        """Show what the columns of the table in view mean."""
        table = self.current_table()
        meanings = meanings_of(table, self._model.sheet) if table is not None else {}
        if meanings != self._model.meanings:
            self._model.show_meanings(meanings)
            self.header.viewport().update()

    # --- sizes -----------------------------------------------------------------------------------------------------

    def _fit(self) -> None:
        """Take the sizes of the present text; those of rows follow in short turns, the first ones at once."""
        self._fit_columns()
        self.numbers.setDefaultSectionSize(self._height(2))
        self._unsized, self._spans_set = 0, 0
        self._size_some_rows()

    def _fit_columns(self) -> None:
        """Give each column room for its words, and for the sign of cells that are not sure."""
        em = QFontMetrics(theme().font("caption")).horizontalAdvance("国")
        for column, width in enumerate(self._look.widths):
            sign = sign_width() if column in self._signed else 0
            self.setColumnWidth(column, round(width * em) + 2 * PADDING_X + 3 + sign)

    def _size_some_rows(self) -> None:
        lines, spans = self._look.lines, self._look.spans
        last = min(self._unsized + _AT_ONCE, len(lines))
        for row in range(self._unsized, last):
            self.numbers.resizeSection(row, self._height(lines[row]))
        self._unsized = last
        while self._spans_set < len(spans) and spans[self._spans_set].top < last:
            span = spans[self._spans_set]
            self.setSpan(span.top, span.left, span.bottom - span.top + 1, span.right - span.left + 1)
            self._spans_set += 1
        if last < len(lines):
            self._size_soon.start()
        elif self._wanted is not None:
            self._wanted = None
            self.scrollTo(self.currentIndex())

    def _height(self, lines: int) -> int:
        return QFontMetrics(theme().font("caption")).lineSpacing() * lines + 2 * PADDING_Y + 2

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes and colours."""
        super().changeEvent(event)
        if is_look_change(event) and hasattr(self, "_size_soon"):
            self._fit()

    # --- keyboard and mouse ----------------------------------------------------------------------------------------

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell that the clerk went to another cell."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and not self._quiet:
            self._follow_table()
            self.cell_chosen.emit((current.row(), current.column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the keys of the program do."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and not ctrl and self.currentIndex().isValid():
            self.cell_opened.emit(self.current_place())
        elif event.key() in _ENTER:
            event.ignore()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._ask_at_cell()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask what the column of a cell means."""
        index = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            self.setCurrentIndex(index)
        if index.isValid():
            self._ask_at_cell()

    def focusInEvent(self, event) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _ask_at_cell(self) -> None:
        table = table_at(self.tables, self.current_place())
        if table is not None:
            rect = self.visualRect(self.currentIndex())
            below = QPoint(max(rect.x(), 0), min(rect.bottom(), self.viewport().height() - 1))
            self._ask(table, self.current_place(), self.viewport().mapToGlobal(below))

    def _ask_at_header(self, section: int) -> None:
        table = self.current_table()
        if table is not None:
            below = self.header.box_rect(section).bottomLeft()
            self._ask(table, (0, section), self.header.viewport().mapToGlobal(below))

    def _ask(self, table: ReadTable, place: Place, at: QPoint) -> None:
        columns = columns_at(table, self._model.sheet, place)
        if columns:
            self.meaning_asked.emit(table, columns, at)

    def _make_current(self, place: Place) -> None:
        index = self._model.index(*place)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
