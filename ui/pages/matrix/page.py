"""全县总表: every unit in every field at a glance, and a step from there to its entries or to a reminder."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.county.area import each_unit, whole_area
from app.county.matrix import Matrix, MatrixColumn, MatrixRow, matrix
from app.county.rechecking import Rechecked, recheck
from app.county.reminders import Reminder, reminders
from app.county.told_overdue import Overdue, overdue_told, with_overdue
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import Watch
from ui.pages.areas import next_area
from ui.pages.filters import remember_tab, remember_words
from ui.pages.matrix.ordering import ALL, ORDERS, ROSTER, shown_rows, tabs
from ui.pages.matrix.reminding import COPY, LOOK
from ui.pages.matrix.view import MatrixTools, MatrixView
from ui.pages.matrix.ways_out import WaysOut
from ui.pages.matrix.words import extent_words, standings_in, status_words
from ui.pages.page import Page
from ui.widgets.buttons import Button

_ORDER = "matrix.order"


class MatrixPage(Page):
    """Shows who is how far. The order of the units is remembered."""

    place, title, icon = "matrix", "全县总表", "grid-3x3"
    hints = ("Enter 打开格子", "F8 下一处问题")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._matrix: Matrix | None = None
        self._reminders: dict[str, Reminder] = {}
        self._overdue: Overdue = {}
        self._wanted = ""
        """The unit whose reminder shall be shown once it is there."""

    def build(self) -> Iterator[None]:
        desk = self.desk
        self.view = MatrixView(desk.preferences)
        self.body.addWidget(self.view)
        yield from self.view.in_turns()
        self.tools = MatrixTools()
        yield
        self.remind = Button("催报", icon="bell", role="primary", tip="谁还没有交，谁退回的没有改")
        self.ways = WaysOut(desk, self)
        kept = desk.preferences.get(_ORDER, ROSTER)
        self.tools.order.setCurrentIndex([*ORDERS].index(kept) if kept in ORDERS else 0)
        self._connect()

    def show_place(self, remind: str = "", **target) -> None:
        """Show the table; with `remind` (id of a unit) the words it is to be reminded with."""
        self._wanted = remind
        if remind and self._matrix is not None:
            self._show_wanted()
        else:
            self.view.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Read how far everybody is, then who was overdue, which takes longer, and who is to be reminded."""
        self.desk.session.ask(_read, self._show_matrix, owner=self)
        self.desk.session.ask(overdue_told, self._show_overdue, owner=self)
        self.desk.session.ask(reminders, self._show_reminders, owner=self)

    def areas(self) -> list[QWidget]:
        return [self.view.table, self.view.reminding, self.tools]

    def take_focus(self) -> None:
        """Begin in the table, not with the tools above it."""
        if self.view.columns.isVisible():
            self.view.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().take_focus()

    def next_area(self, *, back: bool = False) -> bool:
        """Go through the panes, then to the tools."""
        if self.view.currentWidget() is not self.view.columns:
            return super().next_area(back=back)
        return next_area(self.view.columns, self.tools, back=back)

    # --- what is shown ----------------------------------------------------------------------------------------------

    def _show_overdue(self, told: Overdue) -> None:
        self._overdue = told
        if self._matrix is not None and self._matrix.rows:
            self._show_units(with_overdue(self._matrix, told))

    def _show_matrix(self, found: Matrix) -> None:
        unit = self.desk.session.unit
        has_units = bool(found.rows and found.columns)
        self.title = f"{whole_area(unit.name, unit.kind)}总表"
        self.set_context(extent_words(found) if has_units else "")
        self.view.show_units(has_units)
        self.hints = type(self).hints if has_units else ()
        self.set_toolbar(self.tools if has_units else None)
        self.set_primary(self.remind if has_units else None)
        self.view.legend.show_standings(standings_in(found.rows))
        self._show_units(with_overdue(found, self._overdue))

    def _show_units(self, found: Matrix) -> None:
        self._matrix = found
        self.tools.tabs.set_tabs(tabs(found.rows))
        self._show_rows()

    def _show_rows(self) -> None:
        found = self._matrix
        rows = shown_rows(found.rows, self.tools.tabs.current() or ALL, self._order, self.tools.find.text().strip())
        # All of the roster: a filter does not make 各乡镇 of them.
        self.view.table.show_rows(found.columns, rows, each_unit(row.unit for row in found.rows).removeprefix("各"))
        self._show_status()

    def _show_status(self) -> None:
        table = self.view.table
        row, column = table.current_unit(), table.current_column()
        words = ""
        if row is not None and column is not None:
            words = status_words(row, column, table.current_cell())
        elif row is not None:
            words = f"{row.unit.name}：整个通过的领域 {row.accepted} 个，一共 {row.concerned} 个"
        elif self._matrix is not None:
            words = f"{len(self._matrix.rows)} 个单位，交了的 {self._matrix.submitted} 个"
        self.view.legend.words.setText(words)

    def _show_reminders(self, found: list[Reminder]) -> None:
        self._reminders = {each.unit.id: each for each in found}
        self.view.reminding.show_reminders(found)
        self.remind.setText(f"催报 {len(found)} 个单位" if found else "催报")
        self.set_badge(sum(each.overdue_days > 0 for each in found))
        self._show_wanted()

    def _show_wanted(self) -> None:
        if self._matrix is None or not self._wanted:
            return
        unit, self._wanted = self._wanted, ""
        row = next((row for row in self._matrix.rows if row.unit.id == unit), None)
        if row is not None:
            self._remind(row)

    @property
    def _order(self) -> str:
        return [*ORDERS][self.tools.order.currentIndex()]

    def _reorder(self) -> None:
        self.desk.preferences.put(_ORDER, self._order)
        self._show_rows()

    # --- going on from a cell ---------------------------------------------------------------------------------------

    def _open(self, unit: str, place: int) -> None:
        """Go to the entries behind a cell; where nothing was handed in, to the words that remind of it."""
        row = next(row for row in self._matrix.rows if row.unit.id == unit)
        if place < 0:
            self._open_unit(row)
            return
        column, cell = self._matrix.columns[place], row.cells[place]
        if cell is not None and cell.counts.entries:
            self._review(row, column)
        elif cell is not None:
            self._remind(row, column)

    def _open_unit(self, row: MatrixRow) -> None:
        """Go to the first field that needs a look, or to the reminder of who has handed in nothing."""
        places = [place for place, cell in enumerate(row.cells) if cell is not None and cell.counts.entries]
        waiting = [place for place in places if not row.cells[place].is_accepted]
        if places:
            self._review(row, self._matrix.columns[(waiting or places)[0]])
        else:
            self._remind(row)

    def _show_menu(self, place: QPoint) -> None:
        """What can be done at the current cell."""
        table = self.view.table
        row, column, cell = table.current_unit(), table.current_column(), table.current_cell()
        if row is None or column is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        review = menu.addAction("看条目", partial(self._review, row, column))
        review.setEnabled(cell is not None and cell.counts.entries > 0)
        compare = menu.addAction("同项对比", partial(self.desk.go, "item-compare", field=column.field))
        compare.setEnabled(column.field is not None)
        remind = menu.addAction("催报", partial(self._remind, row))
        remind.setEnabled(row.unit.id in self._reminders)
        menu.popup(place)

    def _review(self, row: MatrixRow, column: MatrixColumn) -> None:
        self.desk.go("review", organisation=row.unit.id, checklist=column.checklist, field=column.field)

    def _remind(self, row: MatrixRow, column: MatrixColumn | None = None) -> None:
        if row.unit.id in self._reminders:
            self.view.columns.show_side()
            self.view.reminding.go_to(row.unit.id)
            self.view.reminding.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if row.round is None:
            # Who is to be reminded is still being read.
            self._wanted = row.unit.id
            return
        lacks = f"，里面没有“{column.name}”" if column is not None else ""
        self.desk.messages.toast(f"{row.unit.name}交过第 {row.round} 轮{lacks}。")

    def _toggle_reminding(self) -> None:
        self.view.columns.toggle_side()
        if self.view.reminding.isVisible():
            self.view.reminding.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act_on_reminder(self, unit: str, code: str) -> None:
        each = self._reminders[unit]
        if code == COPY:
            QGuiApplication.clipboard().setText(each.text)
            self.desk.messages.toast(f"{each.unit.name}的催报的话复制好了，可以粘贴到短信和群里。")
        elif code == LOOK:
            row = next(row for row in self._matrix.rows if row.unit.id == unit)
            places = enumerate(row.cells)
            found = next((place for place, cell in places if cell is not None and cell.counts.returned), 0)
            self._review(row, self._matrix.columns[found])
        else:
            self.ways.print_sheets([unit])

    # --- checking again ---------------------------------------------------------------------------------------------

    def _recheck(self) -> None:
        self.desk.session.long("正在重新检查", _recheck, self._say_rechecked, self._recheck_ended, self, writes=True)

    def _say_rechecked(self, done: Rechecked) -> None:
        found = (
            f"{done.blocked} 条有必须改的问题，{done.warned} 条请看看" if done.blocked or done.warned else "没有问题"
        )
        self.desk.messages.toast(f"查了 {done.units} 个单位的 {done.entries} 条：{found}。")

    def _recheck_ended(self, error: BaseException) -> None:
        """What was checked before 停下 stays checked."""
        self.desk.messages.trouble(error)
        self.reload()

    # --- building ---------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        remember_tab(self.desk, "matrix", self.tools.tabs)
        remember_words(self.desk, "matrix", self.tools.find)
        tools, table, reminding = self.tools, self.view.table, self.view.reminding
        tools.tabs.chosen.connect(lambda tab: self._show_rows())
        tools.order.activated.connect(lambda number: self._reorder())
        tools.find.textChanged.connect(lambda text: self._show_rows())
        tools.find.returnPressed.connect(lambda: table.setFocus(Qt.FocusReason.OtherFocusReason))
        tools.inspection.clicked.connect(partial(self.desk.go, "inspection"))
        tools.recheck.clicked.connect(self._recheck)
        tools.workbook.clicked.connect(lambda: self.ways.save_workbook(self._name))
        tools.pdf.clicked.connect(lambda: self.ways.save_pdf(self._name))
        table.moved.connect(self._show_status)
        table.opened.connect(self._open)
        table.menu_wanted.connect(self._show_menu)
        reminding.acted.connect(self._act_on_reminder)
        reminding.print_all.connect(lambda: self.ways.print_sheets())
        reminding.save_list.connect(self.ways.save_list)
        self.remind.clicked.connect(self._toggle_reminding)
        for keys, step in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(table.step_to_problem, step))
        self.view.to_roster.clicked.connect(partial(self.desk.go, "inbox", roster=True))

    @property
    def _name(self) -> str:
        """What files are called."""
        unit = self.desk.session.unit
        return f"{unit.edition}年{unit.name}总表"


def _read(workspace: Workspace) -> Matrix:
    found = matrix(workspace)
    for row in found.rows:
        # Counted here: the window only shows it.
        _ = row.accepted, row.concerned, row.problems
    return found


def _recheck(workspace: Workspace, watch: Watch) -> Rechecked:
    return recheck(workspace, None, watch.progress, watch.is_cancelled)
