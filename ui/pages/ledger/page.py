"""公开台账: what was formed, until when it is due, when it came out; nothing is marked published without review."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.registers.ledger import CycleDue, LedgerLine
from ui.desk import Desk
from ui.pages.filters import remember_tab
from ui.pages.ledger.exports import LedgerExports
from ui.pages.ledger.forms import CorrectForm, LedgerForm, TakeDownForm
from ui.pages.ledger.line_acts import LineActs
from ui.pages.ledger.new_line_form import NewLineForm
from ui.pages.ledger.publish_form import PublishForm
from ui.pages.ledger.reading import LedgerSeen, LineDetail, read_choice, read_ledger, read_line
from ui.pages.ledger.rows import ADD, ALL, CHANGE, TAKE_DOWN, ledger_rows, ledger_tabs
from ui.pages.ledger.switch import LEDGER, parts_switch
from ui.pages.ledger.view import CyclePane, LedgerTools, LinePane, LinesPane, SidePane
from ui.pages.page import Page
from ui.turns import turns
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.columns_or_empty import ColumnsOrEmpty
from ui.widgets.empty_state import EmptyState

_SIDE_WIDTHS = (320, 420, 720)
_FORMS = tuple(form.name for form in (NewLineForm, PublishForm, TakeDownForm, CorrectForm))


class LedgerPage(Page):
    """The lines, and one of them or a new one beside."""

    place, title, icon = "ledger", "公开台账", "calendar-check"
    hints = ("Ctrl+N 记一条", "Ctrl+Enter 记公开", "F6 换区")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._seen: LedgerSeen | None = None
        self._detail: LineDetail | None = None
        self.acts = LineActs(self)
        self._wanted = ""

    def build(self) -> Iterator[None]:
        desk = self.desk
        self.tools, self.lines, self.side = LedgerTools(), LinesPane(), SidePane(desk)
        self.new = Button("记一条", icon="plus", role="primary", key="Ctrl+N")
        yield
        self.columns = Columns("ledger", desk.preferences, side_widths=_SIDE_WIDTHS)
        self._stack = ColumnsOrEmpty(self.columns)
        self.body.addWidget(self._stack)
        self.columns.set_content(self.lines, "台账")
        self.columns.set_side(self.side, "这一条", "window")
        yield
        self._make_empty()
        yield
        self._stack.set_empty(self.empty)
        self.set_header(parts_switch(desk, LEDGER))
        self.set_primary(self.new)
        self._stack.set_main(self.new)
        self._stack.turned.connect(self.hint_at_beginning)
        self._connect()

    def show_place(self, line: str = "", entry: str = "", tab: str = "", **target: Any) -> None:
        """Show the ledger, at a line where one is named, or a new line for an entry."""
        if line:
            self._wanted = line
            self._choose_tab(ALL)
            self._show_lines()
            self.columns.show_side()
        elif entry:
            self._add_for(entry)
        elif tab:
            self._choose_tab(tab)
            self._show_lines()

    def reload(self) -> None:
        self.desk.session.ask(lambda workspace: read_ledger(workspace, _FORMS), self._show, owner=self)

    def next_area(self, *, back: bool = False) -> bool:
        return self._stack.next_area(back=back)

    def areas(self) -> list[QWidget]:
        return [self.lines.list, self.side, self.empty]

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """The line and the forms: each is a turn of its own."""
        yield lambda: self.line
        yield from self.line.review.parts_ahead()
        yield lambda: self.acts.adding
        yield lambda: self.acts.publishing

    # Each part is made when it is first shown: all at once would be felt.

    @cached_property
    def line(self) -> LinePane:
        """Where one line is shown."""
        line = self.side.line
        line.publish.clicked.connect(lambda: self.acts.begin_publishing())
        line.take_down.clicked.connect(lambda: self.acts.begin_taking_down())
        line.correct.clicked.connect(self.acts.begin_correcting)
        line.strike.clicked.connect(lambda: self.acts.strike())
        line.outlets.acted.connect(self._act_on_place)
        line.open_entry.clicked.connect(lambda: self.desk.go("drafting", entry=self.current.kept.line.entry))
        return line

    @cached_property
    def cycle(self) -> CyclePane:
        """Where something that comes round is shown."""
        self.side.cycle.add.clicked.connect(lambda: self._add_for(self.lines.list.current_key()))
        return self.side.cycle

    def today(self) -> date:
        """The day by which the lines stand."""
        return self._seen.today

    @property
    def detail(self) -> LineDetail | None:
        """What belongs to the line that is shown, None until it was read."""
        line, detail = self.current, self._detail
        return detail if detail is not None and line is not None and detail.id == line.kept.id else None

    @property
    def current(self) -> LedgerLine | None:
        """The line that is shown."""
        return self._seen.lines.get(self.lines.list.current_key()) if self._seen else None

    @property
    def current_cycle(self) -> CycleDue | None:
        """What comes round again and is shown."""
        return self._seen.cycles.get(self.lines.list.current_key()) if self._seen else None

    @property
    def entry_in_sight(self) -> str:
        """The entry (id) of what is shown, "" where nothing is."""
        return self.current.kept.line.entry if self.current else self.current_cycle.entry if self.current_cycle else ""

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show(self, seen: LedgerSeen) -> None:
        self.acts.drafts.show_kept(seen.typed)
        self._seen = seen = replace(seen, typed=self.acts.drafts.all_typed())
        self.set_context(f"{self.desk.session.unit.edition}年")
        self.set_badge(sum(line.standing == "overdue" for line in seen.lines.values()))
        self.lines.tabs.set_tabs(ledger_tabs(seen))
        self._empty_words(seen)
        is_empty = not (seen.lines or seen.cycles or self.side.is_adding)
        self._stack.show_empty(is_empty)
        self.set_toolbar(None if is_empty else self.tools)
        # In a turn of its own, as what follows: all at once would be felt.
        turns().do(self._show_lines, self)

    def _choose_tab(self, tab: str) -> None:
        self.lines.tabs.turn_to(tab)

    def _show_lines(self) -> None:
        if self._seen is None:
            return
        pane = self.lines
        rows = ledger_rows(self._seen, pane.tabs.current() or ALL)
        keys = [row.key for row in rows if not row.heading]
        before = self._wanted if self._wanted in keys else pane.list.current_key()
        pane.show_rows(rows, "这里一条也没有。")
        if keys:
            pane.list.set_current(before if before in keys else keys[0])
        # One that was just written down is not read yet: it stays wanted until it is.
        if self._wanted in keys:
            self._wanted = ""
        turns().do(self._show_line, self)

    def _show_line(self) -> None:
        """Show what is chosen, unless the file was closed meanwhile."""
        if not self.desk.session.is_open:
            return
        line = self.current
        if self._detail is not None and (line is None or self._detail.id != line.kept.id):
            self.line.close_form()
            self.line.go_to_top()
        self._show_side()
        if line is not None:
            id, entry = line.kept.id, line.kept.line.entry
            self.desk.session.ask(lambda workspace: read_line(workspace, id, entry), self._show_detail, owner=self)

    def _show_side(self) -> None:
        """Show what is chosen beside the list, unless a new line is being written there."""
        if self.side.is_adding:
            return
        if self.current is not None:
            self.line.show_line(self.current, self._seen.today)
        elif self.current_cycle is not None:
            self.cycle.show_cycle(self.current_cycle)
        chosen = self.line if self.current else self.cycle if self.current_cycle else None
        self.side.show_part(chosen)

    def _show_detail(self, detail: LineDetail) -> None:
        if self.current is not None and self.current.kept.id == detail.id:
            self._detail = detail
            self.line.review.show_subject(detail.subject, detail.review)
            if self.line.form is not None:
                self.acts.follow_detail()
            elif self.columns.is_keyboard_on_band:
                # Whoever was led to a line that was not read yet goes on with it, not back.
                self.line.publish.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_empty(self) -> None:
        words = "记下什么时候形成、在哪里公开，程序替您算期限、到期提醒、出台账。"
        self.empty = EmptyState("calendar-check", "还没有登记过公开", words)
        self.first = Button("选一条", icon="plus", role="primary", key="Ctrl+N")
        self.first.clicked.connect(lambda: self.acts.add_line())
        self.empty.add_action("list-checks", "从目录里登记", "先编目录，编好的条目都可以登记", self.first)

    def _empty_words(self, seen: LedgerSeen) -> None:
        self.first.set_available(seen.entries > 0, "还没有条目，先到目录编制里采用")

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        remember_tab(self.desk, "ledger", self.lines.tabs)
        lines = self.lines
        self.new.clicked.connect(lambda: self.acts.add_line())
        lines.tabs.chosen.connect(lambda key: self._show_lines())
        lines.list.chosen.connect(self._go_to)
        lines.list.opened.connect(lambda key: self.columns.show_side())
        lines.list.acted.connect(self._act_on)
        self.exports = LedgerExports(self.desk, self.today, self)
        self.tools.export.setMenu(self.exports.menu)
        self.tools.portal.clicked.connect(lambda: self.desk.go("portal"))
        self.add_keys({"Ctrl+N": self.acts.add_line, "Ctrl+Return": self.go_on, "Ctrl+Enter": self.go_on})

    def show_adding(self, form: NewLineForm) -> None:
        """Show where a new line is written."""
        self._stack.show_empty(False)
        self.side.show_adding(form)
        self.columns.show_side()

    def go_on(self) -> None:
        """Do what comes next: write down the form that is open, or open the one that what is shown asks for."""
        if self.side.is_adding:
            self.acts.record()
        elif self.side.has_line and self.line.review.is_being_written:
            self.line.review.passing.click()
        elif self.side.has_line and self.line.form is not None:
            self.line.form.accepted.emit()
        elif self.current_cycle is not None:
            self._add_for(self.current_cycle.entry)
        else:
            self.acts.begin_publishing()

    def show_form(self, form: LedgerForm) -> None:
        """Show a form about the line."""
        self.columns.show_side()
        if self.line.form is not form:
            self.line.open_form(form)

    def close_form(self) -> None:
        """Put the form away; the keyboard goes back to the list, or stays at the line where that fills the page."""
        before = self.lines.list if self.lines.list.isVisible() else self.line.publish
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.close_form()

    def go_to_review(self) -> None:
        """Put the keyboard where the review of the line goes on."""
        self.desk.messages.clear()
        self.line.review.take_keyboard()

    def show_recorded(self, id: str) -> None:
        """Show a line that was just written down."""
        self._wanted = id
        self._choose_tab(ALL)
        self.leave_adding(is_recorded=True)

    def leave_adding(self, *, is_recorded: bool = False) -> None:
        """Go back to the lines; what was begun of a new one goes on the next time."""
        self.side.show_part(None)
        if self._seen is not None and not (self._seen.lines or self._seen.cycles or is_recorded):
            self._stack.show_empty(True)
        self._show_lines()
        self.lines.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, key: str) -> None:
        self._wanted = ""
        if self.side.is_adding:
            self.leave_adding()
        self._show_line()

    def _act_on(self, key: str, code: str) -> None:
        self.lines.list.set_current(key)
        self._go_to(key)
        if code == ADD:
            self._add_for(key)
        else:
            self._publish_line(key)

    def _add_for(self, entry: str) -> None:
        self.desk.session.ask(lambda workspace: read_choice(workspace, entry), self.acts.add_line, owner=self)

    def _publish_line(self, id: str) -> None:
        """Ask when and where a line came out, once its entry's places are known."""
        entry = self.current.kept.line.entry

        def begin(detail: LineDetail) -> None:
            self._show_detail(detail)
            if self.detail is not None and self.detail.id == id:
                self.acts.begin_publishing()

        self.desk.session.ask(lambda workspace: read_line(workspace, id, entry), begin, owner=self)

    def _act_on_place(self, place: str, code: str) -> None:
        acts = {CHANGE: self.acts.begin_publishing, TAKE_DOWN: self.acts.begin_taking_down}
        acts.get(code, self.acts.strike)(place)
