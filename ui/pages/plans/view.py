"""The layout of interpretation plans: the plans under search and tabs; beside them one plan, or one being written."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.registers.plan_standings import STANDING_WORDS, PlanFinding, PlanLine
from app.standards.models import Definition
from ui.editors.line import Line
from ui.pages.notices.view import NoteStack
from ui.pages.plans.rows import LOOKS, due_sentence, plan_facts, plan_notes, step_words
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.flow import Flow
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Paragraph, label
from ui.widgets.panel import Panel
from ui.widgets.reached_panel import ReachedPanel
from ui.widgets.rows import TASKS
from ui.widgets.scrolled import bring_up, scrolled_column
from ui.widgets.tab_order import tab_as_laid_out
from ui.widgets.tabbed_list import TabbedList

_LOOK = replace(TASKS, stacks_below=440)
SOFT = {"danger": "danger-soft", "warn": "warn-soft", "success": "success-soft"}


class PlansPane(TabbedList):
    """The search line, the tabs, and the plans."""

    def __init__(self) -> None:
        wanted = Line()
        super().__init__(_LOOK, "解读方案", search=wanted)
        self.wanted = wanted
        wanted.setPlaceholderText("找文件：名称、文号")
        wanted.setAccessibleName("找文件")
        wanted.setClearButtonEnabled(True)


class StepsPanel(Panel):
    """三同步: three days, and what is wrong with each."""

    def __init__(self) -> None:
        super().__init__("三同步", title_style="strong")
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(SPACE[2])
        self._rows.setVerticalSpacing(SPACE[1])
        self._rows.setColumnStretch(2, 1)
        self.body.addLayout(self._rows)

    def show_line(self, line: PlanLine) -> None:
        """Show the days of a plan."""
        clear(self._rows)
        for row, (name, icon, role, words) in enumerate(step_words(line)):
            self._rows.addWidget(IconView(icon, role, 15, "body"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(label(name, "table"), row, 1, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(Paragraph(words, "table", "text" if role == "success" else role), row, 2)


class PlanPane(QWidget):
    """One plan: how it stands, what can be done, until when, 三同步, what is filled in."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "section", wrap=True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.standing = ChipLabel(Chip("circle-dashed", ""))
        self.change = Button("改方案", icon="pencil", compact=True, key="Ctrl+Enter")
        self.ledger = Button("记进台账", icon="calendar-check", compact=True, tip="解读在公开台账里审查、公开")
        self.open_line = Button("去台账看", icon="calendar-check", compact=True)
        self.done = Button("记解读日期", icon="check", compact=True, tip="解读不记台账的，在这里记哪天发布的")
        self.pdf = Button("存成 PDF", icon="download", compact=True, tip="留好签字的地方，和文件一起报批")
        self.print = Button("打印", icon="printer", compact=True)
        self.strike = Button("划去", icon="x", role="quiet", compact=True, tip="写错了的一份不再列出，可以撤销")
        self.notes, self.due, self.steps = NoteStack(), ReachedPanel("解读期限"), StepsPanel()
        self.form: QWidget | None = None
        """The form that stands open."""
        self._acts, self._forms, self._facts = Flow(), QVBoxLayout(), QGridLayout()
        self._build()

    def show_line(self, definition: Definition, line: PlanLine, copied: PlanFinding | None) -> None:
        """Show a plan."""
        icon, role = LOOKS[line.standing]
        self.title.setText(line.title)
        self.standing.set_chip(Chip(icon, STANDING_WORDS[line.standing], colour=role, soft=SOFT.get(role, "sunken")))
        self.due.show_day(due_sentence(line), line.due.explanation if line.due else ())
        self.steps.show_line(line)
        self.notes.show_notes(plan_notes(line, copied))
        self.ledger.setVisible(not line.in_ledger)
        self.open_line.setVisible(line.in_ledger)
        self.done.setVisible(not line.in_ledger)
        show_facts(self._facts, plan_facts(definition, line))

    def open_form(self, form: QWidget) -> None:
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
        """Show the plan from its title on."""
        self._area.verticalScrollBar().setValue(0)

    def _build(self) -> None:
        for button in (self.change, self.ledger, self.open_line, self.done, self.pdf, self.print, self.strike):
            self._acts.addWidget(button)
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
        self._area: QScrollArea = scrolled_column([head, self.notes, self.due, self.steps, facts_in(self._facts)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)


class SidePane(QStackedWidget):
    """One plan, or the form in which one is written; nothing where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._nothing = QWidget()
        self.addWidget(self._nothing)

    # Made when it is first shown: all at once would be felt.

    @cached_property
    def plan(self) -> PlanPane:
        """One plan."""
        made = PlanPane()
        self.addWidget(made)
        return made

    @property
    def has_plan(self) -> bool:
        """Whether a plan was ever shown."""
        return "plan" in vars(self)

    def show_plan(self, is_any: bool) -> None:
        """Show the plan, or nothing where there is none."""
        self.setCurrentWidget(self.plan if is_any else self._nothing)

    def show_form(self, form: QWidget) -> None:
        """Show the form in which a plan is written."""
        self.setCurrentWidget(form)


def facts_in(grid: QGridLayout) -> QWidget:
    """Return what facts in two columns stand in."""
    inside = QWidget()
    inside.setLayout(grid)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE[3])
    grid.setVerticalSpacing(SPACE[1])
    grid.setColumnStretch(1, 1)
    return inside


def show_facts(grid: QGridLayout, facts: Iterable[tuple[str, str]]) -> None:
    """Show facts in two columns, in place of those before."""
    clear(grid)
    for row, (what, words) in enumerate(facts):
        grid.addWidget(label(what, "table", "text-muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Paragraph(words, "table"), row, 1)


def clear(grid: QGridLayout) -> None:
    """Take everything out of a grid."""
    while (item := grid.takeAt(0)) is not None:
        item.widget().hide()
        item.widget().deleteLater()
