"""政策解读: a plan for each document, due three working days after it, and what is still wrong with it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.registers.plan_standings import PlanLine
from ui.desk import Desk
from ui.pages.ledger.forms import LedgerForm
from ui.pages.ledger.switch import PLANS, parts_switch
from ui.pages.page import Page
from ui.pages.plans.acts import PlanActs
from ui.pages.plans.reading import Compared, PlansSeen, files_of, read_compared, read_plans
from ui.pages.plans.rows import ALL, OPEN, plan_rows, plan_tabs
from ui.pages.plans.view import PlanPane, PlansPane, SidePane
from ui.turns import turns
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.columns_or_empty import ColumnsOrEmpty
from ui.widgets.empty_state import EmptyState

_SIDE_WIDTHS = (360, 612, 900)


class PlansPage(Page):
    """The plans, and one of them or a new one beside."""

    place, title, icon = "plans", "政策解读", "message-square"
    hints = ("Ctrl+N 写方案", "Ctrl+Enter 改方案", "F6 换区")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: PlansSeen | None = None
        self._wanted = self._shown = ""
        self._compared: Compared | None = None
        """Of the plan that was shown last, what comparing its files has brought."""
        self.acts = PlanActs(self)
        self.plans, self.side = PlansPane(), SidePane()
        self.new = Button("写解读方案", icon="plus", role="primary", key="Ctrl+N")
        self.columns = Columns("plans", desk.preferences, side_widths=_SIDE_WIDTHS)
        self.columns.set_content(self.plans, "文件")
        self.columns.set_side(self.side, "这一份", "window")
        self._make_empty()
        self._stack = ColumnsOrEmpty(self.columns, self.empty)
        self.body.addWidget(self._stack)
        self.set_header(parts_switch(desk, PLANS))
        self.set_primary(self.new)
        self._connect()

    def show_place(self, plan: str = "", **target: Any) -> None:
        """Show the plans, at one where it is named."""
        if plan:
            self._wanted = plan
            self.plans.wanted.clear()
            self._choose_tab(ALL)
            self._show_plans()
            self.columns.show_side()

    def reload(self) -> None:
        self.desk.session.ask(read_plans, self._show, owner=self)

    def next_area(self, *, back: bool = False) -> bool:
        return self._stack.next_area(back=back)

    def areas(self) -> list[QWidget]:
        return [self.plans.list, self.side, self.empty]

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """The plan is a turn of its own."""
        yield lambda: self.plan

    # Made when it is first shown: all at once would be felt.

    @cached_property
    def plan(self) -> PlanPane:
        """Where one plan is shown."""
        plan, acts = self.side.plan, self.acts
        for button, act in (
            (plan.change, acts.change),
            (plan.ledger, acts.begin_ledger),
            (plan.done, acts.begin_done),
            (plan.pdf, acts.save_paper),
            (plan.print, acts.print_paper),
            (plan.strike, acts.strike),
        ):
            button.clicked.connect(lambda *_, act=act: act())
        plan.open_line.clicked.connect(lambda: self.desk.go("ledger", line=self.current.kept.plan.line))
        return plan

    @property
    def current(self) -> PlanLine | None:
        """The plan that is shown."""
        return self.seen.lines.get(self.plans.list.current_key()) if self.seen else None

    @property
    def is_writing(self) -> bool:
        """Whether the form of a plan is shown."""
        return "form" in vars(self.acts) and self.side.currentWidget() is self.acts.form

    # --- showing -----------------------------------------------------------------------------------------------------

    def _show(self, seen: PlansSeen) -> None:
        self.acts.drafts.show_kept(seen.typed)
        self.seen = seen = replace(seen, typed=self.acts.drafts.all_typed())
        if "form" in vars(self.acts) and self.acts.form.definition != seen.definition and not self.is_writing:
            # The checklist asks something else from now on.
            self.acts.form.deleteLater()
            del self.acts.form
        self.plans.tabs.set_tabs(plan_tabs(seen))
        self._stack.show_empty(not seen.lines and not self.is_writing)
        # In a turn of its own, as what follows: all at once would be felt.
        turns().do(self._show_plans, self)
        turns().do(lambda: self.acts.form.make_ahead(), self)

    def _choose_tab(self, tab: str) -> None:
        if self.plans.tabs.current():
            self.plans.tabs.set_current(tab)

    def _show_plans(self) -> None:
        if self.seen is None:
            return
        pane = self.plans
        rows = plan_rows(self.seen, pane.tabs.current() or OPEN, pane.wanted.text())
        keys = [row.key for row in rows]
        before = self._wanted if self._wanted in keys else pane.list.current_key()
        pane.show_rows(rows, self._nothing_words())
        if keys:
            pane.list.set_current(before if before in keys else keys[0])
        if before == self._wanted:
            self._wanted = ""
        if keys and not self.side.has_plan:
            turns().do(lambda: self.plan, self)
        turns().do(self._show_plan, self)

    def _nothing_words(self) -> str:
        if self.plans.wanted.text().strip():
            return "没有找到，换几个字试试，或者到“全部”里找。"
        return "没有等着解读的文件。" if self.plans.tabs.current() == OPEN else "这里一份也没有。"

    def _show_plan(self) -> None:
        """Show what is chosen, unless the file was closed meanwhile or one is being written."""
        if not self.desk.session.is_open or self.is_writing or self.seen is None:
            return
        line = self.current
        if line is not None:
            if line.kept.id != self._shown:
                self.plan.close_form()
                self.plan.go_to_top()
            self._shown = line.kept.id
            compared = self._compared if self._compared and self._compared.files == files_of(line) else None
            self.plan.show_line(self.seen.definition, line, compared and compared.finding)
            if compared is None:
                self.desk.session.ask(lambda workspace: read_compared(workspace, line), self._show_compared, owner=self)
        self.side.show_plan(line is not None)

    def _show_compared(self, found: Compared) -> None:
        self._compared = found
        if found.finding is not None and self.current is not None and files_of(self.current) == found.files:
            self.plan.show_line(self.seen.definition, self.current, found.finding)

    def _make_empty(self) -> None:
        words = "出一个文件配一份解读方案：三个工作日的期限、三同步、咨询电话，程序都盯着。"
        self.empty = EmptyState(self.icon, "还没有写过解读方案", words)
        self.first = Button("写解读方案", icon="plus", role="primary", key="Ctrl+N")
        self.first.clicked.connect(lambda: self.acts.add())
        told = "先选是哪一类文件，提纲、要点、形式、途径照模板填好，再改成自己的"
        self.empty.add_action("file-text", "写第一份", told, self.first)

    # --- what the clerk does -----------------------------------------------------------------------------------------

    def _connect(self) -> None:
        pane = self.plans
        self.new.clicked.connect(lambda: self.acts.add())
        pane.tabs.chosen.connect(lambda key: self._show_plans())
        pane.wanted.textChanged.connect(lambda text: self._show_plans())
        pane.list.chosen.connect(self._go_to)
        pane.list.opened.connect(lambda key: self.columns.show_side())
        self.add_keys({"Ctrl+N": self.acts.add, "Ctrl+Return": self.go_on, "Ctrl+Enter": self.go_on})

    def go_on(self) -> None:
        """Write down the form that is open, or open that of the plan."""
        if self.is_writing:
            self.acts.form.confirmed.emit()
        elif self.side.has_plan and self.plan.form is not None:
            form = self.plan.form
            (form.accepted if isinstance(form, LedgerForm) else form.confirmed).emit()
        elif self.current is not None:
            self.acts.change()

    def show_form(self, form: QWidget) -> None:
        """Show where a plan is written."""
        self._stack.show_empty(False)
        self.side.show_form(form)
        self.columns.show_side()

    def leave_form(self) -> None:
        """Go back to the plans; what was begun goes on the next time."""
        self.side.show_plan(self.current is not None)
        self._stack.show_empty(not self.seen.lines)
        self._show_plan()
        self.plans.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_written(self, id: str) -> None:
        """Show a plan that was just written down."""
        self._wanted = id
        self.side.show_plan(False)
        if self.seen is not None and id not in self.seen.lines:
            self._choose_tab(OPEN)
        self._show_plans()
        self.plans.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_small(self, form: QWidget) -> None:
        """Show a small form about the plan."""
        self.columns.show_side()
        self.plan.open_form(form)

    def close_small(self) -> None:
        """Put the small form away; the keyboard goes back to the list, or stays at the plan where that fills all."""
        before = self.plans.list if self.plans.list.isVisible() else self.plan.change
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.plan.close_form()

    def _go_to(self, key: str) -> None:
        if self.is_writing:
            self.leave_form()
        self._show_plan()
