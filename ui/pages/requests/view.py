"""The layout of the requests: the cases under search and tabs; beside them one case, or one being taken down."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.standards.request_rules import RequestRules
from ui.desk import Desk
from ui.editors.line import Line
from ui.form_drafts import FormDrafts
from ui.pages.notices.act_form import ActForm
from ui.pages.notices.view import NoteStack
from ui.pages.requests.letters import LettersBox, letters_now
from ui.pages.requests.reading import CaseDetail, CaseLine
from ui.pages.requests.rows import BUTTONS, case_facts, due_sentence, event_rows, offered, standing_look
from ui.pages.requests.steps import StepStrip, step_facts
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.note import Note
from ui.widgets.panel import Panel
from ui.widgets.rows import FINDINGS, TASKS, RowList
from ui.widgets.scrolled import bring_up, scrolled_column
from ui.widgets.tab_order import tab_as_laid_out
from ui.widgets.tabbed_list import TabbedList
from ui.widgets.text_block import Span

_LOOK = replace(TASKS, stacks_below=440)
_EVENTS_LOOK = replace(FINDINGS, side_actions=True, left=4, right_padding=4)
_SOFT = {"danger": "danger-soft", "warn": "warn-soft", "success": "success-soft"}
REPLY = "replied"


class CasesPane(TabbedList):
    """What several ask for alike, the search line, the tabs, and the cases."""

    def __init__(self) -> None:
        notes, wanted = NoteStack(), Line()
        numbers = Button("编号规则", icon="tag", role="quiet", compact=True, tip="登记编号和文书编号怎么往下排")
        super().__init__(_LOOK, "申请", notes=notes, search=wanted, beside=numbers)
        self.notes, self.wanted, self.numbers = notes, wanted, numbers
        notes.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], 0)
        wanted.setPlaceholderText("找申请：内容、编号、姓名")
        wanted.setAccessibleName("找申请")
        wanted.setClearButtonEnabled(True)


class CasePane(QWidget):
    """One case: how it stands, what can be written down, the steps, the days, what was done, and its letters."""

    asked = Signal(str)
    """A kind of event is to be written down."""

    def __init__(self, desk: Desk, drafts: FormDrafts) -> None:
        super().__init__()
        self.title = label("", "section", wrap=True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.standing = ChipLabel(Chip("circle-dashed", ""))
        self.buttons: dict[str, Button] = {}
        self.change = Button("改登记", icon="pencil", role="quiet", compact=True, tip="登记的内容写错了，改过来")
        self.strike = Button("撤销登记", icon="x", role="quiet", compact=True, tip="登记错了的一件不再列出，可以撤销")
        self.take_out = Button(
            "删去申请人…",
            icon="trash-2",
            role="quiet",
            compact=True,
            tip="姓名、联系方式从登记和文书里全部删掉，不能恢复",
        )
        self.notes, self.steps = NoteStack(), StepStrip()
        self.due = DuePanel()
        self.done = Panel("办了什么", title_style="strong")
        self.events = RowList(_EVENTS_LOOK, name="办了什么", hug=True)
        self.done.body.addWidget(self.events)
        self.letters = LettersBox(desk, drafts)
        self.form: ActForm | None = None
        """The form that stands open."""
        self._acts, self._forms, self._facts = Flow(), QVBoxLayout(), QGridLayout()
        self._build()

    def show_line(self, line: CaseLine, detail: CaseDetail | None, rules: RequestRules, today: date) -> None:
        """Show a case; without its detail what needs more reading stays as it is."""
        self.title.setText(line.kept.case.asked)
        self.standing.set_chip(_chip(line))
        self.steps.show_steps(step_facts(line, today))
        self.due.show_clock(line)
        self.events.set_rows(event_rows(line, today))
        self.done.setVisible(bool(line.kept.case.events))
        self._show_facts(case_facts(line, detail, rules))
        if detail is not None:
            self.notes.show_notes([_remark(words) for words in detail.remarks])
            self._show_offered(offered(line, detail, rules))
            self.letters.show_case(line, letters_now(rules, line, detail))

    def open_form(self, form: ActForm) -> None:
        """Show a form under the buttons, in place of the one before."""
        self.close_form()
        self._forms.addWidget(form)
        self.form = form
        form.show()
        tab_as_laid_out(form)
        form.take_keyboard()
        bring_up(form)

    def close_form(self) -> None:
        """Put the form away that stands open."""
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def go_to_top(self) -> None:
        """Show the case from its title on."""
        self._area.verticalScrollBar().setValue(0)

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
        for button in (*self.buttons.values(), self.change, self.strike, self.take_out):
            self._acts.addWidget(button)

    def _show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for row, (what, words) in enumerate(facts):
            self._facts.addWidget(label(what, "table", "text-muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Paragraph(words, "table"), row, 1)

    def _build(self) -> None:
        self._make_buttons()
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        chip = QHBoxLayout()
        chip.addWidget(self.standing)
        chip.addStretch(1)
        column.addWidget(self.title)
        column.addLayout(chip)
        column.addLayout(self._acts)
        column.addLayout(self._forms)
        known = QWidget()
        known.setLayout(self._facts)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setHorizontalSpacing(SPACE[3])
        self._facts.setVerticalSpacing(SPACE[1])
        self._facts.setColumnStretch(1, 1)
        self._area: QScrollArea = scrolled_column(
            [head, self.notes, self.steps, self.due, known, self.done, self.letters]
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)


class DuePanel(Panel):
    """Until when to reply; how that was reached folds out."""

    def __init__(self) -> None:
        super().__init__("答复期限", title_style="strong")
        self.words, self.reached = Paragraph("", "table"), Paragraph("", "table", "text-muted")
        self.fold = Button("怎么算的", icon="chevron-right", role="quiet", compact=True)
        self.add_to_head(self.fold)
        self.body.addWidget(self.words)
        self.body.addWidget(self.reached)
        self.reached.hide()
        self.fold.clicked.connect(self._turn)

    def show_clock(self, line: CaseLine) -> None:
        """Show the day of a case with its steps."""
        self.words.set_text(due_sentence(line.clock))
        text, spans = "", []
        for step in line.clock.steps:
            spans.append(Span(len(text), len(step.words), role=""))
            text += "\n".join((step.words, *step.lines)) + "\n"
        self.reached.set_text(text.rstrip(), spans)

    def _turn(self) -> None:
        is_shown = self.reached.isHidden()
        self.reached.setVisible(is_shown)
        self.fold.set_icon("chevron-down" if is_shown else "chevron-right")


class SidePane(QStackedWidget):
    """One case, or one being taken down."""

    def __init__(self, desk: Desk, drafts: FormDrafts) -> None:
        super().__init__()
        self._desk, self._drafts = desk, drafts
        self._nothing = QWidget()
        self.addWidget(self._nothing)
        self._adding: QScrollArea | None = None

    # Made when it is first shown: all at once would be felt.

    @cached_property
    def case(self) -> CasePane:
        """One case."""
        made = CasePane(self._desk, self._drafts)
        self.addWidget(made)
        return made

    @property
    def has_case(self) -> bool:
        """Whether a case was ever shown."""
        return "case" in vars(self)

    @property
    def adding(self) -> ActForm | None:
        """The form in which one is being taken down."""
        is_shown = self._adding is not None and self.currentWidget() is self._adding
        return self._adding.findChild(ActForm) if is_shown else None

    def show_case(self, is_any: bool) -> None:
        """Show the case, or nothing where there is none."""
        self.setCurrentWidget(self.case if is_any else self._nothing)
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


def _chip(line: CaseLine) -> Chip:
    icon, role, word = standing_look(line)
    return Chip(icon, word, colour=role, soft=_SOFT.get(role, "sunken"))


def _remark(words: str) -> Note:
    head, found, rest = words.partition("：")
    is_late = "晚了" in head or "已经过了" in words
    return Note("warn" if is_late else "info", head if found else words.removesuffix("。"), rest, compact=True)
