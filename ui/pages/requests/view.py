"""The layout of the requests: the cases under search and tabs; beside them one case, or one being taken down."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea

from app.standards.request_rules import RequestRules
from ui.pages.in_parts import InParts
from ui.pages.notices.act_form import ActForm
from ui.pages.notices.view import NoteStack
from ui.pages.registers.records import RECORD, RecordList
from ui.pages.requests.letters import LettersBox, letters_now
from ui.pages.requests.reading import CaseDetail, CaseLine
from ui.pages.requests.rows import BUTTONS, case_facts, due_sentence, event_rows, offered, standing_look
from ui.pages.requests.steps import StepStrip, step_facts
from ui.widgets.buttons import Button
from ui.widgets.facts import Facts
from ui.widgets.note import Note
from ui.widgets.panel import Panel
from ui.widgets.parts_stack import PartsStack
from ui.widgets.reached_panel import ReachedPanel
from ui.widgets.record_view import RecordView, standing_chip
from ui.widgets.rows import FINDINGS, RowList
from ui.widgets.scrolled import scrolled_column
from ui.widgets.tab_order import tab_as_laid_out

_EVENTS_LOOK = replace(FINDINGS, side_actions=True, left=4, right_padding=4)
REPLY = "replied"


class CasesPane(RecordList):
    """What several ask for alike stands above the cases."""

    def __init__(self) -> None:
        numbers = Button("编号规则", icon="tag", role="quiet", compact=True, tip="登记编号和文书编号怎么往下排")
        super().__init__("申请", "找申请", "找申请：内容、编号、姓名", beside=numbers)
        self.numbers = numbers


class CasePane(InParts, RecordView):
    """One case: how it stands, what can be written down, the steps, the days, what was done, and its letters."""

    asked = Signal(str)
    """A kind of event is to be written down."""

    def __init__(self, letters: LettersBox) -> None:
        super().__init__()
        self.letters = letters

    def build(self) -> Iterator[None]:
        self.buttons: dict[str, Button] = {}
        self._make_buttons()
        self.change = Button("改登记", icon="pencil", role="quiet", compact=True, tip="登记的内容写错了，改过来")
        self.strike = Button("撤销登记", icon="x", role="quiet", compact=True, tip="登记错了的一件不再列出，可以撤销")
        self.take_out = Button(
            "删去申请人…",
            icon="trash-2",
            role="quiet",
            compact=True,
            tip="姓名、联系方式从登记和文书里全部删掉，不能恢复",
        )
        yield
        self.notes, self.steps = NoteStack(), StepStrip()
        self.due = ReachedPanel("答复期限")
        self.facts = Facts()
        yield
        self.done = Panel("办了什么", title_style="strong")
        self.events = RowList(_EVENTS_LOOK, name="办了什么", hug=True)
        self.done.body.addWidget(self.events)
        yield
        self.lay_out(
            [*self.buttons.values(), self.change, self.strike, self.take_out],
            [self.notes, self.steps, self.due, self.facts, self.done, self.letters],
        )

    def show_line(self, line: CaseLine, detail: CaseDetail | None, rules: RequestRules, today: date) -> None:
        """Show a case; without its detail what needs more reading stays as it is."""
        self.show_head(line.kept.case.asked, standing_chip(*standing_look(line)))
        self.steps.show_steps(step_facts(line, today))
        _show_clock(self.due, line)
        self.events.set_rows(event_rows(line, today))
        self.done.setVisible(bool(line.kept.case.events))
        self.facts.show_facts(case_facts(line, detail, rules))
        if detail is not None:
            wrong = [_warning(each.words) for each in line.faults]
            self.notes.show_notes([*wrong, *(_remark(words) for words in detail.remarks)])
            self._show_offered(offered(line, detail, rules))
            self.letters.show_case(line, letters_now(rules, line, detail))

    def _show_offered(self, why: Mapping[str, str]) -> None:
        """Show a button for each kind that can be written down as the case stands; those that cannot now say why."""
        for kind, button in self.buttons.items():
            button.setVisible(kind in why)
            button.set_available(not why.get(kind), why.get(kind, ""))

    def _make_buttons(self) -> None:
        for kind, (words, icon) in BUTTONS.items():
            button = Button(words, icon=icon, compact=True, key="Ctrl+Enter" if kind == REPLY else "")
            button.clicked.connect(lambda *_, kind=kind: self.asked.emit(kind))
            self.buttons[kind] = button


class SidePane(PartsStack):
    """One case, or one being taken down."""

    def __init__(self, make_case: Callable[[], CasePane]) -> None:
        super().__init__({RECORD: make_case})
        self._adding: QScrollArea | None = None

    @property
    def adding(self) -> ActForm | None:
        """The form in which one is being taken down."""
        is_shown = self._adding is not None and self.currentWidget() is self._adding
        return self._adding.findChild(ActForm) if is_shown else None

    def show_case(self, is_any: bool) -> None:
        """Show the case, or nothing where there is none."""
        self.show_part(RECORD if is_any else "")
        self._drop_adding()

    def show_adding(self, form: ActForm) -> None:
        """Show where one is taken down."""
        self._drop_adding()
        self._adding = scrolled_column([form])
        self.addWidget(self._adding)
        self.setCurrentWidget(self._adding)
        tab_as_laid_out(form)
        form.take_keyboard()

    def _drop_adding(self) -> None:
        if self._adding is not None:
            self.removeWidget(self._adding)
            self._adding.hide()
            self._adding.deleteLater()
            self._adding = None


def _show_clock(panel: ReachedPanel, line: CaseLine) -> None:
    """Show until when to reply; the steps stand out among how that was reached."""
    lines, heads = [], []
    for step in line.clock.steps:
        heads.append(len(lines))
        lines += [step.words, *step.lines]
    panel.show_day(due_sentence(line.clock), lines, heads)


def _warning(words: str) -> Note:
    head, _, rest = words.partition("：")
    return Note("warn", head, rest, compact=True)


def _remark(words: str) -> Note:
    head, found, rest = words.partition("：")
    is_late = "晚了" in head or "已经过了" in words
    return Note("warn" if is_late else "info", head if found else words.removesuffix("。"), rest, compact=True)
