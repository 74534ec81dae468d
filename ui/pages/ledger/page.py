"""公开台账: what was formed, until when it is due, when it came out; nothing is marked published without review."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.attachments import attach
from app.calendar.office_calendar import office_calendar
from app.errors import UserFacingError
from app.registers.ledger import CycleDue, LedgerLine
from app.registers.ledger_files import write_due_days, write_ledger_workbook
from app.registers.publications import record_formed, record_taken_down, strike
from app.registers.publishing import publish
from app.workspace import Workspace
from ui.desk import Desk
from ui.outgoing import tell_written
from ui.pages.ledger.forms import LedgerForm, NewLineForm, PublishForm, TakeDownForm
from ui.pages.ledger.reading import (
    EntryChoice,
    LedgerSeen,
    LineDetail,
    find_entries,
    read_choice,
    read_ledger,
    read_line,
)
from ui.pages.ledger.rows import ADD, ALL, ledger_rows, ledger_tabs
from ui.pages.ledger.view import CyclePane, LedgerTools, LinePane, LinesPane, SidePane
from ui.pages.page import Page
from ui.turns import turns
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState

Form = TypeVar("Form", bound=LedgerForm)

_UNDO = "撤销 Ctrl+Z"
_SIDE_WIDTHS = (320, 420, 720)
_TABLES, _CALENDARS = "Excel 表格 (*.xlsx)", "日历文件 (*.ics)"
_REVIEW_CODES = ("review-missing", "review-withheld")


class LedgerPage(Page):
    """The lines, and one of them or a new one beside."""

    place, title, icon = "ledger", "公开台账", "calendar-check"
    hints = ("Ctrl+N 记一条", "Ctrl+Enter 记公开", "F6 换区")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._seen: LedgerSeen | None = None
        self._detail: LineDetail | None = None
        self._wanted = ""
        self.tools, self.lines, self.side = LedgerTools(), LinesPane(), SidePane(desk)
        self.new = Button("记一条", icon="plus", role="primary", key="Ctrl+N")
        self.columns = Columns("ledger", desk.preferences, side_widths=_SIDE_WIDTHS)
        self.columns.set_content(self.lines, "台账")
        self.columns.set_side(self.side, "这一条", "window")
        self._make_empty()
        self._stack = QStackedWidget()
        for widget in (self.columns, self.empty):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack)
        self.set_primary(self.new)
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
        self.desk.session.ask(read_ledger, self._show, owner=self)

    def next_area(self, *, back: bool = False) -> bool:
        return self.columns.next_area(back=back) if self._stack.currentWidget() is self.columns else False

    def areas(self) -> list[QWidget]:
        return [self.lines.list, self.side, self.empty]

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """The line and the forms: each is a turn of its own."""
        yield lambda: self.line
        yield lambda: self.line.review.form
        yield lambda: self.adding
        yield lambda: self.publishing

    # Each part is made when it is first shown: all at once would be felt.

    @cached_property
    def line(self) -> LinePane:
        """Where one line is shown."""
        line = self.side.line
        line.publish.clicked.connect(self.begin_publishing)
        line.take_down.clicked.connect(self._begin_taking_down)
        line.strike.clicked.connect(self._strike)
        line.open_entry.clicked.connect(lambda: self.desk.go("drafting", entry=self.current.kept.line.entry))
        return line

    @cached_property
    def cycle(self) -> CyclePane:
        """Where something that comes round is shown."""
        self.side.cycle.add.clicked.connect(lambda: self._add_for(self.lines.list.current_key()))
        return self.side.cycle

    @cached_property
    def publishing(self) -> PublishForm:
        """Where it is written when and where a line came out."""
        form = self._form(PublishForm, self._publish)
        form.files_asked.connect(self._choose_files)
        return form

    @cached_property
    def taking_down(self) -> TakeDownForm:
        """Where it is written when and why a line was taken down."""
        return self._form(TakeDownForm, self._take_down)

    @cached_property
    def adding(self) -> NewLineForm:
        """Where a new line is written."""
        form = NewLineForm(self._today)
        form.asked.connect(self._find)
        form.accepted.connect(self._record)
        form.given_up.connect(self._leave_adding)
        return form

    def _form(self, kind: type[Form], accept: Callable[[], object]) -> Form:
        form = kind(self._today)
        form.accepted.connect(accept)
        form.given_up.connect(self._give_up)
        return form

    def _today(self) -> date:
        return self._seen.today

    @property
    def current(self) -> LedgerLine | None:
        """The line that is shown."""
        return self._seen.lines.get(self.lines.list.current_key()) if self._seen else None

    @property
    def current_cycle(self) -> CycleDue | None:
        """What comes round again and is shown."""
        return self._seen.cycles.get(self.lines.list.current_key()) if self._seen else None

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show(self, seen: LedgerSeen) -> None:
        self._seen = seen
        self.set_context(f"{self.desk.session.unit.edition}年")
        self.set_badge(sum(line.standing == "overdue" for line in seen.lines.values()))
        self.lines.tabs.set_tabs(ledger_tabs(seen))
        self._empty_words(seen)
        is_empty = not (seen.lines or seen.cycles or self.side.is_adding)
        self._stack.setCurrentWidget(self.empty if is_empty else self.columns)
        self.set_toolbar(None if is_empty else self.tools)
        # In a turn of its own, as what follows: all at once would be felt.
        turns().do(self._show_lines, self)

    def _choose_tab(self, tab: str) -> None:
        if self.lines.tabs.current():
            self.lines.tabs.set_current(tab)

    def _show_lines(self) -> None:
        if self._seen is None:
            return
        pane = self.lines
        rows = ledger_rows(self._seen, pane.tabs.current() or ALL)
        keys = [row.key for row in rows if not row.heading]
        before = self._wanted or pane.list.current_key()
        pane.list.set_rows(rows)
        pane.list.setVisible(bool(rows))
        pane.nothing.setText("" if rows else "这里一条也没有。")
        pane.nothing.setVisible(not rows)
        if keys:
            pane.list.set_current(before if before in keys else keys[0])
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
            self.line.show_line(self.current)
        elif self.current_cycle is not None:
            self.cycle.show_cycle(self.current_cycle)
        chosen = self.line if self.current else self.cycle if self.current_cycle else None
        self.side.show_part(chosen)

    def _show_detail(self, detail: LineDetail) -> None:
        if self.current is not None and self.current.kept.id == detail.id:
            self._detail = detail
            self.line.review.show_subject(detail.subject, detail.review)

    def _make_empty(self) -> None:
        words = "记下什么时候形成、在哪里公开，程序替您算期限、到期提醒、出台账。"
        self.empty = EmptyState("calendar-check", "还没有登记过公开", words)
        self.first = Button("选一条", icon="plus", role="primary", key="Ctrl+N")
        self.first.clicked.connect(lambda: self.add_line())
        self.empty.add_action("list-checks", "从目录里登记", "先编目录，编好的条目都可以登记", self.first)

    def _empty_words(self, seen: LedgerSeen) -> None:
        self.first.set_available(seen.entries > 0, "还没有条目，先到目录编制里采用")

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        lines = self.lines
        self.new.clicked.connect(lambda: self.add_line())
        lines.tabs.chosen.connect(lambda key: self._show_lines())
        lines.list.chosen.connect(self._go_to)
        lines.list.opened.connect(lambda key: self.columns.show_side())
        lines.list.acted.connect(self._act_on)
        self.tools.table.clicked.connect(lambda: self._write("存成表", "公开台账.xlsx", _TABLES, write_ledger_workbook))
        self.tools.calendar.clicked.connect(lambda: self._write("存成日历", "到期.ics", _CALENDARS, write_due_days))
        self.tools.portal.clicked.connect(lambda: self.desk.go("portal"))
        keys = {"Ctrl+N": self.add_line, "Ctrl+Return": self.go_on, "Ctrl+Enter": self.go_on}
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda act=act: act())

    def add_line(self, choice: EntryChoice | None = None) -> None:
        """Begin a new line, for an entry where one is named."""
        self._stack.setCurrentWidget(self.columns)
        self.side.show_adding(self.adding)
        self.columns.show_side()
        self.adding.begin(choice)

    def go_on(self) -> None:
        """Do what comes next: write down the form that is open, or open the one that what is shown asks for."""
        if self.side.is_adding:
            self._record()
        elif self.side.has_line and self.line.form is not None:
            self.line.form.accepted.emit()
        elif self.current_cycle is not None:
            self._add_for(self.current_cycle.entry)
        else:
            self.begin_publishing()

    def begin_publishing(self) -> None:
        """Ask when and where the line came out; what was begun about it stays."""
        form, line = self.publishing, self.current
        if self._detail is None or line is None or self._detail.id != line.kept.id:
            return
        self.columns.show_side()
        if self.line.form is form:
            form.day.line_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.line.open_form(form)
            form.begin(self._detail.channels, line.kept.line)

    def _begin_taking_down(self) -> None:
        self.line.open_form(self.taking_down)
        self.taking_down.begin()

    def _go_to(self, key: str) -> None:
        if self.side.is_adding:
            self._leave_adding()
        self._show_line()

    def _act_on(self, key: str, code: str) -> None:
        self.lines.list.set_current(key)
        self._go_to(key)
        if code == ADD:
            self._add_for(key)
        else:
            self._publish_line(key)

    def _add_for(self, entry: str) -> None:
        self.desk.session.ask(lambda workspace: read_choice(workspace, entry), self.add_line, owner=self)

    def _publish_line(self, id: str) -> None:
        """Ask when and where a line came out, once its entry's places are known."""
        entry = self.current.kept.line.entry

        def begin(detail: LineDetail) -> None:
            self._show_detail(detail)
            if self._detail is not None and self._detail.id == id:
                self.begin_publishing()

        self.desk.session.ask(lambda workspace: read_line(workspace, id, entry), begin, owner=self)

    def _find(self, text: str) -> None:
        self.desk.session.ask(
            lambda workspace: find_entries(workspace, text),
            lambda found: self.adding.show_found(text, found),
            owner=self,
        )

    def _record(self) -> None:
        if (read := self.adding.read()) is not None:
            self._act(lambda workspace: record_formed(workspace, *read), self._recorded)

    def _recorded(self, id: str) -> None:
        self._wanted = id
        self._choose_tab(ALL)
        self._leave_adding(forget=True)
        self._toast("已记进台账")

    def _leave_adding(self, *, forget: bool = False) -> None:
        if forget:
            self.adding.clear()
        self.side.show_part(None)
        if self._seen is not None and not (self._seen.lines or self._seen.cycles or forget):
            self._stack.setCurrentWidget(self.empty)
        self._show_lines()
        self.lines.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _publish(self) -> None:
        form, id = self.publishing, self.current.kept.id
        read = form.read()
        if read is None:
            return
        (day, where, link), files = read, tuple(form.files)

        def record(workspace: Workspace) -> None:
            evidence = [attach(workspace, each).sha256 for each in files]
            publish(workspace, id, day, where, link, evidence)

        self._act(record, lambda _: self._done("已记成公开"), self._refuse_publishing)

    def _refuse_publishing(self, error: BaseException) -> None:
        form = self.publishing
        code = error.code if isinstance(error, UserFacingError) else ""
        if code == "link-wrong":
            form.link_field.say_wrong(error.message)
            form.link.setFocus(Qt.FocusReason.OtherFocusReason)
        elif code in ("published-too-early", "day-in-future"):
            form.day.say_wrong(error.message)
        elif code in _REVIEW_CODES:
            self.desk.messages.trouble(error, buttons=[("去审查", "shield-check", self._go_to_review)])
        else:
            self.desk.messages.trouble(error)

    def _go_to_review(self) -> None:
        self.desk.messages.clear()
        self.line.review.take_keyboard()

    def _take_down(self) -> None:
        id, read = self.current.kept.id, self.taking_down.read()
        if read is not None:
            self._act(
                lambda workspace: record_taken_down(workspace, id, *read),
                lambda _: self._done("已记成撤下"),
                lambda error: self._refuse_day(error, self.taking_down.day),
            )

    def _refuse_day(self, error: BaseException, field) -> None:
        if isinstance(error, UserFacingError) and error.code in ("taken-down-too-early", "day-in-future"):
            field.say_wrong(error.message)
        else:
            self.desk.messages.trouble(error)

    def _strike(self) -> None:
        id = self.current.kept.id
        self._act(lambda workspace: strike(workspace, id), lambda _: self._toast("已划去台账一行"))

    def _choose_files(self) -> None:
        self.desk.messages.open_files("选证明文件", "所有文件 (*)", self.publishing.add_files)

    def _give_up(self) -> None:
        """Put a form away; the keyboard goes back to the list, or stays at the line where that fills the page."""
        before = self.lines.list if self.lines.list.isVisible() else self.line.publish
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.close_form()

    def _done(self, told: str) -> None:
        self._give_up()
        self._toast(told)

    def _act(self, work: Callable, then: Callable, failed: Callable | None = None) -> None:
        self.desk.session.act(work, then, failed or self._refuse_new, owner=self)

    def _refuse_new(self, error: BaseException) -> None:
        adding = self.adding
        code = error.code if isinstance(error, UserFacingError) else ""
        if self.side.is_adding and code == "day-in-future":
            adding.formed.say_wrong(error.message)
        elif self.side.is_adding and code in ("ledger-personal", "ledger-too-long"):
            adding.title_field.say_wrong(error.message)
        else:
            self.desk.messages.trouble(error)

    def _toast(self, told: str) -> None:
        self.desk.messages.toast(told, _UNDO, self.desk.session.undo)

    def _write(self, title: str, name: str, filters: str, write: Callable) -> None:
        unit = self.desk.session.unit

        def save(path: Path) -> None:
            def work(workspace: Workspace) -> int:
                return write(workspace, office_calendar(workspace), path, force=True)

            self.desk.session.ask(
                work,
                lambda count: tell_written(self.desk, f"已存成 {path.name}，{count} 条。", path.parent),
                owner=self,
            )

        self.desk.messages.save_file(title, f"{unit.name}{unit.edition}年{name}", filters, save)
