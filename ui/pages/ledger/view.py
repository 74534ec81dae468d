"""The layout of the ledger: its lines under tabs; beside them one line, how its day was reached, and its review."""

from dataclasses import replace
from datetime import date
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.calendar.wording import full_date
from app.registers.ledger import STANDING_WORDS, CycleDue, LedgerLine
from ui.desk import Desk
from ui.pages.ledger.forms import LedgerForm
from ui.pages.ledger.review_box import ReviewBox
from ui.pages.ledger.rows import STANDING_LOOKS, line_facts, outlet_rows
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipLabel
from ui.widgets.facts import Facts
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.panel import Panel
from ui.widgets.record_view import standing_chip
from ui.widgets.rows import FINDINGS, TASKS, RowList
from ui.widgets.scrolled import scrolled_column
from ui.widgets.tab_order import tab_as_laid_out
from ui.widgets.tabbed_list import TabbedList

_LOOK = replace(TASKS, action_width=84, stacks_below=440)
_OUTLETS_LOOK = replace(FINDINGS, side_actions=False, left=4, right_padding=4)
STANDING_CHIPS = {
    standing: standing_chip(icon, role, STANDING_WORDS[standing]) for standing, (icon, role) in STANDING_LOOKS.items()
}


class LedgerTools(QFrame):
    """The band under the header: what the ledger is written to."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("line", "bottom")
        self.portal = Button(
            "发到网站", icon="upload", role="quiet", compact=True, tip="一条一条复制，贴到政府网站后台"
        )
        self.export = Button("导出", icon="download", role="quiet", compact=True, tip="给领导看的月报、表格、日历")
        line = QHBoxLayout(self)
        line.setContentsMargins(PAGE_PADDING - 6, 4, PAGE_PADDING - 6, 5)
        line.setSpacing(SPACE[1])
        line.addWidget(self.portal)
        line.addStretch(1)
        line.addWidget(self.export)


class LinesPane(TabbedList):
    """The tabs by standing, and the lines."""

    def __init__(self) -> None:
        super().__init__(_LOOK, "台账")


class LinePane(QWidget):
    """One line: what is known of it, what can be done, and its review."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.title = label("", "section", wrap=True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.standing = ChipLabel(STANDING_CHIPS["open"])
        self.publish = Button("记公开", icon="check", key="Ctrl+Enter", compact=True)
        self.take_down = Button("撤下", icon="archive", compact=True)
        self.correct = Button("更正", icon="pencil", role="quiet", compact=True, tip="名称或者形成日期写错了，改过来")
        self.strike = Button("划去", icon="x", role="quiet", compact=True, tip="记错了的一行从台账里去掉，可以撤销")
        self.open_entry = Button("去看条目", icon="list-checks", role="quiet", compact=True)
        self._facts = Facts()
        self.out = Panel("在哪里公开的", title_style="strong")
        self.outlets = RowList(_OUTLETS_LOOK, name="在哪里公开的", hug=True)
        self.out.body.addWidget(self.outlets)
        self.why = Panel("应公开的日子怎么算的", title_style="strong")
        self._reached = Paragraph("", "table")
        self.why.body.addWidget(self._reached)
        self.form: LedgerForm | None = None
        """The form that stands open."""
        self._forms = QVBoxLayout()
        self.review = ReviewBox(desk)
        self._build()

    def show_line(self, line: LedgerLine, today: date) -> None:
        """Show a line; its review follows."""
        self.title.setText(line.kept.line.title)
        self.standing.set_chip(STANDING_CHIPS[line.standing])
        self.publish.setText("再记一处" if line.kept.outlets else "记公开")
        self.take_down.set_available(bool(line.kept.outlets) and not line.kept.taken_down, _why_not_taken_down(line))
        self.outlets.set_rows(outlet_rows(line, today))
        self.out.setVisible(bool(line.kept.outlets))
        self._facts.show_facts(line_facts(line))
        self._reached.set_text("\n".join(line.due.explanation))

    def open_form(self, form: LedgerForm) -> None:
        """Show one of the forms, under the title."""
        self.close_form()
        self._forms.addWidget(form)
        self.form = form
        form.show()
        tab_as_laid_out(form)
        self.go_to_top()

    def go_to_top(self) -> None:
        """Show the line from its title on."""
        self._area.verticalScrollBar().setValue(0)

    def close_form(self) -> None:
        """Put the form away that stands open."""
        if self.form is not None:
            self.form.hide()
            self.form = None

    def _build(self) -> None:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        chip = QHBoxLayout()
        chip.addWidget(self.standing)
        chip.addStretch(1)
        acts = Flow()
        for button in (self.publish, self.take_down, self.correct, self.strike, self.open_entry):
            acts.addWidget(button)
        column.addWidget(self.title)
        column.addLayout(chip)
        column.addLayout(acts)
        column.addLayout(self._forms)
        self._area = scrolled_column([head, self._facts, self.out, self.review, self.why])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)


class CyclePane(QWidget):
    """Something that comes out again and again: when it is due next, and the way to write it down."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "section", wrap=True)
        self._due = label("", "body", "text-muted", wrap=True)
        self.add = Button("记一条", icon="plus", compact=True)
        self._reached = Paragraph("", "table")
        acts = QHBoxLayout()
        acts.addWidget(self.add)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_PADDING, SPACE[4], PAGE_PADDING, SPACE[4])
        column.setSpacing(SPACE[2])
        for widget in (self.title, self._due):
            column.addWidget(widget)
        column.addLayout(acts)
        column.addWidget(self._reached)
        column.addStretch(1)

    def show_cycle(self, cycle: CycleDue) -> None:
        """Show one."""
        self.title.setText(" ".join(filter(None, (cycle.item, cycle.title))))
        self._due.setText(f"定期公开，这一次到{full_date(cycle.due.due)}为止。")
        self._reached.set_text("\n".join(cycle.due.explanation))


class SidePane(QStackedWidget):
    """One line, something that comes round, or a new line being written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._adding: QWidget | None = None
        self._nothing = QWidget()
        self.addWidget(self._nothing)

    # Each part is made when it is first shown: all at once would be felt.

    @cached_property
    def line(self) -> LinePane:
        """One line."""
        return self._added(LinePane(self._desk))

    @cached_property
    def cycle(self) -> CyclePane:
        """Something that comes round."""
        return self._added(CyclePane())

    @property
    def has_line(self) -> bool:
        """Whether a line was ever shown."""
        return "line" in vars(self)

    @property
    def is_adding(self) -> bool:
        """Whether a new line is being written."""
        return self._adding is not None and self.currentWidget() is self._adding

    def show_part(self, part: QWidget | None) -> None:
        """Show the line, what comes round, or nothing."""
        self.setCurrentWidget(part or self._nothing)

    def show_adding(self, form: LedgerForm) -> None:
        """Show where a new line is written."""
        if self._adding is None:
            self._adding = self._added(scrolled_column([form]))
        self.setCurrentWidget(self._adding)

    def _added(self, part: QWidget) -> QWidget:
        self.addWidget(part)
        return part


def _why_not_taken_down(line: LedgerLine) -> str:
    return "已经撤下了" if line.kept.taken_down is not None else "还没有公开，不用撤下"
