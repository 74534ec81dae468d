"""表格: every line of a table with every element a column, to look through, sort out and change many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.drafting.grid import Grid, GridReading, GridRow
from app.drafting.grid_filters import shown_rows
from app.workspace import Workspace
from ui.desk import Desk
from ui.pages.drafting.acts import Acts
from ui.pages.drafting.grid.columns import NAME, NUMBER
from ui.pages.drafting.grid.painting import GridDelegate
from ui.pages.drafting.grid.sieve import Sieve
from ui.pages.drafting.grid.table import GridTable
from ui.pages.drafting.grid.tools import GridTools
from ui.pages.drafting.records import EntryView, PageView, Place, TableView
from ui.pages.drafting.side import FINDINGS, HISTORY, Side
from ui.pages.drafting.view import ANY, View
from ui.widgets.columns import Columns

FIRST_PAGE = 40
"""So many entries are read and shown before the rest of a long table."""
_TELL_AFTER_MS = 90
_KEYS = ("F2 改一格", "Ctrl+D 向下填充", "F8 下一处问题")


@dataclass(frozen=True)
class Block:
    """The cells that are chosen: these entries, in each of them these elements, in the order shown.

    Lines that were not adopted have no entry and are left out.
    """

    ids: tuple[str, ...]
    elements: tuple[str, ...]


class GridView(View):
    """The grid with its filters, and beside it what stands beside the form."""

    code = "grid"
    title = "表格"
    icon = "table-2"
    delegate_kind: ClassVar[type[GridDelegate]] = GridDelegate
    """What draws and edits cells."""

    def __init__(self, desk: Desk, acts: Acts) -> None:
        super().__init__(desk, acts)
        self._reading = GridReading()
        self._place: Place | None = None
        self._table: TableView | None = None
        self._page: PageView | None = None
        self._rows: tuple[Grid | None, dict[str, GridRow]] = (None, {})
        self._told = ""
        """The key of the line the page was told last, or told us."""
        self._wanted: tuple[str, str] | None = None
        """The line and element to go to as soon as the line is there."""
        self._ticket = 0
        self.sieve = Sieve()
        self.tools, self.side = GridTools(), Side()
        self.table = GridTable(self._sign_of, self.delegate_kind)
        self.columns = Columns("drafting-grid", desk.preferences)
        self.columns.set_content(self.table, "表格")
        self.columns.set_side(self.side, "参考")
        self.columns.side_head.addWidget(self.side.tabs)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.columns)
        self._tell_due = QTimer(self, singleShot=True, interval=_TELL_AFTER_MS)
        self._connect()

    # --- what acts on cells ask ------------------------------------------------------------------------------------

    def block(self) -> Block:
        """Return the entries and elements that are chosen, in the order shown."""
        model, chosen = self.table.model, self.table.selection
        rows = (model.row_at(row) for row in chosen.rows())
        return Block(
            tuple(row.id for row in rows if row.id is not None),
            tuple(model.columns[column].key for column in chosen.columns()),
        )

    def current_cell(self) -> tuple[str, str] | None:
        """Return entry and element of the current cell; None without one, or where the item was not adopted."""
        row = self.current_row
        return (row.id, self.element_at_cursor) if row is not None and row.id is not None else None

    @property
    def current_row(self) -> GridRow | None:
        """The line of the current cell."""
        selection = self.table.selection
        return None if selection.is_empty else self.table.model.row_at(selection.current[0])

    @property
    def element_at_cursor(self) -> str:
        """The element of the current cell, "" without one."""
        selection = self.table.selection
        return "" if selection.is_empty else self.table.model.columns[selection.current[1]].key

    def chosen_rows(self) -> list[GridRow]:
        """Return the lines that are chosen, also those not adopted, in the order shown."""
        return [self.table.model.row_at(row) for row in self.table.selection.rows()]

    def shown_ids(self) -> tuple[str, ...]:
        """Return the entries shown, in order."""
        model = self.table.model
        rows = (model.row_at(row) for row in range(model.rowCount()))
        return tuple(row.id for row in rows if row.id is not None)

    def shown_elements(self) -> tuple[str, ...]:
        """Return the elements in the order of their columns."""
        return tuple(column.key for column in self.table.model.columns[NAME:])

    @property
    def rows(self) -> Mapping[str, GridRow]:
        """Every line of the table that is an entry, shown or not, by entry."""
        grid = self.table.model.grid
        if grid is not self._rows[0]:
            self._rows = grid, {row.id: row for row in grid.rows if row.id is not None}
        return self._rows[1]

    @property
    def place(self) -> Place | None:
        """Which table is shown."""
        return self._place

    def go_to(self, entry: str, element: str) -> None:
        """Make a cell the current one and show it; filters that hide it are taken away."""
        row = self.rows.get(entry)
        if row is not None:
            self._go(row.key, element)

    # --- what the page asks ----------------------------------------------------------------------------------------

    @property
    def toolbar(self) -> QWidget:
        return self.tools

    @property
    def hints(self) -> tuple[str, ...]:
        count = self.table.selection.count()
        return (f"选中 {count:,} 格", *_KEYS) if count > 1 else _KEYS

    @property
    def shown(self) -> EntryView | None:
        entry, row = self._page and self._page.entry, self.current_row
        return entry if entry is not None and row is not None and entry.key == row.key else None

    @property
    def clock(self) -> int:
        return 0

    @property
    def wants_versions(self) -> bool:
        return self.side.tabs.current() == HISTORY

    def read_ahead(self, place: Place) -> None:
        other = place != self._place
        if other:
            self._place = place
            self._ask_grid(FIRST_PAGE, other=True)
        self._ask_grid(None, other=False)

    def show_table(self, table: TableView, worked_out: Any) -> None:
        self._table = table
        if table.place != self._place:
            self.read_ahead(table.place)
        self.table.model.set_findings(table.findings)
        self.side.set_findings_count(len(table.findings))
        self.tools.show_table(table)

    def show_line(self, page: PageView, key: str, asked_at: int, wanted: str) -> None:
        self._page = page
        if wanted or key != self._told:
            self._told = key
            self._go(key, wanted)
        if wanted:
            self.take_keyboard()
        self.side.findings.show_findings(page.table, key)
        self.side.history.show_versions(page.versions or ())
        if page.entry is None:
            self.side.standard.show_nothing()
        else:
            self.side.standard.show_entry(page.entry)
            self._show_standard()

    def show_findings(self) -> None:
        self.side.show_tab(FINDINGS)

    def go_to_findings(self) -> None:
        self.side.show_tab(FINDINGS)
        self.columns.show_side()

    def show_history(self) -> None:
        """Open the history of the line."""
        self.side.show_tab(HISTORY)
        self.reading_asked.emit()
        self.columns.show_side()

    def reveal(self) -> None:
        self.columns.show_content()

    def take_keyboard(self) -> None:
        self.table.main.setFocus()

    def areas(self) -> list[QWidget]:
        return [self.table.main, self.side]

    # --- reading ---------------------------------------------------------------------------------------------------

    def _ask_grid(self, limit: int | None, *, other: bool) -> None:
        """Read the table, or its first page; what is shown of it is worked out beside the window's thread too."""
        place, reading, sieve, findings = self._place, self._reading, self.sieve, self._findings()
        filters, sort = sieve.filters(), sieve.sort
        before = set() if other or self.table.model.grid is None else {row.key for row in self.table.model.grid.rows}

        def read(workspace: Workspace) -> tuple[Grid, list[int]] | None:
            if place.checklist not in workspace.library.definitions:
                return None
            grid = reading.read(workspace, *place, limit=limit)
            return grid, shown_rows(grid, filters, sort, findings)

        def show(found: tuple[Grid, list[int]] | None) -> None:
            if found is not None and place == self._place:
                self._show_grid(*found)

        self.desk.session.ask(read, show, owner=self)

    def _findings(self) -> Sequence[Any]:
        return self._table.findings if self._table and self._table.place == self._place else ()

    def _show_grid(self, grid: Grid, shown: Sequence[int]) -> None:
        self.table.show_grid(grid, shown)
        self.tools.show_count(len(shown), len(grid.rows) + grid.missing, filtered=self.sieve.is_filtered)
        if self._wanted is not None:
            self._go(*self._wanted)
        elif self.table.selection.is_empty and shown:
            self.table.go_to(0, self.table.model.column_of(self.element))

    # --- going somewhere -------------------------------------------------------------------------------------------

    def _go(self, key: str, element: str) -> None:
        """Go to a line, once it is there."""
        model = self.table.model
        row, column = model.row_of(key), model.column_of(element if element != ANY else "")
        if row < 0:
            self._wanted = (key, element) if key else None
            return
        self._wanted = None
        self.table.go_to(row, column if column >= 0 else self.table.selection.current[1])

    def _moved(self) -> None:
        row = self.current_row
        self.element = self.element_at_cursor
        self.hints_changed.emit()
        if row is not None and row.key != self._told:
            self._tell_due.start()
        else:
            self._tell_due.stop()
            self._show_standard()

    def _tell(self) -> None:
        """Tell the page which line this is, once the clerk rests on it."""
        row = self.current_row
        if row is not None and row.key != self._told:
            self._told = row.key
            self.chosen.emit(row.key)

    def _show_standard(self) -> None:
        shown = self.shown
        if shown is not None and self.element:
            self.side.standard.show_element(shown, self.element, shown.values.get(self.element))

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._tell_due.timeout.connect(self._tell)
        self.table.moved.connect(self._moved)
        self.table.adopt_asked.connect(self._adopt)
        self.side.findings.chosen.connect(
            lambda finding: self.opened.emit(self._table.key_of(finding), finding.element or ANY)
        )
        self.side.findings.mend_asked.connect(lambda finding, answer: self.acts.mend(self._place, finding, answer))
        self.side.findings.stepped.connect(self.jump_asked)
        self.side.history.restore_asked.connect(
            lambda revision, element: self.acts.restore(self.shown.entry, revision, element)
        )
        self.side.tab_chosen.connect(lambda tab: tab == HISTORY and self.reading_asked.emit())
        self.side.standard.use_standard.connect(self._use_standard)
        self._connect_tools()

    def _connect_tools(self) -> None:
        tools = self.tools
        tools.add.clicked.connect(self.add_asked)
        tools.history.clicked.connect(self.show_history)
        tools.adopt_all.triggered.connect(lambda: self.adopt_asked.emit())
        tools.confirm_all.triggered.connect(lambda: self.acts.confirm_table(self._place))
        tools.finalise.triggered.connect(lambda: self.acts.finalise(self._place))

    def _adopt(self, key: str) -> None:
        self.acts.adopt_item(self._place, key, lambda: self.opened.emit(key, ANY))

    def _use_standard(self, element: str) -> None:
        shown = self.shown
        if shown is not None and shown.entry and shown.standard is not None:
            self.acts.use_standard(shown.entry, {element: shown.standard.get(element)}, shown.code)

    def _sign_of(self, column: int) -> str:
        return self.sieve.sign_of(self.table.model.columns[column])
