"""各村: which village's sheet is missing, one table split among all, the month's sheets of all, the list of units."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from app.villages.overview import Overview, first_of_month
from app.villages.printing import Printed
from app.villages.units import Added, ExpectedSheet, MyUnits, add_files, expect_sheets, remove_unit
from ui.desk import Desk
from ui.opening import open_file
from ui.pages.notices.blanks_form import BlanksForm
from ui.pages.page import Page
from ui.pages.villages.expected_view import ExpectedView
from ui.pages.villages.month_printing import MonthPrinting, Order
from ui.pages.villages.reading import Founded, Standing, found_villages, read_standing
from ui.pages.villages.sheet_words import printed_words
from ui.pages.villages.sheets_view import JOINED, SheetsView, open_unit_of
from ui.pages.villages.split_pane import SplitPane
from ui.pages.villages.split_view import SplitView
from ui.pages.villages.splitting import Splitting
from ui.pages.villages.unit_rows import unit_rows
from ui.pages.villages.units_view import UnitsView
from ui.pages.villages.village_preview import NOTHING_CHOSEN
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.note import Note
from ui.widgets.preview_pane import PreviewPane
from ui.widgets.row_spec import Row
from ui.widgets.segments import Segments

SHEETS, SPLIT, UNITS, EXPECTED = "sheets", "split", "units", "expected"
_HINTS = {
    SHEETS: ("Enter 打开这个村", "Ctrl+S 存成 PDF", "Ctrl+P 打印", "Ctrl+U 换单位"),
    SPLIT: ("Ctrl+V 粘贴名单", "Ctrl+Enter 做公示", "Ctrl+U 换单位"),
    UNITS: ("Ctrl+N 添加", "Enter 打开", "Ctrl+U 换单位"),
    EXPECTED: ("空格 勾选", "Enter 换多久一张", "Esc 返回"),
}
_EMPTY_HINTS = ("Ctrl+N 添加", "Ctrl+U 换单位")
_FORM = "villages.form"


class VillagesPage(Page):
    """Each village keeps a file of its own; this page goes from one to the next and never mixes them."""

    place, title, icon = "villages", "各村", "house"
    hints = _HINTS[SHEETS]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._standing: Standing | None = None
        self._mode = SHEETS

    def build(self) -> Iterator[None]:
        self.sheets = SheetsView()
        yield
        self.tabs = Segments(
            [(SHEETS, "list-checks", "缺哪张"), (SPLIT, "split", "分名单"), (UNITS, "house", "我的单位")]
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheets)
        self.body.addWidget(self._stack)
        self.printing = MonthPrinting(self.desk, self)
        yield
        self.set_toolbar(self._make_toolbar())
        self._connect()
        self._add_shortcuts()
        self.sheets.form.set_current(self.desk.preferences.get(_FORM, JOINED))

    # --- views made when they are asked for first --------------------------------------------------------------------

    @cached_property
    def split_pane(self) -> SplitPane:
        """Where a list is parted, beside the sheet of one village."""
        pane = SplitPane(self.desk, self._split_view.whole(), self._split_sheet)
        self._stack.addWidget(pane)
        pane.splitting.made.connect(self.reload)
        pane.splitting.printing_asked.connect(lambda: self._show_mode(SHEETS))
        if self._standing is not None:
            pane.splitting.show_units(self._standing.mine.villages, self._standing.templates)
        return pane

    @cached_property
    def _split_view(self) -> SplitView:
        return SplitView(self._split_form)

    @cached_property
    def _split_sheet(self) -> PreviewPane:
        return PreviewPane(self.desk.jobs, "张", NOTHING_CHOSEN)

    @cached_property
    def _split_form(self) -> BlanksForm:
        return BlanksForm()

    @property
    def splitting(self) -> Splitting:
        """What parts a list among the villages."""
        return self.split_pane.splitting

    @property
    def split(self) -> SplitView:
        """Where a list is parted."""
        return self.split_pane.view

    @cached_property
    def units(self) -> UnitsView:
        """The list of units."""
        view = UnitsView()
        self._stack.addWidget(view)
        view.opened.connect(self._open)
        view.dropped.connect(self._drop)
        view.added.connect(lambda path: self._add([Path(path)]))
        view.founded.connect(self._ask_to_found)
        view.add.clicked.connect(self._ask_for_files)
        if self._standing is not None:
            view.show_rows(self._unit_rows())
        return view

    @cached_property
    def expected(self) -> ExpectedView:
        """Which sheets are owed."""
        view = ExpectedView()
        self._stack.addWidget(view)
        view.chosen.connect(self._expect)
        view.closed.connect(lambda: self._show_mode(SHEETS))
        if self._standing is not None:
            self._show_expected(view)
        return view

    @cached_property
    def _empty(self) -> EmptyState:
        view = self._make_empty()
        self._stack.addWidget(view)
        return view

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """Make the other views."""
        yield lambda: self._split_form
        yield from self._split_view.parts()
        for name in ("_split_sheet", "split_pane", "units", "expected"):
            yield partial(getattr, self, name)

    def _is_made(self, name: str) -> bool:
        return name in self.__dict__

    # --- coming here -------------------------------------------------------------------------------------------------

    def show_place(self, view: str = "", **target) -> None:
        """Show one of the views, or the one shown last."""
        self._show_mode(view or self._mode)

    def reload(self) -> None:
        """Read the list and how all villages stand."""
        month = self.sheets.month
        self.desk.session.ask(lambda workspace: read_standing(workspace, month), self._show, owner=self)

    def areas(self) -> list[QWidget]:
        """The list of the view shown, the rest of it, then the switch."""
        view = self._stack.currentWidget()
        shown = {SheetsView: "table", UnitsView: "list", ExpectedView: "list", SplitPane: "view"}.get(type(view))
        return [getattr(view, shown), view, self.tabs] if shown else [view, self.tabs]

    def next_area(self, *, back: bool = False) -> bool:
        """Go between the list that is parted and the sheet, also where one is shown at a time."""
        if self._stack.currentWidget() is self.__dict__.get("split_pane"):
            return self.split_pane.next_area(back=back)
        return super().next_area(back=back)

    def _show(self, standing: Standing) -> None:
        if standing.overview.month != self.sheets.month:
            return
        self._standing = standing
        self.desk.preferences.units.take(standing.mine)
        self._show_overview(standing.overview)
        if self._is_made("split_pane"):
            self.splitting.show_units(standing.mine.villages, standing.templates)
        if self._is_made("expected"):
            self._show_expected(self.expected)
        if self._is_made("units"):
            self.units.show_rows(self._unit_rows())
        self._show_mode(self._mode)

    def _show_expected(self, view: ExpectedView) -> None:
        standing = self._standing
        expected = [ExpectedSheet(each.code, each.rhythm) for each in standing.overview.expected]
        view.show_expected(standing.templates, standing.usual, expected)

    def _show_overview(self, seen: Overview) -> None:
        self.sheets.show_month(seen.month)
        self.sheets.show_overview(seen, open_unit_of(self._standing.mine.units, self.desk.session.unit.path))
        self.set_context(f"{len(seen.villages)} 个村" if seen.villages else "")

    def _unit_rows(self) -> list[Row]:
        mine, open_path = self._standing.mine, self.desk.session.unit.path
        listed = {str(unit.path) for unit in mine.units}
        recent = [known for known in self.desk.preferences.recent_workspaces() if known["path"] not in listed]
        return unit_rows(mine.units, open_path, self._standing.missing, recent, self._standing.to_found)

    def _show_mode(self, mode: str) -> None:
        self._mode = mode
        has_villages = self._standing is None or bool(self._standing.mine.villages)
        names = {SHEETS: "sheets", SPLIT: "split_pane", UNITS: "units", EXPECTED: "expected"}
        view = getattr(self, names[mode] if has_villages or mode == UNITS else "_empty")
        had_keyboard = self._stack.currentWidget().isAncestorOf(self.window().focusWidget() or self)
        changed = view is not self._stack.currentWidget()
        self._stack.setCurrentWidget(view)
        self.tabs.set_current(SHEETS if mode == EXPECTED else mode)
        hints = _EMPTY_HINTS if not has_villages and mode != UNITS else _HINTS[mode]
        if self.hints != hints:
            self.hints = hints
            self.frame_changed.emit()
        if changed and had_keyboard:
            self.take_focus()

    # --- which sheet is missing, and printing ------------------------------------------------------------------------

    def _choose_month(self, month: date) -> None:
        self.sheets.show_month(first_of_month(month))
        self.sheets.show_note(None)
        self.reload()

    def _expect(self, sheets: list[ExpectedSheet] | None) -> None:
        self.desk.session.ask(lambda workspace: expect_sheets(sheets), lambda _: self.reload(), owner=self)

    def save_month(self) -> None:
        """Write the sheets of the month shown as PDF."""
        if self._can_print():
            self.printing.save(self._order())

    def print_month(self) -> None:
        """Print the sheets of the month shown."""
        if self._can_print():
            self.printing.print_out(self._order())

    def _can_print(self) -> bool:
        return self._standing is not None and self.sheets.print.isEnabled()

    def _order(self) -> Order:
        form = self.sheets.form.current()
        self.desk.preferences.put(_FORM, form)
        return Order(
            self._standing.mine.villages,
            self.sheets.month,
            self.sheets.papers.current(),
            self.sheets.only_unprinted.isChecked(),
            form == JOINED,
        )

    def _tell_printed(self, printed: list[Printed], order: Order) -> None:
        headline, reasons = printed_words(printed, order.month)
        if any(each.trouble is not None for each in printed):
            self.sheets.show_note(Note("warn", headline, reasons, compact=True))
        else:
            self.sheets.show_note(None)
            where = f"在“{order.target.name}”里。" if any(each.path for each in printed) else ""
            self.desk.messages.toast(headline + where)
        self.reload()

    # --- the list of units -------------------------------------------------------------------------------------------

    def _open(self, id: str) -> None:
        unit = next(unit for unit in self._standing.mine.units if unit.id == id)
        open_file(self.desk, unit.path)

    def _ask_for_files(self) -> None:
        self._show_mode(UNITS)
        self.desk.messages.open_files("添加各单位的工作文件", "工作文件 (*.qd)", self._add)

    def _add(self, paths: list[Path]) -> None:
        self.desk.session.ask(lambda workspace: add_files(paths, workspace), self._added, owner=self)

    def _added(self, added: Added) -> None:
        if added.new:
            self.desk.messages.toast(f"加进来 {len(added.new)} 个单位")
        for _, error in added.refused[:1]:
            self.desk.messages.trouble(error)
        self._take(added.mine)

    def _drop(self, id: str) -> None:
        unit = next(unit for unit in self._standing.mine.units if unit.id == id)

        def told(mine: MyUnits) -> None:
            self.desk.messages.toast(f"已从列表去掉“{unit.name}”，它的工作文件还在")
            self._take(mine)

        self.desk.session.ask(lambda workspace: remove_unit(unit), told, owner=self)

    def _ask_to_found(self, ids: list[str]) -> None:
        self.desk.messages.choose_folder("各村的工作文件放到哪个文件夹", partial(self._found, ids))

    def _go_found(self) -> None:
        """Where villages of the roster wait for a file, else where they are written into it."""
        if self._standing is not None and self._standing.to_found:
            self._show_mode(UNITS)
        else:
            self.desk.go("inbox", roster=True)

    def _found(self, ids: list[str], folder: Path) -> None:
        def told(founded: Founded) -> None:
            if founded.count:
                self.desk.messages.toast(f"建立了 {founded.count} 个村的工作文件，在“{folder.name}”里")
            for error in founded.troubles[:1]:
                self.desk.messages.trouble(error)
            self._take(founded.mine)

        self.desk.session.long(
            "正在建立各村的工作文件",
            lambda workspace, watch: found_villages(workspace, ids, folder, watch),
            told,
            owner=self,
            writes=True,
        )

    def _take(self, mine: MyUnits) -> None:
        self.desk.preferences.units.take(mine)
        self.reload()

    # --- building ----------------------------------------------------------------------------------------------------

    def _make_toolbar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("line", "bottom")
        row = QHBoxLayout(bar)
        row.setContentsMargins(PAGE_PADDING, 4, PAGE_PADDING, 4)
        row.addWidget(self.tabs)
        row.addStretch(1)
        return bar

    def _make_empty(self) -> EmptyState:
        empty = EmptyState(
            "house",
            "一台电脑管许多村",
            "每个村一个工作文件，各是各的。加进列表以后，一张名单按村分开做公示，一起打印，谁缺哪张一眼看到。",
        )
        begin = Button("添加工作文件", icon="folder-open", role="primary", key="Ctrl+N")
        begin.clicked.connect(self._ask_for_files)
        empty.add_action("folder-open", "已经有各村的工作文件", "可以一次选许多个", begin)
        if self.desk.session.unit.kind in ("township", "subdistrict"):
            found = Button("去建立", icon="file-plus")
            found.clicked.connect(self._go_found)
            empty.add_action("file-plus", "还没有，照名册建立", "先在名册里登记各村，再一次都建立", found)
        return empty

    def _connect(self) -> None:
        sheets = self.sheets
        self.tabs.chosen.connect(self._show_mode)
        sheets.month_chosen.connect(self._choose_month)
        sheets.opened.connect(self._open)
        sheets.choose.clicked.connect(lambda: self._show_mode(EXPECTED))
        sheets.split.clicked.connect(lambda: self._show_mode(SPLIT))
        sheets.save.clicked.connect(self.save_month)
        sheets.print.clicked.connect(self.print_month)
        self.printing.done.connect(self._tell_printed)

    def _add_shortcuts(self) -> None:
        for keys, modes, act in (
            ("Ctrl+P", (SHEETS,), self.print_month),
            ("Ctrl+S", (SHEETS,), self.save_month),
            ("Ctrl+V", (SPLIT,), lambda: self.splitting.paste()),
            ("Ctrl+Return", (SPLIT,), lambda: self.splitting.make()),
            ("Ctrl+Enter", (SPLIT,), lambda: self.splitting.make()),
            ("Ctrl+N", (SHEETS, SPLIT, UNITS), self._ask_for_files),
            ("Escape", (EXPECTED,), lambda: self._show_mode(SHEETS)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(
                lambda modes=modes, act=act: act() if self._mode in modes else None
            )
