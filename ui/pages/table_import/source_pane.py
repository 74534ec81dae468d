"""The left half of the page: the source, the tabs of its sheets, and where it is from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QTabBar, QVBoxLayout, QWidget

from app.tables.sources.sheet import Place
from ui.pages.table_import.marks import ItemKey, answers_of
from ui.pages.table_import.reading import Reading
from ui.pages.table_import.source_table import SourceTable
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel
from ui.widgets.pane_head import PaneHead

_HIDDEN = "（文件里隐藏的）"


class SourcePane(QWidget):
    """Shows one sheet at a time."""

    sheet_chosen = Signal(int)
    """The clerk went to another sheet."""
    heads_told = Signal(int, object, bool)
    """The clerk says in which row of a sheet (None: in none) the heads begin, or (False) leaves it to the program."""

    def __init__(self, table: SourceTable) -> None:
        super().__init__()
        self._reading: Reading | None = None
        self.facts = ElidedLabel("", "table", "text-muted")
        self.table = table
        self.sheets = QTabBar()
        self.sheets.setAccessibleName("工作表")
        self.sheets.setExpanding(False)
        self.sheets.setUsesScrollButtons(True)
        self.sheets.setDrawBase(False)
        self.sheets.currentChanged.connect(self._choose_sheet)
        self.heads = Button("表头在哪", icon="table-2", compact=True, tip="程序认错了表头，或者没有认出来，在这里说")
        self._heads_menu = QMenu(self.heads)
        self._heads_menu.aboutToShow.connect(self._offer_heads)
        self.heads.setMenu(self._heads_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PaneHead("原来的表", self.facts, (self.heads,)))
        column.addWidget(self.table, 1)
        column.addWidget(self.sheets)

    @property
    def sheet(self) -> int:
        """The number of the sheet shown."""
        return max(self.sheets.currentIndex(), 0)

    def show_reading(self, reading: Reading) -> None:
        """Show a file; the same one read otherwise stays where it is."""
        is_new = self._reading is None or reading.source is not self._reading.source
        self._reading = reading
        if is_new:
            self._show_tabs(reading)
        self._show_sheet()

    def show_item(self, key: ItemKey, *, go_there: bool, element: str = "") -> None:
        """Frame the cells of an item, or of one of its elements; with `go_there` scroll to them, in their sheet."""
        answers = answers_of(self._reading.read.tables[key.table].rows[key.row])
        of_element = answers[element].cells if element in answers else ()
        cells = of_element or tuple(cell for answer in answers.values() for cell in answer.cells)
        if not cells:
            self.table.show_cells((), None)
            return
        own = [cell for cell in cells if cell.row in self._reading.read.tables[key.table].rows[key.row].rows]
        first = min(own or cells)
        if go_there:
            self.go_to_sheet(first.sheet)
        places = [(cell.row, cell.column) for cell in cells if cell.sheet == self.sheet]
        self.table.show_cells(places, (first.row, first.column) if go_there else None)

    def show_place(self, sheet: int, place: Place | None) -> None:
        """Go to a cell, or only to its sheet."""
        self.go_to_sheet(sheet)
        self.table.show_cells([] if place is None else [place], place)

    def go_to_sheet(self, number: int) -> None:
        """Show a sheet. Says nothing."""
        if number != self.sheet:
            self.sheets.blockSignals(True)
            self.sheets.setCurrentIndex(number)
            self.sheets.blockSignals(False)
            self._show_sheet()

    def tell_row(self) -> None:
        """Say that the heads begin in the current row."""
        self._tell(max(self.table.current_place()[0], 0))

    def tell_none(self) -> None:
        """Say that the table has no heads."""
        self._tell(None)

    def _tell(self, row: int | None) -> None:
        # What was pressed goes away; what the columns mean is said next.
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.heads_told.emit(self.sheet, row, True)

    def _offer_heads(self) -> None:
        menu, sheet = self._heads_menu, self._reading.source.sheets[self.sheet]
        menu.clear()
        row = max(self.table.current_place()[0], 0)
        menu.addAction(f"第 {row + sheet.first_row + 1} 行（选中的）是表头", self.tell_row)
        menu.addAction("这张表没有表头", self.tell_none)
        if self.sheet in self._reading.choices.head_rows:
            menu.addSeparator()
            menu.addAction("还是照程序看的", lambda: self.heads_told.emit(self.sheet, None, False))

    def _show_tabs(self, reading: Reading) -> None:
        self.sheets.blockSignals(True)
        while self.sheets.count():
            self.sheets.removeTab(0)
        for number, sheet in enumerate(reading.source.sheets):
            name = reading.masked(sheet.name) or f"第{number + 1}张表"
            self.sheets.addTab(name + (_HIDDEN if sheet.is_hidden else ""))
        first = next((table.sheet for table in reading.read.tables if table.rows), 0)
        self.sheets.setCurrentIndex(first)
        self.sheets.blockSignals(False)
        self.sheets.setVisible(len(reading.source.sheets) > 1)

    def _choose_sheet(self, number: int) -> None:
        self._show_sheet()
        self.sheet_chosen.emit(number)

    def _show_sheet(self) -> None:
        reading, number = self._reading, self.sheet
        sheet = reading.source.sheets[number]
        tables = [table for table in reading.read.tables if table.sheet == number]
        self.table.show_sheet(reading, number, tables)
        before = f" · 表前写着：{reading.masked('；'.join(sheet.before))}" if sheet.before else ""
        hidden = f" · 隐藏的 {len(sheet.hidden_rows)} 行" if sheet.hidden_rows else ""
        self.facts.setText(f"{reading.source.name} · {len(sheet.cells)} 行{hidden}{before}")
