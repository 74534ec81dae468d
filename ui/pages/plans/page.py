"""政策解读: a plan for each document, due three working days after it, and what is still wrong with it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.registers.plan_standings import PlanLine
from ui.desk import Desk
from ui.pages.filters import remember_tab, remember_words
from ui.pages.ledger.switch import PLANS, parts_switch
from ui.pages.page import Page
from ui.pages.plans.acts import PlanActs
from ui.pages.plans.reading import Compared, PlansSeen, files_of, read_compared, read_plans
from ui.pages.plans.rows import ALL, OPEN, plan_rows, plan_tabs
from ui.pages.plans.view import PlanPane
from ui.pages.registers.records import RECORD, RecordList, Records
from ui.turns import turns
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.note import Note
from ui.widgets.parts_stack import PartsStack


class PlansPage(Page):
    """The plans, and one of them or a new one beside."""

    place, title, icon = "plans", "政策解读", "message-square"
    hints = ("Ctrl+N 写方案", "Ctrl+Enter 改方案", "F6 换区")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: PlansSeen | None = None
        self._shown = ""
        self._compared: Compared | None = None
        """Of the plan that was shown last, what comparing its files has brought."""

    def build(self) -> Iterator[None]:
        desk = self.desk
        self.plans = RecordList("解读方案", "找文件", "找文件：名称、文号")
        yield
        self.side = PartsStack({RECORD: self._make_plan})
        self.new = Button("写解读方案", icon="plus", role="primary", key="Ctrl+N")
        self._make_empty()
        yield
        self.records = Records(desk, "plans", self.plans, self.side, self.empty, ("文件", "这一份"))
        yield
        self.acts = PlanActs(self)
        self.body.addWidget(self.records)
        self.set_header(parts_switch(desk, PLANS))
        self.set_primary(self.new)
        self.records.set_main(self.new)
        self.records.turned.connect(self.hint_at_beginning)
        self._connect()

    def show_place(self, plan: str = "", **target: Any) -> None:
        """Show the plans, at one where it is named."""
        if plan:
            self.records.want(plan)
            self.plans.wanted.clear()
            self.plans.choose_tab(ALL)
            self._show_plans()
            self.records.columns.show_side()

    def reload(self) -> None:
        self.desk.session.ask(read_plans, self._show, owner=self)

    def next_area(self, *, back: bool = False) -> bool:
        return self.records.next_area(back=back)

    def areas(self) -> list[QWidget]:
        return self.records.areas()

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """The plan is a turn of its own."""
        yield lambda: self.plan

    @property
    def plan(self) -> PlanPane:
        """Where one plan is shown."""
        return self.side.part(RECORD)

    def _make_plan(self) -> PlanPane:
        plan, acts = PlanPane(), self.acts
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
        return self.acts.forms.is_writing

    # --- showing -----------------------------------------------------------------------------------------------------

    def _show(self, seen: PlansSeen) -> None:
        self.acts.drafts.show_kept(seen.typed)
        self.seen = seen = replace(seen, typed=self.acts.drafts.all_typed())
        self.plans.tabs.set_tabs(plan_tabs(seen))
        self.records.show_empty(not seen.lines and not self.is_writing)
        # In a turn of its own, as what follows: all at once would be felt.
        turns().do(self._show_plans, self)
        self.acts.forms.make_ahead(seen.definition)

    def _show_plans(self) -> None:
        if self.seen is None:
            return
        rows = plan_rows(self.seen, self.plans.tabs.current() or OPEN, self.plans.wanted.text())
        join = ("合成一行", "merge", self.acts.join_doubled)
        notes = [Note("warn", "台账里记了两次", words, [join], compact=True) for words in self.seen.doubled]
        self.plans.notes.show_notes(notes)
        self.records.show_rows(rows, {OPEN: "没有等着解读的文件。"}, "这里一份也没有。")
        if rows and not self.side.has(RECORD):
            turns().do(lambda: self.plan, self)
        turns().do(self._show_plan, self)

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
        self.side.show_part(RECORD if line is not None else "")

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
        remember_tab(self.desk, "plans", self.plans.tabs)
        remember_words(self.desk, "plans", self.plans.wanted)
        pane, forms = self.plans, self.acts.forms
        self.new.clicked.connect(lambda: self.acts.add())
        pane.tabs.chosen.connect(lambda key: self._show_plans())
        pane.wanted.textChanged.connect(lambda text: self._show_plans())
        pane.list.chosen.connect(self._go_to)
        forms.left.connect(self.leave_form)
        forms.written.connect(self.show_written)
        self.add_keys({"Ctrl+N": self.acts.add, "Ctrl+Return": self.go_on, "Ctrl+Enter": self.go_on})

    def go_on(self) -> None:
        """Write down the form that is open, or open that of the plan."""
        if not self.acts.forms.go_on() and self.current is not None:
            self.acts.change()

    def leave_form(self) -> None:
        """Go back to the plans; what was begun goes on the next time."""
        self.side.show_part("")
        self.records.show_empty(not self.seen.lines)
        self._show_plan()
        self.records.take_keyboard(self.plan.change if self.current is not None else None)

    def show_written(self, id: str) -> None:
        """Show a plan that was just written down."""
        self.records.want(id)
        self.side.show_part("")
        if self.seen is not None and id not in self.seen.lines:
            self.plans.choose_tab(OPEN)
        self._show_plans()
        self.records.take_keyboard()

    def _go_to(self, key: str) -> None:
        if self.is_writing:
            self.leave_form()
        self._show_plan()
