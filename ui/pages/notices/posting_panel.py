"""张贴: how a kept notice hangs, and what can be written down about it."""

from PySide6.QtCore import Signal

from app.registers.reviews import next_stage
from ui.pages.notices.posting_forms import ActForm
from ui.pages.notices.posting_reading import PostingFacts
from ui.pages.notices.posting_words import NOT_POSTED, STANDING_CHIPS, told_lines
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipLabel
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph
from ui.widgets.panel import Panel

REVIEW, POST, OBJECT, DOWN, RESULT, WITHDRAW, CORRECT, PROOF = (
    "review",
    "post",
    "object",
    "down",
    "result",
    "withdraw",
    "correct",
    "proof",
)
_BUTTONS = {
    POST: ("记张贴", "map-pin", "normal"),
    DOWN: ("记撤下", "archive", "normal"),
    RESULT: ("记结果", "circle-check", "normal"),
    OBJECT: ("记异议", "message-square", "normal"),
    CORRECT: ("做更正的一份", "file-pen", "normal"),
    REVIEW: ("看审查", "stamp", "quiet"),
    PROOF: ("公示情况证明", "file-check", "quiet"),
    WITHDRAW: ("撤下更正", "undo-2", "danger"),
}
_NOT_OVER = "公示期到{0.month}月{0.day}日才满，期满以后再记结果。"


class PostingPanel(Panel):
    """What is known of the notice on the wall, one button for each act, and the form of the act that was chosen."""

    asked = Signal(str)
    """The code of an act."""

    def __init__(self) -> None:
        super().__init__("张贴")
        self.chip = ChipLabel(NOT_POSTED)
        self.add_to_head(self.chip)
        self.told = Paragraph("", "table")
        self.buttons = {code: Button(text, icon=icon, role=role) for code, (text, icon, role) in _BUTTONS.items()}
        self.form: ActForm | None = None
        flow = Flow()
        for code, button in self.buttons.items():
            flow.addWidget(button)
            button.clicked.connect(lambda checked=False, code=code: self.asked.emit(code))
        self.body.addWidget(self.told)
        self.body.addLayout(flow)

    def show_facts(self, facts: PostingFacts) -> None:
        """Show how it stands; a form that is open stays as it is."""
        record = facts.record
        self.chip.set_chip(STANDING_CHIPS.get(facts.standing, NOT_POSTED))
        self.told.set_text(told_lines(facts))
        can = {
            REVIEW: record is None or facts.review is not None,
            POST: record is None,
            OBJECT: record is not None and not record.reason,
            DOWN: record is not None and record.taken_down is None,
            RESULT: record is not None and not record.reason and not record.result,
            WITHDRAW: record is not None and not record.reason,
            CORRECT: record is not None and bool(record.reason) and not facts.correction,
            PROOF: record is not None,
        }
        for code, button in self.buttons.items():
            button.setVisible(can[code])
        self.buttons[REVIEW].setText("去审查" if next_stage(facts.review) else "看审查")
        runs = record is not None and record.until is not None and facts.today <= record.until
        self.buttons[RESULT].set_available(not runs, _NOT_OVER.format(record.until) if runs else "")

    def show_form(self, form: ActForm | None) -> None:
        """Fold out a form in place of the one before, or fold it in."""
        if self.form is not None:
            self.body.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = form
        if form is not None:
            self.body.addWidget(form)
            form.show()
            form.take_keyboard()
