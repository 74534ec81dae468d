"""依申请公开: requests, until when each is to be answered, what was done on it, and its letters."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.registers.request_matters import RepeatedMatter
from ui.desk import Desk
from ui.pages.annual.switch import ANNUAL, REQUESTS, halves
from ui.pages.filters import remember_tab, remember_words
from ui.pages.notices.act_form import ActForm
from ui.pages.page import Page
from ui.pages.registers.records import RECORD, Records
from ui.pages.requests.acts import RequestActs
from ui.pages.requests.letters import LettersBox
from ui.pages.requests.reading import CaseDetail, CaseLine, RequestsSeen, read_case, read_requests
from ui.pages.requests.rows import ALL, OPEN, request_rows, request_tabs
from ui.pages.requests.view import REPLY, CasePane, CasesPane, SidePane
from ui.turns import turns
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.note import Note
from ui.widgets.rows import Row


class RequestsPage(Page):
    """The cases, and one of them or a new one beside."""

    place, title, icon = "requests", "依申请公开", "file-input"
    hints = ("Ctrl+N 登记", "Ctrl+Enter 答复", "F6 换区")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: RequestsSeen | None = None
        self._detail: CaseDetail | None = None
        self._only: tuple[str, ...] = ()
        """The cases on one matter, while these alone are shown."""
        self._acted_on = ""
        """The case of which something was just written down."""
        self.acts = RequestActs(self)

    def build(self) -> Iterator[None]:
        desk = self.desk
        self.cases, self.side = CasesPane(), SidePane(self._make_case)
        yield
        self.new = Button("登记申请", icon="plus", role="primary", key="Ctrl+N")
        self.halves = halves(REQUESTS)
        self._make_empty()
        yield
        self.records = Records(desk, "requests", self.cases, self.side, self.empty, ("申请", "这一件"))
        yield
        self.body.addWidget(self.records)
        self.set_header(self.halves)
        self.set_primary(self.new)
        self.records.set_main(self.new)
        self.records.turned.connect(self.hint_at_beginning)
        self._connect()

    def show_place(self, case: str = "", **target: Any) -> None:
        """Show the requests, at a case where one is named."""
        self.halves.set_current(REQUESTS)
        if case:
            self._only = ()
            self.records.want(case)
            self.cases.wanted.clear()
            self.cases.choose_tab(ALL)
            self._show_cases()
            self.records.columns.show_side()

    def reload(self) -> None:
        self.desk.session.ask(read_requests, self._show, owner=self)

    def next_area(self, *, back: bool = False) -> bool:
        return self.records.next_area(back=back)

    def areas(self) -> list[QWidget]:
        return self.records.areas()

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """The case is a turn of its own, and its letters are."""
        yield lambda: self._letters
        yield from self._begun_case.parts()
        yield lambda: self.case

    @property
    def case(self) -> CasePane:
        """Where one case is shown."""
        return self.side.part(RECORD)

    @cached_property
    def _letters(self) -> LettersBox:
        return LettersBox(self.desk, self.acts.drafts)

    @cached_property
    def _begun_case(self) -> CasePane:
        return CasePane(self._letters)

    def _make_case(self) -> CasePane:
        case, acts = self._begun_case.whole(), self.acts
        case.asked.connect(acts.begin)
        case.change.clicked.connect(lambda: acts.change())
        case.strike.clicked.connect(lambda: acts.strike())
        case.take_out.clicked.connect(lambda: acts.take_out())
        case.events.acted.connect(lambda key, code: acts.strike_event(key))
        return case

    def today(self) -> date:
        """The day by which the cases stand."""
        return self.seen.today

    @property
    def current(self) -> CaseLine | None:
        """The case that is shown."""
        return self.seen.cases.get(self.cases.list.current_key()) if self.seen else None

    @property
    def detail(self) -> CaseDetail | None:
        """What belongs to the case that is shown, None until it was read."""
        line, detail = self.current, self._detail
        return detail if detail is not None and line is not None and detail.id == line.kept.id else None

    # --- showing -----------------------------------------------------------------------------------------------------

    def _show(self, seen: RequestsSeen) -> None:
        self.acts.drafts.show_kept(seen.typed)
        self.seen = seen = replace(seen, typed=self.acts.drafts.all_typed())
        self.set_badge(sum(line.standing == "overdue" for line in seen.cases.values()))
        self.cases.tabs.set_tabs(request_tabs(seen))
        self.records.show_empty(seen.is_empty and self.side.adding is None)
        # In a turn of its own, as what follows: all at once would be felt.
        turns().do(self._show_cases, self)

    def _show_cases(self) -> None:
        if self.seen is None:
            return
        self._only = tuple(id for id in self._only if id in self.seen.cases)
        rows = self._rows()
        if self._acted_on in self.seen.cases and self._acted_on not in [row.key for row in rows]:
            # Answered: its letter is written next.
            self.records.want(self._acted_on)
            self.cases.choose_tab(ALL)
            self._acted_on, rows = "", self._rows()
        self._show_matters()
        self.records.show_rows(rows, {OPEN: "没有办理中的申请。"}, "这里一件也没有。")
        if rows and not self.side.has(RECORD):
            turns().do(lambda: self.case, self)
        turns().do(self._show_case, self)

    def _rows(self) -> list[Row]:
        return request_rows(self.seen, self.cases.tabs.current() or OPEN, self.cases.wanted.text(), self._only)

    def _choose_tab(self) -> None:
        self._acted_on = ""
        self._show_cases()

    def _show_matters(self) -> None:
        """Above the list: several asked for the same, or that only these are shown."""
        if self._only:
            back = ("看全部", "list", lambda: self._narrow(()))
            self.cases.notes.show_notes([Note("info", f"问同一件事的 {len(self._only)} 件", "", [back], compact=True)])
        else:
            struck = [self._struck_note(*each) for each in self.seen.struck.items()]
            self.cases.notes.show_notes([*struck, *(self._matter_note(each) for each in self.seen.matters[:1])])

    def _struck_note(self, id: str, words: str) -> Note:
        back = ("恢复这一件", "archive-restore", partial(self.acts.restore, id))
        return Note("warn", "划去了的申请，同事又记了办理", words, [back], compact=True)

    def _matter_note(self, matter: RepeatedMatter) -> Note:
        head = f"{len(matter.cases)} 件申请问的是同一件事，可以考虑主动公开"
        look = ("看看", "eye", partial(self._narrow, matter.cases))
        more = len(self.seen.matters) - 1
        others = f"另外还有 {more} 件事也是这样" if more else ""
        if matter.entry is None:
            add = ("在目录里新增一项", "plus", partial(self._propose, matter))
            return Note("info", head, others, [look, add], compact=True)
        entry = ("去看条目", "list-checks", lambda: self.desk.go("drafting", entry=matter.entry))
        words = "；".join(filter(None, (f"目录里有“{matter.title}”", others)))
        return Note("info", head, words, [look, entry], compact=True)

    def _narrow(self, cases: tuple[str, ...]) -> None:
        """Show these cases alone, or all of them."""
        self._only = tuple(cases)
        self.cases.wanted.clear()
        self.cases.choose_tab(ALL if cases else OPEN)
        self._show_cases()

    def _propose(self, matter: RepeatedMatter) -> None:
        """Go to where an item is added, with its matter to be pasted."""
        QGuiApplication.clipboard().setText(matter.matter)
        self.desk.go("drafting")
        self.desk.messages.toast("内容已经复制：选好领域，点“新增一条”，粘贴到名称里")

    def _show_case(self) -> None:
        """Show what is chosen, unless the file was closed meanwhile or one is being taken down."""
        if not self.desk.session.is_open or self.side.adding is not None:
            return
        line = self.current
        if self._detail is not None and (line is None or self._detail.id != line.kept.id):
            self._detail = None
            self.case.close_form()
            self.case.go_to_top()
        if line is not None:
            self.case.show_line(line, self.detail, self.seen.rules, self.seen.today)
            id = line.kept.id
            self.desk.session.ask(lambda workspace: read_case(workspace, id), self._show_detail, owner=self)
        self.side.show_case(line is not None)

    def _show_detail(self, detail: CaseDetail) -> None:
        if self.current is not None and self.current.kept.id == detail.id:
            self._detail = detail
            self.case.show_line(self.current, detail, self.seen.rules, self.seen.today)

    def _make_empty(self) -> None:
        words = "收到一件登记一件：程序算好哪天以前答复，到期提醒，文书照着写。"
        self.empty = EmptyState(self.icon, "还没有登记过申请", words)
        self.first = Button("登记申请", icon="plus", role="primary", key="Ctrl+N")
        self.first.clicked.connect(lambda: self.acts.register())
        told = "申请人的资料只记姓名、联系方式和证件末四位，只存在这台电脑上"
        self.empty.add_action("file-input", "登记第一件", told, self.first)

    # --- what the clerk does -----------------------------------------------------------------------------------------

    def _connect(self) -> None:
        remember_tab(self.desk, "requests", self.cases.tabs)
        remember_words(self.desk, "requests", self.cases.wanted)
        pane = self.cases
        self.halves.chosen.connect(lambda half: self.desk.go(ANNUAL) if half == ANNUAL else None)
        self.new.clicked.connect(lambda: self.acts.register())
        pane.tabs.chosen.connect(lambda key: self._choose_tab())
        pane.wanted.textChanged.connect(lambda text: self._show_cases())
        pane.list.chosen.connect(self._go_to)
        numbers = QMenu(self)
        for what, words in (("register", "登记编号的规则"), ("letter", "文书编号的规则")):
            numbers.addAction(words).triggered.connect(lambda *_, what=what: self.acts.ask_pattern(what))
        pane.numbers.setMenu(numbers)
        self.add_keys({"Ctrl+N": self.acts.register, "Ctrl+Return": self.go_on, "Ctrl+Enter": self.go_on})

    def go_on(self) -> None:
        """Write down the form that is open, or open that of the reply."""
        if (form := self.side.adding) is not None:
            form.confirmed.emit()
        elif self.side.has(RECORD) and self.case.form is not None:
            self.case.form.confirmed.emit()
        elif self.detail is not None and not self.detail.why_not[REPLY]:
            self.acts.begin(REPLY)

    def show_adding(self, form: ActForm) -> None:
        """Show where one is taken down."""
        self.records.show_empty(False)
        self.side.show_adding(form)
        self.records.columns.show_side()

    def leave_adding(self) -> None:
        """Go back to the cases; what was begun goes on the next time."""
        self.side.show_case(self.current is not None)
        self.records.show_empty(self.seen.is_empty)
        self._show_case()
        self.records.take_keyboard(self.case.change if self.current is not None else None)

    def show_registered(self, id: str) -> None:
        """Show a case that was just taken down."""
        self._only = ()
        self.records.want(id)
        self.cases.wanted.clear()
        self.cases.choose_tab(OPEN)
        self.side.show_case(False)
        self._show_cases()
        self.records.take_keyboard()

    def show_form(self, form: ActForm) -> None:
        """Show a form about the case."""
        self.records.columns.show_side()
        self.case.open_form(form)

    def close_form(self) -> None:
        """Put the form away; the keyboard goes back to the list, or stays at the case where that fills the page."""
        self.records.take_keyboard(self.case.change)
        self.case.close_form()

    def show_acted_on(self, id: str) -> None:
        """Show the case that something was just written down of, also where it is not among the open ones any more."""
        self.close_form()
        self._acted_on = id
        self._show_cases()

    def _go_to(self, key: str) -> None:
        if self.side.adding is not None:
            self.leave_adding()
        self._show_case()
