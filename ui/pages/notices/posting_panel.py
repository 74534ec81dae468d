"""张贴: how a kept notice hangs, and what can be written down about it."""

from dataclasses import replace

from PySide6.QtCore import Signal

from app.calendar.wording import full_date
from app.registers.postings import PostingRecord, still_hangs
from app.registers.reviews import next_stage
from ui.desk import Desk
from ui.pages.notices.act_form import ActForm
from ui.pages.notices.photo_strip import PhotoStrip
from ui.pages.notices.posting_reading import PostingFacts
from ui.pages.notices.posting_words import NOT_POSTED, STANDING_CHIPS, ended, objection_rows, step_rows, told_lines
from ui.pages.notices.view import NoteStack
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipLabel
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph
from ui.widgets.note import Note
from ui.widgets.panel import Panel
from ui.widgets.rows import FINDINGS, RowList
from ui.widgets.scrolled import framed

REVIEW, POST, OBJECT, DOWN, PHOTOS, RESULT, WITHDRAW, PROOF, RECOUNT = (
    "review",
    "post",
    "object",
    "down",
    "photos",
    "result",
    "withdraw",
    "proof",
    "recount",
)
_BUTTONS = {
    POST: ("记张贴", "map-pin", "normal"),
    DOWN: ("记撤下", "archive", "normal"),
    RESULT: ("记结果", "circle-check", "normal"),
    OBJECT: ("记异议", "message-square", "normal"),
    PHOTOS: ("补照片", "image", "quiet"),
    REVIEW: ("看审查", "stamp", "quiet"),
    PROOF: ("公示情况证明", "file-check", "quiet"),
    WITHDRAW: ("撤下更正", "undo-2", "danger"),
}
_TIPS = {
    DOWN: "贴够了天数，从墙上揭下来以后记",
    WITHDRAW: "写错了：从墙上撤下，收回发出去的，再做一份改好的",
}
_NOT_OVER = "公示期到{0.month}月{0.day}日才满，期满以后再记结果。"
_LOOK = replace(FINDINGS, side_actions=True, stacks_below=520)


class PostingPanel(Panel):
    """What is known of the notice on the wall, one button for each act, and the form of the act that was chosen."""

    asked = Signal(str)
    """The code of an act."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("张贴")
        self.chip = ChipLabel(NOT_POSTED)
        self.add_to_head(self.chip)
        self.told, self.ending = Paragraph("", "table"), NoteStack()
        self.photos = PhotoStrip(desk)
        self.objections = RowList(_LOOK, name="异议", hug=True)
        self.steps = RowList(_LOOK, name="撤下更正的几步", hug=True)
        self.buttons = {
            code: Button(text, icon=icon, role=role, tip=_TIPS.get(code, ""))
            for code, (text, icon, role) in _BUTTONS.items()
        }
        self.form: ActForm | None = None
        flow = Flow()
        for code, button in self.buttons.items():
            flow.addWidget(button)
            button.clicked.connect(lambda checked=False, code=code: self.asked.emit(code))
        self._objections_frame, self._steps_frame = framed(self.objections), framed(self.steps)
        for widget in (self.told, self.ending, self.photos, self._objections_frame, self._steps_frame):
            self.body.addWidget(widget)
        self.body.addLayout(flow)

    def show_facts(self, facts: PostingFacts) -> None:
        """Show how it stands; a form that is open stays as it is."""
        record = facts.record
        self.chip.set_chip(STANDING_CHIPS.get(facts.standing, NOT_POSTED))
        self.told.set_text(told_lines(facts))
        self.photos.show_postings(facts.photos)
        self.objections.set_rows(objection_rows(record) if record else [])
        self.steps.set_rows(step_rows(facts))
        self._objections_frame.setVisible(record is not None and bool(record.objections))
        self._steps_frame.setVisible(bool(facts.steps))
        self._show_ending(facts)
        self._show_buttons(facts, record)

    def _show_ending(self, facts: PostingFacts) -> None:
        """Tell where the period ends on another day than was written down, and why."""
        ending, notes = facts.ending, []
        if ending is not None and ending.is_moved:
            before = f"张贴时算到{full_date(ending.recorded)}，" if ending.recorded else ""
            words = f"{before}现在算到{full_date(ending.until)}。{ended(ending.told)}"
            take = ("照现在算的记", "check", lambda: self.asked.emit(RECOUNT))
            notes = [Note("difference", "公示期的最后一天变了", words, [take], compact=True)]
        self.ending.show_notes(notes)

    def _show_buttons(self, facts: PostingFacts, record: PostingRecord | None) -> None:
        can = {
            REVIEW: record is None or facts.review is not None,
            POST: record is None,
            OBJECT: record is not None and not record.reason,
            DOWN: record is not None and record.taken_down is None,
            PHOTOS: record is not None,
            RESULT: record is not None and not record.reason and not record.result,
            WITHDRAW: record is not None and not record.reason,
            PROOF: record is not None,
        }
        for code, button in self.buttons.items():
            button.setVisible(can[code])
        self.buttons[REVIEW].setText("去审查" if next_stage(facts.review) else "看审查")
        runs = record is not None and still_hangs(record, facts.today)
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
