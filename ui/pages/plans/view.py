"""How one interpretation plan is laid out: what can be done, until when, 三同步, what is filled in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from app.registers.plan_standings import STANDING_WORDS, PlanFinding, PlanLine
from app.standards.models import Definition
from ui.pages.notices.view import NoteStack
from ui.pages.plans.rows import LOOKS, due_sentence, plan_facts, plan_notes, step_words
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.facts import Facts, clear
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Paragraph, label
from ui.widgets.panel import Panel
from ui.widgets.reached_panel import ReachedPanel
from ui.widgets.record_view import RecordView, standing_chip


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


class PlanPane(RecordView):
    """One plan."""

    def __init__(self) -> None:
        super().__init__()
        self.change = Button("改方案", icon="pencil", compact=True, key="Ctrl+Enter")
        self.ledger = Button("记进台账", icon="calendar-check", compact=True, tip="解读在公开台账里审查、公开")
        self.open_line = Button("去台账看", icon="calendar-check", compact=True)
        self.done = Button("记解读日期", icon="check", compact=True, tip="解读不记台账的，在这里记哪天发布的")
        self.pdf = Button("存成 PDF", icon="download", compact=True, tip="留好签字的地方，和文件一起报批")
        self.print = Button("打印", icon="printer", compact=True)
        self.strike = Button("划去", icon="x", role="quiet", compact=True, tip="写错了的一份不再列出，可以撤销")
        self.notes, self.due, self.steps, self.facts = NoteStack(), ReachedPanel("解读期限"), StepsPanel(), Facts()
        self.lay_out(
            [self.change, self.ledger, self.open_line, self.done, self.pdf, self.print, self.strike],
            [self.notes, self.due, self.steps, self.facts],
        )

    def show_line(self, definition: Definition, line: PlanLine, copied: PlanFinding | None) -> None:
        """Show a plan."""
        self.show_head(line.title, standing_chip(*LOOKS[line.standing], STANDING_WORDS[line.standing]))
        self.due.show_day(due_sentence(line), line.due.explanation if line.due else ())
        self.steps.show_line(line)
        self.notes.show_notes(plan_notes(line, copied))
        self.ledger.setVisible(not line.in_ledger)
        self.open_line.setVisible(line.in_ledger)
        self.done.setVisible(not line.in_ledger)
        self.facts.show_facts(plan_facts(definition, line))
