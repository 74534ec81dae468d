"""表格: every line of a table with every element a column, to look through, sort out and change many at once."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.checks.finding import Finding
from app.drafting.grid import GridReading
from app.workspace import Workspace
from ui.desk import Desk
from ui.pages.drafting.acts import Acts
from ui.pages.drafting.empty import nothing_adopted
from ui.pages.drafting.grid.acts import GridActs
from ui.pages.drafting.grid.cell_editing import CellEditing, Typed
from ui.pages.drafting.grid.cell_findings import Here
from ui.pages.drafting.grid.chosen import ChosenCells
from ui.pages.drafting.grid.clipboard import copy_block
from ui.pages.drafting.grid.columns import NAME, NUMBER_KEY
from ui.pages.drafting.grid.filtering import Filtering
from ui.pages.drafting.grid.moving import LineMover
from ui.pages.drafting.grid.panels import Panels
from ui.pages.drafting.grid.remembered import Remembered
from ui.pages.drafting.grid.sieve import Before
from ui.pages.drafting.grid.source import GridSource, Sifted
from ui.pages.drafting.grid.table import GridTable
from ui.pages.drafting.grid.tools import GridTools
from ui.pages.drafting.records import EntryView, PageView, Place, TableView
from ui.pages.drafting.side import FINDINGS, HISTORY, Side
from ui.pages.drafting.view import ANY, View
from ui.pages.drafting.words import self_name
from ui.widgets.columns import Columns

_TELL_AFTER_MS = 90
_FIRST_KEYS = {"flag": "空格 选是或否", "choice": "空格 选一种", "choices": "空格 勾选"}
_KEYS = ("F2 改一格", "Ctrl+D 向下填充", "F8 下一处问题")


class GridView(View):
    """The grid with its filters, and beside it what stands beside the form."""

    code = "grid"
    title = "表格"
    icon = "table-2"

    def __init__(self, desk: Desk, acts: Acts) -> None:
        super().__init__(desk, acts)
        self.source, self._remembered = GridSource(GridReading()), Remembered(desk.preferences)
        self._place: Place | None = None
        self._table: TableView | None = None
        self._page: PageView | None = None
        self._hinted: tuple[str, ...] = ()
        self._checked: Place | None = None
        """The table whose findings are known."""
        self._told = ""
        """The key of the line the page was told last, or told us."""
        self._wanted: tuple[str, str] | None = None
        """The line and element to go to as soon as the line is there."""
        self._is_fresh = self._was_touched = self._is_led = False
        """Whether the page has not said which line to show; the clerk went somewhere before it did; the view leads."""
        self._came = False
        """Whether the view was just put in the place of another, and the keyboard may be anywhere."""

    def build(self) -> Iterator[None]:
        desk = self.desk
        self.filtering = Filtering(self)
        self.tools = GridTools()
        yield
        self.table = GridTable(self.filtering.sign_of)
        yield
        self.side = Side(desk)
        yield
        self.cells = ChosenCells(self.table)
        self.editing = CellEditing(desk, self.table)
        self.table.edit_with(self.editing.make_delegate)
        self.panels = Panels(self.side)
        self.columns = Columns("drafting-grid", desk.preferences)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.columns)
        self._content = QStackedWidget()
        self._content.addWidget(self.table)
        self.columns.set_content(self._content, "表格")
        self.columns.set_side(self.panels, "参考")
        self.columns.side_head.addWidget(self.side.tabs)
        yield
        self.side.show_tab(FINDINGS)
        self._tell_due = QTimer(self, singleShot=True, interval=_TELL_AFTER_MS)
        self._connect()
        LineMover(self)
        self._cell_acts: GridActs | None = None
        self._acts_due = QTimer(self, singleShot=True, interval=0)
        self._acts_due.timeout.connect(lambda: self.cell_acts)

    @property
    def cell_acts(self) -> GridActs:
        """What is done to cells and lines; made once the table is seen, for its panels take a while."""
        if self._cell_acts is None:
            self._cell_acts = GridActs(self)
        return self._cell_acts

    def share(self, grids: GridReading) -> None:
        self.source = GridSource(grids)

    # --- what acts on cells ask ------------------------------------------------------------------------------------

    @property
    def place(self) -> Place | None:
        """Which table is shown."""
        return self._place

    def go_to(self, entry: str, element: str) -> None:
        """Make a cell the current one and show it; filters that hide it are taken away."""
        row = self.cells.rows.get(entry)
        if row is not None:
            self._go(row.key, element)

    def findings_here(self) -> Here:
        """Return what the check says about the current cell, and what somebody let stand there."""
        row, element = self.cells.current_row, self.cells.current_element
        if row is None or row.id is None or self._table is None:
            return (), ()
        here = row.id, element
        return (
            [each for each in self._table.findings if (each.entry, each.element) == here],
            [each for each, _ in self._table.dismissed if (each.entry, each.element) == here],
        )

    def act_on(self, finding: Finding, code: str) -> None:
        """Do what is offered about a finding."""
        self.acts.act_on(self._place, finding, code)

    # --- what the page asks ----------------------------------------------------------------------------------------

    @property
    def toolbar(self) -> QWidget:
        return self.tools

    @property
    def hints(self) -> tuple[str, ...]:
        count = self.table.selection.count()
        if count > 1:
            return f"选中 {count:,} 格", *_KEYS
        element = self.cells.definition.element(self.cells.current_element) if self.cells.current_element else None
        return _KEYS if element is None else (_FIRST_KEYS.get(element.kind, _KEYS[0]), *_KEYS[1:])

    @property
    def shown(self) -> EntryView | None:
        entry, row = self._page and self._page.entry, self.cells.current_row
        return entry if entry is not None and row is not None and entry.key == row.key else None

    @property
    def chosen_entries(self) -> list[str]:
        return list(self.cells.block().ids)

    @property
    def clock(self) -> int:
        return 0

    @property
    def wants_versions(self) -> bool:
        return self.side.tabs.current() == HISTORY

    def read_ahead(self, place: Place) -> None:
        if place == self._place:
            self._read(before=self._lines_before())
            return
        self._place, self._is_fresh, self._was_touched = place, True, False
        self.editing.checklist = place.checklist
        self._wanted = self._remembered.cell(place)
        self.filtering.sieve = self._remembered.sieve(place)
        self.table.start_over(self._remembered.widths(place))
        self._read(first=True)
        self._read()

    def show_table(self, table: TableView, worked_out: Any) -> None:
        self._table = table
        self.editing.citations = table.citations
        if table.place != self._place:
            self.read_ahead(table.place)
        new = self._checked != table.place
        self._checked = table.place
        self.table.model.set_findings(table.findings)
        if new and self.filtering.sieve.asks_for_findings:
            self._sift()
        self.side.set_findings_count(len(table.findings))
        self.tools.show_table(table)
        self._show_empty(table)

    def _show_empty(self, table: TableView) -> None:
        """Say in place of a table without a single line what can be done."""
        if self._content.count() > 1:
            before = self._content.widget(1)
            self._content.removeWidget(before)
            before.deleteLater()
        if not table.items:
            level = self.desk.session.unit.kind_label
            state = nothing_adopted(table, level, self.adopt_asked.emit, self.add_asked.emit, self.bring_in)
            self._content.addWidget(state)
        self._content.setCurrentIndex(self._content.count() - 1)

    def show_line(self, page: PageView, key: str, asked_at: int, wanted: str) -> None:
        self._page = page
        fresh, self._is_fresh = self._is_fresh, False
        ours = self._was_touched or (not wanted and bool(self._remembered.cell(self._place)[0]))
        if fresh and ours and self.cells.current_row is not None:
            self._tell()
        elif wanted or key != self._told:
            self._told = key
            self._go(key, wanted)
        focused = self.window().focusWidget()
        if wanted or (self._came and (focused is None or self.isAncestorOf(focused))):
            self.take_keyboard()
        self._came = False
        self.side.findings.show_findings(page.table, key)
        self.side.history.show_versions(page.versions or ())
        self.side.review.show_entry(page.entry and page.entry.entry)
        if page.entry is None:
            self.side.standard.show_nothing()
        else:
            self.side.standard.show_entry(page.entry)
            self._show_standard()

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        yield self.side.prepare

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
        return [self._content.currentWidget(), self.panels]

    def showEvent(self, event: QShowEvent) -> None:
        """Notice that the view comes."""
        super().showEvent(event)
        self._came = True

    # --- reading ---------------------------------------------------------------------------------------------------

    def _read(self, *, first: bool = False, before: Before | None = None) -> None:
        """Read the table, or its first page; what is shown of it is worked out beside the window's thread too."""
        place, source, sieve, findings = self._place, self.source, self.filtering.sieve.copy(), self._findings()

        typed = self.editing.settled()

        def read(workspace: Workspace) -> Sifted | None:
            return source.read(workspace, place, sieve, findings, first=first, before=before)

        self.desk.session.ask(read, lambda found: self._show_read(found, typed), owner=self)

    def _sift(self) -> None:
        """Show what the filters leave now, in the order that is chosen now."""
        source, sieve, findings = self.source, self.filtering.sieve.copy(), self._findings()
        self._remembered.keep_sieve(self._place, sieve)
        self.desk.session.ask(lambda workspace: source.sift(sieve, findings), self._show_sifted, owner=self)

    def _lines_before(self) -> Before | None:
        """Return the lines there are now, as long as all of them are known."""
        model = self.table.model
        if model.grid is None or model.grid.missing or self.filtering.sieve.is_open:
            return None
        return Before(frozenset(row.key for row in model.grid.rows), model.keys())

    def _findings(self) -> Sequence[Finding]:
        return self._table.findings if self._table and self._table.place == self._place else ()

    def _show_read(self, found: Sifted | None, typed: Typed) -> None:
        """Show lines read when `typed` had been handed over."""
        self._show_sifted(found)
        if found is not None and found.place == self._place:
            self.editing.forget(typed)

    def _show_sifted(self, found: Sifted | None) -> None:
        if found is None or found.place != self._place:
            return
        self.table.show_grid(found.grid, found.shown)
        self._show_count()
        self._tell_hints()
        if self._wanted is not None:
            self._go(*self._wanted)
        if self.table.selection.is_empty and found.shown:
            self._lead(0, self.table.model.column_of(self.element))
        if self._cell_acts is None:
            self._acts_due.start()
        else:
            self._cell_acts.follow()

    def _show_count(self) -> None:
        model = self.table.model
        whole = len(model.grid.rows) + model.grid.missing
        self.tools.show_count(len(model.shown), whole, self.filtering.sieve)

    # --- going somewhere -------------------------------------------------------------------------------------------

    def _go(self, key: str, element: str) -> None:
        """Go to a line, once it is there; who wants an element of it sees it whatever the filters leave out."""
        model = self.table.model
        row, column = model.row_of(key), model.column_of(element if element != ANY else "")
        self._wanted = None
        if row >= 0:
            self._lead(row, column)
        elif key and self._is_left_out(key) and not self._is_fresh:
            self._show_left_out(key, element)
        elif key:
            self._wanted = key, element

    def _lead(self, row: int, column: int) -> None:
        self._is_led = True
        self.table.go_to(row, column if column >= 0 else self.table.selection.current[1])
        self._is_led = False

    def _is_left_out(self, key: str) -> bool:
        """Whether the filters leave out a line of the table."""
        grid = self.table.model.grid
        return grid is not None and any(row.key == key for row in grid.rows)

    def _show_left_out(self, key: str, element: str) -> None:
        if element:
            self._wanted = key, element
            self.filtering.clear_filters()
            self.desk.messages.toast("筛选清除了，要看的那一条才显示得出来。")
            return
        model = self.table.model
        places = {row.key: place for place, row in enumerate(model.grid.rows)}
        following = (row for row, place in enumerate(model.shown) if place >= places[key])
        if model.shown:
            self._lead(next(following, len(model.shown) - 1), -1)

    def _moved(self) -> None:
        row = self.cells.current_row
        self.element = self.cells.current_element
        self._was_touched = self._was_touched or not self._is_led
        self._tell_hints()
        if row is not None and row.key != self._told:
            self._tell_due.start()
        else:
            self._tell_due.stop()
            self._show_standard()

    def _tell_hints(self) -> None:
        if self.hints != self._hinted:
            self._hinted = self.hints
            self.hints_changed.emit()

    def _tell(self) -> None:
        """Tell the page which line this is, once the clerk rests on it and the page knows the table."""
        row = self.cells.current_row
        if row is None or self._is_fresh:
            return
        self._remembered.keep_cell(self._place, row.key, self.element)
        if row.key != self._told:
            self._told = row.key
            self.chosen.emit(row.key)

    def _show_standard(self) -> None:
        shown = self.shown
        if shown is not None and self.element:
            unit = self_name(self.desk.session.unit.name)
            self.side.standard.show_element(shown, self.element, shown.values.get(self.element), unit)

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._tell_due.timeout.connect(self._tell)
        self.table.moved.connect(self._moved)
        self.side.findings.chosen.connect(
            lambda finding: self.opened.emit(self._table.key_of(finding), finding.element or ANY)
        )
        self.side.findings.acted.connect(self.act_on)
        self.side.findings.stepped.connect(self.jump_asked)
        self.side.history.restore_asked.connect(
            lambda revision, element: self.acts.restore(self.shown.entry, revision, element)
        )
        self.side.tab_chosen.connect(lambda tab: tab == HISTORY and self.reading_asked.emit())
        self.side.standard.use_standard.connect(self._use_standard)

        self.table.adopt_asked.connect(self._adopt)
        self.filtering.changed.connect(self._sift)
        self.table.refused.connect(self._say_why_locked)
        self.table.header_menu_asked.connect(self.filtering.open_menu)
        self.table.menu_wanted.connect(lambda place: self.cell_acts.open_menu(place))
        self.table.width_changed.connect(self._keep_width)
        self.columns.narrow_changed.connect(self._fit_narrow)
        self._connect_tools()

    def _connect_tools(self) -> None:
        tools = self.tools
        tools.used.connect(self._go_on_in_table)
        tools.filter.clicked.connect(lambda: self.filtering.open_menu(self.table.selection.current[1]))
        tools.clear.clicked.connect(self.filtering.clear)
        tools.copy.clicked.connect(self.copy)
        tools.add.clicked.connect(self.add_asked)
        tools.history.clicked.connect(self.show_history)
        tools.check.triggered.connect(self._check)
        tools.bring_in.triggered.connect(self.bring_in)
        tools.adopt_all.triggered.connect(lambda: self.adopt_asked.emit())
        tools.confirm_all.triggered.connect(lambda: self.acts.confirm_table(self._place))
        tools.finalise.triggered.connect(lambda: self.acts.finalise(self._place))
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in {"Ctrl+C": self.copy, "Ctrl+A": self.table.choose_all}.items():
            QShortcut(QKeySequence(keys), self.table.main, context=context).activated.connect(act)

    def copy(self) -> None:
        """Put the chosen cells on the clipboard."""
        copy_block(self)

    def _go_on_in_table(self) -> None:
        """After a tool the arrow keys are for the cells again, unless the keyboard has gone elsewhere."""
        focused = self.window().focusWidget()
        if focused is not None and self.tools.isAncestorOf(focused):
            self.take_keyboard()

    def _check(self) -> None:
        self.go_to_findings()
        self.reading_asked.emit()

    def _keep_width(self, column: int, width: int) -> None:
        self._remembered.keep_width(self._place, self.table.model.columns[column].key or NUMBER_KEY, width)

    def _fit_narrow(self, narrow: bool) -> None:
        self.table.set_frozen(NAME if narrow else NAME + 1)

    def _say_why_locked(self) -> None:
        row, say = self.cells.current_row, self.desk.messages.toast
        if row is None:
            return
        if row.not_applicable is not None:
            say("这一条标为不涉及，恢复为涉及才能填。", "恢复为涉及", lambda: self.acts.take_up([row.id]))
        else:
            say("这一栏是算出来的，不用填。")

    def _adopt(self, key: str) -> None:
        self.acts.adopt_item(self._place, key, lambda: self.opened.emit(key, ANY))

    def _use_standard(self, element: str) -> None:
        shown = self.shown
        if shown is not None and shown.entry and shown.standard is not None:
            self.acts.use_standard(shown.entry, {element: shown.standard.get(element)}, shown.code)
